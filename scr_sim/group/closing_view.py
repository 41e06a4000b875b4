"""What wall and console show of the closing: finding by finding, what the room did and heard."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scr_sim.group.exercise import Exercise
from scr_sim.group.room import Room, Ruling
from scr_sim.group.views import FindingShown
from scr_sim.group.vote_tallies import counts
from scr_sim.group.words import vote_name
from scr_sim.scenario.model.choice import STANCES, Stance
from scr_sim.text.stances import SIGNS, STANCE_NAMES


def closing_shown(exercise: Exercise, room: Room) -> dict[str, Any]:
    """Return the fields of a view that tell of the closing; empty until the room has come to it."""
    over = room.phase in {"closing", "ended"}
    pledges = tuple([room.pledges[at] for at in sorted(room.pledges)])
    if not over:
        return {"findings": (), "finding": 0, "unseen": (), "pledges": pledges}
    told = exercise.debrief(room.actions)
    titles = {view.number: view for view in told.decisions}
    found = []
    for view in told.findings:
        met = sorted({*view.echoed, *view.answered})
        if not met:
            continue
        decisions = [titles[number] for number in met]
        # Every decision of the play is one that the room came to by a ruling, in order.
        here = [room.rulings[number - 1] for number in met]
        said = [label for d in decisions for label in d.made]
        missed = [f"{m.label} ({m.agency or 'anybody'})" for d in decisions for m in d.missed]
        found.append(
            FindingShown(
                id=str(view.number),
                title=view.title,
                review=view.text,
                met=tuple(
                    [
                        f"{one.title}: {one.label}. {_votes(exercise, ruling)}".rstrip()
                        for one, ruling in zip(decisions, here, strict=True)
                    ]
                ),
                dissent=tuple([text for ruling in here for _, text in ruling.dissent]),
                voiced=tuple(dict.fromkeys(said)),
                unvoiced=tuple(dict.fromkeys(missed)),
            )
        )
    return {
        "findings": tuple(found),
        "finding": min(room.round, len(found)) if room.phase == "closing" else 0,
        "unseen": tuple([view.unseen.text for view in told.unseen]),
        "pledges": pledges,
    }


def _votes(exercise: Exercise, ruling: Ruling) -> str:
    """Return the votes that a decision came of, by stance, in words; one set aside is left out."""
    scene = exercise.scenario.scenes[ruling.place.scene]
    stances = {choice.id: choice.stance for choice in scene.choices}
    told = []
    for held in [one for one in ruling.rounds if not one.voided]:
        people: Counter[Stance | None] = Counter()
        for choice, count in counts(held).items():
            people[None if choice is None else stances[choice]] += count
        met = [stance for stance in STANCES if people[stance]]
        shown = [f"{SIGNS[one]} {STANCE_NAMES[one]} {people[one]}" for one in met]
        shown += [f"cannot decide {people[None]}"] if people[None] else []
        told.append(f"{vote_name(held.place.round)}: {', '.join(shown) or 'nobody'}.")
    return " ".join(told)

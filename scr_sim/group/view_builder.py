"""From a room to what wall, phone and console are shown.

Until a vote is revealed nothing here reads how anybody else voted: the wall's view has counts
alone, and a phone's view its own vote.
"""

from __future__ import annotations

from typing import Any

from scr_sim.engine.beats import Chosen, Entered, OfferedChoice, OfferedEnquiry, Price
from scr_sim.group.closing_view import closing_shown
from scr_sim.group.exercise import Exercise
from scr_sim.group.room import DISSENT, Room
from scr_sim.group.shared_types import Rule
from scr_sim.group.views import (
    ChoiceShown,
    ConsoleView,
    EvidenceShown,
    HeldEvidence,
    PersonShown,
    PhoneView,
    SceneShown,
    TrainerEvidence,
    WallView,
)
from scr_sim.group.vote_tallies import revealed
from scr_sim.group.words import RECORDED, RULES, WAYS
from scr_sim.text.quantities import counted

#: What the one key does next, by phase.
NEXT = {
    "lobby": "Begin: show the first scene",
    "briefing": "Open the first vote",
    "vote": "Close the vote",
    "sealed": "Ask for what each agency holds",
    "evidence": "Open the discussion",
    "discussion": "Open the second vote",
    "revealed": "Decide by the rule",
    "decided": "Show what comes of it",
    "outcome": "Go on to the next scene",
    "closing": "The next finding",
    "ended": "",
}


def view_for_wall(exercise: Exercise, room: Room, address: str = "") -> WallView:
    """Return what the projector shows, where the phones' page is at ``address``."""
    held = dict.fromkeys(exercise.agencies.values(), 0)
    for seat in room.seats.values():
        name = exercise.agencies.get(seat.agency, "No agency")
        held[name] = held.get(name, 0) + 1
    return WallView(
        **_shown(exercise, room),
        address=address,
        code=room.opened.code,
        door_open=room.door_open,
        recording=room.opened.recording,
        agencies=held,
        page=room.page,
        **closing_shown(exercise, room),
    )


def view_for_phone(exercise: Exercise, room: Room, token: str, now: int = 0) -> PhoneView | None:
    """Return what the phone with a token shows at a time; None where it has no seat."""
    person = room.tokens.get(token)
    if person is None:
        return None
    seat = room.seats[person]
    vote = room.vote
    ballot = vote.ballots.get(person) if vote is not None else None
    ruling = room.ruling
    dissent = next((text for who, text in ruling.dissent if who == person), "") if ruling else ""
    open_ = exercise.dissent_open(room, now)
    sole = sum(other.agency == seat.agency for other in room.seats.values()) == 1
    return PhoneView(
        **_shown(exercise, room),
        person=person,
        words=seat.words,
        agency=exercise.agencies.get(seat.agency, ""),
        recording_in_words=RECORDED[room.opened.recording],
        may_vote=room.phase == "vote"
        and not room.paused
        and (room.closes_at is None or now < room.closes_at),
        my_choice=ballot.choice if ballot else None,
        have_voted=ballot is not None,
        late=vote is not None and any(who == person for who, _ in vote.late),
        sure=ballot.sure if ballot else None,
        because=ballot.because if ballot else "",
        unless=ballot.unless if ballot else "",
        held=_held(exercise, room, seat.agency),
        may_dissent=open_ and not dissent,
        alone_in_agency=sole,
        dissent=dissent,
        pledge=seat.pledge,
        record_wanted=seat.record_wanted,
    )


def view_for_console(
    exercise: Exercise, room: Room, away: frozenset[int] = frozenset(), address: str = ""
) -> ConsoleView:
    """Return what the trainer sees; ``away`` are the people whose phones are silent."""
    vote = room.vote
    voted = set(vote.ballots) if vote is not None and room.phase in {"vote", "sealed"} else set()
    model = exercise.scenario
    play = exercise.at(room)
    return ConsoleView(
        **_shown(exercise, room),
        address=address,
        code=room.opened.code,
        door_open=room.door_open,
        next_thing=_next_thing(exercise, room),
        commands=_commands(exercise, room),
        trainer=_note(exercise, room),
        opening=exercise.prose(room, model.trainer.opening if model.trainer else None),
        closing=exercise.prose(room, model.trainer.closing if model.trainer else None),
        seats=tuple(
            [
                PersonShown(
                    person=seat.person,
                    name=seat.name,
                    agency=exercise.agencies.get(seat.agency, ""),
                    voted=seat.person in voted,
                    away=seat.person in away,
                )
                for seat in room.seats.values()
            ]
        ),
        holding=tuple(
            [
                TrainerEvidence(
                    **_evidence(exercise, room, one.id).model_dump(),
                    text=exercise.answer_text(room, one.id),
                    actions=exercise.ways_to_voice(room, one),
                )
                for one in exercise.enquiries(room)
            ]
        )
        if not play.finished
        else (),
        pauses_wanted=room.pauses_wanted,
        suggestion=_suggestion(exercise, room),
        next_evidence=next_.id if (next_ := _next_evidence(exercise, room)) else "",
        to_decide=tuple(
            [action for choice in room.between for action in exercise.actions_of(room, choice)]
        ),
        **closing_shown(exercise, room),
    )


# -- what they have in common


def _shown(exercise: Exercise, room: Room) -> dict[str, Any]:
    """Return what everybody is shown; the same for hundreds of phones, so that it is made once."""
    last = exercise.shown_last
    if last is not None and last[0] is room:
        return last[1]
    shown = _made(exercise, room)
    exercise.shown_last = (room, shown)
    return shown


def _made(exercise: Exercise, room: Room) -> dict[str, Any]:
    play = exercise.at(room)
    beats = play.beats
    entered = [beat for beat in beats if isinstance(beat, Entered)]
    if not entered:
        # After an enquiry the scene is the one that was entered last.
        entered = [beat for beat in play.story if isinstance(beat, Entered)][-1:]
    last = entered[-1]
    outcome = next((beat for beat in play.story[::-1] if isinstance(beat, Chosen)), None)
    vote = room.vote
    show_votes = room.phase in {"revealed", "decided"}
    ruling = room.ruling
    offered = exercise.choices(room)
    if room.phase == "outcome" and ruling is not None:
        # What came of a choice is told where it was made.
        before = exercise.play(room.actions[:-1])
        offered = before.choices()
        last = [beat for beat in before.story if isinstance(beat, Entered)][-1]
    in_outcome = room.phase == "outcome" and outcome is not None
    shown = SceneShown(
        id=last.scene,
        title=last.title,
        place=last.place,
        date=last.date,
        role=last.role or exercise.scenario.role,
        text="" if in_outcome else "\n\n".join(beat.text for beat in entered),
    )
    rule: Rule = room.opened.rule
    lead = exercise.agencies.get(room.opened.lead, "")
    words = RULES[rule].replace("The lead agency", f"The lead agency, {lead},") if lead else ""
    evidence = () if in_outcome or room.phase in {"lobby", "briefing", "vote"} else None
    return {
        "revision": room.revision,
        "turn": room.turn,
        "title": exercise.scenario.title,
        "summary": exercise.scenario.summary,
        "content_note": exercise.scenario.content_note,
        "phase": room.phase,
        "paused": room.paused,
        "place": vote.place if vote is not None else exercise.place(room),
        "scene": shown,
        "outcome": outcome.text if in_outcome and outcome is not None else "",
        "choices": tuple([_choice(choice) for choice in offered]),
        "rule": rule,
        "rule_in_words": words or RULES[rule],
        "people": len(room.seats),
        "set_aside": sum(bool(held.voided) for held in room.rounds),
        "voted": len(vote.ballots) if vote is not None else 0,
        "by_hand": sum(vote.hands.values()) if vote is not None else 0,
        "closes_at": room.closes_at,
        "timer_until": room.timer_until,
        "evidence": evidence
        if evidence is not None
        else tuple([_evidence(exercise, room, one.id) for one in exercise.enquiries(room)]),
        "revealed": revealed(room, exercise.agencies, [choice.id for choice in offered])
        if show_votes
        else None,
        "decided": ruling.action.partition("@")[0] if ruling is not None else "",
        "decided_how": WAYS[ruling.by] if ruling is not None else "",
        "between": room.between if show_votes else (),
        "dissent_until": ruling.at + DISSENT
        if ruling is not None and room.phase in {"decided", "outcome"}
        else None,
    }


def _left(price: Price) -> str:
    if not price.unit:
        return price.remaining
    return f"{counted(max(0, price.left), price.unit)} left"


def _choice(choice: OfferedChoice) -> ChoiceShown:
    locked = choice.because or choice.shortage or "not open yet"
    return ChoiceShown(
        id=choice.id,
        stance=choice.stance,
        label=choice.label,
        cost=", ".join(f"{price.amount}, {_left(price)}" for price in choice.costs),
        locked=locked if choice.locked or not choice.affordable else "",
    )


def _note(exercise: Exercise, room: Room) -> str:
    """Return the trainer's note; while an outcome is told it is still that of its scene."""
    if room.phase != "outcome" or not room.actions:
        return exercise.prose(room, exercise.at(room).scene_model.trainer)
    before = exercise.play(room.actions[:-1])
    return before.reads(before.scene_model.trainer)


def _evidence(exercise: Exercise, room: Room, enquiry: str) -> EvidenceShown:
    offered = next(one for one in exercise.enquiries(room) if one.id == enquiry)
    told = exercise.told(room).get(enquiry)
    asked = enquiry in room.asked
    return EvidenceShown(
        id=enquiry,
        label=offered.label,
        agency=offered.agency or "",
        state="voiced" if offered.made else "asked" if asked else "held",
        answer=told or "",
    )


def _held(exercise: Exercise, room: Room, agency: str) -> tuple[HeldEvidence, ...]:
    """Return what an agency's people hold, from the first seal until the second vote."""
    if not agency or room.phase not in {"sealed", "evidence", "discussion"}:
        return ()
    return tuple(
        [
            HeldEvidence(
                id=one.id,
                label=one.label,
                text=exercise.answer_text(room, one.id),
                state="voiced" if one.made else "asked" if one.id in room.asked else "held",
            )
            for one in exercise.enquiries(room)
            if one.agency == exercise.agencies.get(agency)
        ]
    )


# -- the console's words


def _next_thing(exercise: Exercise, room: Room) -> str:
    if room.paused:
        return "Go on after the pause"
    if room.phase == "vote" and room.closes_at is not None:
        return "The vote is closing"
    if room.phase == "briefing" and exercise.at(room).finished:
        return "Talk it over by the review's findings"
    if room.phase == "sealed" and len(room.counted) > 1:
        return "Reveal both votes"
    if room.phase == "sealed" and not exercise.enquiries(room):
        return "Open the discussion"
    if room.phase == "revealed" and room.opened.rule == "trainer":
        return "By the rule the trainer decides"
    if room.phase == "revealed" and room.between:
        return "Undecided: vote again, or let somebody decide"
    if room.phase == "closing":
        left = len(exercise.findings(room)) - room.round
        if left == 1:
            return "What the room did not come to see, and what it takes away"
        if left < 1:
            return "End the exercise"
    return NEXT[room.phase]


#: By phase, the trainer's commands that make sense besides going on.
_COMMANDS: dict[str, tuple[str, ...]] = {
    "vote": ("reveal-early", "count-hands", "void"),
    "sealed": ("skip", "count-hands", "vote-again", "void"),
    "evidence": ("skip", "void"),
    "discussion": ("timer", "skip", "void"),
    "revealed": ("vote-again", "void"),
}


def _commands(exercise: Exercise, room: Room) -> tuple[str, ...]:
    if room.ended:
        return ()
    ending: tuple[str, ...] = ("end",)
    if room.phase != "closing" and exercise.has_debrief(room):
        ending = ("to-debrief", "end")
    if room.paused:
        return ("go-on", *ending)
    deciding = ("decide",) if room.phase == "revealed" and room.between else ()
    return (*_COMMANDS.get(room.phase, ()), *deciding, "pause", "door", *ending)


def _next_evidence(exercise: Exercise, room: Room) -> OfferedEnquiry | None:
    """Return what an agency reads out next: what it was asked for, then what it holds."""
    left = [one for one in exercise.enquiries(room) if one.agency and not one.made]
    return min(left, key=lambda one: one.id not in room.asked, default=None)


def _suggestion(exercise: Exercise, room: Room) -> str:
    """Return something worth saying now. Between the votes it tells no more than that all agree."""
    if room.phase == "discussion" and room.counted:
        held = room.counted[-1]
        chosen = {ballot.choice for ballot in held.ballots.values()} | set(held.hands)
        if held.voted > 1 and len(chosen) == 1:
            return "Nobody disagreed. Ask what evidence would change minds."
    if room.phase == "evidence" and (one := _next_evidence(exercise, room)) is not None:
        verb = "Mark what was read out" if one.id in room.asked else "Ask"
        return f"{verb}: {one.agency}, “{one.label}”"
    if room.phase == "revealed" and room.between:
        if room.opened.rule == "trainer":
            return "By the rule you decide, with a reason, now that everybody has heard the votes."
        if room.opened.rule == "escalation" and room.counted and room.counted[-1].hands:
            return (
                "Hands have no agency. Ask whether an agency escalates; then decide, with a reason."
            )
        return "The rule gives no choice. Vote again, or let somebody decide, with a reason."
    return ""

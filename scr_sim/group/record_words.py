"""How the record of an exercise is told, whatever it is written as."""

from __future__ import annotations

from datetime import date

from scr_sim.group.record import DecisionHeld, Record, RoundHeld
from scr_sim.group.shared_types import Recording, Rule
from scr_sim.group.words import vote_name
from scr_sim.text.quantities import counted
from scr_sim.text.stances import SIGNS

RULES: dict[Rule, str] = {
    "majority": "The majority decided.",
    "consensus": "The room decided where all voted alike.",
    "lead": "The lead agency decided after hearing the room.",
    "trainer": "The trainer decided after hearing the room.",
    "escalation": "Any agency could escalate, and then the room did.",
}
RECORDED: dict[Recording, str] = {
    "anonymous": "The exercise was anonymous: no name was taken, and nothing here says who voted "
    "how. Agencies with fewer than three votes are counted together.",
    "pseudonym": "People took part under names that they chose for the day.",
    "named": "People took part under their names, and knew it before they joined.",
}
_HEARD = {"voiced": "read out", "asked": "asked for, and not read out", "held": "never read out"}


def day_in_words(day: date) -> str:
    """Return a day as people write it: 3 November 2026."""
    return f"{day.day} {day:%B} {day.year}"


def by_stance(held: DecisionHeld, one: RoundHeld) -> str:
    """Return a vote in a few words, by stance."""
    if not one.revealed:
        return f"{counted(one.people, 'vote')}, not revealed"
    parts = [
        f"{sign} {sum(one.counts[c.id] for c in held.offered if c.stance == stance)}"
        for stance, sign in SIGNS.items()
        if any(c.stance == stance for c in held.offered)
    ]
    if one.undecided:
        parts.append(f"could not decide {one.undecided}")
    return "  ".join(parts)


def hands_in_words(one: RoundHeld) -> str:
    """Return how much of a vote was counted by hand; empty where nothing was."""
    if one.hands is None:
        return ""
    return "all by hand" if one.hands == one.people else f"{one.hands} of them by hand"


def heard_in_words(state: str) -> str:
    """Return whether evidence was read out."""
    return _HEARD[state]


def flow_in_words(held: DecisionHeld) -> str:
    """Return in a sentence or two who changed their mind between the first and the last vote."""
    if not held.flows and not held.once_only:
        return ""
    stayed = sum(way.people for way in held.flows if way.before == way.after)
    told = f"{counted(held.changed, 'person')} changed their vote, {stayed} kept it."
    if held.once_only:
        told += f" {counted(held.once_only, 'person')} voted in one of the two votes only."
    return told


def how_decided(held: DecisionHeld) -> str:
    """Return by which way a decision was come to, as a sentence."""
    if held.choice is None:
        return "The exercise ended before this was decided."
    return f"Decided {held.how}." if held.how else "Decided."


def what_ran(record: Record) -> list[str]:
    """Return what is to be known of how the exercise ran, a sentence each."""
    told = []
    if record.pauses:
        told.append(f"The room paused {_times(record.pauses)}.")
    if record.pauses_wanted:
        told.append(
            f"A pause was asked for {_times(record.pauses_wanted)}. Nobody can tell by whom."
        )
    if record.hands:
        told.append("Votes marked “by hand” were counted by the trainer and belong to no agency.")
    late = sum(one.late for held in record.decisions for one in held.rounds)
    if late:
        told.append(f"{counted(late, 'vote')} came after a vote was closed and did not count.")
    for void in record.voids:
        why = f" Why: {void.because}" if void.because else ""
        told.append(
            f"At decision {void.decision} a vote of {counted(void.people, 'person')} was set "
            f"aside ({vote_name(void.round).lower()}).{why}"
        )
    if not record.ended:
        told.append("This record was made before the exercise was ended.")
    elif record.early:
        told.append("The exercise was ended before the story came to its end.")
    if record.stopped:
        told.append(record.stopped)
    return told


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")

"""The words that console, wall, phones and record share: rules, ways of deciding, votes."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.group.shared_types import Recording, Rule
from scr_sim.group.views import AgencyVotes, ChoiceShown, Revealed, Shown
from scr_sim.text.quantities import counted
from scr_sim.text.stances import SIGNS, STANCE_NAMES

#: What each rule is, in one sentence that the room reads before it votes.
RULES: dict[Rule, str] = {
    "majority": "The choice with the most votes is what the room does.",
    "consensus": "The room acts when everybody who voted chose the same.",
    "lead": "The lead agency decides, once it has heard how everybody voted.",
    "trainer": "The trainer decides, once everybody has heard how the room voted.",
    "escalation": "Any agency may escalate: if one does, that is what the room does. "
    "If none does, the choice with the most votes is.",
}
#: How a decision was come to. Under the last rule, too, it may have been by most votes.
WAYS: dict[Rule, str] = {
    "majority": "by the majority",
    "consensus": "by consensus",
    "lead": "by the lead agency",
    "trainer": "by the trainer",
    "escalation": "by the rule that any agency may escalate",
}
#: What is recorded, as people read it before they join.
RECORDED: dict[Recording, str] = {
    "anonymous": "Your votes and lines are kept without your name; who cast which is dropped "
    "when the record is made.",
    "pseudonym": "Your votes and lines are kept under the name that you choose for today, and the "
    "room sees the votes of each agency.",
    "named": "Your votes and lines are kept with your name, and the room sees the votes of each "
    "agency.",
}
#: What somebody is told whose vote was not counted.
LATE = "Your last tap came after the close and was not counted."
#: “I cannot decide on this”, as a row of votes.
UNDECIDED = "Cannot decide"
#: What the room reads once a vote was set aside and is held anew.
SET_ASIDE = "The last vote was set aside. It is held anew, and only this one counts."
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


def between_in_words(view: Shown) -> str:
    """Return what comes before the choices that are left to decide between."""
    return "The trainer decides between:" if view.rule == "trainer" else "Undecided between:"


def vote_name(number: int) -> str:
    """Return what a round is called, by its number from 1: “First vote”."""
    return f"{_ORDINALS[number - 1]} vote" if number <= len(_ORDINALS) else f"Vote {number}"


def voted_in_words(view: Shown) -> str:
    """Return how many have voted, with phones and by hands, and never how."""
    hands = f"{counted(view.by_hand, 'hand')} counted." if view.by_hand else ""
    if not view.people:
        return hands or "Nobody has joined with a phone."
    verb = "has" if view.voted == 1 else "have"
    phones = f"{view.voted} of {counted(view.people, 'person')} {verb} voted"
    return f"{phones} with a phone. {hands}" if hands else f"{phones}."


def flows_in_words(view: Shown, revealed: Revealed) -> list[str]:
    """Return who went from which choice to which, between the last two votes."""
    names = vote_names(view.choices)
    return [
        f"{counted(one.people, 'person')}: {names[one.before]} → {names[one.after]}"
        for one in revealed.flows
        if one.before != one.after
    ]


def agencies_in_words(view: Shown, revealed: Revealed) -> list[tuple[str, str]]:
    """Return the last vote by agency: whose, and what they voted."""
    names = vote_names(view.choices)
    return [
        (
            ", ".join(one.names),
            ", ".join(f"{names[choice]}: {count}" for choice, count in votes_of(one)),
        )
        for one in revealed.by_agency
    ]


def votes_of(votes: AgencyVotes) -> list[tuple[str | None, int]]:
    """Return what an agency's people voted, without the choices that nobody took."""
    found: list[tuple[str | None, int]] = [(n, c) for n, c in votes.counts.items() if c]
    return [*found, (None, votes.undecided)] if votes.undecided else found


def vote_names(choices: Sequence[ChoiceShown]) -> dict[str | None, str]:
    """Return what the votes of a decision are called: “2 ◆ Challenge”, by the list's numbers."""
    found: dict[str | None, str] = {
        one.id: f"{number} {SIGNS[one.stance]} {STANCE_NAMES[one.stance]}"
        for number, one in enumerate(choices, 1)
    }
    return {**found, None: UNDECIDED}


def changed_in_words(revealed: Revealed) -> str:
    """Say how many changed their vote, as the good practice that it is; empty after one vote."""
    if len(revealed.rounds) < 2:
        return ""
    if not revealed.changed:
        phones = " who voted with a phone" if any(revealed.hands) else ""
        return f"Nobody{phones} changed their vote."
    return (
        f"{counted(revealed.changed, 'person')} changed their vote. Changing one's mind when there "
        "is more to go on is good practice."
    )

"""The words that console, wall, phones and record share: rules, ways of deciding, votes."""

from __future__ import annotations

from scr_sim.group.base import Recording, Rule
from scr_sim.group.views import Revealed
from scr_sim.text.quantities import counted

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
    "pseudonym": "Your votes and lines are kept under the name that you choose for today.",
    "named": "Your votes and lines are kept with your name.",
}
#: What somebody is told whose vote was not counted.
LATE = "Your last tap came after the close and was not counted."
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


def vote_name(number: int) -> str:
    """Return what a round is called, by its number from 1: “First vote”."""
    return f"{_ORDINALS[number - 1]} vote" if number <= len(_ORDINALS) else f"Vote {number}"


def changed_in_words(revealed: Revealed) -> str:
    """Say how many changed their vote, as the good practice that it is; empty after one vote."""
    if len(revealed.rounds) < 2:
        return ""
    if not revealed.changed:
        return "Nobody changed their vote."
    return (
        f"{counted(revealed.changed, 'person')} changed their vote. Changing one's mind when there "
        "is more to go on is good practice."
    )

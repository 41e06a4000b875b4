"""What events, commands and views have in common."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

#: Where an exercise stands. A decision goes briefing, vote, sealed, evidence, discussion, vote,
#: sealed, revealed, decided, outcome; a scene without choices has its briefing only; an ending is
#: followed by the closing, in which the review's findings are talked over.
Phase = Literal[
    "lobby",
    "briefing",
    "vote",
    "sealed",
    "evidence",
    "discussion",
    "revealed",
    "decided",
    "outcome",
    "closing",
    "ended",
]
Joining = Literal["balance", "free", "another"]
Recording = Literal["anonymous", "pseudonym", "named"]
Rule = Literal["majority", "consensus", "lead", "trainer", "escalation"]
#: How sure somebody is, in per cent.
Sure = Literal[50, 60, 70, 80, 90, 99]
#: The longest reason, dissent or pledge that is taken, in characters.
LONGEST_LINE = 200


class Frozen(BaseModel):
    """A value that never changes, and takes nothing that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Place(Frozen):
    """Which decision and round something belongs to; what belongs to another is refused.

    ``step`` is how many actions the room had taken; ``round`` counts the votes at that decision
    from 1.
    """

    scene: str
    step: int
    round: int

"""The record of an exercise as plain values: what the room met, did and said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scr_sim.debriefs.model import Debrief, DecisionView
from scr_sim.group.shared_types import Recording, Rule, Sure
from scr_sim.group.views import AgencyVotes, Flow
from scr_sim.scenario.model.choice import Stance

#: Evidence at a decision: read out, asked for and not read out, or neither.
Heard = Literal["voiced", "asked", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOffered:
    """A choice that the room could vote for; ``locked`` where it could be seen and not taken."""

    id: str
    stance: Stance
    label: str
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHeard:
    """Something that could be known before deciding; ``agency`` is empty where anybody could."""

    id: str
    label: str
    agency: str
    state: Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundHeld:
    """One vote that counted.

    ``counts`` has every choice that was offered, by its id. Where the vote was not ``revealed``
    nothing is told of how anybody voted: they are all zero, and ``people`` is how many voted.
    ``hands`` are how many of these people were counted by hand; None where none were counted.
    """

    number: int
    revealed: bool
    people: int
    counts: dict[str, int]
    undecided: int
    hands: int | None
    late: int
    by_agency: tuple[AgencyVotes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """A vote that was set aside, and why."""

    decision: int
    round: int
    people: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why somebody voted as they did. ``who`` is empty in an anonymous exercise.

    ``choice`` is the label of what they voted for, or empty for “cannot decide”.
    """

    who: str
    round: int
    choice: str
    stance: Stance | None
    sure: Sure | None
    because: str
    unless: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line that somebody filed; ``who`` is empty where it is not told."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHeld:
    """One decision of the room.

    ``choice`` is None where the exercise ended before it was decided. ``how`` says by which way,
    ``because`` with which reason where one was given, and ``ties`` between which choices it stood
    before. ``view`` is what the debrief tells of it; None until its outcome was told.
    """

    number: int
    scene: str
    title: str
    date: str
    place: str
    offered: tuple[ChoiceOffered, ...]
    rounds: tuple[RoundHeld, ...]
    flows: tuple[Flow, ...]
    changed: int
    once_only: int
    evidence: tuple[EvidenceHeard, ...]
    reasons: tuple[Reason, ...]
    dissent: tuple[Spoken, ...]
    choice: str | None
    how: str
    because: str
    ties: tuple[tuple[str, ...], ...]
    voids: tuple[Voided, ...]
    view: DecisionView | None

    @property
    def chosen(self) -> ChoiceOffered | None:
        """Return the choice that the room made, or None."""
        return next((one for one in self.offered if one.id == self.choice), None)

    @property
    def unvoiced(self) -> tuple[EvidenceHeard, ...]:
        """Return what was not read out before the decision."""
        return tuple(one for one in self.evidence if one.state != "voiced")

    @property
    def voiced(self) -> tuple[EvidenceHeard, ...]:
        """Return what was read out before the decision."""
        return tuple(one for one in self.evidence if one.state == "voiced")

    def label(self, choice: str | None) -> str:
        """Return the label of a choice that was offered; None is “cannot decide”."""
        if choice is None:
            return CANNOT_DECIDE
        return next((one.label for one in self.offered if one.id == choice), choice)


#: What somebody votes who cannot decide on what there is.
CANNOT_DECIDE = "Cannot decide on this"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVotes:
    """What one person voted at one decision, first and last; labels, empty where they did not."""

    decision: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody who asked for a record of learning.

    In an anonymous exercise ``name``, ``votes`` and ``pledge`` are empty: whoever hands the
    record over would learn from it how this person voted.
    """

    number: int
    name: str
    agency: str
    pledge: str
    votes: tuple[OwnVotes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that the record of an exercise tells.

    ``debrief`` has the review's findings, what nobody saw, and the ending. ``stopped`` is a
    sentence where the scenario has changed so that the rest can no longer be told.
    """

    day: date
    recording: Recording
    rule: Rule
    lead: str
    #: How many joined, by agency.
    joined: tuple[tuple[str, int], ...]
    decisions: tuple[DecisionHeld, ...]
    debrief: Debrief
    ended: bool
    early: bool
    room_pledges: tuple[str, ...]
    pledges: tuple[Spoken, ...]
    pauses: int
    pauses_wanted: int
    learners: tuple[Learner, ...]
    stopped: str = ""

    @property
    def people(self) -> int:
        """Return how many joined with a phone."""
        return sum(many for _, many in self.joined)

    @property
    def voids(self) -> tuple[Voided, ...]:
        """Return every vote that was set aside, in order."""
        return tuple(void for one in self.decisions for void in one.voids)

    @property
    def hands(self) -> bool:
        """Return whether any vote was counted by hand."""
        return any(held.hands is not None for one in self.decisions for held in one.rounds)

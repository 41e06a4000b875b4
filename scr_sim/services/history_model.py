"""What looking back finds, as values: plays seen again, findings over time, how sure, words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from scr_sim.debriefs import Reflection
from scr_sim.services.practice_time import minutes, spent
from scr_sim.store import PlayRecord
from scr_sim.store.model import LeftWhy

#: How a decision stands to the findings.
Way = Literal["repeated", "acted", "both", "neither"]
#: How sure is told in three bands, the surest first: the least per cent, and its words.
BANDS = ((85, "Very sure, 85 and more"), (65, "Fairly sure, 65 to 84"), (0, "Less sure, below 65"))


def way_of(echoed: bool, answered: bool) -> Way:
    """Return how something stands to a finding or to findings."""
    if echoed and answered:
        return "both"
    if echoed:
        return "repeated"
    return "acted" if answered else "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeen:
    """A finding as one play met it: its decisions' numbers, from 1, by how they met it."""

    number: int
    title: str
    review: str
    echoed: tuple[int, ...]
    answered: tuple[int, ...]

    @property
    def way(self) -> Way:
        """Return how the play met it."""
        return way_of(bool(self.echoed), bool(self.answered))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """One decision of a play. ``echoes`` and ``answers`` are empty where it no longer holds.

    ``carried`` says that it was made in an earlier play, which this one goes on from.
    """

    number: int
    scene: str
    stance: str
    label: str
    reason: str
    confidence: int | None
    at: datetime
    echoes: tuple[int, ...]
    answers: tuple[int, ...]
    holds: bool
    carried: bool

    @property
    def way(self) -> Way:
        """Return how it stands to the findings."""
        return way_of(bool(self.echoes), bool(self.answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """An answer to one of the review's questions; ``finding`` is None for the closing ones."""

    finding: int | None
    asked: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaySeen:
    """One kept play, looked back at.

    ``moments`` are when it was begun and when something was done in it, what an earlier play
    did left out. ``told`` says what can no longer be read off it and why, or is empty.
    """

    id: str
    scenario: str
    title: str
    role: str
    features: tuple[str, ...]
    started: datetime
    updated: datetime
    finished: bool
    left: bool
    ending_title: str
    ending_kind: str
    decisions: tuple[DecisionMade, ...]
    answers: tuple[AnswerGiven, ...]
    findings: tuple[FindingSeen, ...]
    moments: tuple[datetime, ...]
    told: str
    #: Whether it goes on from another.
    forked: bool = False
    left_why: LeftWhy = LeftWhy.NOT_KEPT
    #: Whether a room decided: then it is in the list of plays, and in nothing that is counted.
    with_room: bool = False

    @property
    def practised(self) -> bool:
        """Return whether it counts: it is no room's, and did not only carry on what was decided."""
        own = not self.forked or any(not one.carried for one in self.decisions)
        return own and not self.with_room

    @property
    def time(self) -> timedelta:
        """Return how long was practised in it, pauses left out."""
        return spent(self.moments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """How one play met a finding: in how many decisions."""

    play: PlaySeen
    echoed: int
    answered: int

    @property
    def way(self) -> Way:
        """Return how the play met it."""
        return way_of(bool(self.echoed), bool(self.answered))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOverTime:
    """A finding of a review, and how each play of that review's scenarios met it, oldest first."""

    number: int
    title: str
    review: str
    meetings: tuple[Meeting, ...]

    @property
    def repeated_in(self) -> int:
        """Return in how many plays its pattern was repeated."""
        return sum(one.echoed > 0 for one in self.meetings)

    @property
    def acted_in(self) -> int:
        """Return in how many plays its lesson was acted on."""
        return sum(one.answered > 0 for one in self.meetings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surety:
    """How it went where the player said how sure they were; each decision counts once.

    ``bands`` has, for each of `BANDS`, the ways that its decisions went, oldest first;
    ``by_way`` and ``by_ending`` have the levels by how it went and by the kind of the ending.
    """

    bands: tuple[tuple[str, tuple[Way, ...]], ...] = ()
    by_way: dict[Way, tuple[int, ...]] = field(default_factory=dict)
    by_ending: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(ways for _, ways in self.bands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something that the player wrote: a reason at a decision, or an answer to a question."""

    kind: Literal["reason", "answer"]
    play: PlaySeen
    about: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every kept play, oldest first, and what can be read off all of them.

    ``unreadable`` is a sentence on what of the records is damaged, or empty.
    """

    plays: tuple[PlaySeen, ...] = ()
    unreadable: str = ""
    findings: tuple[FindingOverTime, ...] = ()
    surety: Surety = field(default_factory=Surety)

    @property
    def minutes(self) -> int:
        """Return how long was practised by oneself: those of each play, so that they add up."""
        return sum(minutes(play.time) for play in self.plays if not play.with_room)

    @property
    def told(self) -> tuple[str, ...]:
        """Return, in sentences, what cannot be read in full, and why."""
        plays = (f"{play.title}: {play.told}" for play in self.plays if play.told)
        return (*filter(None, (self.unreadable,)), *plays)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNow:
    """What the store holds at one moment: plays oldest first, each with its answers.

    ``unreadable`` is a sentence on what is damaged, or empty.

    It can be looked back at anywhere, also where the store cannot be read: in a worker, say.
    """

    plays: tuple[tuple[PlayRecord, tuple[Reflection, ...]], ...]
    unreadable: str = ""

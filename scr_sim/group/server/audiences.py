"""Whom an event concerns: who is sent a new snapshot, and by which number pages tell it is newer.

The numbers that phones and wall are given count only what each may see. So nothing that is sent
before a reveal depends on how often anybody changed their vote.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scr_sim.group.events import (
    CameLate,
    Dissented,
    DoorMoved,
    Event,
    Explained,
    HandsCounted,
    Joined,
    Moved,
    Opened,
    PageTurned,
    PauseWanted,
    Pledged,
    RecordWanted,
    Returned,
    Voided,
    Voted,
)
from scr_sim.group.shared_types import Place

#: What changes the page of the person that it names, and of nobody else.
_Own = (Joined, Returned, Voted, Explained, CameLate, Dissented, Pledged, RecordWanted)
#: What changes nobody's phone.
_NOT_ON_PHONES = (Opened, DoorMoved, PageTurned, HandsCounted, PauseWanted)
#: What the wall does not show.
_NOT_ON_WALL = (Returned, Explained, CameLate, PauseWanted, RecordWanted)
#: From so many on an agency's people no longer need to hear that another has joined: nobody among
#: them is alone in it.
_NOT_ALONE = 3


@dataclass(slots=True)
class Concerned:
    """Whom one event concerns; ``people`` is None where it is every phone."""

    people: frozenset[int] | None
    wall: bool


@dataclass(slots=True, kw_only=True)
class Audiences:
    """How much has happened for each audience, counted from the log's first event."""

    _everybody: int = 0
    _own: Counter[int] = field(default_factory=Counter)
    wall: int = 0
    _agencies: dict[str, list[int]] = field(default_factory=dict)
    _round: Place | None = None
    _voted: set[int] = field(default_factory=set)

    def phone(self, person: int) -> int:
        """Return the number of what a person's page shows."""
        return self._everybody + self._own[person]

    def take(self, event: Event) -> Concerned:
        """Count an event, and return whom it concerns."""
        found = Concerned(self._people(event), self._on_wall(event))
        if found.people is None:
            self._everybody += 1
        else:
            self._own.update(found.people)
        self.wall += found.wall
        return found

    def _people(self, event: Event) -> frozenset[int] | None:
        if isinstance(event, Joined):
            fellows = self._agencies.setdefault(event.agency, [])
            fellows.append(event.person)
            return frozenset(fellows if len(fellows) < _NOT_ALONE else [event.person])
        if isinstance(event, _Own):
            return frozenset() if event.person is None else frozenset([event.person])
        return frozenset() if isinstance(event, _NOT_ON_PHONES) else None

    def _on_wall(self, event: Event) -> bool:
        if isinstance(event, Voted):
            if event.place != self._round:
                self._round, self._voted = event.place, set()
            first = event.person not in self._voted
            self._voted.add(event.person)
            return first
        if isinstance(event, Moved | Voided):
            self._round = None
        return not isinstance(event, _NOT_ON_WALL)

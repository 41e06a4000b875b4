"""What an exercise's events add up to: who is there, where the room stands, and every vote.

A room is the fold of its events and of nothing else, so that a log gives back the room it was
kept of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from scr_sim.group import events as happened
from scr_sim.group.events import Event, Opened
from scr_sim.group.shared_types import Phase, Place, Rule, Sure

#: So long after the close of a vote taps still count, in milliseconds.
GRACE = 3_000
#: So long after a decision dissent may be filed, in milliseconds.
DISSENT = 60_000
#: So many actions the room takes away.
ROOM_PLEDGES = 3

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's place at the table, which stays theirs whatever their phone does."""

    person: int
    token: str
    words: str
    agency: str
    own_agency: str = ""
    name: str = ""
    pledge: str = ""
    record_wanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What somebody chose in one vote; None is “cannot decide”. They may still change it."""

    choice: str | None
    sure: Sure | None = None
    because: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One vote of a decision, by phones, by hands, or by both."""

    place: Place
    ballots: Mapping[int, Ballot] = field(default_factory=lambda: NOTHING)
    #: The taps that were taken: whose, and by which key; and for what.
    taps: Mapping[tuple[int, str], str | None] = field(default_factory=lambda: NOTHING)
    #: Hands that were counted, by choice; None is “cannot decide”. Empty where nobody counted.
    hands: Mapping[str | None, int] = field(default_factory=lambda: NOTHING)
    #: The taps that came after the close: whose, and by which key; and for what.
    late: Mapping[tuple[int, str], str | None] = field(default_factory=lambda: NOTHING)
    voided: str = ""

    @property
    def voted(self) -> int:
        """How many have voted."""
        return len(self.ballots) + sum(self.hands.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the room came to at a decision: the action, by which way, and any dissent from it."""

    place: Place
    action: str
    by: Rule
    because: str
    at: int
    rounds: tuple[Round, ...]
    #: Lines of dissent, each with whose it is; None is the room's.
    dissent: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where an exercise stands. ``revision`` is how many events there were."""

    opened: Opened
    revision: int = 1
    #: How often it went on to something else: a trainer's key means what it meant at that turn.
    turn: int = 0
    seats: Mapping[int, Seat] = field(default_factory=lambda: NOTHING)
    #: Who holds which token; a token that was left behind on another phone is in it no more.
    tokens: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    door_open: bool = True
    phase: Phase = "lobby"
    #: The number of the vote at this decision; in the closing, that of the finding, from 0, and one
    #: more for what comes after the last.
    round: int = 0
    rounds: tuple[Round, ...] = ()
    actions: tuple[str, ...] = ()
    #: How many actions had been taken when the room came to the scene.
    came_at: int = 0
    asked: frozenset[str] = frozenset()
    closes_at: int | None = None
    timer_until: int | None = None
    paused_at: int | None = None
    pauses_wanted: int = 0
    between: tuple[str, ...] = ()
    ruling: Ruling | None = None
    rulings: tuple[Ruling, ...] = ()
    pledges: Mapping[int, str] = field(default_factory=lambda: NOTHING)
    #: The page of the wall, from 0, until the room moves on.
    page: int = 0

    @property
    def vote(self) -> Round | None:
        """The vote that is held, or was held last, at this decision."""
        return self.rounds[-1] if self.rounds else None

    @property
    def ended(self) -> bool:
        """Whether the exercise has ended."""
        return self.phase == "ended"

    @property
    def paused(self) -> bool:
        """Whether the trainer has paused the room."""
        return self.paused_at is not None

    @property
    def counted(self) -> tuple[Round, ...]:
        """The votes of this decision that were not set aside."""
        return tuple([one for one in self.rounds if not one.voided])

    def after(self, event: Event) -> Room:
        """Return the room after one more event."""
        after: Room = replace(_AFTER[event.kind](self, event), revision=self.revision + 1)
        if event.kind not in _TURNS:
            return after
        return replace(after, turn=self.turn + 1, page=0)


def opened(event: Opened) -> Room:
    """Return the room as an exercise begins."""
    return Room(opened=event)


def room_of(events: Iterable[Event]) -> Room:
    """Return what events add up to. Raises ValueError where the first does not open an exercise."""
    rest = iter(events)
    first = next(rest, None)
    if not isinstance(first, Opened):
        raise ValueError("The log does not begin with an exercise being opened.")
    room = opened(first)
    for event in rest:
        room = room.after(event)
    return room


def _put(mapping: Mapping[Any, Any], key: Any, value: Any) -> Mapping[Any, Any]:
    return MappingProxyType({**mapping, key: value})


def _joined(room: Room, event: happened.Joined) -> Room:
    seat = Seat(
        person=event.person,
        token=event.token,
        words=event.words,
        agency=event.agency,
        own_agency=event.own_agency,
        name=event.name,
    )
    return replace(
        room,
        seats=_put(room.seats, event.person, seat),
        tokens=_put(room.tokens, event.token, event.person),
    )


def _returned(room: Room, event: happened.Returned) -> Room:
    seat = room.seats[event.person]
    tokens = {token: who for token, who in room.tokens.items() if who != event.person}
    return replace(
        room,
        seats=_put(room.seats, event.person, replace(seat, token=event.token)),
        tokens=MappingProxyType({**tokens, event.token: event.person}),
    )


def _moved(room: Room, event: happened.Moved) -> Room:
    moved = replace(room, phase=event.phase, round=event.round, closes_at=None)
    if event.phase != "discussion":
        moved = replace(moved, timer_until=None)
    if event.phase == "vote":
        scene = event.scene
        place = Place(scene=scene, step=len(room.actions), round=event.round)
        return replace(moved, rounds=(*room.rounds, Round(place=place)), between=())
    if event.phase == "outcome" and room.ruling is not None:
        return replace(moved, rulings=(*room.rulings, room.ruling))
    if event.phase in {"briefing", "closing"}:
        fresh = replace(moved, rounds=(), between=(), ruling=None, asked=frozenset())
        return replace(fresh, came_at=len(room.actions))
    return moved


def _voted(room: Room, event: happened.Voted) -> Room:
    held = _held(room, event.place)
    ballot = held.ballots.get(event.person, Ballot(choice=None))
    return _with(
        room,
        replace(
            held,
            ballots=_put(held.ballots, event.person, replace(ballot, choice=event.choice)),
            taps=_put(held.taps, (event.person, event.key), event.choice),
        ),
    )


def _explained(room: Room, event: happened.Explained) -> Room:
    held = _held(room, event.place)
    ballot = replace(
        held.ballots[event.person], sure=event.sure, because=event.because, unless=event.unless
    )
    return _with(room, replace(held, ballots=_put(held.ballots, event.person, ballot)))


def _late(room: Room, event: happened.CameLate) -> Room:
    for held in room.rounds:
        if held.place == event.place:
            late = _put(held.late, (event.person, event.key), event.choice)
            return _with(room, replace(held, late=late))
    return room


def _hands(room: Room, event: happened.HandsCounted) -> Room:
    counts: dict[str | None, int] = {name: count for name, count in event.counts.items() if count}
    if event.undecided:
        counts[None] = event.undecided
    return _with(room, replace(_held(room, event.place), hands=MappingProxyType(counts)))


def _voided(room: Room, event: happened.Voided) -> Room:
    return _with(room, replace(_held(room, event.place), voided=event.because))


def _held(room: Room, place: Place) -> Round:
    return next(held for held in room.rounds if held.place == place)


def _with(room: Room, changed: Round) -> Room:
    rounds = tuple([changed if held.place == changed.place else held for held in room.rounds])
    return replace(room, rounds=rounds)


def _timer(room: Room, event: happened.TimerSet) -> Room:
    # A pause ends by moving the timer on by as long as it was: set in one, it begins with it.
    begun = event.at if room.paused_at is None else room.paused_at
    until = begun + event.minutes * 60_000 if event.minutes else None
    return replace(room, timer_until=until)


def _went_on(room: Room, event: happened.WentOn) -> Room:
    if room.paused_at is None:
        return room
    stood = event.at - room.paused_at
    ruling = room.ruling and replace(room.ruling, at=room.ruling.at + stood)
    return replace(
        room,
        paused_at=None,
        pauses_wanted=0,
        closes_at=room.closes_at and room.closes_at + stood,
        timer_until=room.timer_until and room.timer_until + stood,
        ruling=ruling,
    )


def _decided(room: Room, event: happened.Decided) -> Room:
    ruling = Ruling(
        place=event.place,
        action=event.action,
        by=event.by,
        because=event.because,
        at=event.at,
        rounds=room.rounds,
    )
    return replace(room, ruling=ruling, between=())


def _dissented(room: Room, event: happened.Dissented) -> Room:
    line = (event.person, event.text)

    def dissenting(ruling: Ruling | None) -> Ruling | None:
        if ruling is None or ruling.place != event.place:
            return ruling
        return replace(ruling, dissent=(*ruling.dissent, line))

    return replace(
        room,
        ruling=dissenting(room.ruling),
        rulings=tuple([kept for one in room.rulings if (kept := dissenting(one))]),
    )


def _pledged(room: Room, event: happened.Pledged) -> Room:
    if event.person is None:
        return replace(room, pledges=_put(room.pledges, event.number, event.text))
    seat = replace(room.seats[event.person], pledge=event.text)
    return replace(room, seats=_put(room.seats, event.person, seat))


def _record_wanted(room: Room, event: happened.RecordWanted) -> Room:
    seat = replace(room.seats[event.person], record_wanted=True)
    return replace(room, seats=_put(room.seats, event.person, seat))


def _ended(room: Room, event: happened.Ended) -> Room:
    # Nothing is due any more: a vote that was closing stays as it was.
    still = replace(room, closes_at=None, timer_until=None, paused_at=None)
    return replace(still, phase="ended")


#: The events after which the trainer's keys mean something else.
_TURNS = frozenset(
    {"moved", "acted", "closing", "voided", "paused", "went-on", "decided", "undecided", "ended"}
)

#: What each kind of event does to a room; the first of all, that it opens, makes one.
_AFTER: dict[str, Callable[[Room, Any], Room]] = {
    "joined": _joined,
    "returned": _returned,
    "door": lambda room, event: replace(room, door_open=event.open),
    "page": lambda room, event: replace(room, page=event.page),
    "moved": _moved,
    "acted": lambda room, event: replace(room, actions=(*room.actions, event.action)),
    "voted": _voted,
    "explained": _explained,
    "late": _late,
    "hands": _hands,
    "closing": lambda room, event: replace(room, closes_at=event.at + GRACE),
    "voided": _voided,
    "asked": lambda room, event: replace(room, asked=room.asked | {event.enquiry}),
    "timer": _timer,
    "pause-wanted": lambda room, event: replace(room, pauses_wanted=room.pauses_wanted + 1),
    "paused": lambda room, event: replace(room, paused_at=event.at),
    "went-on": _went_on,
    "decided": _decided,
    "undecided": lambda room, event: replace(room, between=event.between),
    "dissented": _dissented,
    "pledged": _pledged,
    "record-wanted": _record_wanted,
    "ended": _ended,
}

"""What happened in an exercise: each event is on disk before it is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from scr_sim.group.shared_types import Frozen, Joining, Phase, Place, Recording, Rule, Sure


class _Event(Frozen):
    #: When it happened, in milliseconds since 1970, as the server's clock had it.
    at: int


class Opened(_Event):
    """An exercise began: everything that is fixed before anybody joins."""

    kind: Literal["opened"] = "opened"
    version: Literal[1] = 1
    scenario: str
    branches: tuple[str, ...] = ()
    #: The digest of the scenario's files, so that a resumed log tells when they have changed.
    digest: str
    code: str
    port: Annotated[int, Field(ge=0, le=65_535)]
    console_key: str
    wall_key: str
    joining: Joining = "free"
    recording: Recording = "anonymous"
    rule: Rule = "majority"
    #: The agency that decides where the rule is ``lead``, and may decide a tie.
    lead: str = ""
    #: The room's play among the trainer's records; empty where it is not kept.
    play: str = ""


class Joined(_Event):
    """Somebody took a seat. ``person`` is a running number: nothing about who they are."""

    kind: Literal["joined"] = "joined"
    person: int
    token: str
    words: str
    agency: str
    own_agency: str = ""
    name: str = ""


class Returned(_Event):
    """Somebody came back on another phone by their two words; the older token no longer counts."""

    kind: Literal["returned"] = "returned"
    person: int
    token: str


class DoorMoved(_Event):
    """The trainer closed the room to newcomers, or opened it again."""

    kind: Literal["door"] = "door"
    open: bool


class PageTurned(_Event):
    """The trainer turned the wall to a page of what it tells, until the room moves on."""

    kind: Literal["page"] = "page"
    page: int


class Moved(_Event):
    """The exercise went on to another phase. ``round`` is that of the vote which it belongs to."""

    kind: Literal["moved"] = "moved"
    phase: Phase
    round: int
    #: The scene that the room stands in.
    scene: str = ""


class Acted(_Event):
    """The room's play took an action: an enquiry read out, a step, the choice decided on."""

    kind: Literal["acted"] = "acted"
    action: str


class Voted(_Event):
    """A tap was recorded. ``choice`` is None for “I cannot decide on this”."""

    kind: Literal["voted"] = "voted"
    person: int
    place: Place
    #: The tap's own key: a retry with the same key is the same tap.
    key: str
    choice: str | None


class Explained(_Event):
    """Somebody said how sure they are, why, and what would change their mind."""

    kind: Literal["explained"] = "explained"
    person: int
    place: Place
    sure: Sure | None = None
    because: str = ""
    unless: str = ""


class CameLate(_Event):
    """A vote arrived after the close: kept as late, not counted."""

    kind: Literal["late"] = "late"
    person: int
    place: Place
    key: str
    choice: str | None


class HandsCounted(_Event):
    """The trainer typed how many hands were up, in place of what was typed before."""

    kind: Literal["hands"] = "hands"
    place: Place
    counts: dict[str, int]
    undecided: int = 0


class Closing(_Event):
    """The trainer closed a vote: after the grace the server refuses every vote of this round."""

    kind: Literal["closing"] = "closing"
    place: Place


class Voided(_Event):
    """The trainer set a vote aside, and said why."""

    kind: Literal["voided"] = "voided"
    place: Place
    because: str


class EvidenceAsked(_Event):
    """The trainer asked an agency for what it holds."""

    kind: Literal["asked"] = "asked"
    enquiry: str


class TimerSet(_Event):
    """The discussion's timer was set: it tells, and never closes anything. Zero takes it away."""

    kind: Literal["timer"] = "timer"
    minutes: int


class PauseWanted(_Event):
    """Somebody asked for a pause. Nobody can tell who."""

    kind: Literal["pause-wanted"] = "pause-wanted"


class Paused(_Event):
    """The trainer paused the room: the wall is calm, votes and timers stand still."""

    kind: Literal["paused"] = "paused"


class WentOn(_Event):
    """The trainer ended the pause."""

    kind: Literal["went-on"] = "went-on"


class Decided(_Event):
    """What the room does, and by which way it came to that."""

    kind: Literal["decided"] = "decided"
    place: Place
    #: The action taken: the choice, with its citing where it has one.
    action: str
    by: Rule
    because: str = ""


class Undecided(_Event):
    """The rule gave no choice: a tie, or no agreement. Vote again, or let somebody decide."""

    kind: Literal["undecided"] = "undecided"
    place: Place
    #: The choices between which it stands.
    between: tuple[str, ...]


class Dissented(_Event):
    """A line of dissent, in the minute after a decision; ``person`` is None for the room's own."""

    kind: Literal["dissented"] = "dissented"
    place: Place
    person: int | None
    text: str


class Pledged(_Event):
    """One action to take away: a person's, or the room's where ``person`` is None."""

    kind: Literal["pledged"] = "pledged"
    person: int | None
    text: str
    #: Which of the room's three it is, from 0; always 0 for a person.
    number: int = 0


class RecordWanted(_Event):
    """Somebody asked for a record of learning of their own."""

    kind: Literal["record-wanted"] = "record-wanted"
    person: int


class Ended(_Event):
    """The exercise was ended, at its end or before."""

    kind: Literal["ended"] = "ended"
    early: bool = False


Event = Annotated[
    Opened
    | Joined
    | Returned
    | DoorMoved
    | PageTurned
    | Moved
    | Acted
    | Voted
    | Explained
    | CameLate
    | HandsCounted
    | Closing
    | Voided
    | EvidenceAsked
    | TimerSet
    | PauseWanted
    | Paused
    | WentOn
    | Decided
    | Undecided
    | Dissented
    | Pledged
    | RecordWanted
    | Ended,
    Field(discriminator="kind"),
]

_EVENTS: TypeAdapter[Event] = TypeAdapter(Event)


def line_of(event: Event) -> bytes:
    """Return an event as one line of the log, without its line break."""
    return event.model_dump_json().encode()


def event_from(line: bytes) -> Event:
    """Return the event that a line of the log holds. Raises ValueError where it holds none."""
    return _EVENTS.validate_json(line)

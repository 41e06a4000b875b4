"""What is asked of an exercise: by a phone, by the trainer, or by the server's clock."""

from __future__ import annotations

from scr_sim.group.shared_types import Frozen, Place, Sure


class Join(Frozen):
    """Take a seat. The server has checked the room's code, and made token and words by chance."""

    token: str
    words: str
    agency: str
    own_agency: str = ""
    name: str = ""


class Return(Frozen):
    """Come back on another phone, by the two words shown on joining, with a new token."""

    words: str
    token: str


class Vote(Frozen):
    """Tap a choice; None is “I cannot decide on this”."""

    token: str
    place: Place
    key: str
    choice: str | None


class Explain(Frozen):
    """Say how sure, because, unless."""

    token: str
    place: Place
    sure: Sure | None = None
    because: str = ""
    unless: str = ""


class WantPause(Frozen):
    """Ask for a pause, from any phone; taken once a minute of each."""

    token: str


class Dissent(Frozen):
    """File a line of dissent, as oneself or as the room."""

    token: str
    place: Place
    text: str
    as_room: bool = False


class Pledge(Frozen):
    """Say one action to take away."""

    token: str
    text: str


class WantRecord(Frozen):
    """Ask for a record of learning of one's own."""

    token: str


class MoveOn(Frozen):
    """The trainer's one key: the next thing, which the console's view names.

    ``seen`` is the turn that the trainer saw: a key pressed on what is no longer there does
    nothing.
    """

    seen: int


class Skip(Frozen):
    """Go straight from sealed to revealed."""

    seen: int


class RevealEarly(Frozen):
    """Close the vote without grace and reveal it."""

    seen: int


class VoteAgain(Frozen):
    """Hold another vote on the same decision."""

    seen: int


class Void(Frozen):
    """Set the present vote aside, with a reason, and hold it anew."""

    because: str


class CountHands(Frozen):
    """Take hands' counts: for each choice's id, and those who cannot decide."""

    counts: dict[str, int]
    undecided: int = 0


class AskFor(Frozen):
    """Ask the agency that holds an enquiry to read it out."""

    enquiry: str


class Voice(Frozen):
    """Mark an enquiry as read out: the room makes it.

    ``action`` has the lines that were noted, where the enquiry has a page.
    """

    action: str


class SetTimer(Frozen):
    """Set the discussion's timer, in minutes; 0 takes it away."""

    minutes: int


class Decide(Frozen):
    """Let the trainer or the lead agency decide, with a reason; or name what a choice cites."""

    action: str
    by_lead: bool = False
    because: str = ""


class Pause(Frozen):
    """Pause the room."""


class GoOn(Frozen):
    """End the pause."""


class MoveDoor(Frozen):
    """Close the room to newcomers, or open it."""

    open: bool


class TurnPage(Frozen):
    """Turn the wall to a page of what it tells now, from 0."""

    page: int


class RoomPledge(Frozen):
    """Write one of the room's three actions, by its number from 0."""

    number: int
    text: str


class ToDebrief(Frozen):
    """Go to the debrief with what the room has met so far; the story stops here."""


class End(Frozen):
    """End the exercise, also early."""


class Tick(Frozen):
    """Time has passed: a grace may be over. The server sends one whenever something is due."""


PhoneCommand = Join | Return | Vote | Explain | WantPause | Dissent | Pledge | WantRecord
TrainerCommand = (
    MoveOn
    | Skip
    | RevealEarly
    | VoteAgain
    | Void
    | CountHands
    | AskFor
    | Voice
    | SetTimer
    | Decide
    | Pause
    | GoOn
    | MoveDoor
    | TurnPage
    | RoomPledge
    | ToDebrief
    | End
)
Command = PhoneCommand | TrainerCommand | Tick

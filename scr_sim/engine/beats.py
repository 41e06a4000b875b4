"""What a play tells, beat by beat: plain data for every front end and for the debrief.

The values are msgspec's structs and not dataclasses: a random walk that reads everything spends
most of its time on making them, and a frozen dataclass takes ten times as long to be made.
"""

from __future__ import annotations

from msgspec import Struct

from scr_sim.scenario.model.choice import Stance
from scr_sim.scenario.model.note import NoteKind
from scr_sim.scenario.model.scene import EndingKind
from scr_sim.text.quantities import amount, not_enough


class HeldNote(Struct, frozen=True, kw_only=True):
    """A note as the player holds it: its words are those of the moment when it was gained."""

    id: str
    kind: NoteKind
    source: str
    text: str
    contradicts: tuple[str, ...]


class Meter(Struct, frozen=True, kw_only=True):
    """A variable that is shown, as it stands. ``lowest`` and ``highest`` are None for a word."""

    id: str
    label: str
    value: int | bool | str
    lowest: int | None = None
    highest: int | None = None


class Shift(Struct, frozen=True):
    """A shown variable that a beat changed."""

    meter: Meter
    before: int | bool | str


class Price(Struct, frozen=True, kw_only=True):
    """What something costs of one variable. ``left`` is how much could be taken off it now."""

    variable: str
    label: str
    unit: str
    cost: int
    left: int

    @property
    def enough(self) -> bool:
        """Whether there is enough of it."""
        return self.cost <= self.left

    @property
    def amount(self) -> str:
        """What it costs, in words: “2 hours”."""
        return amount(self.cost, self.unit, self.label)

    @property
    def remaining(self) -> str:
        """What is left, in words: “4 left”."""
        return f"{max(0, self.left)} left"

    @property
    def shortage(self) -> str:
        """What there is not enough of, in words: “not enough time”; empty where there is."""
        return "" if self.enough else not_enough(self.unit, self.label)


def shortages(prices: tuple[Price, ...]) -> str:
    """Return what there is not enough of, in words; empty where every cost can be met."""
    return ", ".join(dict.fromkeys(price.shortage for price in prices if not price.enough))


class PageLine(Struct, frozen=True, kw_only=True):
    """A line of a page, and whether the player noted it down."""

    id: str
    text: str
    noted: bool


class OfferedPage(Struct, frozen=True, kw_only=True):
    """A page to read closely: ``lines`` are ids and texts, ``pick`` how many may be noted."""

    ask: str
    pick: int
    lines: tuple[tuple[str, str], ...]


class Entered(Struct, frozen=True, kw_only=True):
    """A scene was entered. ``instead`` is the gentler wording, where the author offers one.

    ``role`` is whose eyes it is seen through, and ``new_role`` whether those are others than in
    the scene before (in the first scene: others than the scenario's role).
    """

    scene: str
    title: str
    date: str
    place: str
    text: str
    about: str
    instead: str
    gained: tuple[HeldNote, ...] = ()
    shifts: tuple[Shift, ...] = ()
    ending: tuple[str, EndingKind] | None = None
    role: str = ""
    new_role: bool = False


class Answered(Struct, frozen=True, kw_only=True):
    """An enquiry was made, and this came of it. ``page`` is what was to be read closely."""

    scene: str
    enquiry: str
    label: str
    agency: str
    text: str
    volunteered: bool
    gained: tuple[HeldNote, ...] = ()
    shifts: tuple[Shift, ...] = ()
    page: tuple[PageLine, ...] = ()
    variant: int | None = None

    @property
    def noted(self) -> tuple[str, ...]:
        """The ids of the lines that were noted, in the page's order."""
        return tuple([line.id for line in self.page if line.noted])


class Chosen(Struct, frozen=True, kw_only=True):
    """A choice was made, and this came of it at once."""

    scene: str
    choice: str
    label: str
    stance: Stance
    cited: tuple[HeldNote, ...]
    convincing: bool | None
    text: str
    gained: tuple[HeldNote, ...] = ()
    shifts: tuple[Shift, ...] = ()
    variant: int | None = None


Beat = Entered | Answered | Chosen


class OfferedChoice(Struct, frozen=True, kw_only=True):
    """A choice as it is on offer now. ``because`` says why a locked one cannot be taken.

    One whose cost cannot be met is locked too; ``affordable`` tells.
    """

    id: str
    stance: Stance
    label: str
    locked: bool = False
    because: str = ""
    ask: str = ""
    pick: int = 0
    costs: tuple[Price, ...] = ()

    @property
    def affordable(self) -> bool:
        """Whether the cost can be met."""
        return all(price.enough for price in self.costs)

    @property
    def shortage(self) -> str:
        """What there is not enough of, in words; empty where the cost can be met."""
        return shortages(self.costs)


class OfferedEnquiry(Struct, frozen=True, kw_only=True):
    """Something to look into in this scene: made already, open, or open and out of reach.

    It is out of reach where there is no time left, or the cost cannot be met (``affordable``
    tells). ``page`` is what making it shows to be read closely, if anything.
    """

    id: str
    label: str
    agency: str
    made: bool
    can_make: bool
    costs: tuple[Price, ...] = ()
    page: OfferedPage | None = None

    @property
    def affordable(self) -> bool:
        """Whether the cost can be met."""
        return all(price.enough for price in self.costs)

    @property
    def shortage(self) -> str:
        """What there is not enough of, in words; empty where the cost can be met."""
        return shortages(self.costs)


class Step(Struct, frozen=True, kw_only=True):
    """One decision of a play: what was known, done and left, and what the review says of it."""

    scene: str
    choice: str
    stance: Stance
    cited: tuple[str, ...]
    convincing: bool | None
    variant: int | None
    enquiries: tuple[str, ...]
    #: By enquiry made on this visit, the lines of its page that were noted, in the page's order.
    noted: tuple[tuple[str, tuple[str, ...]], ...]
    held: tuple[str, ...]
    missed: tuple[str, ...]
    echoes: tuple[int, ...]
    answers: tuple[int, ...]
    because: str
    #: The review's statements that this rests on, by id; and what good practice adds to it.
    review: tuple[str, ...]
    practice: str
    #: What the player was asked to write, and what is laid beside it.
    ask: str
    compare: str
    label: str
    outcome: str
    others: tuple[OfferedChoice, ...]
    action: int


class Unseen(Struct, frozen=True, kw_only=True):
    """What no professional saw at the time, in a scene that was entered.

    Never part of the story; only the debrief shows it. ``after`` is how many decisions had been
    made when the scene was entered.
    """

    scene: str
    title: str
    date: str
    place: str
    text: str
    after: int

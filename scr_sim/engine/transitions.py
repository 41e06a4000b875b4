"""What can be done in each scene, made ready: transitions, what they change, where they lead.

Acts, transitions and scenes are told apart by which they are. As frozen dataclasses, not structs,
they take ten times as long to make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from msgspec import Struct

from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry, Price
from scr_sim.scenario.conditions.compiler import Test, Value, Values
from scr_sim.scenario.conditions.parser import Tree
from scr_sim.scenario.model.choice import Choice, Result
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.scene import Decision, Ending, Passage

#: Notes that come with something, each with its bit among the facts.
Notes = tuple[tuple[str, int], ...]


#: What is added: a variable's place, by how much, and its bounds; and what is put where.
Adds = tuple[tuple[int, int, int, int], ...]
Puts = tuple[tuple[int, Value], ...]

#: So many outcomes of one change are remembered, for all who make it: most have fewer, and a file
#: may have thousands of changes.
_MOST_REMEMBERED = 1 << 8


class Change:
    """What a result does to the variables: ``add`` first, stopping at the bounds, then ``set``."""

    __slots__ = ("adds", "applied", "sets", "touched")

    #: Takes the values, and returns those after this change.
    applied: Callable[[Values], Values]

    def __init__(self, adds: Adds, sets: Puts) -> None:
        self.adds = adds
        self.sets = sets
        self.applied = _Remembered(adds, sets).__getitem__
        #: The variables that it changes, by place, as bits.
        self.touched = 0
        for place in (*[add[0] for add in self.adds], *[put[0] for put in self.sets]):
            self.touched |= 1 << place


class _Remembered(dict[Values, Values]):
    """The outcomes of a change by the values before: most plays come by the same ones."""

    __slots__ = ("_adds", "_sets")

    def __init__(self, adds: Adds, sets: Puts) -> None:
        self._adds = adds
        self._sets = sets

    def __missing__(self, values: Values) -> Values:
        changed: list[Any] = list(values)
        for place, by, lowest, highest in self._adds:
            value = changed[place] + by
            changed[place] = lowest if value < lowest else highest if value > highest else value
        for place, put in self._sets:
            changed[place] = put
        after = tuple(changed)
        if len(self) < _MOST_REMEMBERED:
            self[values] = after
        return after


class Way:
    """Which scene comes next: one for certain, or the first whose condition holds."""

    __slots__ = ("certain", "links")

    def __init__(self, links: list[tuple[Test | None, int]]) -> None:
        self.links = links
        self.certain = links[0][1] if len(links) == 1 or links[0][0] is None else -1

    def taken(self, values: Values, facts: int) -> int:
        """Return the number of the scene that comes next."""
        if self.certain >= 0:
            return self.certain
        for test, target in self.links:
            if test is None or test(values, facts):
                return target
        raise AssertionError("a checked way is closed")


class Due(Struct, frozen=True, kw_only=True):
    """What something costs, of one variable."""

    place: int
    variable: str
    label: str
    unit: str
    cost: int
    #: The variable's lowest, below which nothing can be taken off.
    lowest: int


#: What something costs, in the author's order.
Dues = tuple[Due, ...]


def affordable(dues: Dues, values: Values) -> bool:
    """Return whether a cost can be met."""
    return all(int(values[due.place]) - due.lowest >= due.cost for due in dues)


def prices(dues: Dues, values: Values) -> tuple[Price, ...]:
    """Return a cost as it is told, with what there is left."""
    return tuple(
        [
            Price(
                variable=due.variable,
                label=due.label,
                unit=due.unit,
                cost=due.cost,
                left=int(values[due.place]) - due.lowest,
            )
            for due in dues
        ]
    )


class EnquiryTransition(Struct, frozen=True, kw_only=True, eq=False):
    """One answer to an enquiry: it changes where the play stands, and the scene stays the same.

    There is one for each variant, and of a page one for each choice of notes that its lines give.
    """

    kind: ClassVar[Literal["enquiry"]] = "enquiry"

    enquiry: Enquiry
    #: An action that makes it.
    word: str
    #: What is answered.
    text: Prose
    #: Which variant it is; None where it is the enquiry as it stands.
    variant: int | None
    #: The variant's own condition.
    when: Test | None
    #: What becomes so.
    facts: int
    notes: Notes
    #: What changes, the cost taken off.
    change: Change | None
    #: The fact after which it is not open any more.
    once: int
    if_test: Test | None
    #: What must hold besides, for the cost to be met and for this to be the answer; and its test.
    guards: tuple[Tree, ...]
    guard: Test | None
    #: How much of the time for enquiries it takes: 0 where it is volunteered.
    time: int
    #: Whether it is the only answer that the enquiry can have.
    alone: bool


class Page(Struct, frozen=True, kw_only=True, eq=False):
    """What is to be read closely: by line its notes, and how many lines may be noted."""

    pick: int
    lines: dict[str, tuple[str, ...]]
    #: The notes of all lines.
    notes: frozenset[str]

    def noted(self, lines: Sequence[str]) -> tuple[str, ...] | None:
        """Return the lines in the page's order; None where they cannot be noted together."""
        if len(lines) > self.pick or len(set(lines)) < len(lines):
            return None
        found = tuple([line for line in self.lines if line in lines])
        return found if len(found) == len(lines) else None

    def gained(self, noted: Iterable[str]) -> tuple[str, ...]:
        """Return the notes of some lines, in order, each once."""
        return tuple(dict.fromkeys([note for line in noted for note in self.lines[line]]))


#: An enquiry's transitions for one variant, by the notes that lines give; one for ``()`` without.
Answers = dict[tuple[str, ...], EnquiryTransition]


class EnquiryAct(Struct, frozen=True, kw_only=True, eq=False):
    """An enquiry as it is offered, whatever will be answered."""

    enquiry: Enquiry
    word: str
    agency: str
    once: int
    if_test: Test | None
    dues: Dues
    page: Page | None
    #: The enquiry as it is offered while there is time, without time, and made already; None
    #: where its words or its cost depend on where the play stands.
    offered: tuple[OfferedEnquiry, OfferedEnquiry, OfferedEnquiry] | None
    #: By variant, the act itself last; and the same where it is volunteered.
    asked: tuple[Answers, ...]
    volunteered: tuple[EnquiryTransition, ...]

    def open(self, values: Values, facts: int) -> bool:
        """Return whether it has not been made and its condition holds."""
        return not facts & self.once and (self.if_test is None or self.if_test(values, facts))

    def meant(self, noted: str | None, values: Values, facts: int) -> EnquiryTransition | None:
        """Return what asking answers; ``noted`` is what stands behind an action's “@”, if any."""
        notes: tuple[str, ...] = ()
        if self.page is None or noted is None:
            if self.page is not None or noted is not None:
                return None
        else:
            lines = self.page.noted(noted.split(",") if noted else ())
            if lines is None:
                return None
            notes = self.page.gained(lines)
        for answers in self.asked:
            answer = answers[notes]
            if answer.when is None or answer.when(values, facts):
                return answer
        raise AssertionError("an act itself is the last of its answers")

    def told(self, values: Values, facts: int) -> EnquiryTransition:
        """Return what is answered where somebody volunteers it."""
        return next(a for a in self.volunteered if a.when is None or a.when(values, facts))


class ChoiceTransition(Struct, frozen=True, kw_only=True, eq=False):
    """A choice with one result.

    A citing choice has several, those that convince and those that do not; and there is one more
    for each variant.
    """

    kind: ClassVar[Literal["choice"]] = "choice"

    choice: Choice
    result: Result
    #: The action that makes it; of a citing choice, without what it cites.
    word: str
    #: None where the choice cites nothing.
    convincing: bool | None
    #: Which variant it is; None where it is the result as it stands.
    variant: int | None
    #: The variant's own condition.
    when: Test | None
    facts: int
    notes: Notes
    #: What changes, the cost taken off.
    change: Change | None
    way: Way
    #: The fact after which the choice cannot be made any more; 0 where there is none.
    once: int
    if_test: Test | None
    unless_test: Test | None
    #: What must hold besides, for the cost to be met and for this to be the result; and its test.
    guards: tuple[Tree, ...]
    guard: Test | None
    #: How many notes may be cited; how many of which convince.
    pick: int
    need: int
    needed: int

    @property
    def letter(self) -> tuple[str, bool | None]:
        """What tells it from the scene's others in a sequence of choices."""
        return self.word, self.convincing


class ChoiceAct(Struct, frozen=True, kw_only=True, eq=False):
    """A choice as it is offered, whatever will come of it."""

    choice: Choice
    word: str
    #: The choice as it is offered where it is not locked; None where its words or cost depend.
    offered: OfferedChoice | None
    once: int
    if_test: Test | None
    unless_test: Test | None
    dues: Dues
    pick: int
    need: int
    needed: int
    #: What can come of it, by variant and the act itself last; where it cites, what can come of
    #: it where that does not convince.
    results: tuple[ChoiceTransition, ...]
    otherwise: tuple[ChoiceTransition, ...]

    @property
    def unconditional(self) -> bool:
        """Whether nothing could ever hide, lock or use up the choice, and it has one result."""
        return self.certain and not self.once and self.if_test is None and self.unless_test is None

    @property
    def certain(self) -> bool:
        """Whether it has one result, and costs nothing."""
        return not self.otherwise and len(self.results) == 1 and not self.dues

    def on_offer(self, values: Values, facts: int) -> bool:
        """Return whether the choice is shown."""
        return not facts & self.once and (self.if_test is None or self.if_test(values, facts))

    def locked(self, values: Values, facts: int) -> bool:
        """Return whether the choice, if it is on offer, cannot be taken yet."""
        return (self.unless_test is not None and not self.unless_test(values, facts)) or not (
            not self.dues or affordable(self.dues, values)
        )

    def convinces(self, shown: int | None, facts: int) -> bool | None:
        """Return whether showing some notes, as facts, convinces; None where they cannot be."""
        if shown is None or shown & facts != shown or shown.bit_count() > self.pick:
            return None
        return (shown & self.needed).bit_count() >= self.need

    def result(self, values: Values, facts: int, *, convincing: bool) -> ChoiceTransition:
        """Return what comes of the choice."""
        results = self.results if convincing else self.otherwise
        if len(results) == 1:
            return results[0]
        return next(r for r in results if r.when is None or r.when(values, facts))


Transition = EnquiryTransition | ChoiceTransition


class PassageTable(Struct, frozen=True, kw_only=True, eq=False):
    """A passage, ready to be walked through."""

    kind: ClassVar[Literal["passage"]] = "passage"
    choice_acts: ClassVar[tuple[ChoiceAct, ...]] = ()
    enquiry_acts: ClassVar[tuple[EnquiryAct, ...]] = ()
    choices: ClassVar[tuple[ChoiceTransition, ...]] = ()
    enquiries: ClassVar[tuple[EnquiryTransition, ...]] = ()
    limit: ClassVar[int | None] = None
    by_word: ClassVar[Mapping[str, Transition]] = MappingProxyType({})

    id: str
    model: Passage
    facts: int
    notes: Notes
    change: Change | None
    way: Way


class DecisionTable(Struct, frozen=True, kw_only=True, eq=False):
    """A decision, ready to be acted in."""

    kind: ClassVar[Literal["decision"]] = "decision"

    id: str
    model: Decision
    facts: int
    notes: Notes
    change: Change | None
    limit: int | None
    #: What can be done, each once, in the author's order.
    enquiry_acts: tuple[EnquiryAct, ...]
    choice_acts: tuple[ChoiceAct, ...]
    #: Everything that can come of it.
    enquiries: tuple[EnquiryTransition, ...]
    choices: tuple[ChoiceTransition, ...]
    #: Whether every choice is unconditional.
    always: bool
    #: What the choices are offered as, where that is so.
    offered: tuple[OfferedChoice, ...]
    #: The transitions of the actions that can mean one thing only, without a cost.
    by_word: dict[str, Transition]
    #: The others' acts, by the action's word without what it cites or notes.
    by_lead: dict[str, EnquiryAct | ChoiceAct]


class EndingTable(Struct, frozen=True, kw_only=True, eq=False):
    """An ending, in which nothing can be done."""

    kind: ClassVar[Literal["ending"]] = "ending"
    choice_acts: ClassVar[tuple[ChoiceAct, ...]] = ()
    enquiry_acts: ClassVar[tuple[EnquiryAct, ...]] = ()
    choices: ClassVar[tuple[ChoiceTransition, ...]] = ()
    enquiries: ClassVar[tuple[EnquiryTransition, ...]] = ()
    limit: ClassVar[int | None] = None
    by_word: ClassVar[Mapping[str, Transition]] = MappingProxyType({})

    id: str
    model: Ending
    facts: int
    notes: Notes
    change: Change | None


#: One scene, ready to be entered.
SceneTable = PassageTable | DecisionTable | EndingTable

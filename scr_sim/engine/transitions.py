"""What can be done in each scene, made ready: transitions, what they change, where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.scenario.conditions.compiler import Test, Value, Values
from scr_sim.scenario.model.scenario import Choice, Decision, Ending, Enquiry, Passage, Result

#: Notes that come with something, each with its bit among the facts.
Notes = tuple[tuple[str, int], ...]


class Change:
    """What a result does to the variables: ``add`` first, stopping at the bounds, then ``set``."""

    __slots__ = ("_one", "adds", "sets")

    def __init__(
        self, adds: Iterable[tuple[int, int, int, int]], sets: Iterable[tuple[int, Value]]
    ) -> None:
        self.adds = tuple(adds)
        self.sets = tuple(sets)
        #: Most often a result adds to one number and does nothing else.
        self._one = self.adds[0] if len(self.adds) == 1 and not self.sets else None

    def applied(self, values: Values) -> Values:
        """Return the values after this change."""
        changed: list[Any] = list(values)
        if self._one is not None:
            place, by, lowest, highest = self._one
            value = changed[place] + by
            changed[place] = lowest if value < lowest else highest if value > highest else value
            return tuple(changed)
        for place, by, lowest, highest in self.adds:
            value = changed[place] + by
            changed[place] = lowest if value < lowest else highest if value > highest else value
        for place, put in self.sets:
            changed[place] = put
        return tuple(changed)


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EnquiryTransition:
    """An enquiry: it changes where the play stands, and the scene stays the same."""

    kind: ClassVar[Literal["enquiry"]] = "enquiry"

    enquiry: Enquiry
    #: The action that makes it.
    word: str
    #: The enquiry as it is offered: while there is time, without time, and made already.
    offered: tuple[OfferedEnquiry, OfferedEnquiry, OfferedEnquiry]
    #: What becomes so.
    facts: int
    notes: Notes
    change: Change | None
    #: The fact after which it is not open any more.
    once: int
    if_test: Test | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChoiceTransition:
    """A choice with one result. A citing choice is two: one that convinces, one that does not."""

    kind: ClassVar[Literal["choice"]] = "choice"

    choice: Choice
    result: Result
    #: The action that makes it; of a citing choice, without what it cites.
    word: str
    #: The choice as it is offered where it is not locked; None where its words depend.
    offered: OfferedChoice | None
    #: None where the choice cites nothing.
    convincing: bool | None
    facts: int
    notes: Notes
    change: Change | None
    way: Way
    #: The fact after which the choice cannot be made any more; 0 where there is none.
    once: int
    if_test: Test | None
    unless_test: Test | None
    #: How many notes may be cited; how many of which convince.
    pick: int
    need: int
    needed: int

    @property
    def unconditional(self) -> bool:
        """Whether nothing could ever hide, lock or use up the choice, and it cites nothing."""
        return (
            self.convincing is None
            and not self.once
            and self.if_test is None
            and self.unless_test is None
        )


Transition = EnquiryTransition | ChoiceTransition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageTable:
    """A passage, ready to be walked through."""

    kind: ClassVar[Literal["passage"]] = "passage"
    choices: ClassVar[tuple[ChoiceTransition, ...]] = ()
    enquiries: ClassVar[tuple[EnquiryTransition, ...]] = ()
    limit: ClassVar[int | None] = None

    id: str
    model: Passage
    facts: int
    notes: Notes
    change: Change | None
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecisionTable:
    """A decision, ready to be acted in."""

    kind: ClassVar[Literal["decision"]] = "decision"

    id: str
    model: Decision
    facts: int
    notes: Notes
    change: Change | None
    limit: int | None
    enquiries: tuple[EnquiryTransition, ...]
    choices: tuple[ChoiceTransition, ...]
    #: Whether every choice is unconditional.
    always: bool
    #: The actions of the choices and what they are offered as, where that is so.
    words: tuple[str, ...]
    offered: tuple[OfferedChoice, ...]
    #: The transitions of the actions that cite nothing, volunteered enquiries among them.
    by_word: dict[str, Transition]
    #: By a citing choice, the transition that convinces and the one that does not.
    citing: dict[str, tuple[ChoiceTransition, ChoiceTransition]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EndingTable:
    """An ending, in which nothing can be done."""

    kind: ClassVar[Literal["ending"]] = "ending"
    choices: ClassVar[tuple[ChoiceTransition, ...]] = ()
    enquiries: ClassVar[tuple[EnquiryTransition, ...]] = ()
    limit: ClassVar[int | None] = None

    id: str
    model: Ending
    facts: int
    notes: Notes
    change: Change | None


#: One scene, ready to be entered.
SceneTable = PassageTable | DecisionTable | EndingTable

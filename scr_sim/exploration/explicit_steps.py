"""Scenes made ready for a search that tries very many states, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.engine.transitions import (
    Change,
    EnquiryTransition,
    PassageTable,
    SceneTable,
    Transition,
)
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import KeptFacts, Reads, bits
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.scenario.conditions.compiler import Test, Values


class Numbers:
    """Tuples of values, numbered as they are met: most states share theirs with many others."""

    def __init__(self) -> None:
        self.values: list[Values] = []
        self._numbers: dict[Values, int] = {}

    def of(self, values: Values) -> int:
        """Return the number of some values."""
        number = self._numbers.setdefault(values, len(self.values))
        if number == len(self.values):
            self.values.append(values)
        return number


class Changing:
    """A change of numbered values, which remembers what it made of them."""

    __slots__ = ("_change", "_numbers", "known")

    def __init__(self, change: Change, numbers: Numbers) -> None:
        self._change = change
        self._numbers = numbers
        self.known: dict[int, int] = {}

    def made(self, number: int) -> int:
        """Return the number of the values after the change, where it is not known already."""
        after = self._numbers.of(self._change.applied(self._numbers.values[number]))
        if len(self.known) < limits.MOST_CHANGES_REMEMBERED:
            self.known[number] = after
        return after


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Going:
    """A transition, ready to be tried on very many states."""

    number: int
    transition: Transition
    asks: bool
    once: int
    if_test: Test | None
    guard: Test | None
    #: Whether there is more to ask before it can be made, time aside.
    conditional: bool
    facts: int
    changing: Changing | None
    #: The scene that comes next; -1 where that depends.
    certain: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coming:
    """A scene, ready to be come to."""

    facts: int
    changing: Changing | None
    #: The facts that tell its states apart.
    kept: KeptFacts
    #: The variables that something later reads, by place.
    live: int
    limit: int | None
    passage: PassageTable | None
    goings: tuple[Going, ...]


class ReadyScenes:
    """Makes an engine's scenes ready; values are numbered by ``numbers``."""

    def __init__(self, engine: Engine, numbers: Numbers) -> None:
        self.engine = engine
        #: All transitions that are told apart, by the numbers that they have here.
        self.transitions: list[Transition] = []
        self._numbers = numbers
        self._changings: dict[tuple[object, object], Changing] = {}

    def made(self, extra: Mapping[int, Matter], *, lean: bool = False) -> list[Coming]:
        """Return all scenes, ready; ``extra`` is what must be known besides in each.

        ``lean`` lets go of values that nothing later reads, and of which enquiries were made where
        making them again would change nothing.
        """
        engine = self.engine
        everything = (1 << len(engine.variable_ids)) - 1
        ever, strict = everything, frozenset(range(len(engine.scenes)))
        if lean:
            ever, strict = 0, frozenset()
        matters = Matters(engine, Reads(engine), ever, strict, extra)
        found = []
        for scene, table in enumerate(engine.scenes):
            matter, live = self._facts(matters, scene), matters.being[scene].variables
            kept = self._told_apart(matters, scene) if lean else KeptFacts(matter)
            possible: tuple[Transition, ...] = (*table.choices, *told_apart(table, matter))
            found.append(
                Coming(
                    facts=table.facts,
                    changing=self._changing(self._let_go(table.change, everything & ~live)),
                    kept=kept,
                    live=live,
                    limit=None if lean and not _felt(table) else table.limit,
                    passage=table if table.kind == "passage" else None,
                    goings=tuple([self._going(transition, live) for transition in possible]),
                )
            )
        return found

    def _facts(self, matters: Matters, scene: int) -> int:
        facts = matters.being[scene].facts
        for notes, fact in matters.reads.any_of.items():
            if facts >> fact & 1:
                facts |= notes
        return facts & ((1 << len(self.engine.bits)) - 1)

    def _told_apart(self, matters: Matters, scene: int) -> KeptFacts:
        facts = matters.being[scene].facts
        return matters.reads.kept(facts, matters.possible[scene], facts)

    def let_go(self, values: Values, coming: Coming) -> Values:
        """Return values that stand in a scene without those that nothing later reads."""
        dead = ((1 << len(values)) - 1) & ~coming.live
        change = self._let_go(None, dead)
        return values if change is None else change.applied(values)

    def _let_go(self, change: Change | None, dead: int) -> Change | None:
        """Return a change that also puts what nothing later reads to what it started with."""
        if not dead:
            return change
        adds = change.adds if change is not None else ()
        puts = dict(change.sets) if change is not None else {}
        start = self.engine.start_values
        puts |= {place: start[place] for place in bits(dead)}
        return Change(
            tuple([add for add in adds if not dead >> add[0] & 1]), tuple(sorted(puts.items()))
        )

    def _going(self, transition: Transition, live: int) -> Going:
        self.transitions.append(transition)
        asks = transition.kind == "enquiry"
        change = transition.change
        if asks and change is not None:
            change = _kept(change, live)
        return Going(
            number=len(self.transitions) - 1,
            transition=transition,
            asks=asks,
            once=transition.once,
            if_test=transition.if_test,
            guard=transition.guard,
            conditional=transition.kind == "choice"
            and (bool(transition.convincing) or transition.unless_test is not None),
            facts=transition.facts,
            changing=self._changing(change),
            certain=-1 if transition.kind == "enquiry" else transition.way.certain,
        )

    def _changing(self, change: Change | None) -> Changing | None:
        if change is None:
            return None
        key = (change.adds, change.sets)
        if key not in self._changings:
            self._changings[key] = Changing(change, self._numbers)
        return self._changings[key]


def _felt(table: SceneTable) -> bool:
    """Return whether a limit can be felt: there are more enquiries than there is time for."""
    return table.limit is not None and table.limit < len(table.enquiry_acts)


def _kept(change: Change, live: int) -> Change | None:
    """Return what a change does to some variables alone; None where it does nothing to them."""
    adds = tuple([add for add in change.adds if live >> add[0] & 1])
    puts = tuple([put for put in change.sets if live >> put[0] & 1])
    return Change(adds, puts) if adds or puts else None


def told_apart(table: SceneTable, matter: int) -> Iterator[EnquiryTransition]:
    """Return a scene's answers, of those that differ in nothing that matters the first."""
    for act in table.enquiry_acts:
        for ways in act.asked:
            seen = set()
            for answer in ways.values():
                if answer.facts & matter not in seen:
                    seen.add(answer.facts & matter)
                    yield answer


def unlocked(transition: Transition, values: Values, facts: int) -> bool:
    """Return whether a choice that is on offer can be taken, and a citing can convince."""
    assert transition.kind == "choice"
    if transition.unless_test is not None and not transition.unless_test(values, facts):
        return False
    return not transition.convincing or ((facts & transition.needed).bit_count() >= transition.need)

"""Which way lies what a condition reads: where facts and values are to be had, by the links.

What a condition wants, what it takes to do what brings that about, and the ways into each scene.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from msgspec import Struct

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import Watched, act_of
from scr_sim.exploration.condition_reads import bits
from scr_sim.graphs import distances, reachable, turned_round
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.conditions.parser import (
    Both,
    Call,
    Compare,
    Name,
    Not,
    Number,
    Quoted,
    Tree,
    parse,
)
from scr_sim.scenario.model.fields import Link


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What helps a condition to hold: facts, values of variables, and more or less of numbers."""

    facts: int = 0
    puts: set[tuple[int, Value]] = field(default_factory=set)
    moves: set[tuple[int, bool]] = field(default_factory=set)
    #: Facts that must not come about.
    against: int = 0

    def add(self, other: Wanted) -> None:
        """Want what another wants as well."""
        self.facts |= other.facts
        self.puts |= other.puts
        self.moves |= other.moves
        self.against |= other.against

    def places(self) -> int:
        """Return the variables whose values are wanted, as bits."""
        found = 0
        for place, _ in (*self.puts, *self.moves):
            found |= 1 << place
        return found

    def met_by(self, change: Change) -> bool:
        """Return whether a change brings something of it about."""
        return any(put in self.puts for put in change.sets) or any(
            (place, by > 0) in self.moves for place, by, _, _ in change.adds
        )

    def undone_by(self, change: Change) -> bool:
        """Return whether a change takes a number the other way."""
        return any(
            (place, by < 0) in self.moves and (place, by > 0) not in self.moves
            for place, by, _, _ in change.adds
        )


#: What gains facts or changes values: a transition, or the scene itself on being entered.
Source = tuple[int, Transition | None]


class Way(Struct, frozen=True, kw_only=True, eq=False):
    """A way into a scene: what is done where, None for a passage, and what it asks."""

    scene: int
    transition: Transition | None
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


class Directions:
    """Where each scene can lead, and where what can be gained, by the links alone."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        #: How often each was done while heading somewhere.
        self.done: defaultdict[Transition, int] = defaultdict(int)
        self._gained: defaultdict[int, list[Source]] = defaultdict(list)
        self._changed: defaultdict[int, list[Source]] = defaultdict(list)
        self._ways_in: defaultdict[int, list[Way]] = defaultdict(list)
        self._links: dict[int, tuple[int, ...]] = {}
        for scene, table in enumerate(engine.scenes):
            self._source(scene, None, table.facts, table.change)
            led = self._led(scene, None, table.model.next) if table.kind == "passage" else ()
            for choice in table.choices:
                led += self._led(scene, choice, choice.result.next)
                self._source(scene, choice, choice.facts, choice.change)
            for enquiry in table.enquiries:
                self._source(scene, enquiry, enquiry.facts, enquiry.change)
            self._links[scene] = tuple(set(led))
        self._back = turned_round(self._links)
        self._far: dict[frozenset[int], dict[int, int]] = {}
        #: By fact, the scenes ahead of where it is had, and what has it.
        self._had: dict[int, tuple[set[int], set[Source]]] = {}
        self._read: dict[tuple[str, bool, int], Wanted] = {}

    def _source(
        self, scene: int, transition: Transition | None, facts: int, change: Change | None
    ) -> None:
        for fact in bits(facts):
            self._gained[fact].append((scene, transition))
        for place in bits(change.touched) if change is not None else ():
            self._changed[place].append((scene, transition))

    def _led(
        self, scene: int, transition: Transition | None, way: Sequence[Link]
    ) -> tuple[int, ...]:
        fails: tuple[str, ...] = ()
        for link in way[: limits.MOST_WAYS_ON]:
            holds = (link.condition,) if link.condition is not None else ()
            self._ways_in[self.engine.scene_numbers[link.go]].append(
                Way(scene=scene, transition=transition, holds=holds, fails=fails)
            )
            fails += holds
        return tuple({self.engine.scene_numbers[link.go] for link in way})

    def far(self, goals: frozenset[int]) -> Mapping[int, int]:
        """Return how many links it is to the nearest of some scenes from each that leads there."""
        if goals not in self._far:
            self._far[goals] = distances(goals, self._back)
        return self._far[goals]

    def ways_to(self, one: Watched) -> list[Way]:
        """Return the ways to where a condition is looked at, those that ask least first."""
        found: list[Way] = []
        for moment in one.moments:
            table = self.engine.scenes[moment.scene]
            every: tuple[Transition, ...] = (*table.choices, *table.enquiries)
            acts = [
                Way(scene=moment.scene, transition=transition)
                for transition in every
                if act_of(transition) == moment.act
            ]
            found += acts or self._ways_in[moment.scene]
        return sorted(found, key=lambda way: len(way.holds) + len(way.fails))

    def behind(self, wanted: Wanted, ways: Sequence[Way]) -> list[Way]:
        """Return those of some ways that the links lead to from where each wanted fact is had."""
        for fact in bits(wanted.facts & ~self.engine.start_facts):
            ahead, sources = self._ahead(fact)
            ways = [
                way for way in ways if way.scene in ahead or (way.scene, way.transition) in sources
            ]
        return list(ways)

    def _ahead(self, fact: int) -> tuple[Set[int], Set[Source]]:
        """Return the scenes that the links lead to once a fact is had, and what has it."""
        if fact not in self._had:
            first: set[int] = set()
            for scene, transition in self._gained[fact]:
                if transition is not None and transition.kind == "choice":
                    first.update(target for _, target in transition.way.links)
                else:
                    first.add(scene)
            self._had[fact] = reachable(first, self._links), set(self._gained[fact])
        return self._had[fact]

    # -- what is wanted

    def sources(self, wanted: Wanted) -> Iterator[Source]:
        """Return what brings something about that is wanted; of numbers, nothing."""
        for fact in bits(wanted.facts):
            yield from self._gained[fact]
        for place, value in wanted.puts:
            for scene, transition in self._changed[place]:
                made = transition or self.engine.scenes[scene]
                if made.change is not None and (place, value) in made.change.sets:
                    yield scene, transition

    def wanted(self, one: Watched, number: int) -> Wanted:
        """Return what a condition wants itself."""
        return self._all((one.text, *one.given), one.without, number)

    def asked_by(self, way: Way, number: int) -> Wanted:
        """Return what it takes to go a way."""
        return self._all((*way.holds, *_asked(way.transition)), way.fails, number)

    def taken_by(self, wanted: Wanted, number: int) -> Wanted:
        """Return what it takes to do what brings about what is wanted."""
        found = Wanted()
        for scene, transition in self.sources(wanted):
            ways = self._ways_in[scene]
            if len(ways) == 1:
                found.add(self.asked_by(ways[0], number))
            found.add(self._all(_asked(transition), (), number))
            if transition is not None and transition.kind == "choice" and transition.convincing:
                found.facts |= transition.needed
        return found

    def _all(self, holds: Iterable[str], fails: Iterable[str], number: int) -> Wanted:
        found = Wanted()
        for so, texts in ((True, holds), (False, fails)):
            for text in texts:
                key = (text, so, number)
                if key not in self._read:
                    self._read[key] = Wanted()
                    self._want(parse(text), self._read[key], number, so=so)
                found.add(self._read[key])
        return found

    def _want(self, tree: Tree, wanted: Wanted, number: int, *, so: bool) -> None:
        match tree:
            case Not(inner):
                self._want(inner, wanted, number, so=not so)
            case Both(word, parts) if (word == "and") == so:
                for part in parts:
                    self._want(part, wanted, number, so=so)
            case Both(_, parts):
                # One is enough: another one in another play.
                self._want(parts[number % len(parts)], wanted, number, so=so)
            case Call(name, ref) if so:
                wanted.facts |= 1 << self.engine.bits[name, ref]
            case Call(name, ref):
                wanted.against |= 1 << self.engine.bits[name, ref]
            case Name(variable):
                wanted.puts.add((self.engine.places[variable], so))
            case Compare(Name(variable), ((sign, Quoted(word)),)) if (sign == "==") == so:
                wanted.puts.add((self.engine.places[variable], word))
            case Compare(Name(variable), ((sign, Number()),)):
                wanted.moves.add((self.engine.places[variable], (sign in {">", ">="}) == so))
            case _:
                pass


def _asked(transition: Transition | None) -> Iterator[str]:
    """Return the conditions of what can be done."""
    if transition is None:
        return
    act = transition.enquiry if transition.kind == "enquiry" else transition.choice
    if act.condition is not None:
        yield act.condition
    if transition.kind == "choice" and transition.choice.locked is not None:
        yield transition.choice.locked.unless

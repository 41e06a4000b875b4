"""Plays that head for one condition: where it is looked at, by way of what could make it hold.

Directed testing. A play that does by preference what was done least comes by most conditions, but
by some only after thousands of actions. What a condition reads says what has to be done for it,
what that asks says what has to be done before, and the links say which way that lies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec import Struct

from scr_sim.engine import Engine, State
from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import Watched, act_of
from scr_sim.exploration.condition_reads import bits
from scr_sim.exploration.witnesses import Witnesses, make_and_look
from scr_sim.graphs import distances, turned_round
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
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: So often what is wanted is asked what it takes itself.
_STEPS_BACK = 2
#: Further than any scene is.
_FAR = 1 << 30
#: What brings nothing about that is wanted, and undoes nothing.
_NEITHER = (False, False)
#: Behind everything that is ranked.
_LAST = (True, True, True, _FAR, _FAR, True, _FAR)


def directed_plays(witnesses: Witnesses, left: Sequence[Watched]) -> None:
    """Play towards some conditions that have not held yet, a few times each."""
    if not left:
        return
    directions = _Directions(witnesses.engine)
    most, held = limits.MOST_DIRECTED_ACTIONS, len(witnesses.held)
    with suppress(ScenarioError):
        for one in left:
            ways = directions.ways_to(one)
            for number in range(limits.MOST_PLAYS_TOWARDS if ways else 0):
                if id(one) in witnesses.held:
                    break
                # The ways by turns. Two ways would each be tried in one manner only, nearest first
                # or not: every other round begins with the next one.
                turn = number + (number // len(ways) if len(ways) % 2 == 0 else 0)
                way = ways[turn % len(ways)]
                most -= _play(witnesses, _Heading(directions, one, way, number))
            if len(witnesses.held) > held:
                held, most = len(witnesses.held), limits.MOST_DIRECTED_ACTIONS
            if most < 0:
                return


def _play(witnesses: Witnesses, heading: _Heading) -> int:
    """Play once; return how many actions it took."""
    state = witnesses.engine.start
    most = 2 * len(witnesses.engine.scenes)
    for actions in range(most):
        witnesses.stand(state, tuple)
        transition = heading.pick(state)
        if transition is None:
            return actions
        state = make_and_look(witnesses, state, transition)
    return most


@dataclass(slots=True)
class _Wanted:
    """What helps a condition to hold: facts, values of variables, and more or less of numbers."""

    facts: int = 0
    puts: set[tuple[int, Value]] = field(default_factory=set)
    moves: set[tuple[int, bool]] = field(default_factory=set)
    #: Facts that must not come about.
    against: int = 0

    def add(self, other: _Wanted) -> None:
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
_Source = tuple[int, Transition | None]


class _Way(Struct, frozen=True, kw_only=True, eq=False):
    """A way into a scene: what is done where, None for a passage, and what it asks."""

    scene: int
    transition: Transition | None
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


class _Directions:
    """Where each scene can lead, and where what can be gained, by the links alone."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        #: How often each was done while heading somewhere.
        self.done: defaultdict[Transition, int] = defaultdict(int)
        self._gained: defaultdict[int, list[_Source]] = defaultdict(list)
        self._changed: defaultdict[int, list[_Source]] = defaultdict(list)
        self._ways_in: defaultdict[int, list[_Way]] = defaultdict(list)
        links: dict[int, tuple[int, ...]] = {}
        for scene, table in enumerate(engine.scenes):
            self._source(scene, None, table.facts, table.change)
            led = self._led(scene, None, table.model.next) if table.kind == "passage" else ()
            for choice in table.choices:
                led += self._led(scene, choice, choice.result.next)
                self._source(scene, choice, choice.facts, choice.change)
            for enquiry in table.enquiries:
                self._source(scene, enquiry, enquiry.facts, enquiry.change)
            links[scene] = tuple(set(led))
        self._back = turned_round(links)
        self._far: dict[frozenset[int], dict[int, int]] = {}
        self._read: dict[tuple[str, bool, int], _Wanted] = {}

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
                _Way(scene=scene, transition=transition, holds=holds, fails=fails)
            )
            fails += holds
        return tuple({self.engine.scene_numbers[link.go] for link in way})

    def far(self, goals: frozenset[int]) -> Mapping[int, int]:
        """Return how many links it is to the nearest of some scenes from each that leads there."""
        if goals not in self._far:
            self._far[goals] = distances(goals, self._back)
        return self._far[goals]

    def ways_to(self, one: Watched) -> list[_Way]:
        """Return the ways to where a condition is looked at, those that ask least first."""
        found: list[_Way] = []
        for moment in one.moments:
            table = self.engine.scenes[moment.scene]
            every: tuple[Transition, ...] = (*table.choices, *table.enquiries)
            acts = [
                _Way(scene=moment.scene, transition=transition)
                for transition in every
                if act_of(transition) == moment.act
            ]
            found += acts or self._ways_in[moment.scene]
        return sorted(found, key=lambda way: len(way.holds) + len(way.fails))

    # -- what is wanted

    def sources(self, wanted: _Wanted) -> Iterator[_Source]:
        """Return what brings something about that is wanted; of numbers, nothing."""
        for fact in bits(wanted.facts):
            yield from self._gained[fact]
        for place, value in wanted.puts:
            for scene, transition in self._changed[place]:
                made = transition or self.engine.scenes[scene]
                if made.change is not None and (place, value) in made.change.sets:
                    yield scene, transition

    def wanted(self, one: Watched, number: int) -> _Wanted:
        """Return what a condition wants itself."""
        return self._all((one.text, *one.given), one.without, number)

    def asked_by(self, way: _Way, number: int) -> _Wanted:
        """Return what it takes to go a way."""
        return self._all((*way.holds, *_asked(way.transition)), way.fails, number)

    def taken_by(self, wanted: _Wanted, number: int) -> _Wanted:
        """Return what it takes to do what brings about what is wanted."""
        found = _Wanted()
        for scene, transition in self.sources(wanted):
            ways = self._ways_in[scene]
            if len(ways) == 1:
                found.add(self.asked_by(ways[0], number))
            found.add(self._all(_asked(transition), (), number))
            if transition is not None and transition.kind == "choice" and transition.convincing:
                found.facts |= transition.needed
        return found

    def _all(self, holds: Iterable[str], fails: Iterable[str], number: int) -> _Wanted:
        found = _Wanted()
        for so, texts in ((True, holds), (False, fails)):
            for text in texts:
                key = (text, so, number)
                if key not in self._read:
                    self._read[key] = _Wanted()
                    self._want(parse(text), self._read[key], number, so=so)
                found.add(self._read[key])
        return found

    def _want(self, tree: Tree, wanted: _Wanted, number: int, *, so: bool) -> None:
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


class _Heading:
    """Picks what to do in a play that heads for one condition by one way."""

    def __init__(self, directions: _Directions, one: Watched, way: _Way, number: int) -> None:
        self._directions = directions
        self._engine = directions.engine
        self._way = way
        self._nearest_first = number % 2 == 0
        #: Facts have few sources and values many, of which some lead away from the facts.
        self._facts_first = number // 2 % 2 == 1
        self._first = directions.wanted(one, number)
        asked = directions.asked_by(way, number)
        self._helpful = _Wanted()
        taking = _Wanted()
        taking.add(self._first)
        taking.add(asked)
        if way.transition is not None and way.transition.kind == "choice":
            taking.facts |= way.transition.needed if way.transition.convincing else 0
        self._own = taking
        self._helpful.add(taking)
        for _ in range(_STEPS_BACK):
            taking = directions.taken_by(taking, number)
            self._helpful.add(taking)
        self._places = self._helpful.places()  # among them those of its own
        self._there = directions.far(frozenset([way.scene]))
        #: Whether what a transition changes brings something about, or undoes it.
        self._met: dict[Transition, tuple[bool, bool]] = {}
        #: By what is missing, how far it is to the next of it.
        self._ways: dict[tuple[int, tuple[bool, ...]], Mapping[int, int]] = {}

    def pick(self, state: State) -> Transition | None:
        """Return what to do; None where nothing can be done."""
        transitions = self._engine.transitions(state)
        if not transitions:
            return None
        scene, values, facts, _ = state
        missing = self._first.facts & ~facts
        puts = tuple([values[place] == value for place, value in self._first.puts])
        far = self._far(missing, puts, scene)
        done, helpful, way = self._directions.done, self._helpful, self._way
        there, here = far is self._there, far.get(scene, _FAR)
        straight = self._nearest_first and not there
        gains, against = ~facts & helpful.facts, ~facts & self._own.against
        best, lowest = transitions[0], _LAST
        for transition in transitions:
            gained = transition.facts
            brings, undoes = self._met.get(transition) or self._meet(transition)
            undoes = undoes or bool(gained & against)
            if undoes > lowest[0]:
                continue
            choosing = transition.kind == "choice"
            if there and transition is way.transition:
                distance = -1
            elif transition.kind == "enquiry":
                distance = here
            else:
                target = transition.way.certain
                if target < 0:
                    change = transition.change
                    after = change.applied(values) if change is not None else values
                    target = transition.way.taken(after, facts | gained)
                distance = far.get(target, _FAR)
            idle = not (brings or gained & gains)
            times = done[transition]
            rank = (
                undoes,
                distance == _FAR,
                idle or (straight and choosing),
                distance,
                times if straight else 0,
                idle,
                times,
            )
            if rank < lowest:
                best, lowest = transition, rank
        done[best] += 1
        return best

    def _meet(self, transition: Transition) -> tuple[bool, bool]:
        found, change = _NEITHER, transition.change
        if change is not None and change.touched & self._places:
            found = self._helpful.met_by(change), self._own.undone_by(change)
        self._met[transition] = found
        return found

    def _far(self, missing: int, puts: tuple[bool, ...], scene: int) -> Mapping[int, int]:
        """Return how far it is from each scene to where something missing is to be had.

        Or, where nothing is missing or nothing can be had any more, to where the way begins.
        """
        key = (missing, puts)
        if key not in self._ways:
            wanted = _Wanted(missing)
            if not (missing and self._facts_first):
                pairs = zip(self._first.puts, puts, strict=True)
                wanted.puts = {put for put, so in pairs if not so}
            goals = frozenset([at for at, _ in self._directions.sources(wanted)])
            self._ways[key] = self._directions.far(goals)
        far_there = self._ways[key]
        return far_there if scene in far_there else self._there

"""Looks at conditions in single plays and states, and keeps what came of it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from msgspec import Struct

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import MomentKind, Path, Watched, act_of, once_of
from scr_sim.exploration.explicit_search import States, Transitions
from scr_sim.scenario.conditions.compiler import Test, Values
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: A moment's kind, scene and act.
_Key = tuple[MomentKind, int, tuple[str, bool | None, int | None] | None]


class _Ready(Struct, frozen=True, kw_only=True, eq=False):
    """A condition, ready to be looked at; ``note`` and ``once`` are facts, 0 for none."""

    watched: int
    promise: bool
    test: Test
    given: tuple[Test, ...]
    without: tuple[Test, ...]
    note: int
    once: int


@dataclass(slots=True, kw_only=True)
class _WaysOn:
    """The conditions of a list of ways on, ready: one is looked at where none before it holds.

    ``open`` are those that are not settled yet, by their places.
    """

    tests: list[Test]
    open: dict[int, int]


class _Spot:
    """What is looked at, at one moment, and is not settled yet; ways on by where their list is."""

    __slots__ = ("ready", "ways_on")

    def __init__(self) -> None:
        self.ready: list[_Ready] = []
        self.ways_on: dict[Path, _WaysOn] = {}


_NOWHERE = _Spot()


class Witnesses:
    """Some conditions, and what plays have shown of them so far; they are kept by their id()."""

    def __init__(self, engine: Engine, every: Sequence[Watched]) -> None:
        self.engine = engine
        self.every = every
        self.looked_at: set[int] = set()
        self.held: set[int] = set()
        self.failed: set[int] = set()
        #: The first way found to where a condition failed.
        self.ways: dict[int, Transitions] = {}
        self._spots: dict[_Key, _Spot] = {}
        self._spots_of: dict[int, list[_Spot]] = {}
        #: By scene, what is looked at while it is stood in.
        self._standing: dict[int, list[_Spot]] = {}
        #: By transition, what is looked at while and once it is made.
        self._making: dict[Transition, tuple[_Spot, _Spot]] = {}
        for one in every:
            for when in one.moments:
                key: _Key = (when.kind, when.scene, when.act)
                spot = self._spots.setdefault(key, _Spot())
                if when.kind in {"stands", "offered", "open"}:
                    standing = self._standing.setdefault(when.scene, [])
                    if spot not in standing:
                        standing.append(spot)
                self._spots_of.setdefault(id(one), []).append(spot)
                if one.leads_to:
                    self._way_on(spot, one)
                    continue
                spot.ready.append(
                    _Ready(
                        watched=id(one),
                        promise=one.promise,
                        test=self._test(one.text),
                        given=tuple([self._test(text) for text in one.given]),
                        without=tuple([self._test(text) for text in one.without]),
                        note=engine.note_facts[when.note] if when.note else 0,
                        once=once_of(engine, when),
                    )
                )
        #: By scene as it is entered, what is looked at then, and as the way on is picked.
        self._entering = {
            table: (
                self._at("entered", scene),
                self._at("going", scene) if table.kind == "passage" else _NOWHERE,
            )
            for scene, table in enumerate(engine.scenes)
        }

    def _at(
        self, kind: MomentKind, scene: int, act: tuple[str, bool | None, int | None] | None = None
    ) -> _Spot:
        return self._spots.get((kind, scene, act), _NOWHERE)

    def _test(self, text: str) -> Test:
        return self.engine.test(text) or _always

    def unheld(self) -> list[Watched]:
        """Return the conditions that have not held anywhere yet."""
        return [one for one in self.every if id(one) not in self.held]

    def _way_on(self, spot: _Spot, one: Watched) -> None:
        way = spot.ways_on.setdefault(one.path[:-2], _WaysOn(tests=[], open={}))
        way.open[len(one.without)] = id(one)
        for text in (*one.without, one.text)[len(way.tests) :]:
            way.tests.append(self._test(text))

    def all_held(self) -> bool:
        """Return whether every condition has held somewhere."""
        return len(self.held) == len(self.every)

    def stand(self, state: State, way: Callable[[], Transitions]) -> None:
        """Look at what is looked at while a play stands somewhere."""
        for spot in self._standing.get(state.scene, ()):
            if spot.ready or spot.ways_on:
                self._look(spot, state.values, state.facts, state.facts, way)

    def begin(self, trail: Trail) -> None:
        """Look at the scenes with which every play begins, and at where it stands then."""
        self._enter(trail, 0, tuple)
        table, values, facts = trail[-1]
        if table.kind != "passage":
            self._look(self._at("begun", self.engine.first), values, facts, facts, tuple)

    def go(
        self,
        before: State,
        transition: Transition,
        after: State,
        trail: Trail,
        way: Callable[[], Transitions],
    ) -> None:
        """Look at what a transition brings; ``way`` gives the whole way, if it is asked for."""
        scene, values, facts, _ = before
        making = self._making.get(transition)
        if making is None:
            act = act_of(transition)
            asked = transition.kind == "enquiry"
            kinds: tuple[MomentKind, ...] = ("asked", "asked") if asked else ("going", "came")
            making = self._at(kinds[0], scene, act), self._at(kinds[1], scene, act)
            self._making[transition] = making
        going, came = making
        if came.ready or came.ways_on:
            self._look(came, after.values, after.facts, facts, way)
        if transition.kind == "enquiry":
            return
        made = facts | transition.facts
        if going.ready or going.ways_on:
            if transition.change is not None:
                values = transition.change.applied(values)
            self._look(going, values, made, made, way)
        self._enter(trail, made, way)

    def _enter(self, trail: Trail, before: int, way: Callable[[], Transitions]) -> None:
        for table, values, facts in trail:
            entered, going = self._entering[table]
            if entered.ready or entered.ways_on:
                self._look(entered, values, facts, before, way)
            if going.ready or going.ways_on:
                self._look(going, values, facts, facts, way)
            before = facts

    def _look(
        self, spot: _Spot, values: Values, facts: int, before: int, way: Callable[[], Transitions]
    ) -> None:
        if spot.ways_on:
            self._look_on(spot, values, facts)
        for one in spot.ready:
            if one.note and (before & one.note or not facts & one.note):
                continue
            if facts & one.once:
                continue
            if one.given and not all(test(values, facts) for test in one.given):
                continue
            if one.without and any(test(values, facts) for test in one.without):
                continue
            self.looked_at.add(one.watched)
            if one.test(values, facts):
                self.held.add(one.watched)
                settled = not one.promise
            else:
                if one.watched not in self.failed:
                    self.failed.add(one.watched)
                    self.ways[one.watched] = way()
                settled = one.promise
            if settled:
                self._settle(one.watched)

    def _look_on(self, spot: _Spot, values: Values, facts: int) -> None:
        for way in list(spot.ways_on.values()):
            for place, test in enumerate(way.tests):
                one = way.open.get(place)
                if one is not None:
                    self.looked_at.add(one)
                if test(values, facts):
                    if one is not None:
                        self.held.add(one)
                        self._settle(one)
                    break

    def _settle(self, watched: int) -> None:
        """Look no more at a condition that has held, or a promise that was broken."""
        for spot in self._spots_of.pop(watched, ()):
            for path, way in list(spot.ways_on.items()):
                way.open = {place: one for place, one in way.open.items() if one != watched}
                if way.open:
                    del way.tests[max(way.open) + 1 :]
                else:
                    del spot.ways_on[path]
            # A new list, as the old one may be gone through just now.
            spot.ready = [one for one in spot.ready if one.watched != watched]


def _always(_: Values, __: int) -> bool:
    return True


class _LeastDone:
    """By scene, what can be done in it: what was done least before comes first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._order: list[list[tuple[int, int, Transition]]] = []
        for table in engine.scenes:
            every: tuple[Transition, ...] = (*table.choices, *table.enquiries)
            self._order.append([(0, at, transition) for at, transition in enumerate(every)])

        #: By scene, where a play stood in it last.
        self.stood: dict[int, State] = {}

    def somewhere(self) -> State:
        """Return where a play stood last in the scene in which something was done least.

        Most of a play from the start goes where plays have been before. What can never be done
        counts too: to ask of every scene what can be done there takes longer than it saves.
        """
        return self.stood[min(self.stood, key=lambda scene: self._order[scene][0][0])]

    def pick(self, state: State) -> Transition | None:
        """Return what was done least of what can be done, and count it; None where nothing can."""
        order = self._order[state.scene]
        if not order:
            return None
        self.stood[state.scene] = state
        can_make, asking = self._engine.can_make, self._engine.has_time(state)
        for place, (done, at, transition) in enumerate(order):
            if (asking or transition.kind == "choice") and can_make(state, transition):
                del order[place]
                # No two have the same place in the scene, so that transitions are not compared.
                insort(order, (done + 1, at, transition))
                return transition
        return None


def some_plays(witnesses: Witnesses, actions: int, in_vain: int) -> None:
    """Look at plays until every condition has held: each does what was done least before.

    ``actions`` is how many are tried in all, ``in_vain`` how many may show nothing new at first.
    """
    engine = witnesses.engine
    least_done = _LeastDone(engine)
    if witnesses.all_held():
        return
    begun: Trail = []
    with suppress(ScenarioError):
        engine.begin(begun)
        witnesses.begin(begun)
        tried, held, news = 0, len(witnesses.held), 0
        from_start = True
        while tried < min(actions, in_vain + 4 * news):
            state = engine.start if from_start else least_done.somewhere()
            tried += 1
            for _ in range(limits.MOST_ACTIONS_OF_A_PLAY):
                witnesses.stand(state, tuple)
                transition = least_done.pick(state)
                if transition is None:
                    break
                tried += 1
                state = make_and_look(witnesses, state, transition)
            if witnesses.all_held():
                return
            if len(witnesses.held) > held:
                held, news = len(witnesses.held), tried
            from_start = not from_start or not least_done.stood


def make_and_look(witnesses: Witnesses, state: State, transition: Transition) -> State:
    """Make a transition in a single play, look at what it brings, and return what follows."""
    trail: Trail = []
    after = witnesses.engine.make(state, transition, trail)
    witnesses.go(state, transition, after, trail, tuple)
    return after


def over_states(witnesses: Witnesses, states: States) -> None:
    """Look at every state that was found, the nearest first."""
    engine = states.engine
    begun: Trail = []
    with suppress(ScenarioError):
        engine.begin(begun)
    witnesses.begin(begun)
    for at in range(states.states):
        state = states.state(at)

        def way(at: int = at) -> Transitions:
            return states.way(at)

        witnesses.stand(state, way)
        for number, _ in states.onward(at):
            transition = states.transitions[number]
            trail: Trail = []
            after = engine.make(state, transition, trail)

            def whole(at: int = at, transition: Transition = transition) -> Transitions:
                return (*states.way(at), transition)

            witnesses.go(state, transition, after, trail, whole)

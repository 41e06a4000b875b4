"""Every state that any play can reach, one at a time, for scenarios too wide to hold as sets.

States are numbered in the order in which they are found, the nearest first. What leads from which
state to which is kept as it is found: ways, fewest decisions and counts are read off it later.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import LONGEST_RUN, Trail
from scr_sim.engine.transitions import Change, PassageTable, Transition
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.liveness import Matters
from scr_sim.scenario.conditions.compiler import Test, Value, Values
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: Called with the number of states seen so far, every `TOLD_EVERY` states.
Progress = Callable[[int], None]
TOLD_EVERY = 5_000
#: So many transitions are tried for each state that may be looked at, before the search gives up.
_TRIED_A_STATE = 20
#: Of so many tuples of values it is remembered what each change makes of them.
_MOST_KNOWN = 100_000

NOT_ALL = "Not every state was looked at."

#: A scene, its values' number, the facts that matter there, and the enquiries spent.
_Found = tuple[int, int, int, int]


class _Numbers:
    """Tuples of values, numbered as they are met: most states share theirs with many others."""

    def __init__(self) -> None:
        self.values: list[Values] = []
        self._numbers: dict[Values, int] = {}

    def of(self, values: Values) -> int:
        number = self._numbers.setdefault(values, len(self.values))
        if number == len(self.values):
            self.values.append(values)
        return number


class _Changing:
    """A change of numbered values, which remembers what it made of them."""

    __slots__ = ("_change", "_numbers", "known")

    def __init__(self, change: Change, numbers: _Numbers) -> None:
        self._change = change
        self._numbers = numbers
        self.known: dict[int, int] = {}

    def made(self, number: int) -> int:
        """Return the number of the values after the change, where it is not known already."""
        after = self._numbers.of(self._change.applied(self._numbers.values[number]))
        if len(self.known) < _MOST_KNOWN:
            self.known[number] = after
        return after


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Going:
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
    changing: _Changing | None
    #: The scene that comes next; -1 where that depends.
    certain: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Coming:
    """A scene, ready to be come to."""

    facts: int
    changing: _Changing | None
    matter: int
    limit: int | None
    passage: PassageTable | None
    goings: tuple[_Going, ...]


class States:
    """What plays can reach, as far as ``limit`` states of it."""

    def __init__(self, engine: Engine, limit: int, progress: Progress | None = None) -> None:
        self.engine = engine
        self.limit = limit
        self.complete = True
        #: The scenes entered, and the runs of passages that some play never leaves.
        self.entered: set[int] = set()
        self.loops: set[tuple[int, ...]] = set()
        #: By scene: the shortest way there, of endings, and of the first dead end.
        self.endings: dict[int, tuple[Transition, ...]] = {}
        self.dead_ends: dict[int, tuple[Transition, ...]] = {}
        #: All transitions of the scenario, by the numbers that they have here.
        self.transitions: list[Transition] = []
        self._progress = progress
        self._numbers = _Numbers()
        self._changings: dict[tuple[object, object], _Changing] = {}
        self._comings = self._made_ready()
        self._found: list[_Found] = []
        # What leads on, as two rows side by side: by which transition, and to which state. What
        # leads on from one state stands together, and begins where ``_begins`` says.
        self._by = array("i")
        self._to = array("i")
        self._begins = array("q")
        #: For each state, the place in those rows of what led to it first; -1 for the start.
        self._first_led = array("q")
        start: Trail = []
        try:
            state = engine.begin(start)
        except ScenarioError:
            self._endless(start)
        else:
            self.entered.update(engine.scene_numbers[table.id] for table, _, _ in start)
            facts = state.facts & self._comings[state.scene].matter
            self._search((state.scene, self._numbers.of(state.values), facts, 0))
        self.states = len(self._found)
        # Where the search gave up, nothing is known to lead on from what it did not look at.
        unseen = self.states + 1 - len(self._begins)
        self._begins.extend([len(self._to)] * unseen)
        self.made = {self.transitions[number] for number in set(self._by)}
        self.entered.update({scene for scene, _, _, _ in self._found})

    # -- making ready

    def _made_ready(self) -> list[_Coming]:
        engine = self.engine
        scenes = range(len(engine.scenes))
        everything = (1 << len(engine.variable_ids)) - 1
        matters = Matters(engine, Reads(engine), everything, frozenset(scenes))
        found = []
        for scene, table in enumerate(engine.scenes):
            possible: tuple[Transition, ...] = (*table.choices, *table.enquiries)
            found.append(
                _Coming(
                    facts=table.facts,
                    changing=self._changing(table.change),
                    matter=self._facts(matters, scene),
                    limit=table.limit,
                    passage=table if table.kind == "passage" else None,
                    goings=tuple([self._going(transition) for transition in possible]),
                )
            )
        return found

    def _facts(self, matters: Matters, scene: int) -> int:
        facts = matters.being[scene].facts
        for notes, fact in matters.reads.any_of.items():
            if facts >> fact & 1:
                facts |= notes
        return facts & ((1 << len(self.engine.bits)) - 1)

    def _going(self, transition: Transition) -> _Going:
        self.transitions.append(transition)
        asks = transition.kind == "enquiry"
        return _Going(
            number=len(self.transitions) - 1,
            transition=transition,
            asks=asks,
            once=transition.once,
            if_test=transition.if_test,
            guard=transition.guard,
            conditional=transition.kind == "choice"
            and (bool(transition.convincing) or transition.unless_test is not None),
            facts=transition.facts,
            changing=self._changing(transition.change),
            certain=-1 if transition.kind == "enquiry" else transition.way.certain,
        )

    def _changing(self, change: Change | None) -> _Changing | None:
        if change is None:
            return None
        key = (change.adds, change.sets)
        if key not in self._changings:
            self._changings[key] = _Changing(change, self._numbers)
        return self._changings[key]

    # -- the search

    def _search(self, first: _Found) -> None:
        found, index = self._found, {first: 0}
        found.append(first)
        self._first_led.append(-1)
        by, to, begins, first_led = self._by, self._to, self._begins, self._first_led
        comings, tuples = self._comings, self._numbers.values
        progress, most = self._progress, self.limit
        tried, most_tried = 0, _TRIED_A_STATE * max(most, 1000)
        for at, (scene, number, facts, spent) in enumerate(found):  # which grows all the while
            begins.append(len(to))
            here = comings[scene]
            limit, before = here.limit, tried
            if tried > most_tried:
                self.complete = False
                return
            for going in here.goings:
                if facts & going.once:
                    continue
                if going.if_test is not None and not going.if_test(tuples[number], facts):
                    continue
                if going.guard is not None and not going.guard(tuples[number], facts):
                    continue
                if going.conditional and not _unlocked(going.transition, tuples[number], facts):
                    continue
                if going.asks and limit is not None and spent >= limit:
                    continue
                tried += 1
                now, then, changing = facts | going.facts, number, going.changing
                if changing is not None:
                    known = changing.known.get(then)
                    then = changing.made(then) if known is None else known
                if going.asks:
                    after = (scene, then, now & here.matter, 0 if limit is None else spent + 1)
                else:
                    target = going.certain
                    if target < 0:
                        target = self._way_taken(going, then, now)
                    coming = comings[target]
                    now |= coming.facts
                    changing = coming.changing
                    if changing is not None:
                        known = changing.known.get(then)
                        then = changing.made(then) if known is None else known
                    if coming.passage is None:
                        after = (target, then, now & coming.matter, 0)
                    else:
                        walked = self._walked(target, then, now)
                        if walked is None:
                            self._around(at, going.transition)
                            continue
                        after = walked
                where = index.setdefault(after, len(found))
                if where == len(found):
                    if where >= most:
                        self.complete = False
                        return
                    found.append(after)
                    first_led.append(len(to))
                    if progress is not None and (where + 1) % TOLD_EVERY == 0:
                        progress(where + 1)
                by.append(going.number)
                to.append(where)
            if tried == before:
                self._nothing_to_do(at)

    def _way_taken(self, going: _Going, number: int, facts: int) -> int:
        assert going.transition.kind == "choice"
        return going.transition.way.taken(self._numbers.values[number], facts)

    def _walked(self, scene: int, number: int, facts: int) -> _Found | None:
        """Return what a passage that was entered leads to; None where it leads on for ever."""
        comings = self._comings
        for _ in range(LONGEST_RUN + len(comings)):
            self.entered.add(scene)
            passage = comings[scene].passage
            if passage is None:
                return scene, number, facts & comings[scene].matter, 0
            scene = passage.way.taken(self._numbers.values[number], facts)
            coming = comings[scene]
            facts |= coming.facts
            if coming.changing is not None:
                known = coming.changing.known.get(number)
                number = coming.changing.made(number) if known is None else known
        return None

    def _around(self, at: int, transition: Transition) -> None:
        """Keep the loop that a transition from a state leads into."""
        scene, number, facts, spent = self._found[at]
        trail: Trail = []
        with suppress(ScenarioError):
            self.engine.make(
                State(scene, self._numbers.values[number], facts, spent), transition, trail
            )
        self._endless(trail)

    def _nothing_to_do(self, at: int) -> None:
        scene = self._found[at][0]
        decides = self.engine.scenes[scene].kind == "decision"
        found = self.dead_ends if decides else self.endings
        if scene not in found:
            found[scene] = self._way(at)

    def _endless(self, trail: Trail) -> None:
        entered = [self.engine.scene_numbers[table.id] for table, _, _ in trail]
        self.entered.update(entered)
        # Long after its beginning a run that never ends is all loop.
        self.loops.add(tuple(sorted(set(entered[len(entered) // 2 :]))))

    # -- what was found

    def scene(self, at: int) -> int:
        """Return the scene of a state."""
        return self._found[at][0]

    def onward(self, at: int) -> Iterator[tuple[int, int]]:
        """Return what leads on from a state: each transition's number, and the state led to."""
        begin, end = self._begins[at], self._begins[at + 1]
        return zip(self._by[begin:end], self._to[begin:end], strict=True)

    def led_by(self) -> list[int]:
        """Return how many transitions lead to each state."""
        found = [0] * self.states
        for after in self._to:
            found[after] += 1
        return found

    def values(self, place: int) -> set[Value]:
        """Return the values that a variable takes in the states."""
        numbers = {number for _, number, _, _ in self._found}
        return {self._numbers.values[number][place] for number in numbers}

    def _way(self, at: int) -> tuple[Transition, ...]:
        transitions = []
        while (led := self._first_led[at]) >= 0:
            transitions.append(self.transitions[self._by[led]])
            at = bisect_right(self._begins, led) - 1
        return tuple(reversed(transitions))

    def way_into(self, scene: int) -> tuple[Transition, ...] | None:
        """Return the shortest way found to where a play rests in a scene, or None."""
        for at, state in enumerate(self._found):
            if state[0] == scene:
                return self._way(at)
        return None

    def fewest(self) -> int | None:
        """Return how many decisions the shortest play found has; enquiries count for nothing."""
        made = {0: 0} if self._found else {}
        waiting = deque(made)
        done = set()
        while waiting:
            at = waiting.popleft()
            if at in done:
                continue
            done.add(at)
            if self.engine.scenes[self.scene(at)].kind == "ending":
                return made[at]
            for number, after in self.onward(at):
                decides = self.transitions[number].kind == "choice"
                decisions = made[at] + decides
                if decisions < made.get(after, decisions + 1):
                    made[after] = decisions
                    if decides:
                        waiting.append(after)
                    else:
                        waiting.appendleft(after)
        return None


def _unlocked(transition: Transition, values: Values, facts: int) -> bool:
    """Return whether a choice that is on offer can be taken, and a citing can convince."""
    assert transition.kind == "choice"
    if transition.unless_test is not None and not transition.unless_test(values, facts):
        return False
    return not transition.convincing or ((facts & transition.needed).bit_count() >= transition.need)

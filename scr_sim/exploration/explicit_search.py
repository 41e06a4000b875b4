"""Every state that any play can reach, one at a time, for scenarios too wide to hold as sets."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Move, Trail
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.liveness import Matters
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: Called with the number of states seen so far, every `TOLD_EVERY` states.
Progress = Callable[[int], None]
TOLD_EVERY = 5_000
#: So many moves are tried for each state that may be looked at, before the search gives up.
_MOVES_A_STATE = 20

NOT_ALL = "Not every state was looked at."


class States:
    """What plays can reach, as far as ``limit`` states of it."""

    def __init__(self, engine: Engine, limit: int, progress: Progress | None = None) -> None:
        self.engine = engine
        self.limit = limit
        self.complete = True
        self.made: set[Move] = set()
        self.entered: set[int] = set()
        self.loops: set[tuple[int, ...]] = set()
        #: By scene: the shortest way there, of endings, and of the first dead end.
        self.endings: dict[int, tuple[Move, ...]] = {}
        self.dead_ends: dict[int, tuple[Move, ...]] = {}
        self.lowest: list[int] = []
        self.highest: list[int] = []
        scenes = range(len(engine.scenes))
        everything = (1 << len(engine.variable_ids)) - 1
        matters = Matters(engine, Reads(engine), everything, frozenset(scenes))
        self._matter = [self._facts(matters, scene) for scene in scenes]
        self._from: dict[State, tuple[State, Move] | None] = {}
        self._progress = progress
        trail: Trail = []
        try:
            start = engine.begin(trail)
        except ScenarioError:
            self._endless(trail)
        else:
            self._enter(trail)
            self._search(start)
        self.states = len(self._from)

    def _facts(self, matters: Matters, scene: int) -> int:
        facts = matters.being[scene].facts
        for notes, fact in matters.reads.any_of.items():
            if facts >> fact & 1:
                facts |= notes
        return facts & ((1 << len(self.engine.bits)) - 1)

    def _same(self, state: State) -> State:
        """Return the one state that stands for all that differ in nothing that matters."""
        limit = self.engine.scenes[state.scene].limit
        facts = state.facts & self._matter[state.scene]
        return State(state.scene, state.values, facts, 0 if limit is None else state.spent)

    def _search(self, start: State) -> None:
        engine = self.engine
        first = self._same(start)
        self._from[first] = None
        waiting = deque([first])
        tried = 0
        while waiting:
            state = waiting.popleft()
            self._look(state)
            moves = self._moves(state)
            tried += len(moves)
            if tried > _MOVES_A_STATE * max(self.limit, 1000):
                self.complete = False
                return
            if not moves:
                found = self.dead_ends if engine.scenes[state.scene].decides else self.endings
                if state.scene not in found:
                    found[state.scene] = self._way(state)
            for move in moves:
                trail: Trail = []
                try:
                    after = self._same(engine.make(state, move, trail))
                except ScenarioError:
                    self._endless(trail)
                    continue
                self.made.add(move)
                self._enter(trail)
                if after not in self._from:
                    if len(self._from) >= self.limit:
                        self.complete = False
                        return
                    self._from[after] = (state, move)
                    waiting.append(after)
                    if self._progress is not None and len(self._from) % TOLD_EVERY == 0:
                        self._progress(len(self._from))

    def _moves(self, state: State) -> list[Move]:
        moves = list(self.engine.choices(state))
        if self.engine.has_time(state):
            moves += self.engine.open_enquiries(state)
        return moves

    def _look(self, state: State) -> None:
        numbers = [value if type(value) is int else 0 for value in state.values]
        if not self.lowest:
            self.lowest, self.highest = numbers, numbers
        else:
            self.lowest = list(map(min, self.lowest, numbers))
            self.highest = list(map(max, self.highest, numbers))

    def _enter(self, trail: Trail) -> None:
        self.entered.update(self.engine.scene_numbers[table.id] for table, _, _ in trail)

    def _endless(self, trail: Trail) -> None:
        self._enter(trail)
        # Long after its beginning a run that never ends is all loop.
        inside = {self.engine.scene_numbers[t.id] for t, _, _ in trail[len(trail) // 2 :]}
        self.loops.add(tuple(sorted(inside)))

    def _way(self, state: State) -> tuple[Move, ...]:
        moves = []
        step = self._from[state]
        while step is not None:
            before, move = step
            moves.append(move)
            step = self._from[before]
        return tuple(reversed(moves))

    def way_into(self, scene: int) -> tuple[Move, ...] | None:
        """Return the shortest way found to where a play rests in a scene, or None."""
        # The states stand in the order in which they were found, the nearest first.
        return next((self._way(state) for state in self._from if state.scene == scene), None)

    def fewest(self) -> int | None:
        """Return how many decisions the shortest play found has; enquiries count for nothing."""
        if not self._from:
            return None
        first = next(iter(self._from))
        made = {first: 0}
        waiting = deque([first])
        done = set()
        while waiting:
            state = waiting.popleft()
            if state in done:
                continue
            done.add(state)
            if not self.engine.scenes[state.scene].decides:
                return made[state]
            for move in self._moves(state):
                try:
                    after = self._same(self.engine.make(state, move))
                except ScenarioError:
                    continue
                steps = made[state] + (move.enquiry is None)
                if after in self._from and steps < made.get(after, steps + 1):
                    made[after] = steps
                    if move.enquiry is None:
                        waiting.append(after)
                    else:
                        waiting.appendleft(after)
        return None

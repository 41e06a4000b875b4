"""Every state that any play can reach, one at a time, for scenarios too wide to hold as sets.

States are numbered in the order in which they are found, the nearest first. What leads from which
state to which is kept as it is found: ways, fewest decisions and counts are read off it later.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_steps import ReadyScenes
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.packed_transitions import ENDLESS, ReadyTransition
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: Called with the number of states seen so far, every `TOLD_EVERY` states.
Progress = Callable[[int], None]
TOLD_EVERY = 5_000

#: A way: what is done on it, one after the other.
Transitions = tuple[Transition, ...]

NOT_ALL = "Not every state was looked at."


class States:
    """What plays can reach, as far as ``limit`` states of it.

    ``extra`` is what must be known besides, by scene. Where they are ``lean``, states that differ
    only in values that nothing later reads are one: there can be a hundred times fewer.
    """

    def __init__(
        self,
        engine: Engine,
        limit: int,
        progress: Progress | None = None,
        extra: Mapping[int, Matter] | None = None,
        *,
        lean: bool = False,
    ) -> None:
        self.engine = engine
        self.limit = limit
        self.complete = True
        #: The runs of passages that some play never leaves.
        self.loops: set[tuple[int, ...]] = set()
        #: The states in which a choice leads into passages without end.
        self.rounds: set[int] = set()
        #: By scene, the first state in which nothing can be done.
        self._idle: dict[int, int] = {}
        #: By scene, what can lead on, once a state of it was looked at.
        self._by_scene: list[Sequence[ReadyTransition] | None] = [None] * len(engine.scenes)
        self._progress = progress
        self._ready = ready = ReadyScenes(engine, extra or {}, lean=lean)
        #: The scenes entered, and which some play leads to at once from which, passages included.
        self.entered, self.links = ready.entered, ready.links
        #: All transitions that are told apart, by the numbers that they have here.
        self.transitions = ready.transitions
        #: The states, packed.
        self._found: list[int] = []
        # What leads on, as two rows side by side: by which transition, and to which state. What
        # leads on from one state stands together, and begins where ``_begins`` says.
        self._by = array("i")
        self._to = array("i")
        self._begins = array("q")
        start: Trail = []
        try:
            state = engine.begin(start)
        except ScenarioError:
            self._endless(start)
        else:
            self._go_through([engine.scene_numbers[table.id] for table, _, _ in start])
            self._search(ready.begun(state))
        self.states = len(self._found)
        # Where the search gave up, nothing is known to lead on from what it did not look at.
        unseen = self.states + 1 - len(self._begins)
        self._begins.extend([len(self._to)] * unseen)
        self.made = {self.transitions[number] for number in set(self._by)}
        self.entered.update({self.scene(at) for at in range(self.states)})
        self._certain_links()
        #: By scene: the shortest way there, of endings, and of the first dead end.
        self.endings, self.dead_ends = self._ends()

    # -- the search

    def _search(self, first: int) -> None:
        found, index, count = self._found, {first: 0}, 1
        found.append(first)
        by, to, begins = self._by, self._to, self._begins
        scene_of, made_ready = self._ready.packing.scene, self._ready.transitions_of
        ready = self._by_scene
        progress, most = self._progress, self.limit
        tried, most_tried = 0, limits.MOST_TRIED_A_STATE * max(most, 1000)
        for at, state in enumerate(found):  # which grows all the while
            begins.append(len(to))
            before = tried
            if tried > most_tried:
                self.complete = False
                return
            scene = state & scene_of
            here = ready[scene]
            if here is None:
                here = ready[scene] = made_ready(scene)
            for number, puts, reads, keeps, vain in here:
                put = puts[state & reads]
                if put is None:
                    continue
                tried += 1
                if put == ENDLESS:
                    self._around(at, self.transitions[number])
                    continue
                after = state & keeps | put
                if after - state == vain:
                    continue  # asking again what changes nothing
                where = index.setdefault(after, count)
                if where == count:
                    if count >= most:
                        self.complete = False
                        return
                    found.append(after)
                    count += 1
                    if progress is not None and count % TOLD_EVERY == 0:
                        progress(count)
                by.append(number)
                to.append(where)
            if tried == before:
                self._idle.setdefault(scene, at)

    def _certain_links(self) -> None:
        """Add the links of the choices made that lead to one scene always."""
        for scene, transitions in enumerate(self._by_scene):
            for one in transitions or ():
                made = self.transitions[one.number]
                if made.kind == "choice" and made.way.certain >= 0 and made in self.made:
                    self.links.setdefault(scene, set()).add(made.way.certain)

    def _go_through(self, scenes: Sequence[int]) -> None:
        """Keep that some play comes to some scenes, one at once after the other."""
        self.entered.update(scenes)
        for scene, target in pairwise(scenes):
            self.links.setdefault(scene, set()).add(target)

    def _around(self, at: int, transition: Transition) -> None:
        """Keep the loop that a transition from a state leads into."""
        self.rounds.add(at)
        trail: Trail = []
        with suppress(ScenarioError):
            self.engine.make(self.state(at), transition, trail)
        self._endless(trail, self.scene(at))

    def _endless(self, trail: Trail, source: int | None = None) -> None:
        entered = [self.engine.scene_numbers[table.id] for table, _, _ in trail]
        self._go_through(entered)
        if source is not None:
            self._go_through([source, *entered[:1]])
        # Long after its beginning a run that never ends is all loop.
        self.loops.add(tuple(sorted(set(entered[len(entered) // 2 :]))))

    # -- what was found

    def scene(self, at: int) -> int:
        """Return the scene of a state."""
        return self._found[at] & self._ready.packing.scene

    def state(self, at: int) -> State:
        """Return a state as the engine has it, with the facts that matter alone."""
        return self._ready.packing.state(self._found[at])

    def onward(self, at: int) -> Iterator[tuple[int, int]]:
        """Return what leads on from a state: each transition's number, and the state led to."""
        begin, end = self._begins[at], self._begins[at + 1]
        return zip(self._by[begin:end], self._to[begin:end], strict=True)

    def led_to(self, at: int) -> array[int]:
        """Return the states that a state leads to."""
        return self._to[self._begins[at] : self._begins[at + 1]]

    def led_by(self) -> list[int]:
        """Return how many transitions lead to each state."""
        found = [0] * self.states
        for after in self._to:
            found[after] += 1
        return found

    def values(self, place: int) -> set[Value]:
        """Return the values that a variable takes in the states."""
        return self._ready.packing.values_of(place, self._found)

    @cached_property
    def _first_led(self) -> array[int]:
        """For each state, the place in the rows of what led to it first; -1 for the start."""
        # States are numbered as they are led to.
        first = array("q", [-1])
        for place, after in enumerate(self._to):
            if after == len(first):
                first.append(place)
        return first

    def _ends(self) -> tuple[dict[int, Transitions], dict[int, Transitions]]:
        endings: dict[int, Transitions] = {}
        dead_ends: dict[int, Transitions] = {}
        for scene, at in self._idle.items():
            decides = self.engine.scenes[scene].kind == "decision"
            (dead_ends if decides else endings)[scene] = self.way(at)
        return endings, dead_ends

    def way(self, at: int) -> Transitions:
        """Return the shortest way to a state."""
        transitions = []
        while at:
            led = self._first_led[at]
            transitions.append(self.transitions[self._by[led]])
            at = bisect_right(self._begins, led) - 1
        return tuple(reversed(transitions))

    def way_into(self, scene: int) -> Transitions | None:
        """Return the shortest way found to where a play rests in a scene, or None."""
        for at in range(self.states):
            if self.scene(at) == scene:
                return self.way(at)
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

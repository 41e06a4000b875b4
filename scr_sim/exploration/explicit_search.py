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
from itertools import pairwise

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import LONGEST_RUN, Trail
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_steps import Going, Numbers, ReadyScenes, unlocked
from scr_sim.exploration.liveness import Matter
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: Called with the number of states seen so far, every `TOLD_EVERY` states.
Progress = Callable[[int], None]
TOLD_EVERY = 5_000

NOT_ALL = "Not every state was looked at."

#: A scene, its values' number, the facts that matter there, and the enquiries spent.
_Found = tuple[int, int, int, int]


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
        #: The scenes entered, and the runs of passages that some play never leaves.
        self.entered: set[int] = set()
        self.loops: set[tuple[int, ...]] = set()
        #: Which scenes some play leads to at once from which, passages included.
        self.links: dict[int, set[int]] = {}
        #: By scene: the shortest way there, of endings, and of the first dead end.
        self.endings: dict[int, tuple[Transition, ...]] = {}
        self.dead_ends: dict[int, tuple[Transition, ...]] = {}
        #: The states in which a choice leads into passages without end.
        self.rounds: set[int] = set()
        self._progress = progress
        self._numbers = Numbers()
        ready = ReadyScenes(engine, self._numbers)
        self._comings = ready.made(extra or {}, lean=lean)
        #: All transitions that are told apart, by the numbers that they have here.
        self.transitions = ready.transitions
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
            self._go_through([engine.scene_numbers[table.id] for table, _, _ in start])
            coming = self._comings[state.scene]
            values = ready.let_go(state.values, coming)
            number = self._numbers.of(values)
            self._search((state.scene, number, coming.kept.of(state.facts), 0))
        self.states = len(self._found)
        # Where the search gave up, nothing is known to lead on from what it did not look at.
        unseen = self.states + 1 - len(self._begins)
        self._begins.extend([len(self._to)] * unseen)
        self.made = {self.transitions[number] for number in set(self._by)}
        self.entered.update({scene for scene, _, _, _ in self._found})
        self._certain_links()

    # -- the search

    def _search(self, first: _Found) -> None:
        found, index = self._found, {first: 0}
        found.append(first)
        self._first_led.append(-1)
        by, to, begins, first_led = self._by, self._to, self._begins, self._first_led
        comings, tuples = self._comings, self._numbers.values
        progress, most = self._progress, self.limit
        tried, most_tried = 0, limits.MOST_TRIED_A_STATE * max(most, 1000)
        for at, (scene, number, facts, spent) in enumerate(found):  # which grows all the while
            begins.append(len(to))
            here = comings[scene]
            limit, kept, before = here.limit, here.kept, tried
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
                if going.conditional and not unlocked(going.transition, tuples[number], facts):
                    continue
                if going.asks and limit is not None and spent >= limit:
                    continue
                tried += 1
                now, then, changing = facts | going.facts, number, going.changing
                if changing is not None:
                    known = changing.known.get(then)
                    then = changing.made(then) if known is None else known
                if going.asks:
                    now = kept.of(now) if kept.groups else now & kept.own
                    if then == number and now == facts:
                        continue  # asking again what changes nothing
                    after = (scene, then, now, 0 if limit is None else spent + 1)
                else:
                    target = going.certain
                    if target < 0:
                        target = self._way_taken(scene, going, then, now)
                    coming = comings[target]
                    now |= coming.facts
                    changing = coming.changing
                    if changing is not None:
                        known = changing.known.get(then)
                        then = changing.made(then) if known is None else known
                    if coming.passage is None:
                        keeps = coming.kept
                        now = keeps.of(now) if keeps.groups else now & keeps.own
                        after = (target, then, now, 0)
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

    def _way_taken(self, scene: int, going: Going, number: int, facts: int) -> int:
        assert going.transition.kind == "choice"
        target = going.transition.way.taken(self._numbers.values[number], facts)
        self.links.setdefault(scene, set()).add(target)
        return target

    def _certain_links(self) -> None:
        """Add the links of the choices made that lead to one scene always."""
        for scene, coming in enumerate(self._comings):
            for going in coming.goings:
                if going.certain >= 0 and going.transition in self.made:
                    self.links.setdefault(scene, set()).add(going.certain)

    def _go_through(self, scenes: Sequence[int]) -> None:
        """Keep that some play comes to some scenes, one at once after the other."""
        self.entered.update(scenes)
        for scene, target in pairwise(scenes):
            self.links.setdefault(scene, set()).add(target)

    def _walked(self, scene: int, number: int, facts: int) -> _Found | None:
        """Return what a passage that was entered leads to; None where it leads on for ever."""
        comings = self._comings
        for _ in range(LONGEST_RUN + len(comings)):
            self.entered.add(scene)
            passage = comings[scene].passage
            if passage is None:
                return scene, number, comings[scene].kept.of(facts), 0
            target = passage.way.taken(self._numbers.values[number], facts)
            self.links.setdefault(scene, set()).add(target)
            scene = target
            coming = comings[scene]
            facts |= coming.facts
            if coming.changing is not None:
                known = coming.changing.known.get(number)
                number = coming.changing.made(number) if known is None else known
        return None

    def _around(self, at: int, transition: Transition) -> None:
        """Keep the loop that a transition from a state leads into."""
        self.rounds.add(at)
        scene, number, facts, spent = self._found[at]
        trail: Trail = []
        with suppress(ScenarioError):
            self.engine.make(
                State(scene, self._numbers.values[number], facts, spent), transition, trail
            )
        self._endless(trail, scene)

    def _nothing_to_do(self, at: int) -> None:
        scene = self._found[at][0]
        decides = self.engine.scenes[scene].kind == "decision"
        found = self.dead_ends if decides else self.endings
        if scene not in found:
            found[scene] = self.way(at)

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
        return self._found[at][0]

    def state(self, at: int) -> State:
        """Return a state as the engine has it, with the facts that matter alone."""
        scene, number, facts, spent = self._found[at]
        return State(scene, self._numbers.values[number], facts, spent)

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

    def way(self, at: int) -> tuple[Transition, ...]:
        """Return the shortest way to a state."""
        transitions = []
        while (led := self._first_led[at]) >= 0:
            transitions.append(self.transitions[self._by[led]])
            at = bisect_right(self._begins, led) - 1
        return tuple(reversed(transitions))

    def way_into(self, scene: int) -> tuple[Transition, ...] | None:
        """Return the shortest way found to where a play rests in a scene, or None."""
        for at, state in enumerate(self._found):
            if state[0] == scene:
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

"""The shortest ways to where plays can come, and how many decisions plays can have.

Sets of states are worked on by how far they are from the start and by how near, at best, they
are to what is looked for, so that what lies on no short way is never looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from scr_sim.engine.transitions import Transition
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.scene_steps import ReadyAnswer, Route, run

_FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class _Stand:
    """Vectors that stand in a scene after so many actions and so many enquiries on this visit."""

    actions: int
    scene: int
    asked: int


class Ways:
    """Looks for the shortest way to each of some scenes, and to each of some dead ends.

    ``through`` is a scene to be entered, or to be walked through, with ``only`` some vectors;
    ``lost`` are vectors to be come to, by scene and by how many enquiries were made on the visit.
    """

    def __init__(
        self,
        sets: Sets,
        endings: Iterable[int],
        dead_ends: Iterable[int] = (),
        through: int | None = None,
        *,
        only: int = -1,
        lost: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.sets = sets
        self._endings = set(endings)
        self._dead_ends = set(dead_ends)
        self._through = through
        self._only = only
        self._lost = dict(lost or {})
        self._stood: list[dict[_Stand, int]] = []
        self._seen: dict[tuple[int, int], int] = {}
        self._waiting: dict[_Stand, int] = {}
        self._queue: list[tuple[int, int, int, int]] = []
        self._far = distances(sets, self._wanted)
        #: The transitions of a shortest way, by the scene that it leads to.
        self.found: dict[int, tuple[Transition, ...]] = {}
        self._search()

    @property
    def _wanted(self) -> set[int]:
        through = set() if self._through is None else {self._through}
        return self._endings | self._dead_ends | through | self._lost.keys()

    def _search(self) -> None:
        for scene, vectors in self.sets.begun().items():
            self._arrive(_Stand(0, scene, 0), vectors)
        while self._queue and self._wanted:
            _, actions, scene, asked = heappop(self._queue)
            stand = _Stand(actions, scene, asked)
            vectors = self._new(stand, self._waiting.pop(stand, 0))
            if not vectors:
                continue
            self.sets.work()
            while len(self._stood) <= actions:
                self._stood.append({})
            here = self._stood[actions]
            here[stand] = here.get(stand, 0) | vectors
            if self._reached(stand, vectors):
                self._far = distances(self.sets, self._wanted)
                self._waiting = {w: v for w, v in self._waiting.items() if w.scene in self._far}
                self._queue = [self._place(waiting) for waiting in self._waiting]
                heapify(self._queue)
            self._go_on(stand, vectors)

    def _new(self, stand: _Stand, vectors: int) -> int:
        """Return what has not stood there before, with as much time left or more."""
        exact = stand.scene in self._dead_ends or stand.scene in self._lost
        for asked in range(stand.asked if exact else 0, stand.asked + 1):
            vectors &= ~self._seen.get((stand.scene, asked), 0)
        key = (stand.scene, stand.asked)
        self._seen[key] = self._seen.get(key, 0) | vectors
        return vectors

    def _place(self, stand: _Stand) -> tuple[int, int, int, int]:
        return stand.actions + self._far[stand.scene], stand.actions, stand.scene, stand.asked

    def _arrive(self, stand: _Stand, vectors: int) -> None:
        if stand.scene not in self._far:  # nothing that is looked for lies beyond
            return
        if stand not in self._waiting:
            heappush(self._queue, self._place(stand))
        self._waiting[stand] = self._waiting.get(stand, 0) | vectors

    def _go_on(self, stand: _Stand, vectors: int) -> None:
        here = self.sets.scenes[stand.scene]
        if here.has_time(stand.asked):
            after = _Stand(stand.actions + 1, stand.scene, self._asked_after(stand))
            for asking in here.asking:
                going = asking.answered(vectors)
                if going:
                    self._arrive(after, going)
        for route in here.routes:
            if self._through is not None and route.transition is not None:
                self._walk_through(stand, vectors, route, route.transition, self._through)
            for scene, going in self.sets.settled(route.taken(vectors)).items():
                self._arrive(_Stand(stand.actions + 1, scene, 0), going)

    def _walk_through(
        self, stand: _Stand, vectors: int, route: Route, transition: Transition, passage: int
    ) -> None:
        def leads(some: int) -> int:
            return self.sets.walked(route.taken(some)).get(passage, 0) & self._only

        if leads(vectors):
            self._through = None
            self.found[passage] = (*self._back(stand, _one(vectors, leads)), transition)

    def _asked_after(self, stand: _Stand) -> int:
        here = self.sets.scenes[stand.scene]
        return stand.asked + 1 if here.counts else 0

    def _reached(self, stand: _Stand, vectors: int) -> bool:
        scene = stand.scene
        if scene in self._endings:
            self._endings.discard(scene)
        elif scene in self._dead_ends:
            vectors = self.sets.scenes[scene].stuck_after(stand.asked, vectors)
            if not vectors:
                return False
            self._dead_ends.discard(scene)
        elif scene in self._lost:
            levels = self._lost[scene]
            vectors &= levels[stand.asked] if stand.asked < len(levels) else 0
            if not vectors:
                return False
            del self._lost[scene]
        else:
            return False
        self.found[scene] = self._back(stand, vectors & -vectors)
        return True

    # -- from where it was reached, back to the start

    def _back(self, stand: _Stand, vector: int) -> tuple[Transition, ...]:
        transitions: list[Transition] = []
        while stand.actions:
            transition, stand, vector = self._step_back(stand, vector)
            transitions.append(transition)
        return tuple(reversed(transitions))

    def _step_back(self, stand: _Stand, vector: int) -> tuple[Transition, _Stand, int]:
        sets = self.sets
        for before, vectors in self._stood[stand.actions - 1].items():
            here = sets.scenes[before.scene]
            if before.scene == stand.scene and self._asked_after(before) == stand.asked:
                for asking in here.asking if here.has_time(before.asked) else ():
                    if asking.answered(vectors) & vector:
                        going = _one(vectors & asking.guard, _asked(asking, vector))
                        return self._noted(before.scene, asking, going, vector), before, going
            if stand.asked:
                continue
            for route in here.routes:
                if route.transition is None:
                    continue

                leads = self._taken(route, stand.scene, vector)
                if leads(vectors):
                    return route.transition, before, _one(vectors, leads)
        raise AssertionError("what was reached was reached from somewhere")

    def _noted(self, scene: int, asking: ReadyAnswer, going: int, vector: int) -> Transition:
        """Return the answer, with the fewest lines noted, that leads from one vector to another."""
        layout, matters = self.sets.layout, self.sets.matters
        being = matters.being[scene]
        for answer in asking.every:
            gained = matters.reads.gained(answer.facts)
            if run(layout.steps(being, answer.change, gained, being), going) & vector:
                return answer
        raise AssertionError("what was answered was answered in some way")

    def _taken(self, route: Route, scene: int, vector: int) -> Callable[[int], int]:
        settled = self.sets.settled
        return lambda some: settled(route.taken(some)).get(scene, 0) & vector


def _asked(asking: ReadyAnswer, vector: int) -> Callable[[int], int]:
    return lambda some: asking.answered(some) & vector


def _one(vectors: int, leads: Callable[[int], int]) -> int:
    """Return one of the vectors that leads where some of them do."""
    while vectors & (vectors - 1):
        lowest = (vectors & -vectors).bit_length()
        middle = (lowest + vectors.bit_length()) // 2
        half = vectors & ((1 << middle) - 1)
        vectors = half if leads(half) else vectors ^ half
    return vectors


def distances(sets: Sets, goals: Iterable[int]) -> dict[int, int]:
    """Return how many choices away, at the least, each scene is from the nearest goal."""
    back: dict[int, list[int]] = {}
    for scene, targets in sets.links.items():
        for target in targets:
            back.setdefault(target, []).append(scene)
    far = dict.fromkeys(goals, 0)
    waiting = deque(far)
    while waiting:
        scene = waiting.popleft()
        for source in back.get(scene, ()):
            step = 1 if sets.engine.scenes[source].kind == "decision" else 0
            if far[scene] + step < far.get(source, _FAR):
                far[source] = far[scene] + step
                if step:
                    waiting.append(source)
                else:
                    waiting.appendleft(source)
    return far


def way_into(sets: Sets, scene: int, only: int = -1) -> tuple[Transition, ...] | None:
    """Return a shortest way into a scene, a passage too; None where no play reaches it.

    ``only`` are the vectors on entering that count.
    """
    if not sets.there[scene] & only:
        return None
    if sets.engine.scenes[scene].kind != "passage" and only < 0:
        return Ways(sets, [scene]).found[scene]
    if sets.walked(sets.first()).get(scene, 0) & only:
        return ()
    return Ways(sets, [], through=scene, only=only).found[scene]

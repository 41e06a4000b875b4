"""Every state that any play can reach, as one set of vectors for each scene.

Scenes are worked on in the order in which the story runs; what newly arrives at a scene is worked
on once, all of it together, until nothing new arrives anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from scr_sim.engine.transitions import (
    Transition,
)
from scr_sim.exploration import limits
from scr_sim.exploration.liveness import Matters
from scr_sim.exploration.scene_steps import SceneSteps, run
from scr_sim.exploration.state_vectors import TooManyError, VectorLayout
from scr_sim.exploration.vector_steps import Step
from scr_sim.graphs import circles, in_order

#: What arrives where: for each scene, a set of vectors.
Arrivals = dict[int, int]


class Sets:
    """What every play can reach, scene by scene; ``layout`` is that of what matters, if made.

    ``before`` are other sets of the same scenario: scenes in which the same matters as there are
    ready already.
    """

    def __init__(
        self, matters: Matters, layout: VectorLayout | None = None, before: Sets | None = None
    ) -> None:
        self.matters = matters
        self.layout = layout or VectorLayout.of(matters)
        self.engine = matters.engine
        count = len(self.engine.scenes)
        ready: dict[int, SceneSteps] = {}
        if before is not None and before.layout.alike(self.layout):
            self.layout = before.layout
            alike = filter(lambda scene: matters.alike(before.matters, scene), range(count))
            ready = {scene: before.scenes[scene] for scene in alike}
        self.scenes: list[SceneSteps] = [
            ready.get(scene) or SceneSteps(self.layout, matters, scene) for scene in range(count)
        ]
        self._start = self.layout.start(matters.arriving[self.engine.first])
        self.arrived = [0] * count
        #: By scene, the vectors that may stand there, enquiries made included.
        self.there = [0] * count
        #: By scene, the vectors with which no choice, and those with which nothing can be done.
        self.blocked = [0] * count
        self.stuck = [0] * count
        #: The transitions that some play makes.
        self.made: set[Transition] = set()
        #: Which scenes some play leads to at once from which, passages included.
        self.links: dict[int, set[int]] = {}
        steps = list(enumerate(self.scenes))
        #: Each scene's place in the order in which the story runs, loops aside.
        self.rank = in_order(
            {scene: [target for _, _, target in _all_links(here)] for scene, here in steps},
            [self.engine.first],
        )
        self._worked = 0
        self._search()

    def work(self) -> None:
        """Count one scene's worth of work. Raises `TooManyError` where it has become too much."""
        self._worked += self.layout.size
        if self._worked > limits.MOST_VECTORS_WORKED_ON:
            raise TooManyError

    @property
    def doubtful(self) -> frozenset[int]:
        """Scenes where it takes knowing which enquiries were made to know what is stuck."""
        return frozenset(
            scene
            for scene, blocked in enumerate(self.blocked)
            if blocked and self.scenes[scene].asking and self.scenes[scene].has_time(0)
        )

    def enter(self, scene: int, vectors: int) -> int:
        """Return what stands in a scene after vectors arrived there."""
        return run(self.scenes[scene].entering, vectors)

    def settled(self, arriving: Iterator[tuple[int, int]]) -> Arrivals:
        """Walk arrivals through passages; return what comes to stand in decisions and endings."""
        scenes = self.engine.scenes
        return {
            scene: vectors
            for scene, vectors in self.walked(arriving).items()
            if scenes[scene].kind != "passage"
        }

    def walked(self, arriving: Iterator[tuple[int, int]]) -> Arrivals:
        """Walk arrivals through passages; return what stands in every scene on the way."""
        walked: Arrivals = {}
        waiting = list(arriving)
        while waiting:
            scene, vectors = waiting.pop()
            here = self.scenes[scene]
            vectors = run(here.entering, vectors)
            before = walked.get(scene, 0)
            walked[scene] = before | vectors
            vectors &= ~before  # what goes round for ever is walked once
            if vectors and self.engine.scenes[scene].kind == "passage":
                waiting.extend(here.routes[0].taken(vectors))
        return walked

    def begun(self) -> Arrivals:
        """Return where plays stand before their first action."""
        return self.settled(self.first())

    def first(self) -> Iterator[tuple[int, int]]:
        """Return what arrives at the first scene."""
        yield self.engine.first, self._start

    # -- the search

    def _search(self) -> None:
        rank = self.rank
        new: Arrivals = {self.engine.first: self._start}
        queue = [(rank[self.engine.first], self.engine.first)]
        while queue:
            _, scene = heappop(queue)
            vectors = new.pop(scene, 0)
            if not vectors:
                continue
            self.work()
            self.arrived[scene] |= vectors
            for target, going in self._leave(scene, self.enter(scene, vectors)):
                self.links.setdefault(scene, set()).add(target)
                fresh = going & ~self.arrived[target]
                if fresh:
                    if target not in new:
                        heappush(queue, (rank[target], target))
                    new[target] = new.get(target, 0) | fresh

    def _leave(self, scene: int, vectors: int) -> Iterator[tuple[int, int]]:
        here = self.scenes[scene]
        after = here.asked(vectors)
        stands = 0
        for asked, there in enumerate(after):
            stands |= there
            if here.has_time(asked):
                self.made.update(a.transition for a in here.asking if there & a.guard)
        self.there[scene] |= stands
        if here.decides:
            self.blocked[scene] |= here.blocked(stands)
            for asked, there in enumerate(after):
                self.stuck[scene] |= here.stuck_after(asked, there)
        for route in here.routes:
            for target, going in route.taken(stands):
                if route.transition is not None:
                    self.made.add(route.transition)
                yield target, going

    # -- what was found

    @property
    def endings(self) -> list[int]:
        """Return the endings that some play comes to."""
        scenes = enumerate(self.engine.scenes)
        return [n for n, table in scenes if self.there[n] and table.kind == "ending"]

    @property
    def states(self) -> int:
        """Return how many states of decisions and endings there are."""
        return sum(
            there.bit_count()
            for there, table in zip(self.there, self.engine.scenes, strict=True)
            if table.kind != "passage"
        )

    def endless(self) -> list[tuple[int, ...]]:
        """Return the runs of passages that some play never leaves, in the file's order."""
        inside = {
            scene: self.there[scene]
            for scene, table in enumerate(self.engine.scenes)
            if table.kind == "passage" and self.there[scene]
        }
        # A passage's state leads to one state alone: what is still led to by something inside,
        # once all that is not was taken away, is led to by itself in the end.
        while True:
            led: Arrivals = {}
            for scene, vectors in inside.items():
                self.work()
                for target, going in self.scenes[scene].routes[0].on(vectors):
                    if target in inside:
                        there = self.enter(target, going) & inside[target]
                        led[target] = led.get(target, 0) | there
            led = {scene: vectors for scene, vectors in led.items() if vectors}
            if led == inside:
                links = {
                    scene: [t for _, _, t in _all_links(self.scenes[scene]) if t in inside]
                    for scene in inside
                }
                return sorted(tuple(sorted(loop)) for loop in circles(links))
            inside = led


def _all_links(here: SceneSteps) -> Iterator[tuple[int, list[Step], int]]:
    for route in here.routes:
        yield from route.links

"""How many decisions plays have, the fewest and the most, over states that are known as sets.

A play is a sequence of scenes, choices and whether a citing convinced; which enquiries made it
possible does not count. What may stand after one such sequence is a set of vectors.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import chain, groupby

from scr_sim.exploration import limits
from scr_sim.exploration.bitset_search import Arrivals, Sets
from scr_sim.exploration.scene_steps import Route
from scr_sim.exploration.shortest_paths import distances
from scr_sim.graphs import circles, in_order

TOO_MANY = "There are too many states to count plays over."
TOO_MANY_FOR_DECISIONS = "There are too many states to count decisions over."
ROUND_AND_ROUND = "Plays can go round a loop any number of times before they come there."


class DecisionCounts:
    """Counts the decisions of plays of a scenario whose states are known as sets."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets
        self._most_sets = min(
            limits.MOST_SETS_FOLLOWED, limits.MOST_VECTORS_FOLLOWED // sets.layout.size
        )
        self._endings = sets.endings
        self._links = {scene: targets for scene, targets in sets.links.items() if sets.there[scene]}
        self._loops = list(circles(self._links))
        #: Each scene's place in the order of what plays do: ways that no play goes do not count.
        self._rank = in_order(
            {scene: self._links.get(scene, set()) for scene in range(len(sets.scenes))},
            [sets.engine.first],
        )
        #: By scene, the states that a loop leads to, which can be gone round without end.
        self.beyond_loops: Arrivals = self._beyond_loops()
        #: The endings that can be come to in infinitely many plays.
        self.infinite = {scene for scene in self._endings if self.beyond_loops.get(scene)}

    def _after(self, scene: int, vectors: int) -> Iterator[Arrivals]:
        """Return what each way of choosing in a scene leads to, enquiries made before or not."""
        self.sets.work()
        here = self.sets.scenes[scene]
        stands = 0
        for there in here.asked(vectors):
            stands |= there
        # The variants of a choice are one way of choosing: they stand beside one another.
        for _, routes in groupby(here.routes, key=_letter):
            taken = chain.from_iterable(route.taken(stands) for route in routes)
            after = self.sets.settled(taken)
            if after:
                yield after

    # -- loops

    def _beyond_loops(self) -> Arrivals:
        found: Arrivals = {}
        for loop in self._loops:
            inside = {
                scene: self.sets.enter(scene, self.sets.arrived[scene])
                for scene in loop
                if self.sets.scenes[scene].decides and self.sets.arrived[scene]
            }
            # What nothing inside leads to is taken away until all that is left has been led to.
            while inside:
                led: Arrivals = {}
                for scene, vectors in inside.items():
                    for after in self._after(scene, vectors):
                        for target, going in after.items():
                            if target in inside:
                                led[target] = led.get(target, 0) | going & inside[target]
                led = {scene: vectors for scene, vectors in led.items() if vectors}
                if led == inside:
                    break
                inside = led
            self._spread(found, inside)
        return found

    def _spread(self, found: Arrivals, new: Arrivals) -> None:
        waiting = dict(new)
        while waiting:
            scene, vectors = waiting.popitem()
            vectors &= ~found.get(scene, 0)
            if not vectors:
                continue
            found[scene] = found.get(scene, 0) | vectors
            for after in self._after(scene, vectors):
                for target, going in after.items():
                    waiting[target] = waiting.get(target, 0) | going

    # -- decisions

    def fewest(self) -> int:
        """Return how many decisions the shortest play has. There must be an ending."""
        far = distances(self.sets, self._endings)
        seen: Arrivals = {}
        waiting: dict[tuple[int, int], int] = {}
        queue: list[tuple[int, int, int]] = []

        def arrive(made: int, arrivals: Arrivals) -> None:
            for scene, vectors in arrivals.items():
                if scene in far:
                    if (made, scene) not in waiting:
                        heappush(queue, (made + far[scene], made, scene))
                    waiting[made, scene] = waiting.get((made, scene), 0) | vectors

        arrive(0, self.sets.begun())
        while queue:
            _, made, scene = heappop(queue)
            vectors = waiting.pop((made, scene)) & ~seen.get(scene, 0)
            if not vectors:
                continue
            if scene in self._endings:
                return made
            seen[scene] = seen.get(scene, 0) | vectors
            for after in self._after(scene, vectors):
                arrive(made + 1, after)
        raise AssertionError("an ending that is reached is reached from the start")

    def most(self) -> int | None:
        """Return how many decisions the longest play has; None where there is no longest."""
        if self.infinite:
            return None
        far = self._furthest() if not self._loops else None
        waiting: dict[tuple[int, int], int] = {}
        queue: list[tuple[int, int, int]] = []
        longest: int | None = None

        def arrive(made: int, arrivals: Arrivals) -> None:
            for scene, vectors in arrivals.items():
                vectors &= ~self.beyond_loops.get(scene, 0)
                if vectors and (far is None or scene in far):
                    if (made, scene) not in waiting:
                        bound = -(made + far[scene]) if far is not None else made
                        heappush(queue, (bound, made, scene))
                    waiting[made, scene] = waiting.get((made, scene), 0) | vectors

        arrive(0, self.sets.begun())
        looked_at = 0
        while queue:
            looked_at += 1
            if looked_at > self._most_sets:
                return None
            _, made, scene = heappop(queue)
            vectors = waiting.pop((made, scene))
            if scene in self._endings:
                longest = max(made, longest or 0)
                if far is not None:
                    return longest
                continue
            for after in self._after(scene, vectors):
                arrive(made + 1, after)
        return longest

    def _furthest(self) -> dict[int, int]:
        """Return how many choices each scene is from an ending at the most; there are no loops."""
        far = dict.fromkeys(self._endings, 0)
        for scene in sorted(self._links, key=self._rank.__getitem__, reverse=True):
            beyond = [far[target] for target in self._links[scene] if target in far]
            if beyond:
                far[scene] = max(beyond) + self.sets.scenes[scene].decides
        return far


def _letter(route: Route) -> tuple[str, bool | None] | None:
    return route.transition.letter if route.transition is not None else None

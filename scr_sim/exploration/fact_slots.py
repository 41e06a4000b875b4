"""Which facts share a slot, and whether more can be known without more of them.

Facts that never matter at one time share one (`state_vectors.VectorLayout`). A fact that is to be
known in one scene matters from where it can have come about up to there; where that leaves each
scene with no more facts than the fullest has anyway, it takes no more room. An estimate, quickly
made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scr_sim.exploration.condition_reads import bits
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.graphs import turned_round


def slots(points: Iterable[int]) -> dict[int, int]:
    """Return a slot for each fact, no two the same among facts that matter at one point."""
    beside: dict[int, int] = {}
    for point in points:
        for fact in bits(point):
            beside[fact] = beside.get(fact, 0) | point
    found: dict[int, int] = {}
    placed = 0
    for fact in sorted(beside, key=lambda fact: (-beside[fact].bit_count(), fact)):
        taken = 0
        for other in bits(beside[fact] & placed):
            taken |= 1 << found[other]
        found[fact] = (~taken & taken + 1).bit_length() - 1  # the first that is free
        placed |= 1 << fact
    return found


class FactRoom:
    """The room that is left beside what matters anyway; each thing taken leaves less."""

    def __init__(self, matters: Matters) -> None:
        self.matters = matters
        self._taken = [
            max(matter.facts.bit_count() for matter in (arriving, being, *leaving))
            for arriving, being, leaving in zip(
                matters.arriving, matters.being, matters.leaving, strict=True
            )
        ]
        self._slots = max(self._taken, default=0)
        self._variables = 0
        for being in matters.being:
            self._variables |= being.variables
        self._back = turned_round(
            {
                scene: {target for onward in ways for _, target in onward}
                for scene, ways in enumerate(matters.onward)
            }
        )

    def take(self, extra: Mapping[int, Matter]) -> bool:
        """Take the room for something that is to be known by scene; return whether there was."""
        wanted: dict[int, int] = {}
        for scene, matter in extra.items():
            if matter.variables & ~self._variables:
                return False
            known = self.matters.being[scene].facts
            for fact in bits(matter.facts & self.matters.possible[scene] & ~known):
                for point in self._matters_in(fact, scene):
                    wanted[point] = wanted.get(point, 0) | 1 << fact
        more = {point: facts.bit_count() for point, facts in wanted.items()}
        if any(self._taken[point] + count > self._slots for point, count in more.items()):
            return False
        for point, count in more.items():
            self._taken[point] += count
        return True

    def _matters_in(self, fact: int, scene: int) -> set[int]:
        """Return the scenes in which it matters whether a fact is so, where it is to be known."""
        found = {scene}
        waiting = [scene]
        while waiting:
            for source in self._back.get(waiting.pop(), ()):
                possible, known = self.matters.possible[source], self.matters.being[source].facts
                if source not in found and possible >> fact & 1 and not known >> fact & 1:
                    found.add(source)
                    waiting.append(source)
        return found

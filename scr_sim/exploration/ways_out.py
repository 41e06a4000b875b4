"""Where plays come from which no ending can be reached any more, though something can be done.

Worked out backwards from the endings, all states of a scene at once; where there is no going
round and no dead end, every play comes to an ending, and there is nothing to work out.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from scr_sim.engine.transitions import Transition
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.explicit_search import Progress, States
from scr_sim.exploration.scene_steps import SceneSteps, before
from scr_sim.exploration.shortest_paths import Ways
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.graphs import circles

#: By scene, and by how many enquiries were made on the visit, the vectors that are lost.
Lost = dict[int, list[int]]
#: By scene, a shortest way to where no ending can be reached any more.
WaysThere = Mapping[int, tuple[Transition, ...]]


def without_way_out(
    source: Sets | States,
    one_by_one: int,
    progress: Progress | None = None,
    *,
    untold: bool = False,
) -> WaysThere | None:
    """Return the decisions in which some play can do something and reach no ending any more.

    With ``untold``, only those that dead ends and endless passages do not account for, and of
    those only where plays get into it: what lies further in follows. What is too much to be told
    apart all at once is looked at one by one, up to so many states, and ``progress`` is told.
    None where there are more than that.
    """
    if isinstance(source, Sets):
        try:
            return _over_sets(source, untold=untold)
        except TooManyError:
            source = States(source.engine, one_by_one, progress)
    return _over_states(source, untold=untold) if source.complete else None


def _over_sets(source: Sets, *, untold: bool) -> WaysThere:
    lost = _lost(source, untold=untold)
    doubtful = {
        scene for scene in lost if source.scenes[scene].counts and source.scenes[scene].has_time(0)
    }
    if doubtful - source.matters.strict:
        # With little time it must be known which enquiries were made, and not only how many.
        strict = source.matters.strict | doubtful
        source = Sets(source.matters.again(strict=strict))
        lost = _lost(source, untold=untold)
    if untold and len(lost) > 1:
        lost = {scene: lost[scene] for scene in _ways_in(source, lost)}
    return Ways(source, (), lost=lost).found if lost else {}


def _lost(sets: Sets, *, untold: bool) -> Lost:
    endless = set(chain.from_iterable(sets.endless()))
    if not endless and not any(sets.stuck) and not any(circles(sets.links)):
        return {}
    backwards = _Backwards(sets, endless if untold else set(), stuck_counts=untold)
    found = {}
    for scene, here in enumerate(sets.scenes):
        if here.decides and sets.arrived[scene]:
            levels = [
                there & ~can & ~here.stuck_after(asked, there)
                for asked, (there, can) in enumerate(
                    zip(backwards.there[scene], backwards.can[scene], strict=True)
                )
            ]
            if any(levels):
                found[scene] = levels
    return found


class _Backwards:
    """Works out, by scene and enquiries made on the visit, what can still come to an end.

    Scenes of which it ``counts`` as an end to be there are given, and whether being stuck does.
    """

    def __init__(self, sets: Sets, counts: set[int], *, stuck_counts: bool) -> None:
        self.sets = sets
        self._counts = counts
        self._stuck_counts = stuck_counts
        scenes = range(len(sets.scenes))
        self.there = [self._levels(scene) for scene in scenes]
        self.can = [[0] * len(levels) for levels in self.there]
        #: By scene, what arrives there and can still come to an end.
        self._arriving = [0] * len(self.there)
        order = sorted(scenes, key=sets.rank.__getitem__, reverse=True)
        waiting = [scene for scene in order if sets.arrived[scene]]
        changed = True
        while changed:
            changed = False
            for scene in waiting:
                changed = self._look(scene) or changed
            # What enquiries lead to arrives nowhere: it may have to wait longer than what arrives.
            waiting = [scene for scene in waiting if self.can[scene] != self.there[scene]]

    def _levels(self, scene: int) -> list[int]:
        stands = self.sets.enter(scene, self.sets.arrived[scene])
        return self.sets.scenes[scene].asked(stands)

    def _look(self, scene: int) -> bool:
        sets, here, there = self.sets, self.sets.scenes[scene], self.there[scene]
        sets.work()
        ends = not here.routes or scene in self._counts
        can = there if ends else self._can(here, there)
        self.can[scene] = can
        entering = sets.scenes[scene].entering
        arriving = before(entering, sets.arrived[scene], can[0])
        changed = arriving != self._arriving[scene]
        self._arriving[scene] = arriving
        return changed

    def _can(self, here: SceneSteps, there: list[int]) -> list[int]:
        stands = 0
        for level in there:
            stands |= level
        leaving = 0
        for route in here.routes:
            if all(self._arriving[t] == self.sets.arrived[t] for _, _, t in route.links):
                leaving |= stands & route.guard
            elif stands & route.guard & ~leaving:
                leaving |= route.before(stands & ~leaving, self._arriving)
        can = [level & leaving for level in there]
        if self._stuck_counts and here.decides:
            can = [
                known | here.stuck_after(asked, level)
                for asked, (known, level) in enumerate(zip(can, there, strict=True))
            ]
        if not here.counts:
            self._asked_before(here, there, can)
            return can
        for asked in range(len(there) - 2, -1, -1):
            for asking in here.asking:
                open_ = there[asked] & ~can[asked]
                if open_:
                    can[asked] |= asking.before(open_, can[asked + 1])
        return can

    @staticmethod
    def _asked_before(here: SceneSteps, there: list[int], can: list[int]) -> None:
        """Add what enquiries without a limit lead from to what can; there is one level only."""
        known = -1
        while here.has_time(0) and known != can[0] and can[0] != there[0]:
            known = can[0]
            for asking in here.asking:
                can[0] |= asking.before(there[0] & ~can[0], can[0])


def _ways_in(sets: Sets, lost: Lost) -> set[int]:
    """Return the scenes in which plays come from where they are not lost to where they are."""
    found = {scene for scene, vectors in sets.begun().items() if vectors & _first(lost, scene)}
    for scene, here in enumerate(sets.scenes):
        if not here.decides or not sets.arrived[scene]:
            continue
        levels = here.asked(sets.enter(scene, sets.arrived[scene]))
        here_lost = lost.get(scene, [0] * len(levels))
        stands = 0
        for asked, level in enumerate(levels):
            level &= ~here_lost[asked]
            stands |= level
            after = here_lost[min(asked + 1, len(levels) - 1)]
            if here.has_time(asked) and any(a.answered(level) & after for a in here.asking):
                found.add(scene)
        for route in here.routes:
            for target, going in sets.settled(route.taken(stands)).items():
                if going & _first(lost, target):
                    found.add(target)
    return found


def _first(lost: Lost, scene: int) -> int:
    return lost[scene][0] if scene in lost else 0


def _over_states(states: States, *, untold: bool) -> WaysThere:
    """Return the same where all states were looked at one by one."""
    scenes, count = states.engine.scenes, states.states
    acts = [False] * count
    can = bytearray(count)
    for at in range(count):
        acts[at] = at in states.rounds or any(True for _ in states.onward(at))
        ends = scenes[states.scene(at)].kind == "ending"
        can[at] = ends or (untold and (at in states.rounds or not acts[at]))
    changed = True
    while changed:
        changed = False
        for at in range(count - 1, -1, -1):  # what is found later lies further on, most often
            if not can[at] and any(can[after] for _, after in states.onward(at)):
                can[at] = changed = True
    lost = [at for at in range(count) if acts[at] and not can[at]]
    if untold:
        entered = {after for at in range(count) if can[at] for _, after in states.onward(at)}
        lost = [at for at in lost if at in entered or not at]
    found: dict[int, tuple[Transition, ...]] = {}
    for at in lost:
        if states.scene(at) not in found:
            found[states.scene(at)] = states.way(at)
    return found

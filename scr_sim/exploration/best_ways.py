"""The play in which fewest or most words are read, looked for where it can still be found.

From each state it is known how many words there are at the best on the way to an ending. What
looks best is followed first, with all that texts read, so that the first ending come to is the
best; what cannot catch up with another play that stands where it stands is let go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import bits
from scr_sim.exploration.explicit_search import TOLD_EVERY, Progress
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.reading_steps import Steps
from scr_sim.exploration.visits import Course, TooManyStepsError
from scr_sim.graphs import circles, in_order, reachable, turned_round
from scr_sim.scenario.conditions.compiler import Values

#: A way's size is its words so many times, and its decisions: of as many words, decisions tell.
SCALE = 1 << 32

#: How many more words something can still make: being so, and not being so.
_Swings = dict[tuple[bool, int], tuple[int, int]]


class _Stand(NamedTuple):
    """Where a play stands, with all that texts may still read."""

    at: int
    facts: int
    values: Values


@dataclass(frozen=True, slots=True)
class Best:
    """The best play: its words and decisions, and what is done."""

    words: int
    decisions: int
    way: tuple[Transition, ...]


class BestWay:
    """Looks for the best play: the shortest, or else the longest.

    ``ahead`` is the size of the best way on from each state, at the best; None where none leads
    to an ending. Raises `TooManyStepsError` after ``most`` plays' stands.
    """

    def __init__(
        self,
        steps: Steps,
        ahead: Sequence[int | None],
        most: int,
        progress: Progress | None,
        *,
        shortest: bool,
    ) -> None:
        self._steps = steps
        self._ahead = ahead
        self._most = most
        self._progress = progress
        self._sign = 1 if shortest else -1
        self._read = still_read(steps)
        #: By scene, the values with those that nothing reads any more put aside.
        self._kept: dict[tuple[int, Values], Values] = {}
        self._swings = {} if shortest else still_to_swing(steps)
        #: By course, the values after each of its stages, by those before it.
        self._changed: list[dict[Values, list[Values]]] = [{} for _ in steps.courses]

    def found(self) -> Best:
        """Return the best play."""
        steps, ahead, sign = self._steps, self._ahead, self._sign
        first = steps.first
        begin = ahead[0]
        assert first is not None, "a play begins"
        assert begin is not None, "a play comes to an ending"
        start = self._stand(0, first.facts, first.values)
        sizes = {start: 0}
        led: dict[_Stand, tuple[_Stand, int]] = {}
        queue = [(sign * begin, 0, start)]
        done: set[_Stand] = set()
        beside: dict[int, list[tuple[int, _Stand]]] = {}
        while queue:
            _, _, stand = heappop(queue)
            if stand in done:
                continue
            done.add(stand)
            size = sizes[stand]
            if steps.ends[stand.at]:
                return self._best(size, stand, led)
            others = beside.setdefault(stand.at, [])
            if any(self._behind(size, stand, *other) for other in others):
                continue
            if len(others) < limits.MOST_ASKED_AHEAD:
                others.append((size, stand))
            for step in steps.onward(stand.at):
                beyond = ahead[steps.to[step]]
                if beyond is None:
                    continue
                after, words = self._made(stand, step)
                by = words * SCALE + steps.courses[steps.by[step]].decides
                new, old = size + by, sizes.get(after)
                if old is not None and sign * new >= sign * old:
                    continue
                if old is None and len(sizes) >= self._most:
                    raise TooManyStepsError
                sizes[after], led[after] = new, (stand, steps.by[step])
                heappush(queue, (sign * (new + beyond), len(led), after))
                if self._progress is not None and old is None and len(sizes) % TOLD_EVERY == 0:
                    self._progress(steps.looked_at + len(sizes))
        raise AssertionError("an ending that can be reached is come to")

    def _best(self, size: int, stand: _Stand, led: dict[_Stand, tuple[_Stand, int]]) -> Best:
        way = []
        while stand in led:
            stand, number = led[stand]
            way.append(self._steps.courses[number].transition)
        words, decisions = divmod(size, SCALE)
        return Best(words + self._steps.at_first, decisions, tuple(reversed(way)))

    def _stand(self, at: int, facts: int, values: Values) -> _Stand:
        scene = self._steps.scenes[at]
        read = self._read[scene]
        kept = self._kept.get((scene, values))
        if kept is None:
            blank = self._steps.engine.start_values
            kept = tuple(
                [
                    value if read.variables >> place & 1 else blank[place]
                    for place, value in enumerate(values)
                ]
            )
            self._kept[scene, values] = kept
        return _Stand(at, facts & read.facts, kept)

    def _made(self, stand: _Stand, step: int) -> tuple[_Stand, int]:
        """Return where a step leads, and the words that are read."""
        steps = self._steps
        number = steps.by[step]
        course = steps.courses[number]
        changed = self._changed[number]
        values = changed.get(stand.values)
        if values is None:
            values = changed[stand.values] = course.values(stand.values)
        words = steps.words[step]
        if course.uncertain:
            facts = course.facts(stand.facts)
            for told in course.uncertain:
                words += told.wording.of(values[told.stage], facts[told.stage])
        return self._stand(steps.to[step], stand.facts | course.gained, values[-1]), words

    def _behind(self, size: int, stand: _Stand, other_size: int, other: _Stand) -> bool:
        """Return whether a play can never read more than another that stands beside it."""
        swings = self._swings.get(self._steps.scenes[stand.at])
        if swings is None:
            return False
        room = (other_size - size) // SCALE
        for fact in bits(stand.facts ^ other.facts):
            more, less = swings.get((True, fact), (0, 0))
            room -= more if stand.facts >> fact & 1 else less
            if room < 0:
                return False
        if stand.values != other.values:
            for place, pair in enumerate(zip(stand.values, other.values, strict=True)):
                if pair[0] != pair[1]:
                    room -= swings.get((False, place), (0, 0))[0]
        return room >= 0


def still_read(steps: Steps) -> list[Matter]:
    """Return, by scene, what may still be read where states do not tell it."""
    found = [Matter() for _ in steps.engine.scenes]
    changed = True
    while changed:
        changed = False
        for course in reversed(steps.courses):
            read = found[course.target]
            for stage in range(len(course.stages) - 1, -1, -1):
                for told in course.uncertain:
                    read |= told.wording.matter if told.stage == stage else Matter()
                change, gained = course.stages[stage]
                put = sum(1 << place for place, _ in change.sets) if change is not None else 0
                read = Matter(read.variables & ~put, read.facts & ~gained)
            read |= found[course.source]
            if read != found[course.source]:
                found[course.source] = read
                changed = True
    return found


def still_to_swing(steps: Steps) -> dict[int, _Swings]:
    """Return, by scene, how many words what is so there can still make more at the most.

    Scenes from which plays can come to a circle of scenes are left out: there is no most.
    """
    links: dict[int, set[int]] = {steps.scenes[0]: set()}
    leaving: dict[int, list[Course]] = {}
    for course in steps.courses:
        leaving.setdefault(course.source, []).append(course)
        if course.decides:
            links.setdefault(course.source, set()).add(course.target)
            links.setdefault(course.target, set())
    round_and_round = reachable(set().union(*circles(links)), turned_round(links))
    place = in_order(links, [steps.scenes[0]])
    found: dict[int, _Swings] = {}
    for scene in sorted(links, key=place.__getitem__, reverse=True):
        if scene in round_and_round:
            continue
        most: _Swings = {}
        asked: dict[str, _Swings] = {}
        for course in leaving.get(scene, ()):
            own: _Swings = {}
            for told in course.uncertain:
                own = _added(own, told.wording.swings())
            transition = course.transition
            if transition.kind == "choice":
                _raise(most, _added(own, found[course.target]))
            else:
                _raise(asked.setdefault(transition.enquiry.id, {}), own)
        # Every enquiry may still be made, each with one answer.
        for swings in asked.values():
            most = _added(most, swings)
        found[scene] = most
    return found


def _added(one: _Swings, other: _Swings) -> _Swings:
    found = dict(one)
    for thing, (more, less) in other.items():
        before = found.get(thing, (0, 0))
        found[thing] = before[0] + more, before[1] + less
    return found


def _raise(most: _Swings, swings: _Swings) -> None:
    for thing, (more, less) in swings.items():
        before = most.get(thing, (0, 0))
        most[thing] = max(before[0], more), max(before[1], less)

"""How much there is to read: the words of the shortest, the longest and the average play.

A play is here its whole list of actions, enquiries included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.average_words import UncertainWords
from scr_sim.exploration.best_ways import SCALE, BestWay
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.reading_steps import Steps
from scr_sim.exploration.visits import TooManyStepsError

ROUND = "Plays can go round a loop any number of times, so that there is no longest one."
TOO_MANY = "There are too many states to read through."
TOO_MANY_LONG = "There are too many states to find the longest play; none has more than {:,} words."
NO_ENDING = "No play comes to an ending."


@dataclass(frozen=True, slots=True)
class Length:
    """How long a play is, and the play: what is done, in order."""

    words: int
    decisions: int
    way: tuple[Transition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The lengths of plays; what is None cannot be said, and ``why`` says why."""

    shortest: Length | None = None
    longest: Length | None = None
    #: The words and the decisions of a play on average, and how many plays there are.
    words: Fraction | None = None
    decisions: Fraction | None = None
    plays: int | None = None
    why: str = ""


def lengths(
    engine: Engine,
    most: int = limits.MOST_STATES_READ,
    progress: Progress | None = None,
    together: int = limits.MOST_PLACES_OF_A_TABLE,
) -> Lengths:
    """Return how long plays are, looking at ``most`` states at the most.

    ``progress`` is told how many states were looked at. Of texts, what reads more than ``together``
    tells states apart, and what reads less is counted: what is found is the same. Raises nothing.
    """
    try:
        return lengths_over(Steps(engine, most, progress, together), most, progress)
    except TooManyStepsError:
        return Lengths(why=TOO_MANY)


def lengths_over(
    steps: Steps, most: int = limits.MOST_STATES_READ, progress: Progress | None = None
) -> Lengths:
    """Return how long plays are over all their steps, as `lengths` does."""
    try:
        return _Plays(steps, most, progress).lengths()
    except TooManyStepsError:
        return Lengths(why=TOO_MANY)


class _Plays:
    """All plays, over the steps that they are made of."""

    def __init__(self, steps: Steps, most: int, progress: Progress | None) -> None:
        self.steps = steps
        self._most = most
        self._progress = progress
        self._decides = [course.decides for course in steps.courses]

    def lengths(self) -> Lengths:
        """Return how long plays are."""
        steps = self.steps
        if True not in steps.ends:
            return Lengths(why=NO_ENDING)
        order = self._backwards()
        if order is None:
            return Lengths(shortest=self._best(self._shortest(), shortest=True), why=ROUND)
        least, most = self._bounds(order)
        shortest = self._best(least, shortest=True)
        plays, words, decisions = self._totals(order)
        words += UncertainWords(steps, plays).counted(reversed(order))
        longest, why = None, ""
        try:
            longest = self._best(most, shortest=False)
        except TooManyStepsError:
            at_most = (most[0] or 0) // SCALE + steps.at_first
            why = TOO_MANY_LONG.format(at_most)
        return Lengths(
            shortest=shortest,
            longest=longest,
            words=Fraction(words, plays[0]) + steps.at_first,
            decisions=Fraction(decisions, plays[0]),
            plays=plays[0],
            why=why,
        )

    def _totals(self, order: Sequence[int]) -> tuple[list[int], int, int]:
        """Return how many plays lead on from each state, and their words and decisions in all.

        Of the words, those that are certain.
        """
        steps, count = self.steps, len(self.steps.ends)
        plays, words, decisions = ([0] * count for _ in range(3))
        for at in order:
            if steps.ends[at]:
                plays[at] = 1
                continue
            for step in steps.onward(at):
                after = steps.to[step]
                on = plays[after]
                if on:
                    plays[at] += on
                    words[at] += words[after] + on * steps.words[step]
                    decisions[at] += decisions[after] + on * self._decides[steps.by[step]]
        return plays, words[0], decisions[0]

    def _bounds(self, order: Sequence[int]) -> tuple[list[int | None], list[int | None]]:
        """Return the size that plays on from each state have at the least and at the most."""
        steps, count = self.steps, len(self.steps.ends)
        least: list[int | None] = [None] * count
        most: list[int | None] = [None] * count
        for at in order:
            if steps.ends[at]:
                least[at] = most[at] = 0
                continue
            low: int | None = None
            high: int | None = None
            for step in steps.onward(at):
                fewer, more = least[steps.to[step]], most[steps.to[step]]
                if fewer is None or more is None:
                    continue  # no ending can be reached from there
                fewer += self._size(step, steps.least[step])
                more += self._size(step, steps.most[step])
                low = fewer if low is None or fewer < low else low
                high = more if high is None or more > high else high
            least[at], most[at] = low, high
        return least, most

    def _size(self, step: int, uncertain: int) -> int:
        steps = self.steps
        return (steps.words[step] + uncertain) * SCALE + self._decides[steps.by[step]]

    def _backwards(self) -> list[int] | None:
        """Return the states that lead to endings, each after all such that it leads to.

        None where a play can go round a loop and still come to an ending.
        """
        steps, count = self.steps, len(self.steps.ends)
        coming = self._coming()
        waiting = [at for at in range(count) if steps.ends[at]]
        finishing = set(waiting)
        while waiting:
            for step in coming[waiting.pop()]:
                before = self._source[step]
                if before not in finishing:
                    finishing.add(before)
                    waiting.append(before)
        left = [0] * count
        for at in finishing:
            left[at] = sum(steps.to[step] in finishing for step in steps.onward(at))
        order = [at for at in finishing if not left[at]]
        for at in order:  # which grows all the while
            for step in coming[at]:
                before = self._source[step]
                left[before] -= 1
                if not left[before]:
                    order.append(before)
        return order if len(order) == len(finishing) else None

    def _coming(self) -> list[list[int]]:
        """Return the steps that lead to each state."""
        steps, count = self.steps, len(self.steps.ends)
        coming: list[list[int]] = [[] for _ in range(count)]
        self._source = [at for at in range(count) for _ in steps.onward(at)]
        for step, after in enumerate(steps.to):
            coming[after].append(step)
        return coming

    def _shortest(self) -> list[int | None]:
        """Return the size of the shortest play on from each state at the least, loops or none."""
        steps, count = self.steps, len(self.steps.ends)
        coming = self._coming()
        least: list[int | None] = [0 if end else None for end in steps.ends]
        queue = [(0, at) for at in range(count) if steps.ends[at]]
        heapify(queue)
        while queue:
            size, at = heappop(queue)
            if size != least[at]:
                continue
            for step in coming[at]:
                before = self._source[step]
                new = size + self._size(step, steps.least[step])
                old = least[before]
                if old is None or new < old:
                    least[before] = new
                    heappush(queue, (new, before))
        return least

    def _best(self, ahead: Sequence[int | None], *, shortest: bool) -> Length:
        best = BestWay(self.steps, ahead, self._most, self._progress, shortest=shortest).found()
        return Length(best.words, best.decisions, best.way)

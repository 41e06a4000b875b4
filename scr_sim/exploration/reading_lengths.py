"""How much there is to read: the words of the shortest, the longest and the average play.

A play is here its whole list of actions, enquiries included. What is read on the way depends on
more than where one can go, so that states are told apart by what texts ask about as well.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration.explicit_search import TOLD_EVERY, Progress
from scr_sim.exploration.told_words import Apart, WordsRead
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: More states than this are not read through: about twenty seconds.
MOST_READ = 500_000

ROUND = "Plays can go round a loop any number of times, so that there is no longest one."
TOO_MANY = "There are too many states to read through."
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


def lengths(engine: Engine, most: int = MOST_READ, progress: Progress | None = None) -> Lengths:
    """Return how long plays are, looking at ``most`` states at the most.

    ``progress`` is told how many states were looked at. Raises nothing.
    """
    try:
        return _Plays(engine, most, progress).lengths()
    except _TooManyError:
        return Lengths(why=TOO_MANY)


class _TooManyError(Exception):
    """There are more states than may be read through."""


class _Plays:
    """Every state that plays come to, as far as texts tell them apart."""

    def __init__(self, engine: Engine, most: int, progress: Progress | None) -> None:
        self.engine = engine
        self._words = WordsRead(engine)
        self.transitions: list[Transition] = [
            transition
            for table in engine.scenes
            for group in (table.choices, table.enquiries)
            for transition in group
        ]
        # What leads on from one state stands together, and begins where ``_begins`` says: by which
        # transition, with how many words read, to which state.
        self._by, self._read, self._to = array("i"), array("i"), array("i")
        self._begins = array("q")
        #: By state, whether it is an ending.
        self._ends: list[bool] = []
        self.at_first = 0
        self._search(most, progress)

    def _search(self, most: int, progress: Progress | None) -> None:
        try:
            first, self.at_first = self._words.begun()
        except ScenarioError:
            return
        self.at_first += self._words.offered(first)
        apart = Apart(self.engine)
        states = [apart.of(first)]
        index = {states[0]: 0}
        offers: dict[int, int] = {}
        numbers = {transition: at for at, transition in enumerate(self.transitions)}
        for state in states:  # which grows all the while
            self._begins.append(len(self._to))
            self._ends.append(self.engine.scenes[state.scene].kind == "ending")
            for transition in self.engine.transitions(state):
                try:
                    after, words = self._words.made(state, transition)
                except ScenarioError:  # passages without end: no play
                    continue
                after = apart.of(after)
                at = index.setdefault(after, len(states))
                if at == len(states):
                    if at >= most:
                        raise _TooManyError
                    states.append(after)
                    if progress is not None and at % TOLD_EVERY == 0:
                        progress(at)
                if transition.kind == "choice":
                    if at not in offers:
                        offers[at] = self._words.offered(after)
                    words += offers[at]
                self._by.append(numbers[transition])
                self._read.append(words)
                self._to.append(at)
        self._begins.append(len(self._to))

    def _onward(self, at: int) -> range:
        """Return the steps that lead on from a state."""
        return range(self._begins[at], self._begins[at + 1])

    # -- what was found

    def lengths(self) -> Lengths:
        """Return how long plays are."""
        if True not in self._ends:
            return Lengths(why=NO_ENDING)
        order = self._backwards()
        if order is None:
            return Lengths(shortest=self._way(self._shortest()), why=ROUND)
        shortest, longest = _Best(self._ends), _Best(self._ends)
        plays, words, decisions = ([0] * len(self._ends) for _ in range(3))
        for at in order:
            if self._ends[at]:
                plays[at] = 1
                continue
            for step in self._onward(at):
                after, read, decides = self._to[step], self._read[step], self._decides(step)
                if not plays[after]:
                    continue  # no ending can be reached from there
                shortest.offer(at, step, after, read, decides, sign=1)
                longest.offer(at, step, after, read, decides, sign=-1)
                plays[at] += plays[after]
                words[at] += words[after] + plays[after] * read
                decisions[at] += decisions[after] + plays[after] * decides
        return Lengths(
            shortest=self._way(shortest),
            longest=self._way(longest),
            words=Fraction(words[0], plays[0]) + self.at_first,
            decisions=Fraction(decisions[0], plays[0]),
            plays=plays[0],
        )

    def _decides(self, step: int) -> int:
        return int(self.transitions[self._by[step]].kind == "choice")

    def _backwards(self) -> list[int] | None:
        """Return the states that lead to endings, each after all such that it leads to.

        None where a play can go round a loop and still come to an ending.
        """
        count = len(self._ends)
        coming: list[list[int]] = [[] for _ in range(count)]
        for at in range(count):
            for step in self._onward(at):
                coming[self._to[step]].append(at)
        waiting = [at for at in range(count) if self._ends[at]]
        finishing = set(waiting)
        while waiting:
            for before in coming[waiting.pop()]:
                if before not in finishing:
                    finishing.add(before)
                    waiting.append(before)
        left = [0] * count
        for at in finishing:
            left[at] = sum(self._to[step] in finishing for step in self._onward(at))
        order = [at for at in finishing if not left[at]]
        for at in order:  # which grows all the while
            for before in coming[at]:
                left[before] -= 1
                if not left[before]:
                    order.append(before)
        return order if len(order) == len(finishing) else None

    def _shortest(self) -> _Best:
        """Return the shortest play on from each state, where there are loops."""
        count = len(self._ends)
        coming: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        for at in range(count):
            for step in self._onward(at):
                coming[self._to[step]].append((at, step))
        best = _Best(self._ends)
        queue = [(0, 0, at) for at in range(count) if self._ends[at]]
        while queue:
            words, decisions, at = heappop(queue)
            if (words, decisions) != best.size[at]:
                continue
            for before, step in coming[at]:
                read, decides = self._read[step], self._decides(step)
                if best.offer(before, step, at, read, decides, sign=1):
                    heappush(queue, (*best.known(before), before))
        return best

    def _way(self, best: _Best) -> Length:
        way, at = [], 0
        while not self._ends[at]:
            step = best.steps[at]
            way.append(self.transitions[self._by[step]])
            at = self._to[step]
        words, decisions = best.known(0)
        return Length(words + self.at_first, decisions, tuple(way))


class _Best:
    """For each state the best play on, as far as it is known: its size and its first step."""

    def __init__(self, ends: list[bool]) -> None:
        self.size: list[tuple[int, int] | None] = [(0, 0) if end else None for end in ends]
        self.steps = [-1] * len(ends)

    def known(self, at: int) -> tuple[int, int]:
        """Return the words and decisions of the best play on from a state that has one."""
        size = self.size[at]
        assert size is not None, "a play leads on from here"
        return size

    def offer(self, at: int, step: int, after: int, read: int, decides: int, *, sign: int) -> bool:
        """Take a step where it is better: shorter with ``sign`` 1, longer with -1."""
        words, decisions = self.known(after)
        new = words + read, decisions + decides
        old = self.size[at]
        if old is not None and (new >= old if sign > 0 else new <= old):
            return False
        self.size[at], self.steps[at] = new, step
        return True

"""Every step that plays can make, and how many words are read at it.

States are told apart by what can be done in them and not by what texts read: there would be fifty
times as many. How many words a step has is then known for certain, or between bounds.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import PlainState
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.scenario_texts import Texts
from scr_sim.exploration.visits import Course, TooManyStepsError, Visit, Visits
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: Of states: a walk has not come to it yet, and is not done with it.
_NEW, _OPEN = -1, -2


class Steps:
    """Every state that plays come to, as far as what can be done tells them apart."""

    def __init__(
        self,
        engine: Engine,
        most: int,
        progress: Progress | None = None,
        together: int = limits.MOST_PLACES_OF_A_TABLE,
    ) -> None:
        self.engine = engine
        texts = Texts(engine, together)
        while together and texts.places > limits.MOST_PLACES:
            together //= 4
            texts = Texts(engine, together)
        self.courses: list[Course] = []
        # What leads on from one state stands together, and begins where ``begins`` says: by which
        # course, to which state, with how many words that are certain, and the fewest and the most
        # that are not.
        self.by, self.to = array("i"), array("i")
        self.words, self.least, self.most = array("q"), array("q"), array("q")
        self.begins = array("q", [0])
        #: By state, its scene, and whether it is an ending.
        self.scenes = array("i")
        self.ends: list[bool] = []
        #: The scenes entered before anything is done, and the words read in them.
        self.begun: tuple[int, ...] = ()
        self.at_first = 0
        #: The first state, with everything that is so; None where the first scenes never end.
        self.first: State | None = None
        #: Whether some play comes to passages without end.
        self.endless = False
        #: How many stands of plays were looked at; those that are alike are then one state.
        self.looked_at = 0
        try:
            self.first, self.begun, self.at_first = texts.begun()
        except ScenarioError:
            self.endless = True
            return
        with allocation():
            # What the search held is free before its steps are put together.
            self._merge(self._search(texts, self.first, most, progress))

    def onward(self, at: int) -> range:
        """Return the steps that lead on from a state."""
        return range(self.begins[at], self.begins[at + 1])

    def _search(
        self, texts: Texts, first: State, most: int, progress: Progress | None
    ) -> Sequence[int]:
        """Find all steps; return by state what is the same where all leads on alike but for where.

        Raises `TooManyStepsError`.
        """
        visits = Visits(texts, most, progress)
        facts_in = visits.apart.facts_in
        start = visits.apart.of(first)
        states: list[PlainState] = [(start.scene, start.values, start.facts, start.spent)]
        index = {states[0]: 0}
        made: list[Visit] = []
        # Where each leads: by its exits, which begin where ``begins`` says.
        to, begins = array("i"), array("q", [0])
        for state in states:  # which grows all the while
            visit = visits.at(state)
            facts = state[2]
            for target, values, gained, spent, _ in visit.exits:
                after = target, values, facts_in[target](facts | gained), spent
                at = index.get(after)
                if at is None:
                    at = index[after] = len(states)
                    states.append(after)
                to.append(at)
            made.append(visit)
            begins.append(len(to))
            if len(states) > most:
                raise TooManyStepsError
        self.looked_at = visits.looked_at
        self.courses, self.endless = visits.courses, visits.endless
        offered = [texts.offered(state) for state in states]
        pairs: dict[tuple[int, int], int] = {}
        kinds = [
            pairs.setdefault((id(visit), words), len(pairs))
            for visit, words in zip(made, offered, strict=True)
        ]
        groups = _alike(kinds, begins, to)
        ways = array("i")
        # Of visits that are alike one is laid out, the first one first.
        bases = dict.fromkeys(groups, 0)
        begin = 0
        for at in bases:
            bases[at] = begin
            begin += len(made[at].ways)
        for at, base in bases.items():
            led = [
                (bases[groups[one]], 0 if way.stays else offered[one])
                for one, way in zip(to[begins[at] : begins[at + 1]], made[at].exits, strict=True)
            ]
            self._lay_out(made[at], base, led)
            ways += made[at].ways
            self.scenes.extend([states[at][0]] * len(made[at].ways))
        return ways

    def _lay_out(self, visit: Visit, base: int, led: Sequence[tuple[int, int]]) -> None:
        """Add the steps of a visit whose first state is ``base``.

        By exit, ``led`` is the state that is come to, and the words of what is newly on offer.
        """
        before = len(self.to)
        self.begins.extend([before + begin for begin in visit.begins[1:]])
        self.by += visit.by
        self.least += visit.least
        self.most += visit.most
        self.to.extend([base + to if to >= 0 else led[-1 - to][0] for to in visit.to])
        pairs = zip(visit.words, visit.to, strict=True)
        self.words.extend([words if to >= 0 else words + led[-1 - to][1] for words, to in pairs])

    def _merge(self, ways: Sequence[int]) -> None:
        """Put states together from which everything leads on alike.

        A number that is only ever asked whether it is enough, say, has two values that differ.
        """
        # Of the words, the ways tell all but what is on offer where choices lead.
        known: dict[tuple[int, bytes], int] = {}
        kinds = array("i")
        for number, (begin, end) in zip(ways, pairwise(self.begins), strict=True):
            kind = number, self.words[begin:end].tobytes()
            kinds.append(known.setdefault(kind, len(known)))
        groups = _alike(kinds, self.begins, self.to)
        numbers: dict[int, int] = {}
        for group in groups:
            numbers.setdefault(group, len(numbers))
        begins, steps = array("q", [0]), array("q")
        for group in numbers:
            steps.extend(self.onward(group))
            begins.append(len(steps))
        self.to = array("i", [numbers[groups[self.to[step]]] for step in steps])
        self.by = array("i", [self.by[step] for step in steps])
        self.words = array("q", [self.words[step] for step in steps])
        self.least = array("q", [self.least[step] for step in steps])
        self.most = array("q", [self.most[step] for step in steps])
        self.begins, self.scenes = begins, array("i", [self.scenes[group] for group in numbers])
        self.ends = [self.engine.scenes[scene].kind == "ending" for scene in self.scenes]


def _alike(kinds: Sequence[int], begins: Sequence[int], to: Sequence[int]) -> list[int]:
    """Return, for each state, the one that stands for all from which everything leads on alike.

    Those are of one kind, and lead to what is alike: ``to`` is where each state leads, from where
    ``begins`` says. States from which plays can go round a loop stay as they are.
    """
    groups = [_NEW] * len(kinds)
    looping: set[int] = set()
    alike: dict[tuple[int, ...], int] = {}
    for first in range(len(kinds)):
        if groups[first] != _NEW:
            continue
        groups[first] = _OPEN
        led = to[begins[first] : begins[first + 1]]
        walk = [(first, led, iter(led))]
        while walk:
            at, led, coming = walk[-1]
            for after in coming:
                if groups[after] == _NEW:
                    groups[after] = _OPEN
                    beyond = to[begins[after] : begins[after + 1]]
                    walk.append((after, beyond, iter(beyond)))
                    break
            else:
                walk.pop()
                ahead = [groups[after] for after in led]
                if _OPEN in ahead or (looping and not looping.isdisjoint(led)):
                    looping.add(at)
                    groups[at] = at
                else:
                    groups[at] = alike.setdefault((kinds[at], *ahead), at)
    return groups

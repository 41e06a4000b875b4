"""Every step that plays can make, and how many words are read at it.

States are told apart by what can be done in them and not by what texts read: there would be fifty
times as many. How many words a step has is then known for certain, or between bounds.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from itertools import pairwise

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import PlainState
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import TOLD_EVERY, Progress
from scr_sim.exploration.scenario_texts import Texts
from scr_sim.exploration.visits import Course, TooManyStepsError, Visit, Visits
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import ScenarioError


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
        #: How many states were looked at; those that are alike are then one.
        self.looked_at = 0
        try:
            self.first, self.begun, self.at_first = texts.begun()
        except ScenarioError:
            self.endless = True
            return
        with allocation():
            self._search(texts, self.first, most, progress)

    def onward(self, at: int) -> range:
        """Return the steps that lead on from a state."""
        return range(self.begins[at], self.begins[at + 1])

    def _search(self, texts: Texts, first: State, most: int, progress: Progress | None) -> None:
        visits = Visits(texts, most)
        facts_in = visits.apart.facts_in
        start = visits.apart.of(first)
        states: list[PlainState] = [(start.scene, start.values, start.facts, start.spent)]
        index = {states[0]: 0}
        made: list[Visit] = []
        exits: list[list[int]] = []
        told = 0
        for state in states:  # which grows all the while
            visit = visits.at(state)
            facts = state[2]
            left = []
            for target, values, gained in visit.exits:
                after = target, values, facts_in[target](facts | gained), 0
                at = index.get(after)
                if at is None:
                    at = index[after] = len(states)
                    states.append(after)
                left.append(at)
            made.append(visit)
            exits.append(left)
            self.looked_at += len(visit.ways)
            if max(self.looked_at, len(states)) > most:
                raise TooManyStepsError
            if progress is not None and self.looked_at - told >= TOLD_EVERY:
                told = self.looked_at
                progress(told)
        self.courses, self.endless = visits.courses, visits.endless
        offered = [texts.offered(state) for state in states]
        kinds = [(id(visit), words) for visit, words in zip(made, offered, strict=True)]
        groups = _alike(kinds, exits)
        ways: list[int] = []
        # Of visits that are alike one is laid out, the first one first.
        bases = dict.fromkeys(groups, 0)
        begin = 0
        for at in bases:
            bases[at] = begin
            begin += len(made[at].ways)
        for at, base in bases.items():
            led = [groups[one] for one in exits[at]]
            self._lay_out(made[at], base, [(bases[one], offered[one]) for one in led])
            ways += made[at].ways
            self.scenes.extend([states[at][0]] * len(made[at].ways))
        self._merge(ways)

    def _lay_out(self, visit: Visit, base: int, led: Sequence[tuple[int, int]]) -> None:
        """Add the steps of a visit whose first state is ``base``.

        By exit, ``led`` is the state that is come to, and the words of what is on offer there.
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
        spans = [slice(*span) for span in pairwise(self.begins)]
        # Of the words, the ways tell all but what is on offer where choices lead.
        kinds = [(number, *self.words[span]) for number, span in zip(ways, spans, strict=True)]
        groups = _alike(kinds, [self.to[span] for span in spans])
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


def _alike(kinds: Sequence[Hashable], onward: Sequence[Sequence[int]]) -> list[int]:
    """Return, for each state, the one that stands for all from which everything leads on alike.

    Those are of one kind, and lead to what is alike. States from which plays can go round a loop
    stay as they are.
    """
    led_by: list[list[int]] = [[] for _ in kinds]
    left = [len(led) for led in onward]
    for at, led in enumerate(onward):
        for after in led:
            led_by[after].append(at)
    groups = list(range(len(kinds)))
    alike: dict[tuple[Hashable, ...], int] = {}
    ready = [at for at, count in enumerate(left) if not count]
    for at in ready:  # which grows all the while
        key = (kinds[at], *[groups[after] for after in onward[at]])
        groups[at] = alike.setdefault(key, at)
        for before in led_by[at]:
            left[before] -= 1
            if not left[before]:
                ready.append(before)
    return groups

"""Plays that head for one condition: where it is looked at, by way of what could make it hold.

Directed testing. A play that does by preference what was done least comes by most conditions, but
by some only after thousands of actions. What a condition reads says what has to be done for it,
what that asks says what has to be done before, and the links say which way that lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress

from scr_sim.engine import State
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import Watched
from scr_sim.exploration.directions import Directions, Wanted, Way
from scr_sim.exploration.witnesses import Witnesses, make_and_look
from scr_sim.scenario.syntax.diagnostics import ScenarioError

#: So often what is wanted is asked what it takes itself.
_STEPS_BACK = 2
#: Further than any scene is.
_FAR = 1 << 30
#: What brings nothing about that is wanted, and undoes nothing.
_NEITHER = (False, False)
#: Behind everything that is ranked.
_LAST = (True, True, True, _FAR, _FAR, True, _FAR)


def directed_plays(witnesses: Witnesses, left: Sequence[Watched]) -> None:
    """Play towards some conditions that have not held yet, a few times each."""
    if not left:
        return
    directions = Directions(witnesses.engine)
    most, held = limits.MOST_DIRECTED_ACTIONS, len(witnesses.held)
    with suppress(ScenarioError):
        for one in left:
            every = directions.ways_to(one)
            for number in range(limits.MOST_PLAYS_TOWARDS if every else 0):
                if id(one) in witnesses.held:
                    break
                ways = directions.behind(directions.wanted(one, number), every) or every
                # The ways by turns. Two ways would each be tried in one manner only, nearest first
                # or not: every other round begins with the next one.
                turn = number + (number // len(ways) if len(ways) % 2 == 0 else 0)
                way = ways[turn % len(ways)]
                most -= _play(witnesses, _Heading(directions, one, way, number))
            if len(witnesses.held) > held:
                held, most = len(witnesses.held), limits.MOST_DIRECTED_ACTIONS
            if most < 0:
                return


def _play(witnesses: Witnesses, heading: _Heading) -> int:
    """Play once; return how many actions it took."""
    state = witnesses.engine.start
    most = 2 * len(witnesses.engine.scenes)
    for actions in range(most):
        witnesses.stand(state, tuple)
        transition = heading.pick(state)
        if transition is None:
            return actions
        state = make_and_look(witnesses, state, transition)
    return most


#: How far it is from scenes to the nearest of some, and what is to be done there.
_Goals = tuple[Mapping[int, int], Set[Transition | None]]


class _Heading:
    """Picks what to do in a play that heads for one condition by one way."""

    def __init__(self, directions: Directions, one: Watched, way: Way, number: int) -> None:
        self._directions = directions
        self._engine = directions.engine
        self._nearest_first = number % 2 == 0
        #: Facts have few sources and values many, of which some lead away from the facts.
        self._facts_first = number // 2 % 2 == 1
        first = directions.wanted(one, number)
        asked = directions.asked_by(way, number)
        self._first = Wanted(facts=first.facts | asked.facts, puts=first.puts | asked.puts)
        self._helpful = Wanted()
        taking = Wanted()
        taking.add(first)
        taking.add(asked)
        if way.transition is not None and way.transition.kind == "choice":
            taking.facts |= way.transition.needed if way.transition.convincing else 0
        self._own = taking
        self._helpful.add(taking)
        for _ in range(_STEPS_BACK):
            taking = directions.taken_by(taking, number)
            self._helpful.add(taking)
        self._places = self._helpful.places()  # among them those of its own
        self._there: _Goals = directions.far(frozenset([way.scene])), {way.transition}
        #: Whether what a transition changes brings something about, or undoes it.
        self._met: dict[Transition, tuple[bool, bool]] = {}
        #: By what is missing, where it is to be had.
        self._missing: dict[tuple[int, tuple[bool, ...]], _Goals] = {}

    def pick(self, state: State) -> Transition | None:
        """Return what to do; None where nothing can be done."""
        transitions = self._engine.transitions(state)
        if not transitions:
            return None
        scene, values, facts, _ = state
        missing = self._first.facts & ~facts
        puts = tuple([values[place] == value for place, value in self._first.puts])
        far, having = self._goals(missing, puts, scene)
        done, helpful = self._directions.done, self._helpful
        here = far.get(scene, _FAR)
        straight = self._nearest_first and far is not self._there[0]
        gains, against = ~facts & helpful.facts, ~facts & self._own.against
        best, lowest = transitions[0], _LAST
        for transition in transitions:
            gained = transition.facts
            brings, undoes = self._met.get(transition) or self._meet(transition)
            undoes = undoes or bool(gained & against)
            if undoes > lowest[0]:
                continue
            choosing = transition.kind == "choice"
            if transition in having:
                distance = -1
            elif transition.kind == "enquiry":
                distance = here
            else:
                target = transition.way.certain
                if target < 0:
                    change = transition.change
                    after = change.applied(values) if change is not None else values
                    target = transition.way.taken(after, facts | gained)
                distance = far.get(target, _FAR)
            idle = not (brings or gained & gains)
            times = done[transition]
            rank = (
                undoes,
                distance == _FAR,
                idle or (straight and choosing),
                distance,
                times if straight else 0,
                idle,
                times,
            )
            if rank < lowest:
                best, lowest = transition, rank
        done[best] += 1
        return best

    def _meet(self, transition: Transition) -> tuple[bool, bool]:
        found, change = _NEITHER, transition.change
        if change is not None and change.touched & self._places:
            found = self._helpful.met_by(change), self._own.undone_by(change)
        self._met[transition] = found
        return found

    def _goals(self, missing: int, puts: tuple[bool, ...], scene: int) -> _Goals:
        """Return how far it is to where something missing is to be had, and what has it there.

        Or, where nothing is missing or nothing can be had any more, to where the way begins.
        """
        key = (missing, puts)
        if key not in self._missing:
            wanted = Wanted(facts=missing)
            if not (missing and self._facts_first):
                pairs = zip(self._first.puts, puts, strict=True)
                wanted.puts = {put for put, so in pairs if not so}
            sources = list(self._directions.sources(wanted))
            far = self._directions.far(frozenset([at for at, _ in sources]))
            self._missing[key] = far, {transition for _, transition in sources}
        goals = self._missing[key]
        return goals if scene in goals[0] else self._there

"""How many plays there are, counted over states that were found one by one.

A play is a sequence of scenes, choices and whether a citing convinced. The states that a way round
leads to are set aside; the others have an order in which each is led to by earlier ones alone, and
what plays there are from each is worked out from the last one backwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import States
from scr_sim.exploration.sequences import NONE, Sequences


class ExplicitCounts:
    """Counts the plays of a scenario all of whose states were found."""

    def __init__(self, states: States) -> None:
        self.states = states
        self._order = self._in_order()
        #: By transition, the first one of its choice and citing: variants are one way of choosing.
        self._letters = _letters(states.transitions)
        self._chooses = [transition.kind == "choice" for transition in states.transitions]
        kinds = [table.kind for table in states.engine.scenes]
        self._scenes = [states.scene(at) for at in range(states.states)]
        #: By state, the ending that it is, or -1.
        self._ending = [scene if kinds[scene] == "ending" else -1 for scene in self._scenes]
        #: The endings that can be come to in infinitely many plays.
        finite = set(self._order)  # a way round leads to the others
        self.infinite = {
            ending for at, ending in enumerate(self._ending) if ending >= 0 and at not in finite
        }
        #: How many plays there are in all, once they have been counted; None if infinitely many.
        self.total: int | None = None

    def _in_order(self) -> list[int]:
        states = self.states
        led_by = states.led_by()
        order = [0] if states.states and not led_by[0] else []
        for at in order:  # which grows all the while
            for after in states.led_to(at):
                led_by[after] -= 1
                if not led_by[after]:
                    order.append(after)
        return order

    def most(self) -> int | None:
        """Return how many decisions the longest play has; None where there is no longest."""
        if self.infinite:
            return None
        made = [0] * self.states.states
        longest: int | None = None
        for at in self._order:
            if self._ending[at] >= 0:
                longest = max(made[at], longest or 0)
            for number, after in self.states.onward(at):
                made[after] = max(made[after], made[at] + self._chooses[number])
        return longest

    def plays(self) -> dict[int, int | None] | None:
        """Return how many plays come to each ending; None for all where they are too many.

        An ending that infinitely many plays come to has None.
        """
        sequences = Sequences(len(self.states.engine.scenes))
        first = self._standing(sequences)
        if first is None:
            return None
        totals: dict[int, int | None] = dict.fromkeys(self.states.endings, 0)
        found, total = sequences.counted(first)
        totals.update(found)
        totals.update(dict.fromkeys(self.infinite))
        self.total = None if self.infinite else total
        return totals

    def _standing(self, sequences: Sequences) -> int | None:
        """Return what the plays from the first state on are; None where they are too many.

        What is beyond a way round is left out.
        """
        chooses, letters, scenes = self._chooses, self._letters, self._scenes
        plays = [NONE] * self.states.states
        union, way = sequences.union, sequences.way
        for at in reversed(self._order):
            if self._ending[at] >= 0:
                plays[at] = sequences.ending(self._ending[at])
                continue
            chosen: dict[int, int] = {}
            asked = NONE
            for number, after in self.states.onward(at):
                there = plays[after]
                if there == NONE:  # no ending, or beyond a way round
                    continue
                if not chooses[number]:
                    asked = there if asked == NONE else union(asked, there)
                    continue
                by = way(letters[number], scenes[after])
                before = chosen.setdefault(by, there)
                if before != there:
                    chosen[by] = union(before, there)
            plays[at] = union(sequences.of(chosen), asked)
            if sequences.too_many:
                return None
        return plays[0] if self._order else NONE


def lean_counts(engine: Engine) -> ExplicitCounts | None:
    """Return counts over states that are told apart by no more than sets do; None if too many.

    Sets say what can be, and not after which sequence of choices.
    """
    states = States(engine, limits.MOST_STATES_COUNTED, lean=True)
    return ExplicitCounts(states) if states.complete else None


def _letters(transitions: Sequence[Transition]) -> list[int]:
    first: dict[tuple[int, bool | None], int] = {}
    return [
        first.setdefault((id(transition.choice), transition.convincing), number)
        if transition.kind == "choice"
        else number
        for number, transition in enumerate(transitions)
    ]

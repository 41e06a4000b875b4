"""How many plays there are, counted over states that were found one by one.

As over sets, a play is a sequence of scenes, choices and whether a citing convinced, and
sequences after which the same states may stand are counted together. The states that a way round
leads to are set aside; the others have an order in which each is led to by earlier ones alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from heapq import heappop, heappush

from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import States

#: States of one scene that may stand after a sequence; one that stands alone is its number.
_Group = int | frozenset[int]


class ExplicitCounts:
    """Counts the plays of a scenario all of whose states were found."""

    def __init__(self, states: States) -> None:
        self.states = states
        self._order = self._in_order()
        #: By state, its place in that order; -1 where a way round leads to it.
        self._rank = [-1] * states.states
        for rank, at in enumerate(self._order):
            self._rank[at] = rank
        #: By transition, the first one of its choice and citing: variants are one way of choosing.
        self._letters = _letters(states.transitions)
        self._chooses = [transition.kind == "choice" for transition in states.transitions]
        kinds = [table.kind for table in states.engine.scenes]
        #: By state, the ending that it is, or -1.
        self._ending = [
            scene if kinds[scene] == "ending" else -1
            for scene in map(states.scene, range(states.states))
        ]
        #: The endings that can be come to in infinitely many plays.
        self.infinite = {
            ending
            for ending, rank in zip(self._ending, self._rank, strict=True)
            if ending >= 0 and rank < 0
        }
        #: How many plays there are in all, once they have been counted; None if infinitely many.
        self.total: int | None = None

    def _in_order(self) -> list[int]:
        states = self.states
        led_by = states.led_by()
        order = [0] if states.states and not led_by[0] else []
        for at in order:  # which grows all the while
            for _, after in states.onward(at):
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
        totals: dict[int, int | None] = dict.fromkeys(self.states.endings, 0)
        totals.update(dict.fromkeys(self.infinite))
        total = followed = 0
        #: The groups to go on from, the earliest first, each with how many plays come to it.
        queue: list[tuple[int, int, _Group]] = []
        counts: dict[_Group, int] = {}
        after: Iterable[Collection[int]] = [[0]] if self.states.states and not self._rank[0] else []
        plays = 1
        while True:
            for standing in after:
                ends = False
                for group in self._groups(standing):
                    first = group if isinstance(group, int) else min(group, key=self._ranked)
                    ending = self._ending[first]
                    if ending < 0:
                        if group in counts:
                            counts[group] += plays
                        else:
                            heappush(queue, (self._rank[first], len(counts), group))
                            counts[group] = plays
                        continue
                    ends = True
                    so_far = totals[ending]
                    if so_far is not None:
                        totals[ending] = so_far + plays
                # What was looked into may decide between endings; it is one sequence all the same.
                total += plays if ends else 0
            if not queue:
                break
            _, _, group = heappop(queue)
            plays = counts[group]
            asked = self._asked(group)
            followed += len(asked)
            if len(counts) > limits.MOST_GROUPS or followed > limits.MOST_GROUPED_STATES:
                return None
            after = self._after(asked)
        self.total = None if self.infinite else total
        return totals

    def _ranked(self, at: int) -> int:
        return self._rank[at]

    def _groups(self, standing: Collection[int]) -> Iterable[_Group]:
        """Return states that a choice leads to, by the scene that they are in."""
        if len(standing) == 1:
            return standing
        scenes: dict[int, list[int]] = {}
        for at in standing:
            scenes.setdefault(self.states.scene(at), []).append(at)
        return [group[0] if len(group) == 1 else frozenset(group) for group in scenes.values()]

    def _asked(self, group: _Group) -> list[int]:
        """Return a group's states and all that enquiries lead to from them."""
        found = [group] if isinstance(group, int) else list(group)
        seen = set(found)
        chooses = self._chooses
        for at in found:  # which grows all the while
            for number, after in self.states.onward(at):
                if not chooses[number] and after not in seen:
                    seen.add(after)
                    found.append(after)
        return found

    def _after(self, asked: list[int]) -> Iterable[Collection[int]]:
        """Return, for each choice of some states of one scene, the states that it leads to.

        What is beyond a way round is left out.
        """
        chooses, rank, letters = self._chooses, self._rank, self._letters
        if len(asked) == 1:
            return [
                (after,)
                for number, after in self.states.onward(asked[0])
                if chooses[number] and rank[after] >= 0
            ]
        found: dict[int, set[int]] = {}
        for at in asked:
            for number, after in self.states.onward(at):
                if chooses[number] and rank[after] >= 0:
                    found.setdefault(letters[number], set()).add(after)
        return found.values()


def _letters(transitions: Sequence[Transition]) -> list[int]:
    first: dict[tuple[int, bool | None], int] = {}
    return [
        first.setdefault((id(transition.choice), transition.convincing), number)
        if transition.kind == "choice"
        else number
        for number, transition in enumerate(transitions)
    ]

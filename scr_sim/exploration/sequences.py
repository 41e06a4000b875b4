"""Sets of sequences of choices, each set once, however many states the same sequences follow from.

A set is a number. It is known by its beginnings: by the way that is taken first (a choice, whether
its citing convinced, the scene that comes next) the set of what follows. The set of what follows
from several states together is worked out from theirs, so that a sequence that several of them
allow is in it once.
"""

from __future__ import annotations

from scr_sim.exploration import limits

#: The set without any sequence: no play comes to an ending.
NONE = 0


class Sequences:
    """Every set that was made, by its number; those that it is made of have lower numbers.

    A way is a number: its choice times ``scenes``, how many there are, and the scene it leads to.
    """

    def __init__(self, scenes: int) -> None:
        self._scenes = scenes
        #: By set, what follows by each way that can be taken first.
        self._following: list[dict[int, int]] = [{}]
        self._known: dict[frozenset[tuple[int, int]], int] = {frozenset(): NONE}
        self._endings: dict[int, int] = {}
        self._unions: dict[tuple[int, int], int] = {}

    @property
    def too_many(self) -> bool:
        """Whether there are more sets, or more of them were put together, than are followed."""
        return (
            len(self._following) > limits.MOST_SEQUENCE_SETS
            or len(self._unions) > limits.MOST_UNIONS
        )

    def ending(self, scene: int) -> int:
        """Return the set of one sequence, which is at its end, in an ending."""
        if scene not in self._endings:
            self._endings[scene] = len(self._following)
            self._following.append({})
        return self._endings[scene]

    def way(self, choice: int, scene: int) -> int:
        """Return the number of a way: a choice with its citing, and the scene that it leads to."""
        return choice * self._scenes + scene

    def of(self, following: dict[int, int]) -> int:
        """Return the set that begins so: by the way taken first, what follows."""
        key = frozenset(following.items())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self._following)
            self._following.append(following)
        return found

    def union(self, one: int, other: int) -> int:
        """Return the set of all sequences of two sets."""
        if one == other or other == NONE:
            return one
        if one == NONE:
            return other
        wanted = (one, other) if one < other else (other, one)
        found = self._unions.get(wanted)
        if found is not None:
            return found
        # Not by recursion: sequences may be longer than Python's calls are deep.
        waiting = [wanted]
        while waiting:
            pair = waiting[-1]
            if pair in self._unions or self.too_many:
                waiting.pop()
                continue
            following = dict(self._following[pair[0]])
            missing = []
            for way, there in self._following[pair[1]].items():
                here = following.get(way, there)
                if here != there:
                    both = (here, there) if here < there else (there, here)
                    known = self._unions.get(both)
                    if known is None:
                        missing.append(both)
                        continue
                    following[way] = known
                else:
                    following[way] = there
            if missing:
                waiting += missing
            else:
                self._unions[pair] = self.of(following)
        return self._unions.get(wanted, NONE)

    def counted(self, of: int) -> tuple[dict[int, int], int]:
        """Return how many sequences of a set come to each ending, and how many there are in all."""
        plays = {of: 1}
        total = 0
        ends = set(self._endings.values())
        for one in range(of, NONE, -1):
            here = plays.get(one)
            if here is None:
                continue
            ending = set()
            for way, after in self._following[one].items():
                plays[after] = plays.get(after, 0) + here
                if after in ends:
                    # What was looked into may decide between endings; it is one sequence all the
                    # same.
                    ending.add(way // self._scenes)
            total += here * len(ending)
        if of in ends:
            total = 1
        return {scene: plays[end] for scene, end in self._endings.items() if end in plays}, total

"""Steps from sets of state vectors to sets of state vectors: what is let go, put, and added.

A digit that ceases to matter is put to nought, ``set`` and ``add`` are shifts, and each step can
be gone back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scr_sim.engine.transitions import Change
from scr_sim.exploration.condition_reads import bits
from scr_sim.exploration.liveness import Matter
from scr_sim.scenario.conditions.compiler import Value


class Step(NamedTuple):
    """One step from sets of vectors to sets of vectors.

    ``back`` takes what stands after it and returns everything that can have stood before.
    """

    on: Callable[[int], int]
    back: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Digit:
    """One place of the numbering: a variable's values, or a fact's yes and no."""

    stride: int
    values: tuple[Value, ...]

    @property
    def size(self) -> int:
        """Return how many values it has."""
        return len(self.values)


class Pattern:
    """The vectors with one digit from ``first`` up to ``last``, as far as they were ever asked for.

    Most sets are far shorter than all vectors would be.
    """

    __slots__ = ("_filled", "_vectors")

    def __init__(self, stride: int, size: int, first: int, last: int) -> None:
        self._vectors = ((1 << stride * (last - first)) - 1) << stride * first
        self._filled = stride * size

    def over(self, length: int) -> int:
        """Return those among the first ``length`` vectors, and perhaps some that come behind."""
        while self._filled < length:
            self._vectors |= self._vectors << self._filled
            self._filled *= 2
        return self._vectors


class VectorSteps:
    """Makes the steps of one numbering; what is the same for many is made once.

    ``digits`` are the variables', by place; ``slots`` the facts' strides; ``full`` are all vectors.
    """

    def __init__(
        self,
        digits: Mapping[int, Digit],
        slots: Mapping[int, int],
        full: int,
    ) -> None:
        self._digits, self._slots, self._full = digits, slots, full
        self._drops: dict[tuple[int, int], Step] = {}
        self._adds: dict[tuple[int, int, int], Step] = {}

    def between(
        self, before: Matter, change: Change | None, gains: int, after: Matter
    ) -> list[Step]:
        """Return what takes vectors from one point to the next.

        What matters before and after says which places of a vector are in use; what ceases to
        matter is put to nought, so that the states that differed in it fall together.
        """
        if not after.variables and not after.facts:
            full = self._full
            return [Step(lambda vectors: 1 if vectors else 0, lambda after: full * (after & 1))]
        coming = gains & after.facts
        if change is None and not coming and before == after:
            return []
        # The furthest places first: with every one that is let go the numbers grow shorter.
        going = before.facts & (~after.facts | coming)
        steps: list[Step] = []
        if going:
            lost = sorted([self._slots[fact] for fact in bits(going)], reverse=True)
            steps += [self._dropped(stride, 2) for stride in lost]
        up = sum([self._slots[fact] for fact in bits(coming)]) if coming else 0
        unread = before.variables & ~after.variables
        if change is not None or unread:
            up += self._changed(before, change, after, unread, steps)
        if up:
            steps.append(Step(lambda vectors: vectors << up, lambda after: after >> up))
        return steps

    def _changed(
        self, before: Matter, change: Change | None, after: Matter, unread: int, steps: list[Step]
    ) -> int:
        """Add what becomes of the variables; return how far vectors move up for what is put.

        ``unread`` are the variables that cease to matter.
        """
        adds: dict[int, int] = {}
        puts: dict[int, Value] = {}
        touched = unread
        if change is not None:
            adds = {place: by for place, by, _, _ in change.adds}
            puts = dict(change.sets)
            touched |= after.variables & change.touched
        up = 0
        while touched:
            place = touched.bit_length() - 1
            touched ^= 1 << place
            digit = self._digits[place]
            if unread >> place & 1:
                steps.append(self._dropped(digit.stride, digit.size))
            elif place in puts:
                if before.variables >> place & 1:
                    steps.append(self._dropped(digit.stride, digit.size))
                up += digit.stride * digit.values.index(puts[place])
            elif adds[place]:
                steps.append(self._added(digit.stride, digit.size, adds[place]))
        return up

    def _dropped(self, stride: int, size: int) -> Step:
        """Return the step that puts a digit to nought."""
        if (stride, size) not in self._drops:
            self._drops[stride, size] = self._drop(stride, size)
        return self._drops[stride, size]

    def _drop(self, stride: int, size: int) -> Step:
        below, beyond = (1 << stride) - 1, stride * size
        lowest = Pattern(stride, size, 0, 1)
        # Each shift brings together as many more values as were brought together before.
        shifts, together = [], 1
        while together < size:
            further = min(together, size - together)
            shifts.append(stride * further)
            together += further

        def dropped(vectors: int) -> int:
            length = vectors.bit_length()
            for shift in shifts:
                vectors |= vectors >> shift
            # Most often it is the last digit in use: no pattern tells it from others.
            return vectors & (below if length <= beyond else lowest.over(length))

        def back(after: int) -> int:
            for shift in shifts:
                after |= after << shift
            return after

        return Step(dropped, back)

    def _added(self, stride: int, size: int, by: int) -> Step:
        """Return the step that adds to a number and stops at its bounds."""
        if (stride, size, by) not in self._adds:
            self._adds[stride, size, by] = self._add(stride, size, by)
        return self._adds[stride, size, by]

    def _add(self, stride: int, size: int, by: int) -> Step:
        far = min(abs(by), size - 1)
        shift = stride * far
        if by > 0:
            free = Pattern(stride, size, 0, size - far)
            stopped = [
                (Pattern(stride, size, at, at + 1), stride * (size - 1 - at))
                for at in range(size - far, size)
            ]

            def up(vectors: int) -> int:
                length = vectors.bit_length()
                moved = (vectors & free.over(length)) << shift
                for values, move in stopped:
                    moved |= (vectors & values.over(length)) << move
                return moved

            def back_up(after: int) -> int:
                length = after.bit_length()
                parted = after >> shift & free.over(length)
                for values, move in stopped:
                    parted |= after >> move & values.over(length)
                return parted

            return Step(up, back_up)
        free = Pattern(stride, size, far, size)
        stopped = [(Pattern(stride, size, at, at + 1), stride * at) for at in range(far)]

        def down(vectors: int) -> int:
            length = vectors.bit_length()
            moved = (vectors & free.over(length)) >> shift
            for values, move in stopped:
                moved |= (vectors & values.over(length)) >> move
            return moved

        def back_down(after: int) -> int:
            length = after.bit_length() + stride * size
            parted = after << shift & free.over(length)
            for values, move in stopped:
                parted |= after << move & values.over(length)
            return parted

        return Step(down, back_down)

"""Sets of states as whole numbers: each vector of what matters is one bit.

The values of all variables that matter, and whether each fact that matters is so, number a
vector in mixed radix. A set of vectors is the bits of one Python integer; a condition is a mask,
``add`` and ``set`` are shifts, and all states of a scene are worked on at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import Enough, Reads, Test, bits
from scr_sim.exploration.fact_slots import slots
from scr_sim.exploration.liveness import Matter, Matters, answers
from scr_sim.scenario.conditions.compiler import Value, compile_tree
from scr_sim.scenario.conditions.parser import Both, Call, Not, Tree, Truth
from scr_sim.scenario.model.variables import FlagVariable, NumberVariable, Variable


class Step(NamedTuple):
    """One step from sets of vectors to sets of vectors.

    ``back`` takes what stands after it and returns everything that can have stood before.
    """

    on: Callable[[int], int]
    back: Callable[[int], int]


class TooManyError(Exception):
    """The vectors are too many to be held as sets."""


@dataclass(frozen=True, slots=True)
class Digit:
    """One place of the numbering: a variable's values, or a fact's yes and no."""

    stride: int
    values: tuple[Value, ...]

    @property
    def size(self) -> int:
        """Return how many values it has."""
        return len(self.values)


class Layout:
    """The numbering of vectors, with the masks and steps that work on sets of them.

    ``points`` is what matters at each point of a play; facts that never matter at one time share
    a slot. ``sets_held`` is how many sets and masks will be held at once, roughly. Raises
    `TooManyError`.
    """

    def __init__(self, reads: Reads, points: Collection[Matter], sets_held: int = 0) -> None:
        self.reads = reads
        variables = list((reads.engine.scenario.variables or {}).values())
        used = 0
        for point in points:
            used |= point.variables
        self.digits: dict[int, Digit] = {}
        stride = 1
        for place, variable in enumerate(variables):
            if used >> place & 1:
                values = values_of(variable)
                self.digits[place] = Digit(stride, values)
                stride *= len(values)
                if stride > limits.MOST_VECTORS:
                    raise TooManyError
        slot_of = slots({point.facts for point in points})
        #: The stride of each fact's slot.
        self.slots = {fact: stride << slot for fact, slot in slot_of.items()}
        self.size = stride << (max(slot_of.values(), default=-1) + 1)
        if self.size > limits.MOST_VECTORS:
            raise TooManyError
        # A set that something does not matter in any more is shorter, and most are.
        if (self.size >> 3) * sets_held > limits.MOST_SET_BYTES:
            raise TooManyError
        self.full = (1 << self.size) - 1
        self._patterns: dict[tuple[int, int, int, int], int] = {}
        self._masks: dict[tuple[Test, int], int] = {}
        self._drops: dict[tuple[int, int], Step] = {}
        self._adds: dict[tuple[int, int, int], Step] = {}
        #: What is asked together in many scenes is held once.
        self._guards: dict[tuple[tuple[Test, ...], int], int] = {}

    @classmethod
    def of(cls, matters: Matters) -> Layout:
        """Return the layout for all that matters in a scenario. Raises `TooManyError`."""
        points = [*matters.arriving, *matters.being, *(m for ms in matters.leaving for m in ms)]
        return cls(matters.reads, points, len(matters.engine.scenes) + 4 * _guards(matters))

    def alike(self, other: Layout) -> bool:
        """Return whether another layout numbers the same vectors in the same way."""
        return (self.digits, self.slots, self.size) == (other.digits, other.slots, other.size)

    # -- masks

    def pattern(self, stride: int, size: int, first: int, last: int) -> int:
        """Return the vectors whose digit is from ``first`` up to, not including, ``last``."""
        key = (stride, size, first, last)
        if key not in self._patterns:
            block = ((1 << stride * (last - first)) - 1) << stride * first
            filled = stride * size
            while filled < self.size:
                # Never further than the last vector: its size is a multiple of the digit's.
                by = min(filled, self.size - filled)
                block |= block << by
                filled += by
            self._patterns[key] = block
        return self._patterns[key]

    def mask(self, test: Test | None, facts: int) -> int:
        """Return the vectors for which a test holds, where ``facts`` are those that can be so."""
        if test is None:
            return self.full
        read = self.reads.of(test)[1] & facts
        if (test, read) not in self._masks:
            self._masks[test, read] = self._mask(test, read)
        return self._masks[test, read]

    def all_of(self, tests: Iterable[Test], facts: int) -> int:
        """Return the vectors for which every test holds."""
        asked = tuple(tests)
        if len(asked) == 1:
            return self.mask(asked[0], facts)
        read = 0
        for test in asked:
            read |= self.reads.of(test)[1]
        key = (asked, read & facts)
        if key not in self._guards:
            mask = self.full
            for test in asked:
                mask &= self.mask(test, facts)
            self._guards[key] = mask
        return self._guards[key]

    def _fact(self, fact: int, facts: int) -> int:
        if not facts >> fact & 1:
            return 0
        return self.pattern(self.slots[fact], 2, 1, 2)

    def _mask(self, test: Test, facts: int) -> int:
        match test:
            case (fact, so):
                mask = self._fact(fact, facts)
                return mask if so else self.full ^ mask
            case Enough(several, need):
                return self._enough([self._fact(fact, facts) for fact in several], need)
            case Call(name, ref):
                return self._fact(self.reads.engine.bits[name, ref], facts)
            case Not(inner):
                return self.full ^ self.mask(inner, facts)
            case Both(word, parts):
                masks = [self.mask(part, facts) for part in parts]
                mask = masks[0]
                for other in masks[1:]:
                    mask = mask & other if word == "and" else mask | other
                return mask
            case Truth(value):
                return self.full if value else 0
            case _:
                return self._compared(test, facts)

    def _enough(self, masks: list[int], need: int) -> int:
        at_least = [self.full] + [0] * need
        for mask in masks:
            for number in range(need, 0, -1):
                at_least[number] |= at_least[number - 1] & mask
        return at_least[need]

    def _compared(self, tree: Tree, facts: int) -> int:
        """Return the mask of a comparison, or of a flag's name, by trying the values it reads."""
        variables, read = self.reads.of(tree)
        places = [place for place in self.digits if variables >> place & 1]
        calls = list(bits(read & facts))
        combined = 1 << len(calls)
        for place in places:
            combined *= self.digits[place].size
        if combined > limits.MOST_COMBINATIONS:
            raise TooManyError
        engine = self.reads.engine
        holds = compile_tree(tree, engine.places, engine.bits)
        values: list[Value] = list(engine.start_values)
        if len(places) == 1 and not calls:
            digit = self.digits[places[0]]
            return self._runs(
                digit, [self._holds(holds, values, places[0], v) for v in digit.values]
            )
        mask = 0
        for chosen in product(*(range(self.digits[place].size) for place in places)):
            here = self.full
            for place, at in zip(places, chosen, strict=True):
                digit = self.digits[place]
                values[place] = digit.values[at]
                here &= self.pattern(digit.stride, digit.size, at, at + 1)
            for so in product((False, True), repeat=len(calls)):
                told = sum(1 << fact for fact, yes in zip(calls, so, strict=True) if yes)
                if holds(tuple(values), told):
                    exact = here
                    for fact, yes in zip(calls, so, strict=True):
                        exact &= self.mask((fact, yes), facts)
                    mask |= exact
        return mask

    @staticmethod
    def _holds(holds: Any, values: list[Value], place: int, value: Value) -> bool:
        values[place] = value
        return bool(holds(tuple(values), 0))

    def _runs(self, digit: Digit, holding: list[bool]) -> int:
        """Return the mask of the values that hold, a run of neighbours at a time."""
        mask, first = 0, None
        for at, holds in enumerate([*holding, False]):
            if holds and first is None:
                first = at
            elif not holds and first is not None:
                mask |= self.pattern(digit.stride, digit.size, first, at)
                first = None
        return mask

    # -- steps

    def steps(self, before: Matter, change: Change | None, gains: int, after: Matter) -> list[Step]:
        """Return what takes vectors from one point to the next.

        What matters before and after says which places of a vector are in use; what ceases to
        matter is put to nought, so that the states that differed in it fall together.
        """
        if not after.variables and not after.facts:
            return [
                Step(lambda vectors: 1 if vectors else 0, lambda after: self.full * (after & 1))
            ]
        coming = gains & after.facts
        if before == after and change is None and not coming:
            return []
        # The furthest places first: with every one that is let go the numbers grow shorter.
        going = before.facts & (~after.facts | coming)
        lost = sorted([self.slots[fact] for fact in bits(going)], reverse=True) if going else ()
        steps = [self._dropped(stride, 2) for stride in lost]
        up = 0
        if change is not None or before.variables & ~after.variables:
            up = self._changed(before, change, after, steps)
        if coming:
            up += sum([self.slots[fact] for fact in bits(coming)])
        if up:
            steps.append(Step(lambda vectors: vectors << up, lambda after: after >> up))
        return steps

    def _changed(
        self, before: Matter, change: Change | None, after: Matter, steps: list[Step]
    ) -> int:
        """Add what becomes of the variables; return how far vectors move up for what is put."""
        adds = {place: by for place, by, _, _ in change.adds} if change is not None else {}
        puts = dict(change.sets) if change is not None else {}
        up = 0
        for place, digit in reversed(self.digits.items()):
            was, will = before.variables >> place & 1, after.variables >> place & 1
            if will and place in puts:
                if was:
                    steps.append(self._dropped(digit.stride, digit.size))
                up += digit.stride * digit.values.index(puts[place])
            elif will and adds.get(place):
                steps.append(self._added(digit.stride, digit.size, adds[place]))
            elif was and not will:
                steps.append(self._dropped(digit.stride, digit.size))
        return up

    def _dropped(self, stride: int, size: int) -> Step:
        """Return the step that puts a digit to nought."""
        if (stride, size) not in self._drops:
            self._drops[stride, size] = self._drop(stride, size)
        return self._drops[stride, size]

    def _drop(self, stride: int, size: int) -> Step:
        lowest = self.pattern(stride, size, 0, 1)
        if size == 2:
            return Step(
                lambda vectors: (vectors & lowest) | (vectors >> stride & lowest),
                lambda after: after | after << stride,
            )
        shifts = range(stride, stride * size, stride)

        def dropped(vectors: int) -> int:
            found = vectors & lowest
            for shift in shifts:
                found |= vectors >> shift & lowest
            return found

        def back(after: int) -> int:
            found = after
            for shift in shifts:
                found |= after << shift
            return found

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
            free = self.pattern(stride, size, 0, size - far)
            stopped = [
                (self.pattern(stride, size, at, at + 1), stride * (size - 1 - at))
                for at in range(size - far, size)
            ]
            return Step(
                lambda vectors: _joined((vectors & free) << shift, vectors, stopped),
                lambda after: _parted(after >> shift & free, after, stopped),
            )
        free = self.pattern(stride, size, far, size)
        stopped = [(self.pattern(stride, size, at, at + 1), stride * at) for at in range(far)]
        return Step(
            lambda vectors: _joined_down((vectors & free) >> shift, vectors, stopped),
            lambda after: _parted_down(after << shift & free, after, stopped),
        )

    def start(self, matter: Matter) -> int:
        """Return the set of the one vector with which plays arrive at their first scene.

        ``matter`` is what matters there.
        """
        at = 0
        for place, digit in self.digits.items():
            if matter.variables >> place & 1:
                at += digit.stride * digit.values.index(self.reads.engine.start_values[place])
        return 1 << at

    def seen_values(self, vectors: int, place: int) -> list[Value]:
        """Return the values that a variable takes in a set of vectors."""
        digit = self.digits[place]
        return [
            value
            for at, value in enumerate(digit.values)
            if vectors & self.pattern(digit.stride, digit.size, at, at + 1)
        ]


def _guards(matters: Matters) -> int:
    """Return how many different things are asked before something can be done."""
    asked = set()
    for scene, table in enumerate(matters.engine.scenes):
        facts = matters.being[scene].facts
        possible: tuple[Transition, ...] = (*table.choices, *answers(table))
        for transition in possible:
            tests = matters.tests(scene, transition)
            read = 0
            for test in tests:
                read |= matters.reads.of(test)[1]
            asked.add((tests, read & facts))
    return len(asked)


def _joined(moved: int, vectors: int, stopped: list[tuple[int, int]]) -> int:
    for mask, shift in stopped:
        moved |= (vectors & mask) << shift
    return moved


def _joined_down(moved: int, vectors: int, stopped: list[tuple[int, int]]) -> int:
    for mask, shift in stopped:
        moved |= (vectors & mask) >> shift
    return moved


def _parted(moved: int, after: int, stopped: list[tuple[int, int]]) -> int:
    for mask, shift in stopped:
        moved |= after >> shift & mask
    return moved


def _parted_down(moved: int, after: int, stopped: list[tuple[int, int]]) -> int:
    for mask, shift in stopped:
        moved |= after << shift & mask
    return moved


def values_of(variable: Variable) -> tuple[Value, ...]:
    """Return the values that a variable can have. Raises `TooManyError`."""
    if isinstance(variable, NumberVariable):
        if variable.max - variable.min >= limits.MOST_VALUES_OF_A_NUMBER:
            raise TooManyError
        return tuple(range(variable.min, variable.max + 1))
    if isinstance(variable, FlagVariable):
        return (False, True)
    return tuple(dict.fromkeys(variable.values))

"""Sets of states as whole numbers: each vector of what matters is one bit.

The values of all variables that matter, and whether each fact that matters is so, number a
vector in mixed radix. A set of vectors is the bits of one Python integer; a condition is a mask,
``add`` and ``set`` are shifts, and all states of a scene are worked on at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import Enough, Reads, Test, bits
from scr_sim.exploration.fact_slots import slots
from scr_sim.exploration.liveness import Matter, Matters, answers
from scr_sim.exploration.vector_steps import Digit, Pattern, Step, VectorSteps
from scr_sim.scenario.conditions.compiler import Value, compile_tree
from scr_sim.scenario.conditions.parser import Both, Call, Not, Tree, Truth
from scr_sim.scenario.model.variables import FlagVariable, NumberVariable, Variable


class TooManyError(Exception):
    """The vectors are too many to be held as sets."""


class VectorLayout:
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
        #: How many vectors there are of the variables alone, and with which facts how many.
        self._plain = stride
        self._sizes: dict[int, int] = {}
        self._every: dict[int, int] = {self.size: self.full}
        self._steps = VectorSteps(self.digits, self.slots, self.full)
        self._patterns: dict[tuple[int, int, int, int, int], int] = {}
        self._grown: dict[tuple[int, int, int, int], Pattern] = {}
        self._masks: dict[tuple[Test, int, int], int] = {}
        #: What is asked together in many scenes is held once.
        self._guards: dict[tuple[tuple[Test, ...], int, int], int] = {}

    @classmethod
    def of(cls, matters: Matters) -> VectorLayout:
        """Return the layout for all that matters in a scenario. Raises `TooManyError`."""
        points = [*matters.arriving, *matters.being, *(m for ms in matters.leaving for m in ms)]
        return cls(matters.reads, points, len(matters.engine.scenes) + 4 * _guards(matters))

    def alike(self, other: VectorLayout) -> bool:
        """Return whether another layout numbers the same vectors in the same way."""
        return (self.digits, self.slots, self.size) == (other.digits, other.slots, other.size)

    # -- masks
    #
    # A mask is no longer than what it is for: most points of a play have room for few facts.

    def _size(self, facts: int) -> int:
        """Return how many vectors there can be where no other facts can be so."""
        if facts not in self._sizes:
            top = max([self.slots[fact] for fact in bits(facts)], default=0)
            self._sizes[facts] = 2 * top or self._plain
        return self._sizes[facts]

    def everything(self, facts: int) -> int:
        """Return all vectors that there can be where no other facts can be so."""
        return self._all(self._size(facts))

    def _all(self, size: int) -> int:
        if size not in self._every:
            self._every[size] = (1 << size) - 1
        return self._every[size]

    def pattern(self, stride: int, size: int, first: int, last: int, most: int = 0) -> int:
        """Return the vectors whose digit is from ``first`` up to, not including, ``last``.

        Of the first ``most`` vectors, where that is given.
        """
        most = most or self.size
        key = (stride, size, first, last, most)
        if key not in self._patterns:
            digit = key[:4]
            if digit not in self._grown:
                self._grown[digit] = Pattern(stride, size, first, last)
            self._patterns[key] = self._grown[digit].over(most) & self._all(most)
        return self._patterns[key]

    def mask(self, test: Test | None, facts: int, *, whole: bool = False) -> int:
        """Return the vectors for which a test holds, where ``facts`` are those that can be so.

        ``whole`` goes on beyond them, for vectors of other points as well.
        """
        size = self.size if whole else self._size(facts)
        return self._all(size) if test is None else self._masked(test, facts, size)

    def _masked(self, test: Test, facts: int, size: int) -> int:
        read = self.reads.of(test)[1] & facts
        key = (test, read, size)
        if key not in self._masks:
            self._masks[key] = self._mask(*key)
        return self._masks[key]

    def all_of(self, tests: Iterable[Test], facts: int) -> int:
        """Return the vectors for which every test holds."""
        asked = tuple(tests)
        size = self._size(facts)
        if len(asked) == 1:
            return self._masked(asked[0], facts, size)
        read = 0
        for test in asked:
            read |= self.reads.of(test)[1]
        key = (asked, read & facts, size)
        if key not in self._guards:
            mask = self._all(size)
            for test in asked:
                mask &= self._masked(test, facts, size)
            self._guards[key] = mask
        return self._guards[key]

    def _fact(self, fact: int, facts: int, size: int) -> int:
        if not facts >> fact & 1:
            return 0
        return self.pattern(self.slots[fact], 2, 1, 2, size)

    def _mask(self, test: Test, facts: int, size: int) -> int:
        full = self._all(size)
        match test:
            case (fact, so):
                mask = self._fact(fact, facts, size)
                return mask if so else full ^ mask
            case Enough(several, need):
                return self._enough([self._fact(fact, facts, size) for fact in several], need, full)
            case Call(name, ref):
                return self._fact(self.reads.engine.bits[name, ref], facts, size)
            case Not(inner):
                return full ^ self._masked(inner, facts, size)
            case Both(word, parts):
                masks = [self._masked(part, facts, size) for part in parts]
                mask = masks[0]
                for other in masks[1:]:
                    mask = mask & other if word == "and" else mask | other
                return mask
            case Truth(value):
                return full if value else 0
            case _:
                return self._compared(test, facts, size)

    @staticmethod
    def _enough(masks: list[int], need: int, full: int) -> int:
        at_least = [full] + [0] * need
        for mask in masks:
            for number in range(need, 0, -1):
                at_least[number] |= at_least[number - 1] & mask
        return at_least[need]

    def _compared(self, tree: Tree, facts: int, size: int) -> int:
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
            holding = [self._holds(holds, values, places[0], v) for v in digit.values]
            return self._runs(digit, holding, size)
        mask = 0
        for chosen in product(*(range(self.digits[place].size) for place in places)):
            here = self._all(size)
            for place, at in zip(places, chosen, strict=True):
                digit = self.digits[place]
                values[place] = digit.values[at]
                here &= self.pattern(digit.stride, digit.size, at, at + 1, size)
            for so in product((False, True), repeat=len(calls)):
                told = sum(1 << fact for fact, yes in zip(calls, so, strict=True) if yes)
                if holds(tuple(values), told):
                    exact = here
                    for fact, yes in zip(calls, so, strict=True):
                        exact &= self._masked((fact, yes), facts, size)
                    mask |= exact
        return mask

    @staticmethod
    def _holds(holds: Any, values: list[Value], place: int, value: Value) -> bool:
        values[place] = value
        return bool(holds(tuple(values), 0))

    def _runs(self, digit: Digit, holding: list[bool], size: int) -> int:
        """Return the mask of the values that hold, a run of neighbours at a time."""
        mask, first = 0, None
        for at, holds in enumerate([*holding, False]):
            if holds and first is None:
                first = at
            elif not holds and first is not None:
                mask |= self.pattern(digit.stride, digit.size, first, at, size)
                first = None
        return mask

    # -- steps

    def steps(self, before: Matter, change: Change | None, gains: int, after: Matter) -> list[Step]:
        """Return what takes vectors from one point to the next (`VectorSteps.between`)."""
        return self._steps.between(before, change, gains, after)

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


def values_of(variable: Variable) -> tuple[Value, ...]:
    """Return the values that a variable can have. Raises `TooManyError`."""
    if isinstance(variable, NumberVariable):
        if variable.max - variable.min >= limits.MOST_VALUES_OF_A_NUMBER:
            raise TooManyError
        return tuple(range(variable.min, variable.max + 1))
    if isinstance(variable, FlagVariable):
        return (False, True)
    return tuple(dict.fromkeys(variable.values))

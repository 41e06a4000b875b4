"""States as whole numbers: a scene, the enquiries spent, the values and the facts side by side.

A number takes little memory and is looked up fast; what something hangs on in a state is a mask.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from scr_sim.engine import Engine, State
from scr_sim.engine.transitions import Change
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import KeptFacts, bits
from scr_sim.scenario.conditions.compiler import Value, Values
from scr_sim.scenario.model.variables import NumberVariable, Variable, WordVariable

_Found = TypeVar("_Found")
#: Bytes that something remembered takes, beside the bits themselves.
_ENTRY_BYTES = 160


class Room:
    """How many bytes there are left to remember in: one room serves a whole search."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = limits.MOST_BYTES_REMEMBERED


class Remembered(dict[int, _Found], ABC):
    """What comes of some bits of a state: worked out when it is asked for first."""

    __slots__ = ("_room",)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room

    def __missing__(self, read: int) -> _Found:
        found = self.worked_out(read)
        if self._room.left > 0:
            self._room.left -= _ENTRY_BYTES + read.bit_length() // 4
            self[read] = found
        return found

    @abstractmethod
    def worked_out(self, read: int) -> _Found:
        """Return what comes of some bits."""


class PackedChange:
    """A change of the values of packed states."""

    __slots__ = ("_adds", "_keeps", "_put", "reads", "touches")

    def __init__(self, adds: Iterable[tuple[int, int, int, int]], keeps: int, put: int) -> None:
        """Take of each sum its shift, its width, what is added and the top; and what is put."""
        self._adds = tuple(adds)
        self._keeps = keeps
        self._put = put
        #: The bits that what it makes hangs on, and those that it may change.
        self.reads = sum(width << shift for shift, width, _, _ in self._adds)
        self.touches = self.reads | ~keeps

    def applied(self, packed: int) -> int:
        """Return a state after this change."""
        for shift, width, by, top in self._adds:
            before = packed >> shift & width
            after = before + by
            after = 0 if after < 0 else top if after > top else after
            packed += (after - before) << shift
        return packed & self._keeps | self._put


class Packing:
    """Where everything stands in an engine's packed states.

    ``most_spent`` is the most enquiries that are counted on a visit.
    """

    def __init__(self, engine: Engine, most_spent: int) -> None:
        at = len(engine.scenes).bit_length()
        #: The bits of the scene, which come first, and of the enquiries spent; one of them spent.
        self.scene = (1 << at) - 1
        self.one_spent = 1 << at
        self.spent = ((1 << most_spent.bit_length()) - 1) << at
        at += most_spent.bit_length()
        variables = engine.scenario.variables or {}
        self._domains = [_domain(variable) for variable in variables.values()]
        self._start = engine.start_values
        #: By variable, where it begins, and its bits there.
        self._fields: list[tuple[int, int]] = []
        for domain in self._domains:
            width = domain.index(domain[-1]).bit_length()
            self._fields.append((at, (1 << width) - 1))
            at += width
        self._values = (1 << at) - 1 - self.spent - self.scene
        #: Where the facts begin, which come last and in the engine's order.
        self.facts_at = at
        self._unpacked: dict[int, Values] = {}
        self.room = Room()

    # -- states

    def packed(self, state: State) -> int:
        """Return a state as a number."""
        found = state.scene | state.spent * self.one_spent | state.facts << self.facts_at
        fields = zip(self._domains, self._fields, state.values, strict=True)
        for domain, (shift, _), value in fields:
            found |= domain.index(value) << shift
        return found

    def state(self, packed: int) -> State:
        """Return the state that a number stands for."""
        values = packed & self._values
        found = self._unpacked.get(values)
        if found is None:  # most states share their values with many others
            found = self._unpacked[values] = self.values(packed, range(len(self._fields)))
        spent = (packed & self.spent) // self.one_spent
        return State(packed & self.scene, found, packed >> self.facts_at, spent)

    def values(self, packed: int, places: Iterable[int]) -> Values:
        """Return the values in a state, those in other places as they start."""
        found = list(self._start)
        for place in places:
            shift, width = self._fields[place]
            found[place] = self._domains[place][packed >> shift & width]
        return tuple(found)

    def values_of(self, place: int, states: Iterable[int]) -> set[Value]:
        """Return the values that a variable takes in some states."""
        shift, width = self._fields[place]
        domain = self._domains[place]
        return {domain[at] for at in {packed >> shift & width for packed in states}}

    # -- their parts

    def bits(self, variables: int, facts: int) -> int:
        """Return the bits of some variables, by place, and of some facts."""
        found = facts << self.facts_at
        for place in bits(variables):
            shift, width = self._fields[place]
            found |= width << shift
        return found

    def kept(self, kept: KeptFacts) -> KeptFacts:
        """Return what a packed state keeps: everything but the facts that are not kept."""
        at = self.facts_at
        groups = [(notes << at, any_one << at) for notes, any_one in kept.groups]
        return KeptFacts(kept.own << at | ((1 << at) - 1), tuple(groups))

    def change(self, change: Change | None) -> PackedChange | None:
        """Return a change of packed states."""
        if change is None:
            return None
        adds = []
        for place, by, lowest, highest in change.adds:
            shift, width = self._fields[place]
            adds.append((shift, width, by, highest - lowest))
        cleared = put = 0
        for place, value in change.sets:
            shift, width = self._fields[place]
            cleared |= width << shift
            put |= self._domains[place].index(value) << shift
        return PackedChange(adds, ~cleared, put)


def _domain(variable: Variable) -> Sequence[Value]:
    """Return all values that a variable can have."""
    if isinstance(variable, NumberVariable):
        return range(variable.min, variable.max + 1)
    return tuple(variable.values) if isinstance(variable, WordVariable) else (False, True)


class Lookup(Remembered[_Found]):
    """Something asked of states: ``asked[packed & asked.reads]``.

    ``variables`` are those that it reads, by place, and ``facts`` the facts.
    """

    __slots__ = ("_ask", "_packing", "_places", "reads")

    def __init__(
        self, packing: Packing, ask: Callable[[Values, int], _Found], variables: int, facts: int
    ) -> None:
        super().__init__(packing.room)
        self._packing = packing
        self._ask = ask
        self._places = tuple(bits(variables))
        self.reads = packing.bits(variables, facts)

    def worked_out(self, read: int) -> _Found:
        """Return what is answered."""
        packing = self._packing
        return self._ask(packing.values(read, self._places), read >> packing.facts_at)

"""Transitions of packed states: whether they can be made, what they change and where they lead.

What a transition makes of a state hangs on few of its bits, most often: it is worked out once for
each way that these can be, and then looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from scr_sim.engine.transitions import Way
from scr_sim.exploration.condition_reads import KeptFacts, Reads
from scr_sim.exploration.liveness import Onward
from scr_sim.exploration.packed_states import Lookup, PackedChange, Packing, Remembered, Room

#: What a transition comes to that leads into passages without end.
ENDLESS = -1

#: Takes a state and returns what it becomes by a transition; None where that cannot be made, and
#: `ENDLESS` where it leads nowhere.
After = Callable[[int], int | None]


class Outcomes(Remembered[int | None]):
    """What a transition puts into the bits that it touches, by the bits that this hangs on."""

    __slots__ = ("_after", "_keeps")

    def __init__(self, room: Room, after: After, keeps: int) -> None:
        super().__init__(room)
        self._after = after
        self._keeps = keeps

    def worked_out(self, read: int) -> int | None:
        """Return what it puts; None where it cannot be made, `ENDLESS` where it leads nowhere."""
        after = self._after(read)
        return after if after is None or after == ENDLESS else after & ~self._keeps


class ReadyTransition(NamedTuple):
    """A transition, ready to be tried on very many states."""

    number: int
    #: By the bits that it ``reads`` in a state: what it puts into those that it does not keep.
    puts: Outcomes
    reads: int
    keeps: int
    #: How much greater a state is where nothing has come of it; None where that counts as well.
    vain: int | None


class Links:
    """Where a choice or a passage leads; ``asked`` where that hangs on the state."""

    __slots__ = ("asked", "certain", "scene", "targets")

    def __init__(
        self, scene: int, way: Way, onward: Onward, packing: Packing, reads: Reads
    ) -> None:
        self.scene = scene
        self.certain = way.certain
        self.targets = {way.certain}
        self.asked: Lookup[int] | None = None
        if way.certain < 0:
            self.targets = {target for _, target in onward}
            tests = [test for test, _ in onward if test is not None]
            self.asked = Lookup(packing, way.taken, *reads.of_all(tests))

    def taken(self, packed: int) -> int:
        """Return the scene that comes next."""
        asked = self.asked
        return self.certain if asked is None else asked[packed & asked.reads]


class PackedScene:
    """A scene, ready to be come to; ``onward`` is what a passage leads to."""

    __slots__ = ("_change", "_facts", "_kept", "onward", "reads", "scene", "touches")

    def __init__(
        self,
        scene: int,
        facts: int,
        change: PackedChange | None,
        kept: KeptFacts,
        onward: Links | None,
    ) -> None:
        self.scene = scene
        self.onward = onward
        #: The bits that coming here hangs on, and those that it may change.
        self.reads = of_groups(kept) | (change.reads if change is not None else 0)
        self.touches = of_groups(kept) | facts | (change.touches if change is not None else 0)
        self._facts = facts
        self._change = change
        self._kept = kept

    def entered(self, packed: int) -> int:
        """Return what a state becomes that comes here."""
        packed |= self._facts
        return packed if self._change is None else self._change.applied(packed)

    def rested(self, packed: int) -> int:
        """Return what a state becomes that comes here, and goes no further."""
        return self._kept.of(self.entered(packed)) | self.scene


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedTransition:
    """A transition on its own: whether it can be made, and what it changes."""

    once: int
    test: Lookup[bool] | None
    change: PackedChange | None
    facts: int

    def made(self, packed: int) -> int | None:
        """Return what a state becomes; None where it cannot be made there."""
        if packed & self.once:
            return None
        test = self.test
        if test is not None and not test[packed & test.reads]:
            return None
        if self.change is not None:
            packed = self.change.applied(packed)
        return packed | self.facts

    @property
    def reads(self) -> int:
        """The bits that it hangs on."""
        found = self.once | (self.test.reads if self.test is not None else 0)
        return found | (self.change.reads if self.change is not None else 0)

    @property
    def touches(self) -> int:
        """The bits that it may change."""
        return self.facts | (self.change.touches if self.change is not None else 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedChoice:
    """A choice: what a state becomes by it."""

    making: PackedTransition
    #: How many of which notes must be held, for a citing to convince.
    needed: int
    need: int
    #: The bits of the scene and of what was spent there, which are left behind.
    position: int
    #: The scene that it leads to where it is one to rest in, always; or what takes it there.
    coming: PackedScene | None
    links: Links
    led: Callable[[int, Links], int]

    def after(self, packed: int) -> int | None:
        """Return what a state becomes."""
        if self.need and (packed & self.needed).bit_count() < self.need:
            return None
        made = self.making.made(packed)
        if made is None:
            return None
        made &= ~self.position
        return self.led(made, self.links) if self.coming is None else self.coming.rested(made)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedAnswer:
    """An enquiry's answer: what a state becomes by it."""

    making: PackedTransition
    kept: KeptFacts
    #: The bits of what was spent, how much this spends, and what there is no time after.
    spent: int
    spends: int
    most: int | None

    def after(self, packed: int) -> int | None:
        """Return what a state becomes."""
        if self.most is not None and packed & self.spent >= self.most:
            return None
        made = self.making.made(packed)
        return None if made is None else self.kept.of(made) + self.spends


def of_groups(kept: KeptFacts) -> int:
    """Return the notes of which one stands for any."""
    found = 0
    for notes, _ in kept.groups:
        found |= notes
    return found

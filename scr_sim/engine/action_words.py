"""Actions as words: ``CHOICE`` and ``CHOICE@note,note``, ``?ENQUIRY`` and ``!ENQUIRY``.

An enquiry that shows a page is made with the lines noted: ``?ENQUIRY@line,line``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from math import comb
from typing import overload

from scr_sim.text.characters import one_line


class ActionError(ValueError):
    """An action cannot be taken.

    ``action`` is the action, ``index`` its place in a list that was replayed (from 0), and
    ``available`` what could have been taken instead.
    """

    def __init__(
        self, message: str, action: str, available: tuple[str, ...] = (), index: int | None = None
    ) -> None:
        self.message = message
        self.action = action
        self.available = available
        self.index = index
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"Action {self.index + 1}, " if self.index is not None else "The action "
        could = f" These can be taken: {', '.join(self.available)}." if self.available else ""
        return f"{place}“{one_line(self.action[:120])}”, cannot be taken: {self.message}{could}"


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice, with the notes cited; ``cited`` is None where the action cites nothing at all."""

    choice: str
    cited: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.choice if self.cited is None else f"{self.choice}@{','.join(self.cited)}"


@dataclass(frozen=True, slots=True)
class Enquiring:
    """An enquiry; ``volunteered`` where somebody in the room brought it unasked.

    ``noted`` are the lines noted of its page; None where the action notes nothing at all.
    """

    enquiry: str
    volunteered: bool = False
    noted: tuple[str, ...] | None = None

    def __str__(self) -> str:
        made = f"{'!' if self.volunteered else '?'}{self.enquiry}"
        return made if self.noted is None else f"{made}@{','.join(self.noted)}"


def read_action(word: str) -> Choosing | Enquiring:
    """Return what an action's word says. Any word reads as something; playing decides."""
    lead, at, named = word.partition("@")
    several = (tuple(named.split(",")) if named else ()) if at else None
    if lead[:1] in {"?", "!"}:
        return Enquiring(lead[1:], lead[0] == "!", several)
    return Choosing(lead, several)


class Actions(Sequence[str]):
    """All that can be done at one point of a play, in order: like a tuple, and equal to it.

    The words of a citing choice are made when they are asked for, for there is one for each set
    of notes, and so are those of a page, one for each set of lines: with thirty notes held and
    three to be cited, some four and a half thousand.
    """

    __slots__ = ("_count", "_parts")

    def __init__(self, parts: Sequence[tuple[Sequence[str], int]], count: int) -> None:
        """Take the actions' parts, each with its length, and how many actions they are."""
        self._parts = parts
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(part for part, _ in self._parts)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple([self[at] for at in range(*index.indices(self._count))])
        at = index + self._count if index < 0 else index
        if at >= 0:
            for part, count in self._parts:
                if at < count:
                    return part[at]
                at -= count
        raise IndexError("there are not so many actions")

    def __add__(self, others: Iterable[str]) -> tuple[str, ...]:
        return (*self, *others)

    def __radd__(self, others: Iterable[str]) -> tuple[str, ...]:
        return (*others, *self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, tuple | Actions):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@lru_cache(maxsize=1 << 10)
def _sets(things: int, most: int) -> int:
    """Return how many sets there are of up to ``most`` out of so many things."""
    return sum([comb(things, size) for size in range(min(things, most) + 1)])


class Selections(Sequence[str]):
    """The actions of a citing choice or of a page: one for each set of up to ``pick`` of the ids.

    The smallest sets come first; those of one size are in the order of the ids.
    """

    __slots__ = ("_held", "_lead", "_pick", "size")

    def __init__(self, lead: str, held: Sequence[str], pick: int) -> None:
        """Take what the actions begin with, “@” included, the ids, and how many may be picked."""
        self._lead = lead
        self._held = held
        self._pick = pick
        #: How many actions they are.
        self.size = _sets(len(held), pick)

    def __len__(self) -> int:
        return self.size

    def __bool__(self) -> bool:
        return True  # nothing can always be picked

    def __iter__(self) -> Iterator[str]:
        for size in range(min(self._pick, len(self._held)) + 1):
            for cited in combinations(self._held, size):
                yield self._lead + ",".join(cited)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple([self[at] for at in range(*index.indices(self.size))])
        at = index + self.size if index < 0 else index
        if not 0 <= at < self.size:
            raise IndexError("there are not so many actions")
        held, size, sets = self._held, 0, 1
        if at <= len(held):  # nothing, or one of them: not more is cited most often
            return self._lead + held[at - 1] if at else self._lead
        while at >= sets:
            at -= sets
            size += 1
            sets = sets * (len(held) - size + 1) // size
        cited = []
        first = 0
        while size > 1:
            # So many of the sets left have the first note in them, and they come first.
            sets = comb(len(held) - first - 1, size - 1)
            if at < sets:
                cited.append(held[first])
                size -= 1
            else:
                at -= sets
            first += 1
        if size:
            cited.append(held[first + at])
        return self._lead + ",".join(cited)

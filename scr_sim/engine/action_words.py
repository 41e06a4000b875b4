"""Actions as words: ``CHOICE`` and ``CHOICE@note,note``, ``?ENQUIRY`` and ``!ENQUIRY``.

An enquiry that shows a page is made with the lines noted: ``?ENQUIRY@line,line``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import NamedTuple, overload

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
class ChoiceAction:
    """A choice, with the notes cited; ``cited`` is None where the action cites nothing at all."""

    choice: str
    cited: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.choice if self.cited is None else f"{self.choice}@{','.join(self.cited)}"


@dataclass(frozen=True, slots=True)
class EnquiryAction:
    """An enquiry; ``volunteered`` where somebody in the room brought it unasked.

    ``noted`` are the lines noted of its page; None where the action notes nothing at all.
    """

    enquiry: str
    volunteered: bool = False
    noted: tuple[str, ...] | None = None

    def __str__(self) -> str:
        made = f"{'!' if self.volunteered else '?'}{self.enquiry}"
        return made if self.noted is None else f"{made}@{','.join(self.noted)}"


def read_action(word: str) -> ChoiceAction | EnquiryAction:
    """Return what an action's word says. Any word reads as something; playing decides."""
    lead, at, named = word.partition("@")
    several = (tuple(named.split(",")) if named else ()) if at else None
    if lead[:1] in {"?", "!"}:
        return EnquiryAction(lead[1:], lead[0] == "!", several)
    return ChoiceAction(lead, several)


class ActionsBySelection(NamedTuple):
    """A citing choice or a page: an action for each set of up to ``pick`` of some ids.

    The smallest sets come first; those of one size are in the order of the ids.
    """

    #: What the actions begin with, “@” included.
    lead: str
    pick: int
    #: The ids of a page's lines; None where notes are cited, which are the play's.
    lines: tuple[str, ...] | None = None

    def word(self, at: int, held: Held) -> str:
        """Return one of the actions; ``held`` gives the notes."""
        if not at:
            return self.lead
        ids = held() if self.lines is None else self.lines
        return self.lead + ",".join(map(ids.__getitem__, _picked(len(ids), at)))

    def words(self, held: Held) -> Iterator[str]:
        """Return all of them in order."""
        ids = held() if self.lines is None else self.lines
        for size in range(min(self.pick, len(ids)) + 1):
            for picked in combinations(ids, size):
                yield self.lead + ",".join(picked)


#: Gives the ids of the notes held, in the order gained.
Held = Callable[[], Sequence[str]]
#: Some actions: those that are words, or those for which there is something to select.
Run = tuple[str, ...] | ActionsBySelection
#: How many actions there are, and their runs, each with how many there are up to its end.
RunTable = tuple[int, tuple[tuple[int, Run], ...]]


def run_table(runs: Iterable[tuple[str, ...] | ActionsBySelection], notes: int) -> RunTable:
    """Return the table of some runs where so many notes are held."""
    ends, count = [], 0
    for run in runs:
        if isinstance(run, ActionsBySelection):
            count += _sets(notes if run.lines is None else len(run.lines), run.pick)
        else:
            count += len(run)
        ends.append((count, run))
    return count, tuple(ends)


class Actions(Sequence[str]):
    """All that can be done at one point of a play, in order: like a tuple, and equal to it.

    The words of a citing choice are made when they are asked for, for there is one for each set
    of notes, and so are those of a page, one for each set of lines: with thirty notes held and
    three to be cited, some four and a half thousand. Which notes are held is asked only then.
    """

    __slots__ = ("_count", "_held", "_runs")

    def __init__(self, table: RunTable, held: Held) -> None:
        self._count, self._runs = table
        self._held = held

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for _, run in self._runs:
            yield from run.words(self._held) if isinstance(run, ActionsBySelection) else run

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple([self[at] for at in range(*index.indices(self._count))])
        at = index + self._count if index < 0 else index
        if at >= 0:
            begin = 0
            for end, run in self._runs:
                if at < end:
                    at -= begin
                    return (
                        run.word(at, self._held) if isinstance(run, ActionsBySelection) else run[at]
                    )
                begin = end
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


def _sets(things: int, most: int) -> int:
    """Return how many sets there are of up to ``most`` out of so many things."""
    return sum([comb(things, size) for size in range(min(things, most) + 1)])


# Which set is which hangs on numbers alone, and plays come by the same small ones.
@lru_cache(maxsize=1 << 13)
def _picked(things: int, at: int) -> tuple[int, ...]:
    """Return the places of the things in a set, of all sets of them, the smallest first."""
    size, sets = 0, 1
    while at >= sets:
        at -= sets
        size += 1
        sets = sets * (things - size + 1) // size
    picked: list[int] = []
    place = 0
    while len(picked) < size:
        # So many of the sets left have this thing in them, and they come first.
        sets = comb(things - place - 1, size - len(picked) - 1)
        if at < sets:
            picked.append(place)
        else:
            at -= sets
        place += 1
    return tuple(picked)

"""Positions of a text as an editor counts them, and as the text itself has them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from scr_sim.scenario.syntax.source import line_starts

#: What an editor counts a line's characters in; UTF-16 unless both sides agreed on another.
Unit = Literal["utf-8", "utf-16", "utf-32"]

_MARK = "\ufeff"


def width(text: str, unit: Unit) -> int:
    """Return how long a text is in a unit."""
    if unit == "utf-32" or text.isascii():
        return len(text)
    if unit == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


class Positions:
    """A text with its lines, without a byte order mark; lines and characters count from 0."""

    def __init__(self, raw: str, unit: Unit = "utf-16") -> None:
        self.text = raw.removeprefix(_MARK)
        self.unit: Unit = unit
        self._lead = width(_MARK, unit) if raw.startswith(_MARK) else 0
        self._starts = line_starts(self.text)

    @property
    def lines(self) -> int:
        """Return how many lines there are; an empty text has one."""
        return len(self._starts)

    def start(self, line: int) -> int:
        """Return the index at which a line begins."""
        return self._starts[line]

    def line(self, line: int) -> str:
        """Return a line without its end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def line_at(self, index: int) -> int:
        """Return the line in which an index stands."""
        return bisect_right(self._starts, max(0, min(index, len(self.text)))) - 1

    def index(self, line: int, character: int) -> int:
        """Return the index of an editor's position; what lies outside is the nearest inside."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        words = self.line(line)
        wanted = character - (self._lead if line == 0 else 0)
        start = self._starts[line]
        if wanted <= 0:
            return start
        if self.unit == "utf-32" or words.isascii():
            return start + min(wanted, len(words))
        passed = 0
        for at, one in enumerate(words):
            if passed >= wanted:
                return start + at
            passed += width(one, self.unit)
        return start + len(words)

    def raw_index(self, line: int, character: int) -> int:
        """Return the same in the text as the editor sent it, where a byte order mark counts too."""
        # Whatever lies beyond the beginning lies beyond the mark: nothing points into its middle.
        beyond = self._lead and (line, character) > (0, 0)
        return self.index(line, character) + (len(_MARK) if beyond else 0)

    def place(self, index: int) -> tuple[int, int]:
        """Return an index as an editor's line and character."""
        index = max(0, min(index, len(self.text)))
        line = self.line_at(index)
        lead = self._lead if line == 0 else 0
        return line, lead + width(self.text[self._starts[line] : index], self.unit)

"""The text of a file, and where in it a position stands, as an editor would count."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.text.characters import one_line

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_EXCERPT = 200


@lru_cache(maxsize=2)
def line_starts(text: str) -> array[int]:
    """Return where each line of a text begins, the first at 0; it is not to be changed.

    Whoever has a text open asks as often as it is read and told of.
    """
    # An array, because a file of nothing but line ends has millions of them.
    starts = array("I", [0])
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        starts.extend(match.end() for match in _LINE_END.finditer(text))
        return starts
    # Each line ends with the same character, which is cut off ten times as fast.
    lines = text.split("\n")
    lines.pop()
    starts.extend(accumulate(map((1).__add__, map(len, lines))))
    return starts


class Source:
    """One file's text, with its name as people should see it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = one_line(name)
        self.text = text
        self._starts: array[int] | None = None

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a position in the text."""
        starts = self._line_starts()
        index = max(0, min(index, len(self.text)))
        line = bisect_right(starts, index)
        return line, index - starts[line - 1] + 1

    def problem(
        self, code: str, message: str, index: int, hint: str = "", fix: tuple[Edit, ...] = ()
    ) -> Problem:
        """Return a problem at a position of this text, with the edits that certainly mend it.

        Of a very long line, the excerpt is what stands around the place.
        """
        line, column = self.place(index)
        excerpt, caret = self._excerpt(line, column)
        return Problem(
            code=code,
            message=message,
            file=self.name,
            line=line,
            column=column,
            excerpt=excerpt,
            hint=hint,
            caret=caret,
            fix=fix,
        )

    def _line_starts(self) -> array[int]:
        if self._starts is None:
            self._starts = line_starts(self.text)
        return self._starts

    def _excerpt(self, line: int, column: int) -> tuple[str, int]:
        starts = self._line_starts()
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        if end - start <= _LONGEST_EXCERPT:
            return self.text[start:end].rstrip("\r\n"), column
        half = _LONGEST_EXCERPT // 2
        begin = max(start, min(start + column - 1 - half, end - _LONGEST_EXCERPT))
        shown = self.text[begin : begin + _LONGEST_EXCERPT].rstrip("\r\n")
        before = "…" if begin > start else ""
        after = "…" if begin + _LONGEST_EXCERPT < end else ""
        return f"{before}{shown}{after}", start + column - begin + len(before)

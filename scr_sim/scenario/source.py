"""The text of a file, and where in it a position stands, as an editor would count."""

from __future__ import annotations

import re
from bisect import bisect_right

from scr_sim.scenario.problems import Problem, visible

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_EXCERPT = 200


class Source:
    """One file's text, with its name as people should see it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = visible(name)
        self.text = text
        self._starts: list[int] | None = None

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a position in the text."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return one line of the text, without its end."""
        self.place(0)
        if self._starts is None or not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return visible(self.text[start:end].rstrip("\r\n"))

    def problem(self, code: str, message: str, index: int, hint: str = "") -> Problem:
        """Return a problem at a position of this text.

        A very long line is cut to what stands around the place, so that it can be shown.
        """
        line, column = self.place(index)
        excerpt = self.line(line)
        if len(excerpt) > _LONGEST_EXCERPT:
            excerpt = excerpt[: max(_LONGEST_EXCERPT, column + 20)]
            if len(excerpt) > 2 * _LONGEST_EXCERPT:
                excerpt = ""
        return Problem(code, message, self.name, line, column, excerpt, hint)

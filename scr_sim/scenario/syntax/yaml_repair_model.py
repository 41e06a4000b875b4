"""One mistake in a YAML text with its repair, and what is looked at to find it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_lines import Line

#: What is a key elsewhere is looked for so far before and after a complaint.
_WIDELY = 50_000
_KEYS = re.compile(r"(?:^[ \t]*|[{,\-][ \t]*)([A-Za-z][\w-]*):(?=\s|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A mistake: where it is, what it is, what to do about it, and the edits that mend it.

    ``certain`` says that nobody could have meant it otherwise.
    """

    at: int
    message: str
    hint: str
    edits: tuple[Edit, ...]
    certain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a complaint: the lines looked at, and which of them it is about.

    ``at`` is where the parser gave up, ``began`` where that began of which it spoke; ``line`` is
    the line that it gave up on, or the last before it that holds anything.
    """

    text: str
    lines: tuple[Line, ...]
    at: int
    began: int
    said: str
    line: Line
    began_line: Line
    keys: frozenset[str]

    @classmethod
    def of(cls, text: str, lines: tuple[Line, ...], at: int, began: int, said: str) -> Surroundings:
        """Return the surroundings of a complaint in a text."""
        keys = frozenset(_KEYS.findall(text, max(0, at - _WIDELY), at + _WIDELY))
        line = _line_at(lines, at)
        if line.blank:
            earlier = [one for one in lines if one.start < line.start and not one.blank]
            line = earlier[-1] if earlier else line
        return cls(
            text=text,
            lines=lines,
            at=at,
            began=began,
            said=said,
            line=line,
            began_line=_line_at(lines, began),
            keys=keys,
        )

    @property
    def past(self) -> int:
        """Return how far the parser must come for a mistake to be mended: past this line."""
        following = self.after(self.line)
        return self.line.end if following is None else following.at

    def until(self) -> list[Line]:
        """Return the lines up to the complaint's."""
        return [line for line in self.lines if line.start <= self.line.start]

    def near(self) -> list[Line]:
        """Return the lines most likely at fault: the complaint's, the context's, the one before."""
        before = self.before(self.line)
        earlier = self.before(before) if before is not None else None
        found = [self.began_line, self.line, before, earlier]
        if self.said.startswith("mapping values"):
            found = [self.line, before, self.began_line, earlier]
        return list(dict.fromkeys(line for line in found if line is not None and not line.blank))

    def before(self, line: Line) -> Line | None:
        """Return the last line before one that holds anything."""
        return next(
            (one for one in reversed(self.lines) if one.start < line.start and not one.blank), None
        )

    def after(self, line: Line) -> Line | None:
        """Return the first line after one that holds anything."""
        return next((one for one in self.lines if one.start > line.start and not one.blank), None)

    def indents_near(self, line: Line | None = None) -> list[int]:
        """Return the indentations that a line may have been meant to have, likeliest first."""
        line = line or self.line
        before, after = self.before(line), self.after(line)
        found: list[int] = []
        if before is not None and before.key and before.value >= before.last:
            found.append(before.body - before.start + 2)
        if after is not None:
            found += [after.indent, after.body - after.start]
        found += self._open_levels(line)
        return sorted(dict.fromkeys(found), key=lambda indent: abs(indent - line.indent))

    def _open_levels(self, line: Line) -> list[int]:
        """Return the indentations of what is open above a line, the innermost first."""
        found: list[int] = []
        for other in reversed(self.lines):
            if other.start >= line.start or other.blank or "\t" in other.text[: other.indent]:
                continue
            for level in (other.body - other.start, other.indent):
                if not found or level < found[-1]:
                    found.append(level)
            if found[-1:] == [0]:
                break
        return found


def _line_at(lines: tuple[Line, ...], at: int) -> Line:
    place = bisect_right([line.start for line in lines], at) - 1
    return lines[max(place, 0)]


def in_quotes(text: str, start: int, end: int, moved: int = 0) -> Edit:
    """Return the edit that puts a stretch of a text in quotes, the double ones if they will do.

    ``moved`` is added to the places, where the text is a part of another.
    """
    value = text[start:end].rstrip()
    if '"' not in value and "\\" not in value:
        quotes = f'"{value}"'
    else:
        quotes = "'" + value.replace("'", "''") + "'"
    return Edit(moved + start, moved + start + len(value), quotes)

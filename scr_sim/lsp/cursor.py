"""Where in a file's structure a cursor stands, read from the text around it alone.

A file that is being written can seldom be read as YAML. Indentation, dashes and colons say enough
of where something would stand: whatever the text is, there is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from scr_sim.lsp.positions import Positions
from scr_sim.scenario.model.marks import Steps

#: Stands in a path for an item of a list, whichever it is.
ITEM = 0

#: Returns the keys of the mapping that so many steps lead to.
KeysOf = Callable[[int], frozenset[str]]

_KEY = re.compile(r"""(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_][\w.-]*))[ \t]*:(?=[ \t]|$)""")
_OPENS = ("{", "[")
#: So far behind a cursor the rest of a mapping in brackets is looked for.
_FAR = 2000
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_PROPERTY = re.compile(r"(?:[&!]\S*[ \t]+)+")


@dataclass(frozen=True, slots=True)
class _Element:
    """A dash (its key is None) or a key of a line, and where what it has begins."""

    column: int
    key: str | None
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a cursor stands.

    ``steps`` lead to the value, or to the mapping or list, in which it stands; ``written`` is what
    stands of that value or of a key before it, from ``start`` on. ``bare`` says that a key may be
    what is being written, ``dashed`` that a dash stands before it, or a bracket; ``keys`` tells
    the other keys of the mapping that so many steps lead to.
    """

    steps: Steps
    start: int
    written: str
    bare: bool
    dashed: bool
    flow: bool
    keys: KeysOf


def locate(positions: Positions, index: int) -> Cursor | None:
    """Return where a cursor stands, or None in a comment."""
    number = positions.line_at(index)
    line = positions.line(number)
    column = min(index - positions.start(number), len(line))
    if _commented(line, column):
        return None
    return _Finder(positions=positions, number=number, line=line, column=column).cursor()


def _commented(line: str, column: int) -> bool:
    at = line.find("#")
    return 0 <= at < column and not line[:at].strip()


def _elements(line: str) -> list[_Element]:
    """Return the dashes and the key with which a line begins."""
    found = []
    at = len(line) - len(line.lstrip(" "))
    while line[at : at + 1] == "-" and line[at + 1 : at + 2] in {"", " "}:
        after = at + 1 + len(line[at + 1 :]) - len(line[at + 1 :].lstrip(" "))
        found.append(_Element(at, None, after))
        at = after
    match = _KEY.match(line, at)
    if match:
        key = next(group for group in match.groups() if group is not None)
        end = match.end()
        after = end + len(line[end:]) - len(line[end:].lstrip(" \t"))
        found.append(_Element(at, key, after))
    return found


def _is_scalar(rest: str) -> bool:
    """Return whether a text that begins so goes on in deeper lines."""
    rest = _PROPERTY.sub("", f"{rest} ").strip()
    return bool(rest) and not rest.startswith("#")


@dataclass(slots=True, kw_only=True)
class _Step:
    step: str | int
    line: int
    column: int
    #: Where what it has begins in its line.
    after: int


@dataclass(slots=True, kw_only=True)
class _Finder:
    positions: Positions
    number: int
    line: str
    column: int
    steps: list[_Step] = field(default_factory=list)

    def cursor(self) -> Cursor:
        own = [one for one in _elements(self.line) if self._passed(one)]
        indent = len(self.line) - len(self.line.lstrip(" "))
        begins = own[0].column if own else min(indent, self.column)
        inside = self._above(begins, dashed=bool(own) and own[0].key is None)
        if inside is not None:  # a value that began in an earlier line goes on here
            return self._valued(inside)
        self.steps += [
            _Step(
                step=ITEM if one.key is None else one.key,
                line=self.number,
                column=one.column,
                after=one.after,
            )
            for one in own
        ]
        if (own and own[-1].key is not None) or self._opens(own):
            return self._valued(self._absolute(self.number, min(own[-1].after, self.column)))
        start = own[-1].after if own else begins
        start = min(start, self.column)
        return Cursor(
            steps=tuple(one.step for one in self.steps),
            start=self._absolute(self.number, start),
            written=self.line[start : self.column],
            bare=True,
            dashed=bool(own),
            flow=False,
            keys=self._keys(lambda: self._siblings(self.number, start)),
        )

    def _passed(self, one: _Element) -> bool:
        if one.key is None:
            return one.column < self.column
        colon = self.line.index(":", one.column + len(one.key))
        return colon < self.column

    def _opens(self, own: list[_Element]) -> bool:
        """Return whether a list's item begins with a bracket or a quote before the cursor."""
        if not own:
            return False
        rest = self.line[own[-1].after : self.column]
        return rest.startswith((*_OPENS, '"', "'"))

    def _absolute(self, line: int, column: int) -> int:
        return self.positions.start(line) + column

    def _above(self, limit: int, *, dashed: bool) -> int | None:
        """Find what the line stands in; return where a value that goes on here began, if one does.

        A list's dash may stand right below its key.
        """
        found: list[_Step] = []
        inside = None
        for number in range(self.number - 1, -1, -1):
            if limit == 0 and not dashed:
                break
            if self.positions.text.startswith(" " * (limit + 1), self.positions.start(number)):
                continue
            line = self.positions.line(number)
            indent = len(line) - len(line.lstrip(" "))
            if indent > limit or (indent == limit and not dashed) or indent == len(line):
                continue
            if line[indent] == "#":
                continue
            elements = _elements(line)
            for one in reversed(elements):
                if one.column > limit or (one.column == limit and (one.key is None or not dashed)):
                    continue
                limit, dashed = one.column, one.key is None
                last = one is elements[-1]
                if last and _is_scalar(line[one.after :]):
                    found = []
                    inside = self._absolute(number, one.after)
                step = ITEM if one.key is None else one.key
                found.append(_Step(step=step, line=number, column=one.column, after=one.after))
        self.steps = found[::-1]
        return inside

    def _keys(self, own: Callable[[], frozenset[str]]) -> KeysOf:
        """Return what tells the keys of the mappings on the way; ``own`` tells the last one's."""
        steps = list(self.steps)

        def keys(depth: int) -> frozenset[str]:
            if depth >= len(steps):
                return own() if depth == len(steps) else frozenset()
            one = steps[depth]
            if isinstance(one.step, int):
                return frozenset()
            return self._siblings(one.line, one.column)

        return keys

    def _siblings(self, number: int, column: int) -> frozenset[str]:
        """Return the keys of the mapping that has its keys at a column, around a line.

        The line of the cursor does not count: its key is being written.
        """
        found: set[str] = set()
        if number != self.number:
            found.update(self._keys_at(number, column)[0])
        line = self.positions.line(number)
        if not any(one.key is None and one.column < column for one in _elements(line)):
            for at in range(number - 1, -1, -1):
                keys, ends = self._keys_at(at, column)
                found.update(keys)
                if ends:
                    break
        for at in range(number + 1, self.positions.lines):
            keys, ends = self._keys_at(at, column)
            if ends:
                break
            found.update(keys)
        return frozenset(found)

    def _keys_at(self, number: int, column: int) -> tuple[list[str], bool]:
        """Return the keys of a line at a column, and whether the mapping does not go on past it."""
        if self.positions.text.startswith(" " * (column + 1), self.positions.start(number)):
            return [], False
        line = self.positions.line(number)
        indent = len(line) - len(line.lstrip(" "))
        if indent == len(line) or line[indent] == "#":
            return [], False
        keys = [one.key for one in _elements(line) if one.key is not None and one.column == column]
        return keys, indent < column

    def _valued(self, start: int) -> Cursor:
        """Return the cursor inside a value that begins somewhere before it."""
        index = self._absolute(self.number, self.column)
        text = self.positions.text
        written = text[start:index]
        prefix = _PROPERTY.match(written)
        if prefix:
            start += prefix.end()
            written = written[prefix.end() :]
        steps = tuple(one.step for one in self.steps)
        if written.startswith(_OPENS):
            inner = _in_flow(written)
            if inner is not None:
                frames, offset, bare = inner
                frames[-1].keys |= _later(text[index : index + _FAR])
                outer = self._keys(lambda: frozenset(frames[0].keys))
                return Cursor(
                    steps=(*steps, *(one.step for one in frames if one.step is not None)),
                    start=start + offset,
                    written=written[offset:],
                    bare=bare,
                    dashed=True,
                    flow=True,
                    keys=lambda depth: (
                        frozenset(frames[depth - len(steps)].keys)
                        if len(steps) <= depth < len(steps) + len(frames)
                        else outer(depth)
                    ),
                )
        if _BLOCK.match(written.partition("\n")[0].rstrip("\r")) and "\n" in written:
            start += written.index("\n") + 1
            written = text[start:index]
        elif written[:1] in {'"', "'"}:
            start += 1
            written = written[1:]
        return Cursor(
            steps=steps,
            start=start,
            written=written,
            bare=False,
            dashed=False,
            flow=False,
            keys=self._keys(frozenset),
        )


@dataclass(slots=True, kw_only=True)
class _Frame:
    """A bracket that is open: a list, or a mapping with the key whose value is being written."""

    is_list: bool
    begins: int
    step: str | int | None = None
    keys: set[str] = field(default_factory=set)


def _in_flow(text: str) -> tuple[list[_Frame], int, bool] | None:
    """Return the brackets open at a text's end, where the last entry begins, and if a key may."""
    frames: list[_Frame] = []
    at = 0
    while at < len(text):
        one = text[at]
        frame = frames[-1] if frames else None
        fresh = frame is None or not text[frame.begins : at].strip()
        if one in "\"'" and fresh:
            end = _quoted(text, at)
            if end < 0:
                assert frame is not None
                return frames, at + 1, frame.step is None
            at = end
            continue
        if one in "{[" and fresh:
            frames.append(
                _Frame(is_list=one == "[", begins=at + 1, step=ITEM if one == "[" else None)
            )
        elif one in "}]" and frame is not None:
            frames.pop()
            if not frames:
                return None
            frames[-1].begins = at + 1
        elif one == "," and frame is not None:
            frame.begins = at + 1
            frame.step = ITEM if frame.is_list else None
        elif one == ":" and frame is not None and not frame.is_list and frame.step is None:
            key = text[frame.begins : at].strip().strip("\"'")
            if text[at + 1 : at + 2] in {"", " ", "\n", "\r"} or text[at - 1] in "\"'":
                frame.step = key
                frame.keys.add(key)
                frame.begins = at + 1
        at += 1
    if not frames:
        return None
    last = frames[-1]
    begins = last.begins + len(text[last.begins :]) - len(text[last.begins :].lstrip())
    return frames, begins, not last.is_list and last.step is None


def _later(text: str) -> set[str]:
    """Return the keys that stand behind a cursor in the same brackets."""
    found = set()
    depth = at = 0
    fresh = False
    while at < len(text):
        one = text[at]
        if one in "{[":
            depth += 1
        elif one in "}]":
            depth -= 1
            if depth < 0:
                break
        elif one in "\"'" and (end := _quoted(text, at)) > 0:
            at = end
            continue
        elif one == "," and depth == 0:
            fresh = True
        elif fresh and (match := _KEY.match(text, at)):
            found.add(next(group for group in match.groups() if group is not None))
            fresh = False
        at += 1
    return found


def _quoted(text: str, at: int) -> int:
    """Return where a quoted text that begins at a place has ended, or -1."""
    quote = text[at]
    end = at + 1
    while end < len(text):
        if quote == '"' and text[end] == "\\":
            end += 2
            continue
        if text[end] == quote:
            if quote == "'" and text[end + 1 : end + 2] == "'":
                end += 2
                continue
            return end + 1
        end += 1
    return -1


def word_around(text: str, index: int, more: str = "") -> tuple[int, int]:
    """Return from where to where the word at an index stands; ``more`` may stand in it too."""

    def within(at: int) -> bool:
        return text[at].isalnum() or text[at] in f"_-{more}"

    start = end = max(0, min(index, len(text)))
    while start > 0 and within(start - 1):
        start -= 1
    while end < len(text) and within(end):
        end += 1
    return start, end

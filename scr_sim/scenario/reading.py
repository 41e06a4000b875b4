"""From a file's bytes to plain data with positions, in one pass, with every limit enforced.

PyYAML's C parser finds the events; this module builds the data from them. Nothing is resolved
by guesswork: only ``true`` and ``false`` are booleans, only decimal whole numbers are numbers,
only an empty value, ``~`` and ``null`` are null, and every other plain word is text.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from scr_sim.scenario.problems import FORBIDDEN, MOST_PROBLEMS, Problem, nearest
from scr_sim.scenario.source import Source

MOST_BYTES = 5 * 1024 * 1024
MOST_CHARACTERS = 100_000
MOST_ALIASED = 10_000
MOST_DEPTH = 50
#: Not in the format's list: keeps reading inside 500 MiB whatever a 5 MiB file is made of.
MOST_VALUES = 250_000
#: Larger numbers than this have no use in a story and cost time to read.
MOST_DIGITS = 18

_NUMBER = re.compile(r"[-+]?[0-9]+\Z")
_NUMBER_START = frozenset("+-0123456789")
_TAG = "tag:yaml.org,2002:"
_NO_PLACE = -1

Loose = Any  # what a file holds before it is checked: Map, Seq, str, Written or None


class Written:
    """A plain number or boolean, which is also the text as it was written."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: int | bool) -> None:
        self.text = text
        self.value = value

    def __repr__(self) -> str:
        return f"Written({self.text!r})"


class Map(dict[Any, Any]):
    """A mapping that knows where it, its keys and its values stand in its source."""

    __slots__ = ("keys_at", "source", "start", "values_at")

    def __init__(self, source: Source, start: int) -> None:
        super().__init__()
        self.source = source
        self.start = start
        self.keys_at: dict[Any, int] = {}
        self.values_at: dict[Any, int] = {}


class Seq(list[Any]):
    """A list that knows where its items stand; -1 where a place is not certain."""

    __slots__ = ("items_at", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        super().__init__()
        self.source = source
        self.start = start
        self.items_at: list[int] = []


@dataclass(slots=True)
class Reading:
    """What came of reading one file: its data, or None, and the problems met on the way."""

    source: Source
    data: Map | None = None
    problems: list[Problem] = field(default_factory=list)


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already noted."""


def read_file(path: Path) -> Reading:
    """Read one file. Whatever is wrong with it is in the reading's problems, never raised."""
    name = str(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return _unreadable(name, "This is not a file that can be read.")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be used"
        return _unreadable(name, f"The file cannot be read: {reason}.")
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> Reading:
    """Read the bytes of one file, called ``name`` in problems."""
    if len(raw) > MOST_BYTES:
        return _unreadable(name, "The file is larger than 5 MiB.", "Split it into branches.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig", "replace")
        shown = raw.decode("utf-8-sig", "replace")
        reading = Reading(Source(name, shown))
        message = f"The file is not UTF-8: byte 0x{raw[error.start]:02x} cannot be read."
        hint = "Save it again with the encoding UTF-8."
        reading.problems.append(reading.source.problem("yaml", message, len(good), hint))
        return reading
    reading = Reading(Source(name, text))
    _Reader(reading).read()
    return reading


def _unreadable(name: str, message: str, hint: str = "") -> Reading:
    return Reading(Source(name, ""), None, [Problem("yaml", message, name, hint=hint)])


def _character_name(character: str) -> str:
    if character in "\u202d\u202e":
        return f"the bidirectional override U+{ord(character):04X}"
    return f"the control character U+{ord(character):04X}"


class _Reader:
    """Builds one file's data from the parser's events."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.source = reading.source
        self.anchors: dict[str, tuple[Loose, int, int]] = {}
        self.open_anchors: set[str] = set()
        self.aliased = 0
        self.values = 0

    def read(self) -> None:
        """Fill the reading's data and problems."""
        text = self._without_forbidden(self.source.text)
        text, self.stand_ins = _without_foreign_line_ends(text)
        self.text = text
        parser = CParser(text)
        try:
            data = self._document(parser)
        except _RefusedError:
            return
        except yaml.YAMLError as error:
            self._parser_error(error)
            return
        finally:
            parser.dispose()
        if isinstance(data, Map):
            self.reading.data = data

    # -- problems

    def problem(self, message: str, index: int, hint: str = "", code: str = "yaml") -> None:
        """Note a problem, up to the most that are worth listing."""
        if len(self.reading.problems) < MOST_PROBLEMS:
            self.reading.problems.append(self.source.problem(code, message, index, hint))

    def refuse(self, message: str, index: int, hint: str = "") -> NoReturn:
        """Note a problem after which reading cannot go on."""
        self.problem(message, index, hint)
        raise _RefusedError

    def _parser_error(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index = mark.index if mark is not None else getattr(error, "position", 0) or 0
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unclear"
        context = getattr(error, "context", None)
        message = f"The YAML cannot be read: {said}{f' ({context})' if context else ''}."
        self.problem(message, index, _yaml_hint(said))

    def _without_forbidden(self, text: str) -> str:
        if not FORBIDDEN.search(text):
            return text
        for match in FORBIDDEN.finditer(text):
            self.problem(
                f"The file contains {_character_name(match.group())}, which is not allowed.",
                match.start(),
                "Delete the invisible character.",
            )
            if len(self.reading.problems) >= MOST_PROBLEMS:
                break
        return FORBIDDEN.sub(" ", text)

    # -- building

    def _document(self, parser: CParser) -> Loose:
        parser.get_event()  # the stream's start
        event = parser.get_event()
        if type(event) is StreamEndEvent:
            self.refuse("The file is empty.", 0, "“scr-sim new” writes a small one to start from.")
        data = self._value(parser)
        parser.get_event()  # the document's end
        event = parser.get_event()
        if type(event) is DocumentStartEvent:
            self.problem(
                "The file holds more than one document.",
                event.start_mark.index,
                "Remove the line “---”, or put the second document into a file of its own.",
            )
        if not isinstance(data, Map):
            self.problem("The file must be a mapping at the top: keys with values.", 0)
        return data

    def _value(self, parser: CParser) -> Loose:
        """Build the one value that comes next, without recursion."""
        get_event = parser.get_event
        problem = self.problem
        source = self.source
        # A frame: container, its anchor, values inside so far, height so far, the key that
        # waits for its value (or _KEY), and where that key stands.
        stack: list[list[Any]] = []
        container: Any = None
        frame: list[Any] = []
        while True:
            event = get_event()
            kind = type(event)
            anchor = (
                event.anchor
                if kind is not MappingEndEvent and kind is not SequenceEndEvent
                else None
            )
            size, height = 1, 0
            if kind is ScalarEvent:
                start = event.start_mark.index
                value: Any = event.value
                style = event.style
                tag = event.tag
                if style == "" and tag is None:
                    if not value:
                        at, value = _NO_PLACE, None
                    else:
                        at = start
                        if value[0] in _NUMBER_START:
                            value = self._maybe_number(value, start)
                        elif value == "true":
                            value = Written(value, True)
                        elif value == "false":
                            value = Written(value, False)
                        elif value in {"~", "null"}:
                            value = None
                else:
                    at = _NO_PLACE if style in {"|", ">"} or tag is not None else start
                    if style == '"' and FORBIDDEN.search(value):
                        value = self._escaped_control(value, event)
                    if tag is not None:
                        value = self._tagged(value, tag, start)
                if type(value) is str:
                    if len(value) > MOST_CHARACTERS:
                        problem("A text is longer than 100,000 characters.", start)
                        value = value[:100]
                    if self.stand_ins:
                        value = value.translate(self.stand_ins)
                if anchor is not None:
                    at = _NO_PLACE
                    self.anchors[anchor] = (value, 1, 0)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark.index
                if len(stack) >= MOST_DEPTH:
                    self.refuse("The file is nested deeper than 50 levels.", start)
                expected = "map" if kind is MappingStartEvent else "seq"
                if event.tag is not None and event.tag != _TAG + expected:
                    self._refused_tag(event.tag, start)
                place = _NO_PLACE if anchor is not None or event.tag is not None else start
                if anchor is not None:
                    self.open_anchors.add(anchor)
                    self.anchors.pop(anchor, None)
                container = Map(source, start) if kind is MappingStartEvent else Seq(source, start)
                frame = [container, anchor, 1, 0, _KEY, 0, place]
                stack.append(frame)
                continue
            elif kind is AliasEvent:
                start = event.start_mark.index
                at = _NO_PLACE
                value, size, height = self._alias(anchor, start, len(stack))
                anchor = None
            else:  # the end of a mapping or a list
                value = stack.pop()[0]
                _, anchor, size, height, _, _, at = frame
                height += 1
                start = value.start
                if anchor is not None:
                    self.anchors[anchor] = (value, size, height)
                    self.open_anchors.discard(anchor)
                if stack:
                    frame = stack[-1]
                    container = frame[0]
            if not stack:
                return value
            self.values += 1
            if self.values > MOST_VALUES:
                self.refuse("The file holds more than 250,000 values.", start)
            frame[2] += size
            if height > frame[3]:
                frame[3] = height
            if type(container) is Seq:
                container.append(value)
                container.items_at.append(at)
            elif frame[4] is _KEY:
                if type(value) is not str or (
                    value == "<<" and kind is ScalarEvent and event.style == ""
                ):
                    value = self._odd_key(value, start, stack)
                frame[4] = value
                frame[5] = start
            else:
                key = frame[4]
                frame[4] = _KEY
                if key is _DROPPED:
                    continue
                if key in container:
                    problem(
                        f"The key “{_short(key)}” stands twice in this mapping.",
                        frame[5],
                        "Remove or rename one of them.",
                        "duplicate-key",
                    )
                    continue
                container[key] = value
                container.keys_at[key] = frame[5]
                container.values_at[key] = at

    def _maybe_number(self, value: str, start: int) -> Loose:
        if not _NUMBER.match(value):
            return value
        if len(value) > MOST_DIGITS:
            # Kept as text, so that it fits where text is asked for and nowhere else.
            return value
        return Written(value, int(value))

    def _tagged(self, value: str, tag: str, start: int) -> Loose:
        if tag == _TAG + "str":
            return value
        if tag == _TAG + "int" and _NUMBER.match(value) and len(value) <= MOST_DIGITS:
            return Written(value, int(value))
        if tag == _TAG + "bool" and value in {"true", "false"}:
            return Written(value, value == "true")
        if tag == _TAG + "null" and value in {"", "~", "null"}:
            return None
        if tag in {_TAG + "int", _TAG + "bool", _TAG + "null"}:
            self.problem(f"“{_short(value)}” does not fit its tag “!!{tag[len(_TAG) :]}”.", start)
            return value
        self._refused_tag(tag, start)
        return value

    def _refused_tag(self, tag: str, start: int) -> None:
        shown = "!!" + tag[len(_TAG) :] if tag.startswith(_TAG) else tag
        self.problem(
            f"The tag “{_short(shown)}” is not allowed.",
            start,
            "Remove it, or put the text in quotes.",
        )

    def _alias(self, anchor: str, start: int, depth: int) -> tuple[Loose, int, int]:
        if anchor in self.open_anchors:
            self.refuse(f"The alias “*{_short(anchor)}” stands inside what it names.", start)
        if anchor not in self.anchors:
            self.problem(
                f"The alias “*{_short(anchor)}” names nothing above it.",
                start,
                nearest(anchor, self.anchors),
            )
            return None, 1, 0
        value, size, height = self.anchors[anchor]
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            self.refuse("The aliases expand to more than 10,000 values.", start)
        if depth + height > MOST_DEPTH:
            self.refuse("The file is nested deeper than 50 levels.", start)
        return value, size, height

    def _escaped_control(self, value: str, event: ScalarEvent) -> str:
        """Refuse control characters written as escapes, at the escape."""
        begin, end = event.start_mark.index, event.end_mark.index
        for escape in re.finditer(r"\\(x..|u....|U.{8}|.)", self.text[begin:end], re.DOTALL):
            code = escape.group(1)
            character = (
                chr(int(code[1:], 16))
                if code[0] in "xuU"
                else {
                    "0": "\0",
                    "a": "\a",
                    "b": "\b",
                    "v": "\v",
                    "f": "\f",
                    "e": "\x1b",
                    "N": "\x85",
                }.get(code, "")
            )
            if character and FORBIDDEN.match(character):
                self.problem(
                    f"The text contains {_character_name(character)}, written as "
                    f"“{escape.group()}”, which is not allowed.",
                    begin + escape.start(),
                    "Delete the escape.",
                )
        return FORBIDDEN.sub(" ", value)

    def _odd_key(self, value: Loose, start: int, stack: list[list[Any]]) -> Any:
        """Return a key for something that is no text: refused, but for findings' numbers."""
        if (
            type(value) is Written
            and type(value.value) is int
            and len(stack) == 2
            and stack[0][4] == "findings"
        ):
            return value.value
        if value == "<<":
            self.problem("Merge keys (“<<”) are not allowed.", start, "Write the keys out.")
            return _DROPPED
        hint = "Put it in quotes, or use a word." if type(value) is Written else ""
        self.problem("A key must be text.", start, hint)
        return value.text if type(value) is Written else _DROPPED


_KEY = object()
_DROPPED = object()


def _short(text: object) -> str:
    shown = str(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _without_foreign_line_ends(text: str) -> tuple[str, dict[int, str]]:
    """Stand something in for U+2028 and U+2029, which the parser counts as line ends.

    Returns the text and the table that brings them back: no editor starts a line there.
    """
    found = [c for c in "\u2028\u2029" if c in text]
    if not found:
        return text, {}
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    table = dict(zip(found, free, strict=False))
    for character, stand_in in table.items():
        text = text.replace(character, stand_in)
    return text, {ord(stand_in): character for character, stand_in in table.items()}


def _yaml_hint(said: str) -> str:
    if "mapping values are not allowed" in said:
        return "If the text contains a colon and a space, put all of it in quotes."
    if "tab" in said or "'\\t'" in said:
        return "Indent with spaces, not with tabs."
    if "could not find expected ':'" in said:
        return "A key is followed by a colon and a space; check this line's indentation."
    if "did not find expected" in said:
        return "Check quotes and brackets, and that lines at one level start at one column."
    if "cannot start any token" in said:
        return "Put the text in quotes."
    return ""

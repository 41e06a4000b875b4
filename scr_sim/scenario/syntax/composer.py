"""From a file's text to plain data with positions, in one pass, with every limit enforced.

PyYAML's C parser finds the events; this module builds the data from them. Nothing is resolved
by guesswork: only ``true`` and ``false`` are booleans, only decimal whole numbers are numbers,
only an empty value, ``~`` and ``null`` are null, and every other plain word is text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NoReturn

import yaml
from yaml import CBaseLoader
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from scr_sim.scenario.syntax.characters import character_name, without_foreign_line_ends
from scr_sim.scenario.syntax.diagnostics import MOST_PROBLEMS, Hints, Problem
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.nodes import NO_PLACE, Loose, Map, Refused, Seq, Written, extent
from scr_sim.scenario.syntax.source import Source
from scr_sim.scenario.syntax.yaml_messages import DASH_LOST, REMOVE_ONE, fault
from scr_sim.scenario.syntax.yaml_mistake_places import complaint_of, likely_cause
from scr_sim.text.characters import FORBIDDEN

MOST_CHARACTERS = 100_000
MOST_ALIASED = 10_000
MOST_DEPTH = 50
#: Not in the format's list: keeps reading inside 500 MiB whatever a 5 MiB file is made of.
MOST_VALUES = 250_000
#: Larger numbers than this have no use in a story and cost time to read.
MOST_DIGITS = 18

_NUMBER = re.compile(r"[-+]?[0-9]+\Z")
_NUMBER_START = frozenset("+-0123456789")
#: Plain words that are something else than text.
_WORDS = frozenset(("", "true", "false", "~", "null"))
_TAG = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(_TAG + name for name in ("str", "int", "bool", "null", "map", "seq"))
_ESCAPE = re.compile(r"\\(x..|u....|U.{8}|.)", re.DOTALL)
_NAMED_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "e": "\x1b",
    "N": "\x85",
}
#: What waits in a frame: no key yet, or a key that was refused, whose value is passed over.
_NO_KEY: Any = object()
_DROPPED: Any = object()


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already noted."""


class _Frame:
    """A mapping or a list that is being read."""

    __slots__ = ("anchor", "at", "container", "key", "key_at")

    def __init__(self, container: Map | Seq, anchor: str | None, at: int) -> None:
        self.container = container
        self.anchor = anchor
        self.at = at
        #: The key that waits for its value, while what stands under it is read.
        self.key = _NO_KEY
        self.key_at = 0


class Builder:
    """Builds one text's data; ``problems`` is what was met on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._text = source.text
        self._stand_ins: dict[int, str] = {}
        self._hints = Hints()
        self._anchors: dict[str, Loose] = {}
        self._open_anchors: set[str] = set()
        self._dashless: Any = None
        self._aliased = 0

    def build(self) -> Map | None:
        """Return the data, or None where there is none that can be looked into further."""
        text = self._without_forbidden(self.source.text)
        self._text, self._stand_ins = without_foreign_line_ends(text)
        parser = CBaseLoader(self._text)
        try:
            data = self._document(parser)
        except _RefusedError:
            return None
        except yaml.YAMLError as error:
            self._parser_error(error)
            return None
        finally:
            parser.dispose()
        return data if isinstance(data, Map) else None

    # -- problems

    def _problem(self, message: str, index: int, hint: str = "", code: str = "yaml") -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(self.source.problem(code, message, index, hint))

    def _refuse(self, message: str, index: int, hint: str = "") -> NoReturn:
        """Note a problem after which reading cannot go on."""
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.pop()
        self._problem(message, index, hint)
        raise _RefusedError

    def _parser_error(self, error: yaml.YAMLError) -> None:
        found = complaint_of(error, self._text)
        cause = likely_cause(self._text, found)
        if cause is not None:
            message = f"The YAML cannot be read: {cause.message}."
            # Where something stands in for characters of the text, no part of it can be put back.
            sure = cause.certain and self._text == self.source.text
            self._stopped(message, cause.at, cause.hint, cause.edits if sure else ())
            return
        said = found.said
        if self._text[found.at : found.at + 1] == "\t" and "start any token" in said:
            said = "tab character"
        at = found.at
        if "quoted scalar" in found.context and said.startswith("found unexpected"):
            at = found.at if found.began is None else found.began
        message, hint = fault(said, found.context)
        self._stopped(message, at, hint)

    def _stopped(self, message: str, index: int, hint: str, fix: tuple[Edit, ...] = ()) -> None:
        """Note that the parser could not go on."""
        if len(self.problems) < MOST_PROBLEMS:
            found = self.source.problem("yaml", message, index, hint, fix)
            self.problems.append(replace(found, unread=True))

    def _without_forbidden(self, text: str) -> str:
        for match in FORBIDDEN.finditer(text):
            self._problem(
                f"The file contains {character_name(match.group())}, which is not allowed.",
                match.start(),
                "Delete the invisible character.",
            )
            if len(self.problems) >= MOST_PROBLEMS:
                break
        return FORBIDDEN.sub(" ", text) if self.problems else text

    # -- building

    def _document(self, parser: CBaseLoader) -> Loose:
        parser.get_event()  # the stream's start
        event = parser.get_event()
        if type(event) is StreamEndEvent:
            self._refuse("The file is empty.", 0, "“scr-sim new” writes a small one to start from.")
        data = self._value(parser)
        parser.get_event()  # the document's end
        event = parser.get_event()
        if type(event) is DocumentStartEvent:
            hint = "Remove the line “---”, or put the second document into a file of its own."
            self._refuse("The file holds more than one document.", _start(event), hint)
        if not isinstance(data, Map):
            self._problem("The file must be a mapping at the top: keys with values.", 0)
        return data

    def _value(self, parser: CBaseLoader) -> Loose:
        """Build the one value that comes next, without recursion."""
        # Run for each word of a file: what is asked of every one of them stands here, in local
        # names, and only what is rare is asked in methods.
        next_event, rare = parser.get_event, bool(self._stand_ins)
        stack: list[_Frame] = []
        container: Any = None
        key: Any = _NO_KEY
        key_at = values = 0
        while True:
            event: Any = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start = at = event.start_mark.index
                value = event.value
                if (
                    event.style != ""
                    or value in _WORDS
                    or value[0] in _NUMBER_START
                    or event.tag is not None
                    or event.anchor is not None
                    or rare
                    or len(value) > MOST_CHARACTERS
                ):
                    value, at = self._scalar(event, start)
                    if event.anchor is not None:
                        self._name(event.anchor, value)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if stack:
                    stack[-1].key, stack[-1].key_at = key, key_at
                stack.append(self._opened(event, kind is MappingStartEvent, len(stack)))
                container, key = stack[-1].container, _NO_KEY
                continue
            elif kind is AliasEvent:
                start, at = event.start_mark.index, NO_PLACE
                value = self._alias(event.anchor, start, len(stack))
            else:  # the end of a mapping or a list
                ended = stack.pop()
                value, at, start = ended.container, ended.at, ended.container.start
                if ended.anchor is not None:
                    self._name(ended.anchor, value)
                if stack:
                    container, key, key_at = stack[-1].container, stack[-1].key, stack[-1].key_at
            if not stack:
                return value
            values += 1
            if values > MOST_VALUES:
                self._refuse("The file holds more than 250,000 values.", start)
            if type(container) is Seq:
                container.append(value)
                container.items_at.append(at)
            elif key is _NO_KEY:
                key, key_at = value, start
                if type(value) is not str or (
                    value == "<<" and kind is ScalarEvent and event.style == ""
                ):
                    key = self._odd_key(value, start, stack)
            else:
                if key in container:
                    self._twice(key, key_at, stack)
                    if container[key] in ([], {}, None):  # the one that says more is meant
                        container[key], container.values_at[key] = value, at
                elif key is not _DROPPED:
                    container[key] = value
                    container.keys_at[key] = key_at
                    container.values_at[key] = at
                key = _NO_KEY

    def _twice(self, key: object, at: int, stack: list[_Frame]) -> None:
        inner: Any = stack[-1].container
        if self._dashless is not inner:
            in_list = len(stack) > 1 and type(stack[-2].container) is Seq
            lost = in_list and not inner.repeated and key == next(iter(inner))
            self._dashless = inner if lost else None  # its other keys stand twice for that alone
            said = f"The key “{_short(key)}” stands twice in this mapping."
            self._problem(said, at, DASH_LOST if lost else REMOVE_ONE, "duplicate-key")
        inner.repeated = True

    def _opened(self, event: Any, mapping: bool, depth: int) -> _Frame:
        start, anchor, tag = event.start_mark.index, event.anchor, event.tag
        if depth >= MOST_DEPTH:
            self._refuse("The file is nested deeper than 50 levels.", start)
        if tag is not None and tag != _TAG + ("map" if mapping else "seq"):
            self._bad_tag(tag, "a mapping" if mapping else "a list", start)
        if anchor is not None:
            self._open_anchors.add(anchor)
        container = Map(self.source, start) if mapping else Seq(self.source, start)
        return _Frame(container, anchor, start if anchor is None and tag is None else NO_PLACE)

    def _scalar(self, event: Any, start: int) -> tuple[Loose, int]:
        """Return a text, number, boolean or null, and its place."""
        value, style, tag = event.value, event.style, event.tag
        at = start if event.anchor is None else NO_PLACE
        if style == "" and tag is None:
            if not value:
                return None, NO_PLACE
            if value[0] in _NUMBER_START:
                value = _maybe_number(value)
            elif value == "true":
                return Written(value, True), at
            elif value == "false":
                return Written(value, False), at
            elif value in {"~", "null"}:
                return None, at
        else:
            if style == '"' and FORBIDDEN.search(value):
                value = self._escaped_control(value, event)
            if style in {"|", ">"}:
                at = NO_PLACE
            if tag is not None:
                at, value = NO_PLACE, self._tagged(value, tag, start)
        if type(value) is str:
            if len(value) > MOST_CHARACTERS:
                self._problem("A text is longer than 100,000 characters.", start)
                value = value[:100]
            if self._stand_ins:
                value = value.translate(self._stand_ins)
        return value, at

    # -- tags, anchors and keys

    def _tagged(self, value: str, tag: str, start: int) -> Loose:
        if tag == _TAG + "str":
            return value
        if tag == _TAG + "int" and type(number := _maybe_number(value)) is Written:
            return number
        if tag == _TAG + "bool" and value in {"true", "false"}:
            return Written(value, value == "true")
        if tag == _TAG + "null" and value in {"", "~", "null"}:
            return None
        self._bad_tag(tag, f"“{_short(value)}”", start)
        return Refused(value)

    def _bad_tag(self, tag: str, tagged: str, start: int) -> None:
        shown = "!!" + tag[len(_TAG) :] if tag.startswith(_TAG) else tag
        if tag in _KNOWN_TAGS:
            self._problem(f"The tag “{shown}” does not fit {tagged}.", start, "Remove it.")
        else:
            hint = "Remove it, or put the text in quotes."
            self._problem(f"The tag “{_short(shown)}” is not allowed.", start, hint)

    def _name(self, anchor: str, value: Loose) -> None:
        self._anchors[anchor] = value
        self._open_anchors.discard(anchor)

    def _alias(self, anchor: str, start: int, depth: int) -> Loose:
        if anchor in self._open_anchors:
            self._refuse(f"The alias “*{_short(anchor)}” stands inside what it names.", start)
        if anchor not in self._anchors:
            self._problem(
                f"The alias “*{_short(anchor)}” names nothing above it.",
                start,
                self._hints.nearest(anchor, self._anchors, f"{len(self._anchors)} anchors")
                or "If “*” belongs to the text, put the text in quotes.",
            )
            return Refused()
        value = self._anchors[anchor]
        size, height = extent(value, MOST_ALIASED - self._aliased)
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            self._refuse("The aliases expand to more than 10,000 values.", start)
        if depth + height > MOST_DEPTH:
            self._refuse("The file is nested deeper than 50 levels.", start)
        return value

    def _escaped_control(self, value: str, event: Any) -> str:
        """Refuse control characters written as escapes, at the escape."""
        begin, end = event.start_mark.index, event.end_mark.index
        for escape in _ESCAPE.finditer(self._text, begin, end):
            code = escape.group(1)
            character = chr(int(code[1:], 16)) if code[0] in "xuU" else _NAMED_ESCAPES.get(code, "")
            if FORBIDDEN.match(character):
                self._problem(
                    f"The text contains {character_name(character)}, written as "
                    f"“{escape.group()}”, which is not allowed.",
                    escape.start(),
                    "Delete the escape.",
                )
                if len(self.problems) >= MOST_PROBLEMS:
                    break  # no more is told, and there may be millions
        return FORBIDDEN.sub(" ", value)

    def _odd_key(self, value: Loose, start: int, stack: list[_Frame]) -> Any:
        """Return a key for something that is no text: refused, but for findings' numbers."""
        number = type(value) is Written and type(value.value) is int
        if number and len(stack) == 2 and stack[0].key == "findings":
            return value.value
        if value == "<<":
            self._problem("Merge keys (“<<”) are not allowed.", start, "Write the keys out.")
            return _DROPPED
        hint = "Put it in quotes, or use a word." if type(value) is Written else ""
        self._problem("A key must be text.", start, hint)
        return value.text if type(value) is Written else _DROPPED


def _start(event: Any) -> int:
    start: int = event.start_mark.index
    return start


def _maybe_number(value: str) -> Loose:
    # A longer number is kept as text, so that it fits where text is asked for and nowhere else.
    if _NUMBER.match(value) and len(value) <= MOST_DIGITS:
        return Written(value, int(value))
    return value


def _short(text: object) -> str:
    shown = str(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."

"""From where to where each key and each text of a file stands, quotes and all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import CBaseLoader
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scr_sim.scenario.model.marks import Steps
from scr_sim.scenario.syntax.characters import without_foreign_line_ends


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file's text; ``style`` is the quote, “|”, “>”, or empty."""

    start: int
    end: int
    style: str

    def inner(self, text: str) -> tuple[int, int]:
        """Return where the words begin and end: without quotes and a block's first line."""
        if self.style in {"'", '"'}:
            opens = text.index(self.style, self.start)
            return opens + 1, self.end - 1
        if self.style in {"|", ">"}:
            line = text.find("\n", self.start, self.end)
            return (line + 1 if line >= 0 else self.end), self.end
        return self.start, self.end


@dataclass(slots=True)
class Spans:
    """The spans of a file's keys and texts, by their paths. What an alias stands for has none."""

    keys: dict[Steps, Span] = field(default_factory=dict)
    values: dict[Steps, Span] = field(default_factory=dict)


def spans(text: str) -> Spans:
    """Return the spans of a text that can be read as YAML; where it cannot, those before that."""
    found = Spans()
    parser = CBaseLoader(without_foreign_line_ends(text)[0])
    try:
        _walk(parser, found)
    except yaml.YAMLError:
        pass
    finally:
        parser.dispose()
    return found


def _walk(parser: Any, found: Spans) -> None:
    path: list[str | int] = []
    #: For each open mapping or list: whether it is a list, and whether a key comes next.
    is_list: list[bool] = []
    key_next: list[bool] = []
    #: And whether it is a key itself, whose value is still to come.
    is_key: list[bool] = []

    def done() -> None:
        """A value has ended: a list counts on, a mapping waits for a key."""
        if not is_list:
            return
        if is_list[-1]:
            at = path[-1]
            assert isinstance(at, int)
            path[-1] = at + 1
        else:
            path.pop()
            key_next[-1] = True

    while (event := parser.get_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent or kind is AliasEvent:
            span = None
            if kind is ScalarEvent:
                span = Span(event.start_mark.index, event.end_mark.index, event.style or "")
            if is_list and not is_list[-1] and key_next[-1]:
                path.append(event.value if kind is ScalarEvent else "")
                key_next[-1] = False
                if span is not None:
                    found.keys.setdefault(tuple(path), span)
            else:
                if span is not None:
                    found.values.setdefault(tuple(path), span)
                done()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            is_key.append(bool(is_list) and not is_list[-1] and key_next[-1])
            if is_key[-1]:
                path.append("")  # a key that is no text, which is refused elsewhere
                key_next[-1] = False
            is_list.append(kind is SequenceStartEvent)
            key_next.append(kind is MappingStartEvent)
            if kind is SequenceStartEvent:
                path.append(0)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            key_next.pop()
            if is_list.pop():
                path.pop()
            if not is_key.pop():
                done()

"""What a file holds, as read: plain data that knows where it stands, and how to look into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_sim.scenario.syntax.source import Source

#: The place of a value that does not stand at one certain place of the text.
NO_PLACE = -1

Loose = Any  # what a file holds before it is checked: Map, Seq, str, Written or None


class Written:
    """A plain number or boolean, which is also the text as it was written."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: int | bool) -> None:
        self.text = text
        self.value = value

    def __repr__(self) -> str:
        return f"Written({self.text!r})"


class Refused(str):
    """Something that was refused, which is told by itself: what was meant is not known.

    Nothing else is told of it, whatever should have stood there.
    """

    __slots__ = ()


class Map(dict[Any, Any]):
    """A mapping that knows where it, its keys and its values stand in its source.

    ``repeated`` says that a key stood in it more than once: what stood under it again is lost.
    """

    __slots__ = ("keys_at", "repeated", "source", "start", "values_at")

    def __init__(self, source: Source, start: int) -> None:
        super().__init__()
        self.source = source
        self.start = start
        self.keys_at: dict[Any, int] = {}
        self.values_at: dict[Any, int] = {}
        self.repeated = False

    def source_of(self, key: Any) -> Source:
        """Return the file in which a key and its value stand."""
        return self.source


class Seq(list[Any]):
    """A list that knows where its items stand; `NO_PLACE` where a place is not certain."""

    __slots__ = ("items_at", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        super().__init__()
        self.source = source
        self.start = start
        self.items_at: list[int] = []

    def source_of(self, at: int) -> Source:
        """Return the file in which an item stands."""
        return self.source


def text_of(value: Loose) -> str | None:
    """Return a value as text, as written, or None where it is none."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Written) else None


def number_of(value: Loose) -> int | None:
    """Return a value as a whole number, or None where it is none."""
    if isinstance(value, Written) and type(value.value) is int:
        return value.value
    return None


def items(value: Loose) -> Iterator[tuple[int, Loose]]:
    """Return a list's items with their indexes; nothing for what is no list."""
    return iter(enumerate(value)) if isinstance(value, Seq) else iter(())


def entries(value: Loose) -> Iterator[tuple[str, Map]]:
    """Return a mapping's entries that are mappings themselves."""
    if isinstance(value, Map):
        for key, inner in value.items():
            if isinstance(inner, Map):
                yield key, inner


def choice_id(choice: Map) -> str | None:
    """Return a choice's id: its own, or its stance where it names none."""
    return text_of(choice.get("id")) if "id" in choice else text_of(choice.get("stance"))


def extent(value: Loose, most: int) -> tuple[int, int]:
    """Return how many values a value is, aliases within it written out, and how many levels deep.

    Once it is more than so many values, no more of it is looked at.
    """
    size = height = 0
    waiting = [(value, 1)]
    while waiting and size <= most:
        one, depth = waiting.pop()
        size += 1
        if isinstance(one, (Map, Seq)):
            height = max(height, depth)
            inside = [*one, *one.values()] if isinstance(one, Map) else one
            waiting += [(item, depth + 1) for item in inside[: most + 1]]
    return size, height

"""A YAML text line by line, as a person looks at it: indentation, dash, key, value, quotes.

Nothing here parses YAML. It is what can be said of a line when the parser gave up somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_SHAPE = re.compile(r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?P<rest>.*)\Z", re.DOTALL)
#: A key of a block mapping, as far as the colon that ends it.
_KEY = re.compile(r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'#{}\[\],&*!|>%@`-][^\s:]*)[ \t]*:(?=[ \t]|\Z)")
#: Where a quoted text can begin: after an indentation, a dash, a key, a bracket or a comma.
_OPENING = re.compile(r"(?:\A[ \t]*|[:,\-][ \t]+|[\[{][ \t]*)(?P<quote>[\"'])")
_COMMENT = re.compile(r"[ \t]+#.*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: where it starts and ends, its text, and what it seems to hold.

    ``at`` is where its content begins, past the indentation; ``body`` where that begins past any
    dashes; ``key`` is the key's word, or empty; ``value`` where the value begins, or the end.
    """

    start: int
    end: int
    text: str
    at: int
    body: int
    key: str
    value: int

    @property
    def indent(self) -> int:
        """Return how far the line is indented; a tab counts as one."""
        return self.at - self.start

    @property
    def blank(self) -> bool:
        """Return whether the line holds nothing but a comment, if that."""
        return self.at == self.end or self.text[self.at - self.start] == "#"

    @property
    def content(self) -> str:
        """Return the line without its indentation and without white space after it."""
        return self.text[self.at - self.start :].rstrip()

    @property
    def last(self) -> int:
        """Return where the content ends: white space and a comment after it are left out."""
        return self.start + len(_COMMENT.sub("", self.text).rstrip())


def line_of(text: str, start: int) -> Line:
    """Return the line that starts at a position."""
    match = _LINE.match(text, start)
    assert match is not None
    words = match.group()
    shape = _SHAPE.match(words)
    assert shape is not None
    body = start + shape.start("rest")
    rest = shape.group("rest")
    key = _KEY.match(rest)
    value = match.end()
    if key is not None:
        after = rest[key.end() :]
        value = body + key.end() + len(after) - len(after.lstrip())
    return Line(
        start=start,
        end=match.end(),
        text=words,
        at=start + len(shape.group("indent")),
        body=body,
        key=key.group()[:-1].strip() if key is not None else "",
        value=value,
    )


def starts_before(text: str, index: int, most: int) -> list[int]:
    """Return where the line of a position starts, and lines before it, at most so many, in order.

    No more of the text is looked at than these lines.
    """
    found: list[int] = []
    at = index
    while len(found) <= most:
        begin = text.rfind("\n", 0, at) + 1
        at = max(begin, text.rfind("\r", begin, at) + 1)
        found.append(at)
        if at == 0:
            break
        at -= 2 if text[at - 2 : at] == "\r\n" else 1
    return found[::-1]


def next_start(text: str, at: int) -> int | None:
    """Return where the line after the one that starts at a position starts, or None."""
    match = _LINE_END.search(text, at)
    return None if match is None or match.end() >= len(text) else match.end()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted text on a line: where it opens, and where it closes on this line, or None."""

    quote: str
    opens: int
    closes: int | None


def quoted(line: Line) -> Iterator[Quoted]:
    """Return the texts in quotes that open on a line, in order."""
    at = 0
    while (match := _OPENING.search(line.text, at)) is not None:
        quote = match.group("quote")
        closes = closing(line.text, match.end(), quote, len(line.text))
        opens = line.start + match.end() - 1
        yield Quoted(quote, opens, None if closes is None else line.start + closes)
        if closes is None:
            return
        at = closes + 1


def closing(text: str, at: int, quote: str, end: int) -> int | None:
    """Return where a quotation closes of which a text holds the inside from a position on."""
    while at < end:
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] != quote:
            at += 1
        elif quote == "'" and text[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at
    return None

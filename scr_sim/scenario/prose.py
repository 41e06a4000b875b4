"""Prose: ``{id}`` filled in, paragraphs found, and the small Markdown read into spans.

One reader for every front end: the screen, the plain lines and the pages all show these spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

#: ``{{`` and ``}}`` are literal braces, ``{id}`` a reference; any other brace is itself.
REFERENCE = re.compile(r"\{\{|\}\}|\{(?P<id>[a-z][a-z0-9_-]{0,63})\}")

BlockKind = Literal["paragraph", "bullet", "number", "quote"]
_BULLET = re.compile(r"[-*+]\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_EMPHASIS = re.compile(
    r"\\(?P<escaped>[\\*_])"
    r"|(?<![\w*])\*\*(?P<strong>(?=\S)[^*]+?(?<=\S))\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<em>(?=\S)[^*]+?(?<=\S))\*(?![\w*])"
    r"|(?<![\w_])__(?P<strong2>(?=\S)[^_]+?(?<=\S))__(?![\w_])"
    r"|(?<![\w_])_(?P<em2>(?=\S)[^_]+?(?<=\S))_(?![\w_])"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one voice: ``""``, ``"em"`` or ``"strong"``."""

    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list's item or a quoted paragraph; ``mark`` is a numbered item's number."""

    kind: BlockKind
    spans: tuple[Span, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        """Return the block's text without its voices."""
        return "".join(span.text for span in self.spans)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each ``{id}`` replaced by its value and doubled braces made single.

    A reference that has no value is left as it stands.
    """
    if "{" not in text and "}" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        name = match.group("id")
        return match.group()[0] if name is None else values.get(name, match.group())

    return REFERENCE.sub(replaced, text)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text: paragraphs, list items, quoted paragraphs."""
    return tuple(_blocks(text.replace("\u2028", "\n").replace("\u2029", "\n\n")))


def spans(text: str) -> tuple[Span, ...]:
    """Return one paragraph's spans; a mark that opens nothing is itself."""
    found = []
    at = 0
    plain = ""
    for match in _EMPHASIS.finditer(text):
        plain += text[at : match.start()]
        at = match.end()
        group = match.lastgroup or ""
        if group == "escaped":
            plain += match.group(group)
            continue
        if plain:
            found.append(Span(plain))
            plain = ""
        found.append(Span(match.group(group), "strong" if group.startswith("strong") else "em"))
    plain += text[at:]
    if plain or not found:
        found.append(Span(plain))
    return tuple(found)


def plain(text: str) -> str:
    """Return a Markdown text as plain paragraphs, one line each, a blank line between."""
    lines = []
    for block in blocks(text):
        lead = {"bullet": "- ", "number": f"{block.mark}. ", "quote": ""}.get(block.kind, "")
        lines.append(lead + block.text)
    return "\n\n".join(lines)


def _blocks(text: str) -> Iterator[Block]:
    kind: BlockKind = "paragraph"
    mark = ""
    gathered: list[str] = []

    def done() -> Iterator[Block]:
        if gathered:
            yield Block(kind, spans(" ".join(gathered)), mark)
            gathered.clear()

    for raw in text.splitlines():
        line = raw.strip()
        quoted = line.startswith(">")
        if quoted:
            line = line[1:].strip()
        bullet = _BULLET.match(line)
        number = _NUMBERED.match(line)
        if not line:
            yield from done()
            kind = "paragraph"
        elif bullet or number:
            yield from done()
            kind = "bullet" if bullet else "number"
            mark = number.group(1) if number else ""
            gathered.append(line[(bullet or number).end() :])  # type: ignore[union-attr]
        elif quoted != (kind == "quote") and not (kind in {"bullet", "number"} and not quoted):
            yield from done()
            kind = "quote" if quoted else "paragraph"
            gathered.append(line)
        else:
            gathered.append(line)
    yield from done()

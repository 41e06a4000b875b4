"""Texts as Markdown: what anybody typed stands as it is, and of prose its own few marks stay."""

from __future__ import annotations

import re
from dataclasses import replace

from scr_sim.text.prose import Block, Span, blocks

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_MARKS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def literal(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    text = _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))
    return _LINE_MARKS.sub(
        lambda m: (
            f"{m.group(1)}\\{m.group(2)}"
            if not m.group(2).isdigit()
            else f"{m.group(1)}{m.group(2)}\\"
        ),
        text,
    )


def prose_as_markdown(text: str) -> str:
    """Return an author's prose as Markdown: its own few marks kept, everything else plain."""
    lines: list[str] = []
    depth = quoted = 0
    for block in blocks(text):
        # An item that begins with a list of its own is no step: Markdown would see code there.
        depth = min(block.depth, (depth if block.quoted == quoted else 0) + 1)
        if lines:
            lines.append(">" * min(block.quoted, quoted))
        quoted = block.quoted
        lines.append(_block(replace(block, depth=depth)))
    return "\n".join(lines)


def _block(block: Block) -> str:
    indent = "    " * (block.depth - 1 if block.mark else block.depth)
    lead = "> " * block.quoted + indent + (f"{block.mark} " if block.mark else "")
    return lead + "".join(_span(span) for span in block.spans)


def in_line(text: str) -> str:
    """Return an author's prose as Markdown within one line."""
    return " ".join(prose_as_markdown(text).split())


def _span(span: Span) -> str:
    mark = "*" * (span.em + 2 * span.strong)
    return f"{mark}{literal(span.text)}{mark}"

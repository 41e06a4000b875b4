"""The one door through which words reach the screen: always as content, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from scr_sim.text.prose import Block, Span

#: The style of what is said in passing.
MUTED = "$text-muted"


def plain(text: str, style: str | Style = "") -> Content:
    """Return text as it stands, in one style."""
    return Content.styled(text, style) if style else Content(text)


def join(parts: Iterable[Content | str], between: str = "\n") -> Content:
    """Return the parts as one content, with text between them."""
    # `Content.join` would let control codes in a plain text through.
    made = (part if isinstance(part, Content) else Content(part) for part in parts)
    return Content(between).join(made)


def line(*parts: Content | str | tuple[str, str | Style]) -> Content:
    """Return the parts side by side; a pair is text and its style."""
    return Content.assemble(*parts)


def hung(text: str, width: int, at: int, *, used: int = 0) -> str:
    """Return text broken so that its further lines stand below its first, at a column.

    ``used`` is how many columns are taken before it on its first line.
    """
    room = max(12, width - at)
    lines = wrap(" " * used + text, room, drop_whitespace=True, break_on_hyphens=False)
    return ("\n" + " " * at).join(lines).lstrip()


def _block(block: Block) -> Content:
    """Return a block with what stands before it: its quotes' bars, its list's indent and mark."""
    mark = "•" if block.mark == "-" else block.mark
    indent = "  " * (block.depth if block.depth and not mark else block.depth - 1)
    lead = "│ " * block.quoted + indent + (f"{mark} " if mark else "")
    return line(lead, *((span.text, _voice(span)) for span in block.spans))


def _voice(span: Span) -> Style:
    return Style(bold=span.strong or None, italic=span.em or None)


def prose(text: str) -> Content:
    """Return an author's prose: paragraphs a blank line apart, a list's items together."""
    # Here and not above: the first frame has no prose.
    from scr_sim.text.prose import blocks

    parts: list[Content | str] = []
    before: Block | None = None
    for block in blocks(text):
        if before is not None:
            parts.append("\n" if block.mark and before.depth else "\n\n")
        parts.append(_block(block))
        before = block
    return join(parts, "")

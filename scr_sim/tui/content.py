"""The one door through which words reach the screen: always as content, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions, Visual

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip

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


def flowed(parts: Iterable[Content], width: int, between: str = "  ") -> list[Content]:
    """Return lines with as many parts on each as there is room for; none is broken for it."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(between) + part.cell_length <= width:
            lines[-1] = line(lines[-1], between, part)
        else:
            lines.append(part)
    return lines


def hung(text: str, width: int, at: int, *, used: int = 0) -> str:
    """Return text broken so that its further lines stand below its first, at a column.

    ``used`` is how many columns are taken before it on its first line.
    """
    room = max(12, width - at)
    lines = wrap(" " * used + text, room, drop_whitespace=True, break_on_hyphens=False)
    return ("\n" + " " * at).join(lines).lstrip()


def indented(told: Content, width: int) -> Content:
    """Return content whose lines go on, where they are broken, as far in as they begin."""
    return join(
        hanging(part, width, len(part.plain) - len(part.plain.lstrip(" ")))
        for part in told.split("\n", allow_blank=True)
    )


def hanging(told: Content, width: int, at: int) -> Content:
    """Return one line that goes on, where it is broken, below itself at a column."""
    first, *rest = told.wrap(max(1, width - at)) or [told]
    return join([first, *(line(" " * at, one) for one in rest)])


class HungRow(Visual):
    """A row of a list: wherever one of its lines is broken, it goes on below at a column.

    So only what begins a row stands at its left.
    """

    def __init__(self, told: Content, at: int = 2) -> None:
        self._told = told
        self._at = at

    def __str__(self) -> str:
        return self._told.plain

    def broken(self, width: int) -> Content:
        """Return the row as it stands in so many columns."""
        # No more than a third of a narrow row is indent.
        at = min(self._at, width // 3)
        return join(hanging(part, width, at) for part in self._told.split("\n", allow_blank=True))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it."""
        return self.broken(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return how wide it is where nothing is broken."""
        return self._told.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes."""
        return self.broken(width).get_height(rules, width)


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

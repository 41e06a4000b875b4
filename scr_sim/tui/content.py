"""The one door through which words reach the screen: always as content, never as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from scr_sim.scenario.prose import Block

#: The style of what is said in passing.
MUTED = "$text-muted"
STRONG = Style(bold=True)
EM = Style(italic=True)


def plain(text: str, style: str | Style = "") -> Content:
    """Return text as it stands, in one style."""
    return Content.styled(text, style) if style else Content(text)


def join(parts: Iterable[Content | str], between: str = "\n") -> Content:
    """Return the parts as one content, with text between them."""
    made = [part if isinstance(part, Content) else Content(part) for part in parts]
    return Content(between).join(made)


def line(*parts: Content | str | tuple[str, str | Style]) -> Content:
    """Return the parts side by side; a pair is text and its style."""
    made: list[Content] = []
    for part in parts:
        if isinstance(part, tuple):
            made.append(plain(*part))
        else:
            made.append(part if isinstance(part, Content) else Content(part))
    return Content("").join(made)


def _block(block: Block) -> Content:
    voices = {"em": EM, "strong": STRONG}
    text = Content("").join(
        [
            plain(span.text, voices[span.voice]) if span.voice else Content(span.text)
            for span in block.spans
        ]
    )
    lead = {"bullet": "• ", "number": f"{block.mark}. ", "quote": "│ "}.get(block.kind, "")
    return Content(lead) + text if lead else text


def prose(text: str) -> Content:
    """Return an author's prose: paragraphs a blank line apart, a list's items together."""
    # Here and not above: the first frame has no prose, and need not wait for the models.
    from scr_sim.scenario.prose import blocks

    made = Content("")
    previous = ""
    for block in blocks(text):
        if previous:
            listed = block.kind in {"bullet", "number"} and previous in {"bullet", "number"}
            made += Content("\n" if listed else "\n\n")
        made += _block(block)
        previous = block.kind
    return made

"""A debrief as Markdown: what was typed by anybody stands as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scr_sim.debriefs.model import Debrief
from scr_sim.debriefs.outline import (
    Element,
    InlineProse,
    Items,
    LabelledLine,
    Line,
    Own,
    Part,
    Prose,
    Question,
    Section,
    StanceMark,
    Words,
    outline,
)
from scr_sim.text.labels import SIGNS, STANCES
from scr_sim.text.markdown import literal
from scr_sim.text.prose import Block, Span, blocks


def to_markdown(debrief: Debrief) -> str:
    """Return the debrief as Markdown."""
    return "\n\n".join(filter(None, _section(outline(debrief), 1))) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    """Return a section's blocks; a group is told under a line and not a heading of its own."""
    title = literal(section.title)
    if section.kind in {"group", "review"}:
        yield f"**{title}**"
    else:
        lead = f"{section.lead}. " if section.kind in {"decision", "finding"} else ""
        yield f"{'#' * level} {lead}{title}"
    if section.when:
        yield literal(section.when)
    for element in section.elements:
        yield _element(element)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _element(element: Element) -> str:
    match element:
        case LabelledLine(line, lead):
            return f"{lead}: {_line(line)}" if lead else _line(line)
        case Prose(text):
            return prose_as_markdown(text)
        case Items(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Question(text, answer):
            written = "".join(f"\n  > {literal(one)}" for one in answer.splitlines())
            return f"- {_in_line(text)}" + (f"\n{written}" if written else "")


def _line(line: Line) -> str:
    return "".join(_part(part) for part in line)


def _part(part: Part) -> str:
    match part:
        case StanceMark(stance):
            return f"**{STANCES[stance]}** {SIGNS[stance]} "
        case InlineProse(text):
            return _in_line(text)
        case Own(text):
            return literal(text)
        case Words(text, "strong"):
            return f"**{literal(text)}**"
        case Words(text):
            return literal(text)


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


def _in_line(text: str) -> str:
    return " ".join(prose_as_markdown(text).split())


def _span(span: Span) -> str:
    mark = "*" * (span.em + 2 * span.strong)
    return f"{mark}{literal(span.text)}{mark}"

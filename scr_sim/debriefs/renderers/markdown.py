"""A debrief as Markdown: what was typed by anybody stands as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from scr_sim.debriefs.case_outline import whole_outline
from scr_sim.debriefs.cases import CaseDebrief
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
)
from scr_sim.text.markdown import in_line, literal, prose_as_markdown
from scr_sim.text.stances import SIGNS, STANCE_NAMES


def to_markdown(debrief: Debrief | CaseDebrief) -> str:
    """Return the debrief, of a play or of a case, as Markdown."""
    return "\n\n".join(filter(None, _section(whole_outline(debrief), 1))) + "\n"


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
            return f"- {in_line(text)}" + (f"\n{written}" if written else "")


def _line(line: Line) -> str:
    return "".join(_part(part) for part in line)


def _part(part: Part) -> str:
    match part:
        case StanceMark(stance):
            return f"**{STANCE_NAMES[stance]}** {SIGNS[stance]} "
        case InlineProse(text):
            return in_line(text)
        case Own(text):
            return literal(text)
        case Words(text, "strong"):
            # Marks that close after a space are no emphasis in Markdown: they would be stars.
            words = text.rstrip()
            return f"**{literal(words)}**{text[len(words) :]}"
        case Words(text):
            return literal(text)

"""A scenario's document as Markdown: what the author typed stands as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from scr_sim.manuscripts.model import (
    Element,
    Items,
    LabelledLine,
    Line,
    Link,
    Part,
    Prose,
    Section,
    StanceMark,
    Words,
)
from scr_sim.text.markdown import literal, prose_as_markdown
from scr_sim.text.stances import SIGNS, STANCE_NAMES


def to_markdown(outline: Section, language: str) -> str:
    """Return the document as Markdown. ``language`` has no place in it."""
    return "\n\n".join(filter(None, _section(outline, 1))) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    if section.anchor:
        yield f'<a id="{section.anchor}"></a>'
    stance = f"{SIGNS[section.stance]} {STANCE_NAMES[section.stance]}: " if section.stance else ""
    number = f"{section.number} " if section.number else ""
    title = f"{number}{stance}{literal(section.title)}"
    if section.kind in {"group", "aside"}:
        yield f"**{title}**"
    else:
        yield f"{'#' * min(level, 6)} {title}"
    if section.note:
        yield f"*{literal(section.note)}*"
    for element in section.elements:
        yield _element(element)
    for inner in section.sections:
        yield from _section(inner, level + (section.kind != "group"))


def _element(element: Element) -> str:
    match element:
        case LabelledLine(line, lead):
            return f"{literal(lead)}: {_line(line)}" if lead else _line(line)
        case Prose(text, when):
            told = "\n".join(f"> {line}".rstrip() for line in prose_as_markdown(text).split("\n"))
            return f"{literal(when)}:\n\n{told}" if when else told
        case Items(lines, lead):
            listed = "\n".join(f"- {_line(line)}" for line in lines)
            return f"{literal(lead)}:\n\n{listed}" if lead else listed


def _line(line: Line) -> str:
    return "".join(_part(part) for part in line)


def _part(part: Part) -> str:
    match part:
        case StanceMark(stance):
            return f"{SIGNS[stance]} {STANCE_NAMES[stance]}: "
        case Link(text, to):
            return f"[{literal(text)}](#{to})"
        case Words(text, "strong"):
            return f"**{literal(text)}**"
        case Words(text):
            return literal(text)

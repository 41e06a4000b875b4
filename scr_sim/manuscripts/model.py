"""What a scenario's document is made of: sections of elements, and no word on how they look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scr_sim.scenario.model.choice import Stance

SectionKind = Literal["document", "part", "scene", "act", "group", "aside", "entry"]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text as it stands; ``quiet`` is said in passing, ``strong`` stands out."""

    text: str
    tone: Literal["plain", "quiet", "strong"] = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another place of the document, by its anchor."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class StanceMark:
    """A stance, to be told by its word and its sign."""

    stance: Stance


Part = Words | Link | StanceMark
Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """One line; ``lead`` says what it is (“Leads to”) and may be empty."""

    line: Line
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """An author's prose, in paragraphs; ``when`` says when it is read, and is empty for always."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines; ``lead`` says what they are."""

    lines: tuple[Line, ...]
    lead: str = ""


Element = LabelledLine | Prose | Items


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A title, what stands under it, and the sections within.

    ``anchor`` is what links lead to, ``number`` what people call it by (“3.2”), ``stance`` that of
    a choice, ``note`` a few words after the title (a date, what kind of scene it is).
    """

    title: str
    kind: SectionKind
    anchor: str = ""
    number: str = ""
    stance: Stance | None = None
    note: str = ""
    elements: tuple[Element, ...] = ()
    sections: tuple[Section, ...] = ()


def listed(lead: str, lines: Sequence[Line]) -> tuple[Element, ...]:
    """Return lines under a lead: none, one in its own line, or a list."""
    if not lines:
        return ()
    if len(lines) == 1:
        return (LabelledLine(lines[0], lead=lead),)
    return (Items(tuple(lines), lead=lead),)

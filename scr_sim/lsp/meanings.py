"""What stands at a place of a file: a key, an id, a word, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.lsp.catalogue import Entry
from scr_sim.lsp.cursor import Cursor, locate, word_around
from scr_sim.lsp.documents import Document
from scr_sim.lsp.slots import fields, meaning, says, slots

#: What each kind of thing is called, where it is told.
TITLES = {
    "scene": "Scene",
    "note": "Note",
    "variable": "Variable",
    "choice": "Choice",
    "enquiry": "Enquiry",
    "person": "Person",
    "agency": "Agency",
    "finding": "Finding",
    "feature": "Practice feature",
    "statement": "Statement",
    "review": "Review",
    "scenario": "Scenario",
    "code": "Warning",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What stands from ``start`` to ``end``, in words: a heading, and paragraphs."""

    start: int
    end: int
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An id, and what it is of; ``start`` to ``end`` is where it was found."""

    what: str
    name: str
    start: int
    end: int


def thing_at(document: Document, index: int) -> Thing | None:
    """Return the thing whose id stands at an index."""
    found = document.occurrence_at(index)
    if found is not None:
        return Thing(what=found.what, name=found.name, start=found.start, end=found.end)
    start, end = word_around(document.text, index)
    cursor = locate(document.positions, end)
    if start == end or cursor is None:
        return None
    for slot in slots(document.model, cursor.steps, cursor.keys):
        for one in slot.values():
            word = document.text[start:end]
            if one.elsewhere is not None and document.catalogue.find(one.elsewhere, word):
                return Thing(what=one.elsewhere, name=word, start=start, end=end)
    return None


def meaning_at(document: Document, index: int) -> Meaning | None:
    """Return what stands at an index means, or None where nothing is known of it."""
    thing = thing_at(document, index)
    if thing is not None:
        entry = document.catalogue.find(thing.what, thing.name)
        if entry is not None:
            return _told(thing, entry) if entry.title or entry.text else None
    start, end = word_around(document.text, index)
    if start == end:
        return None
    cursor = locate(document.positions, end)
    if cursor is None:
        return None
    word = document.text[start:end]
    if cursor.bare and cursor.written == word:
        return _of_key(document, cursor, word, start, end)
    for slot in slots(document.model, cursor.steps, cursor.keys):
        for one in slot.values():
            if word in one.words and says(one):
                return Meaning(start=start, end=end, title=f"{one.key}: {word}", text=says(one))
    return None


def _of_key(document: Document, cursor: Cursor, word: str, start: int, end: int) -> Meaning | None:
    for slot in slots(document.model, cursor.steps, cursor.keys):
        for one in (slot, *slot.values(), *((slot.item(),) if slot.is_list else ())):
            if one.model is not None and word in fields(one):
                return Meaning(start=start, end=end, title=word, text=meaning(one.model, word))
    return None


def _told(thing: Thing, entry: Entry) -> Meaning:
    title = f"{TITLES[thing.what]} {thing.name}"
    text = "\n\n".join(filter(None, (entry.title, entry.text)))
    return Meaning(start=thing.start, end=thing.end, title=title, text=text)

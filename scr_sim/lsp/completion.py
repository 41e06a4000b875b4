"""What could be written at a cursor: keys where they may stand, ids, words, values.

What may stand at a place is read off the models (`slots.py`). Which keys name something of another
file, no model says: that is the table ``ELSEWHERE`` there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scr_sim.lsp.catalogue import Entry
from scr_sim.lsp.cursor import Cursor, locate
from scr_sim.lsp.documents import Document
from scr_sim.lsp.slots import Slot, fields, meaning, needed, says, slots
from scr_sim.scenario.conditions.parser import RESERVED
from scr_sim.scenario.edits.occurrences import CALLS, INSIDE
from scr_sim.scenario.model.marks import Refers

#: So many are listed; typing on finds the others.
MOST_LISTED = 100
#: So much of a text is shown beside each.
MOST_TOLD = 500

_CALL = re.compile(r"\b(\w+)\(\s*[\"']([^\"']*)\Z")
_WORD_VALUE = re.compile(r"\b([a-z]\w*)\s*(?:==|!=)\s*[\"']?([\w-]*)\Z")
_LAST_WORD = re.compile(r"[\w.-]*\Z")
_LAST_NAME = re.compile(r"[a-z]\w*\Z|\Z")
_OPEN_BRACE = re.compile(r"(?<!\{)(?:\{\{)*\{([a-z][a-z0-9_-]*|)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that could be written from ``start`` up to ``end``.

    ``label`` is what it is called, ``insert`` what is written, ``kind`` what it is of: a key, a
    word, or a thing that has an id.
    """

    label: str
    insert: str
    kind: str
    start: int
    end: int
    detail: str = ""
    text: str = ""


def suggestions(document: Document, index: int) -> tuple[list[Suggestion], bool]:
    """Return what could be written at an index, and whether that is all there is."""
    cursor = locate(document.positions, index)
    if cursor is None:
        return [], True
    index = cursor.start + len(cursor.written)
    here = slots(document.model, cursor.steps, cursor.keys)
    found: dict[tuple[str, str], Suggestion] = {}
    for one in _Writer(document, cursor, index).all(here):
        if _alike(document.text[one.start : one.end], one.label):
            found.setdefault((one.label, one.kind), one)
    listed = list(found.values())
    return listed[:MOST_LISTED], len(listed) <= MOST_LISTED


def _alike(written: str, label: str) -> bool:
    """Return whether what is written are letters of a label, in its order."""
    rest = iter(label.lower())
    return all(letter in rest for letter in written.lower())


@dataclass(slots=True)
class _Writer:
    document: Document
    cursor: Cursor
    index: int

    def all(self, here: list[Slot]) -> Iterator[Suggestion]:
        if self.cursor.bare:
            for slot in here:
                yield from self._keys(slot)
        values = [one for slot in here for one in slot.values()]
        for slot in values:
            if self.cursor.bare and not self._may_be_value(slot, here):
                continue
            yield from self._values(slot)

    def _may_be_value(self, slot: Slot, here: list[Slot]) -> bool:
        """Return whether a value can stand where a key can: as an item, or below its key."""
        return slot.model is None and not slot.is_mapping and slot in here

    # -- keys

    def _keys(self, slot: Slot) -> Iterator[Suggestion]:
        dash = ""
        if slot.is_list and not self.cursor.flow:
            dash = "- "
            yield from self._items(slot)
            slot = next((one for one in slot.values() if one.model), slot.item())
        if slot.is_mapping:
            numbers = self._numbers() if slot.holds_numbers else None
            for one in self._ids(slot.key_marks(), after=": "):
                if numbers is None or one.label in numbers:
                    yield one
        if slot.model is None or " " in self.cursor.written.strip():
            return
        present = frozenset() if dash else self.cursor.keys(len(self.cursor.steps))
        for key in fields(slot):
            if key not in present:
                must = "needed" if needed(slot.model, key) else ""
                yield self._said(key, f"{dash}{key}: ", "key", must, meaning(slot.model, key))

    def _numbers(self) -> set[str]:
        known = self.document.catalogue.names.variables
        return {name for name, kind in known.items() if kind.kind == "number"}

    def _items(self, slot: Slot) -> Iterator[Suggestion]:
        """Return what could be an item of a list that has no dash yet."""
        for one in self._values(slot.item()):
            if one.kind != "key":
                yield Suggestion(
                    label=one.label,
                    insert=f"- {one.insert}",
                    kind=one.kind,
                    start=one.start,
                    end=one.end,
                    detail=one.detail,
                    text=one.text,
                )

    def _said(self, label: str, insert: str, kind: str, detail: str, text: str) -> Suggestion:
        written = self.cursor.written
        start = self.index - len(_LAST_WORD.search(written).group())  # type: ignore[union-attr]
        return Suggestion(
            label=label,
            insert=insert,
            kind=kind,
            start=start,
            end=self.index,
            detail=detail,
            text=text,
        )

    # -- values

    def _values(self, slot: Slot) -> Iterator[Suggestion]:
        if slot.holds == "condition":
            yield from self._condition()
            return
        if slot.holds == "prose":
            yield from self._braces()
            return
        if slot.holds == "actions":
            yield from self._actions()
            return
        if slot.is_list and not self.cursor.flow and not self.cursor.bare:
            return  # a list begins with a bracket, or in the next line
        if slot.elsewhere is not None:
            yield from self._entries(slot.elsewhere)
        if slot.names_an_ending:
            yield from self._entries("ending", kind="scene")
        else:
            yield from self._ids(slot.extras)
        for word in slot.words:
            yield self._said(word, word, "word", "", says(slot))
        if slot.entry is not None and slot.refers is None:
            yield from self._variable_values(slot.entry)

    def _ids(self, marks: tuple[object, ...], after: str = "") -> Iterator[Suggestion]:
        for mark in marks:
            if isinstance(mark, Refers):
                yield from self._entries(mark.what, after)

    def _entries(self, what: str, after: str = "", kind: str = "") -> Iterator[Suggestion]:
        for entry in self.document.catalogue.of(what).values():
            text = entry.text[:MOST_TOLD]
            yield self._said(entry.name, entry.name + after, kind or what, entry.title, text)

    def _variable_values(self, name: str) -> Iterator[Suggestion]:
        kind = self.document.catalogue.names.variables.get(name)
        if kind is None:
            return
        words = ("true", "false") if kind.kind == "flag" else kind.values
        for word in words:
            yield self._said(word, word, "word", name, "")

    # -- what stands in texts

    def _condition(self) -> Iterator[Suggestion]:
        written = self.cursor.written
        call = _CALL.search(written)
        if call is not None:
            what = CALLS.get(call.group(1))
            if what is not None:
                for entry in self.document.catalogue.of(what).values():
                    yield self._at(entry, len(call.group(2)), what)
            return
        value = _WORD_VALUE.search(written)
        if value is not None:
            kind = self.document.catalogue.names.variables.get(value.group(1))
            if kind is not None and kind.kind == "word":
                quote = (
                    '"' if written[value.start(2) - 1 : value.start(2)] not in {'"', "'"} else ""
                )
                for word in kind.values:
                    entry = Entry(word, value.group(1))
                    yield self._at(entry, len(value.group(2)), "word", f"{quote}{word}{quote}")
                return
        name = _LAST_NAME.search(written)
        length = len(name.group()) if name is not None else 0
        for entry in self.document.catalogue.of("variable").values():
            yield self._at(entry, length, "variable")
        for word in sorted(RESERVED):
            insert = f'{word}("' if word in CALLS else word
            yield self._at(Entry(word, "in conditions"), length, "word", insert)

    def _braces(self) -> Iterator[Suggestion]:
        brace = _OPEN_BRACE.search(self.cursor.written)
        if brace is None:
            return
        closed = self.document.text[self.index : self.index + 1] == "}"
        for what in ("variable", "person"):
            for entry in self.document.catalogue.of(what).values():
                insert = entry.name if closed else f"{entry.name}}}"
                yield self._at(entry, len(brace.group(1)), what, insert)

    def _actions(self) -> Iterator[Suggestion]:
        word = self.cursor.written.split()[-1] if self.cursor.written.split() else ""
        if self.cursor.written[-1:].isspace():
            word = ""
        if "@" in word:
            typed = re.split("[@,]", word)[-1]
            for entry in self.document.catalogue.of("note").values():
                yield self._at(entry, len(typed), "note")
            return
        lead = word[:1] if word[:1] in {"?", "!"} else ""
        what = "enquiry" if lead else "choice"
        for entry in self.document.catalogue.of(what).values():
            scene, _, name = entry.name.partition(".")
            shown = Entry(name, f"{scene}: {entry.title}", entry.text)
            yield self._at(shown, len(word) - len(lead), what)

    def _at(self, entry: Entry, length: int, kind: str, insert: str | None = None) -> Suggestion:
        return Suggestion(
            label=entry.name,
            insert=entry.name if insert is None else insert,
            kind=kind,
            start=self.index - length,
            end=self.index,
            detail=entry.title,
            text=entry.text[:MOST_TOLD],
        )


__all__ = ["INSIDE", "MOST_LISTED", "Suggestion", "suggestions"]

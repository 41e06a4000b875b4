"""Everything that a file can name by its id, with the words that tell what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from scr_sim.scenario import Review, ids, library_reviews
from scr_sim.scenario.model.choice import STANCES
from scr_sim.scenario.model.scene import scene_kind
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, choice_id, entries, items, text_of
from scr_sim.scenario.validation.explanations import explanations
from scr_sim.scenario.validation.symbols import Names, VariableType, gather

#: What a scene is called by the key that tells its kind.
SCENE_NAMES: dict[str | None, str] = {
    "choices": "decision",
    "next": "passage",
    "ending": "ending",
    None: "scene",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has an id: what it is in a few words, and its text, if it has one."""

    name: str
    title: str
    text: str = ""


@dataclass(slots=True)
class Catalogue:
    """What can be named, by its kind and id."""

    names: Names = field(default_factory=Names)
    things: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def of(self, what: str) -> Mapping[str, Entry]:
        """Return what there is of a kind, by id; endings are among the scenes."""
        if what == "ending":
            scenes = self.things.get("scene", {})
            ending = f"{SCENE_NAMES['ending']}: "
            return {name: one for name, one in scenes.items() if one.title.startswith(ending)}
        if what in _LIBRARY:
            return _library(what)
        return self.things.get(what, {})

    def find(self, what: str, name: str) -> Entry | None:
        """Return what has an id, if anything does."""
        return self.of(what).get(name)


_LIBRARY = frozenset({"review", "scenario", "code"})


def catalogue(data: Map | None, review: Review | None) -> Catalogue:
    """Return what a scenario's data, and the review that it practises, have ids for."""
    if data is None:
        return Catalogue(things=_of_review(review))
    names = gather(data)
    things: dict[str, dict[str, Entry]] = {
        "scene": _each(_scenes(data)),
        "note": _each(_notes(data)),
        "variable": _each(
            Entry(name, _label(data, name), variable_words(kind))
            for name, kind in names.variables.items()
        ),
        "person": _each(_people(data)),
        "agency": _each(
            Entry(name, _line(title)) for name, title in _mapping(data, "agencies").items()
        ),
        "choice": _each(_choices(data)),
        "enquiry": _each(_enquiries(data)),
    }
    return Catalogue(names, things | _of_review(review))


def variable_words(kind: VariableType) -> str:
    """Return what a variable can be, in words."""
    if kind.kind == "number":
        lowest = "?" if kind.lowest is None else kind.lowest
        return f"A whole number from {lowest} to {'?' if kind.highest is None else kind.highest}."
    if kind.kind == "word":
        return f"One of: {', '.join(kind.values)}."
    return "true or false." if kind.kind == "flag" else ""


def prose(value: Loose) -> str:
    """Return prose as it stands in a file, its paragraphs one after the other."""
    if isinstance(value, Seq):
        return "\n\n".join(filter(None, (prose(one) for one in value)))
    if isinstance(value, Map):
        words, condition = text_of(value.get("text")) or "", text_of(value.get("if"))
        return f"(if {condition}) {words}" if condition and words else words
    return text_of(value) or ""


def _each(found: Iterator[Entry] | Any) -> dict[str, Entry]:
    return {one.name: one for one in found}


def _line(value: Loose) -> str:
    return " ".join((text_of(value) or "").split())


def _mapping(data: Map, key: str) -> Map | dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, Map) else {}


def _label(data: Map, name: str) -> str:
    value = _mapping(data, "variables").get(name)
    return _line(value.get("label")) if isinstance(value, Map) else ""


def _scenes(data: Map) -> Iterator[Entry]:
    for name, scene in entries(data.get("scenes")):
        kind = SCENE_NAMES[scene_kind(scene)]
        yield Entry(name, f"{kind}: {_line(scene.get('title'))}", prose(scene.get("text")))


def _notes(data: Map) -> Iterator[Entry]:
    for name, note in entries(data.get("notes")):
        title = ", ".join(filter(None, (_line(note.get("kind")), _line(note.get("from")))))
        yield Entry(name, title, prose(note.get("text")))


def _people(data: Map) -> Iterator[Entry]:
    for name, person in entries(data.get("people")):
        yield Entry(name, _line(person.get("name")), prose(person.get("about")))


def _choices(data: Map) -> Iterator[Entry]:
    for scene, value in entries(data.get("scenes")):
        for _, choice in items(value.get("choices")):
            if isinstance(choice, Map) and (name := choice_id(choice)) is not None:
                stance = text_of(choice.get("stance"))
                title = _line(choice.get("label"))
                known = f"{stance}: {title}" if stance in STANCES else title
                yield Entry(f"{scene}.{name}", known, prose(choice.get("outcome")))


def _enquiries(data: Map) -> Iterator[Entry]:
    for scene, value in entries(data.get("scenes")):
        offered = value.get("enquiries")
        for _, one in items(offered.get("from") if isinstance(offered, Map) else None):
            if isinstance(one, Map) and (name := text_of(one.get("id"))) is not None:
                yield Entry(f"{scene}.{name}", _line(one.get("label")), prose(one.get("text")))


def _of_review(review: Review | None) -> dict[str, dict[str, Entry]]:
    if review is None:
        return {}
    statements: Mapping[str, Any] = getattr(review, "statements", None) or {}
    return {
        "finding": {
            str(number): Entry(str(number), one.title, one.text)
            for number, one in review.findings.items()
        },
        "feature": {
            name: Entry(name, one.title, one.text) for name, one in review.features.items()
        },
        "statement": {
            name: Entry(name, str(getattr(one, "at", "") or ""), " ".join(str(one.text).split()))
            for name, one in statements.items()
        },
    }


@cache
def _library(what: str) -> dict[str, Entry]:
    """Return what the library has: it does not change while an editor is open."""
    if what == "review":
        return {one.id: Entry(one.id, one.title, one.about or "") for one in library_reviews()}
    if what == "scenario":
        return {name: Entry(name, "scenario") for name in ids()}
    return {
        code: Entry(code, one.title, one.means)
        for code, one in explanations().items()
        if one.severity == "warning"
    }

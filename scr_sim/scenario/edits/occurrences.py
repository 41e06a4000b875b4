"""Every place of a file at which an id stands: where it is declared, and where it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from scr_sim.scenario.conditions.parser import (
    ConditionError,
    Name,
    leaves,
    parse,
)
from scr_sim.scenario.edits.spans import Span, spans
from scr_sim.scenario.model.marks import Declares, Marked, Refers, Steps, Thing, marked
from scr_sim.scenario.placeholders import REFERENCE
from scr_sim.scenario.syntax.nodes import NO_PLACE, Map, Seq, text_of

#: What stands inside a scene, and is called ``scene.id``.
INSIDE = frozenset({"choice", "enquiry"})
CALLS: dict[str, Thing] = {
    "held": "note",
    "visited": "scene",
    "chose": "choice",
    "convinced": "choice",
    "enquired": "enquiry",
}
#: Returns the scene in which an action of an expected play is done, given both their places.
SceneOf = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An id in a text. ``name`` is the id, of a choice or an enquiry with its scene before it.

    ``start`` is `NO_PLACE` where the id stands written otherwise than it is read.
    """

    what: Thing
    name: str
    start: int
    end: int
    declares: bool = False


def _found(what: Thing, name: str, span: tuple[int, int], *, declares: bool = False) -> Occurrence:
    return Occurrence(what=what, name=name, start=span[0], end=span[1], declares=declares)


def occurrences(
    wanted: type[BaseModel],
    data: Map,
    text: str,
    *,
    people: Collection[str] = (),
    scene_of: SceneOf = lambda play, action: None,
) -> Iterator[Occurrence]:
    """Return every id of a file, as its model has them.

    ``people`` are those who may be named in prose and are no variables; ``scene_of`` tells where
    the actions of expected plays are done.
    """
    finder = _Finder(text, people, scene_of)
    for place in marked(wanted, data):
        yield from finder.at(place)


def carried(data: Map, text: str, scenario: str) -> Iterator[Occurrence]:
    """Return every variable of a scenario that a case's file names, as carried in or out."""
    finder = _Finder(text, (), lambda play, action: None)
    steps = data.get("scenarios")
    for number, step in enumerate(steps if isinstance(steps, Seq) else ()):
        if not isinstance(step, Map) or text_of(step.get("id")) != scenario:
            continue
        for key, is_key in (("in", True), ("out", False)):
            values = step.get(key)
            for name, value in values.items() if isinstance(values, Map) else ():
                place = Marked(
                    mark=Refers("variable"),
                    path=("scenarios", number, key, name),
                    value=name if is_key else value,
                    is_key=is_key,
                )
                yield from finder.at(place)


class _Finder:
    def __init__(self, text: str, people: Collection[str], scene_of: SceneOf) -> None:
        self.text = text
        self.spans = spans(text)
        self.people = people
        self.scene_of = scene_of

    def at(self, place: Marked) -> Iterator[Occurrence]:
        mark, path = place.mark, place.path
        span = (self.spans.keys if place.is_key else self.spans.values).get(path)
        if isinstance(mark, Declares | Refers):
            word = text_of(place.value)
            # What stands nowhere is an alias: its words stand at its anchor.
            if word is not None and span is not None:
                name = f"{path[1]}.{word}" if mark.what in INSIDE else word
                start, end = self._whole(span, word)
                declares = isinstance(mark, Declares)
                yield _found(mark.what, name, (start, end), declares=declares)
        elif mark.what == "actions":
            yield from self._actions(place, span)
        elif span is not None and (value := text_of(place.value)) is not None:
            find = self._condition if mark.what == "condition" else self._prose
            yield from find(value, span)

    def _whole(self, span: Span, word: str) -> tuple[int, int]:
        start, end = span.inner(self.text)
        if self.text[start:end] == word:
            return start, end
        return self._nth(span, _words(word), 0, 1) or (NO_PLACE, NO_PLACE)

    def _nth(
        self, span: Span, pattern: re.Pattern[str], number: int, of: int
    ) -> tuple[int, int] | None:
        """Return where the so-manieth match of a pattern stands, if there are as many as read."""
        start, end = span.inner(self.text)
        found = list(pattern.finditer(self.text, start, end))
        return found[number].span() if len(found) == of else None

    def _within(self, span: Span, value: str, at: int, word: str, lead: int = 0) -> tuple[int, int]:
        """Return where a word stands that was read at a position of a value."""
        pattern = _words(word)
        read = [match.start() for match in pattern.finditer(value)]
        if at + lead not in read:
            return NO_PLACE, NO_PLACE
        found = self._nth(span, pattern, read.index(at + lead), len(read))
        return found or (NO_PLACE, NO_PLACE)

    def _condition(self, value: str, span: Span) -> Iterator[Occurrence]:
        try:
            tree = parse(value)
        except ConditionError:
            return
        for leaf in leaves(tree):
            if isinstance(leaf, Name):
                yield _found("variable", leaf.id, self._within(span, value, leaf.at, leaf.id))
                continue
            what = CALLS[leaf.name]
            scene, dot, inner = leaf.ref.partition(".")
            if what not in INSIDE:
                places = self._within(span, value, leaf.ref_at, leaf.ref)
                yield _found(what, leaf.ref, places)
            elif dot:
                yield _found("scene", scene, self._within(span, value, leaf.ref_at, scene))
                places = self._within(span, value, leaf.ref_at, inner, len(scene) + 1)
                yield _found(what, leaf.ref, places)

    def _prose(self, value: str, span: Span) -> Iterator[Occurrence]:
        read = list(REFERENCE.finditer(value))
        for number, match in enumerate(read):
            word = match.group("id")
            if word is not None:
                found = self._nth(span, REFERENCE, number, len(read))
                start, end = (found[0] + 1, found[1] - 1) if found else (NO_PLACE, NO_PLACE)
                what: Thing = "person" if word in self.people else "variable"
                yield _found(what, word, (start, end))

    def _actions(self, place: Marked, span: Span | None) -> Iterator[Occurrence]:
        play = place.path[1]
        if not isinstance(play, int):  # no list of plays: that is told elsewhere
            return
        if isinstance(place.value, Seq):
            for number, item in enumerate(place.value):
                inner = self.spans.values.get((*place.path, number))
                if inner is not None and (word := text_of(item)) is not None:
                    yield from self._action(word, self._whole(inner, word)[0], play, number)
        elif span is not None and (value := text_of(place.value)) is not None:
            words = value.split()
            for number, word in enumerate(words):
                found = self._nth(span, re.compile(r"\S+"), number, len(words))
                sure = found is not None and self.text[slice(*found)] == word
                at = found[0] if found is not None and sure else NO_PLACE
                yield from self._action(word, at, play, number)

    def _action(self, word: str, at: int, play: int, number: int) -> Iterator[Occurrence]:
        what: Thing = "enquiry" if word[:1] in {"?", "!"} else "choice"
        lead = 1 if what == "enquiry" else 0
        name, cites, cited = word[lead:].partition("@")
        scene = self.scene_of(play, number)
        if scene is not None:
            yield _found(what, f"{scene}.{name}", _shifted(at, lead, name))
        if cites and what == "choice":
            offset = lead + len(name) + 1
            for note in cited.split(",") if cited else ():
                yield _found("note", note, _shifted(at, offset, note))
                offset += len(note) + 1


def _shifted(at: int, offset: int, word: str) -> tuple[int, int]:
    if at == NO_PLACE:
        return NO_PLACE, NO_PLACE
    return at + offset, at + offset + len(word)


def _words(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


__all__ = ["INSIDE", "Occurrence", "SceneOf", "Steps", "occurrences"]

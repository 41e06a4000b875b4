"""Every key of the format, edited in every place of a file, and all that a person reads of a play.

An edit that makes a person read anything else must be told when the play is opened again: this
makes the edits, and reads what a person reads.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any

from scr_sim.debriefs import debrief
from scr_sim.engine import Play
from scr_sim.plain import presenter
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model import expected_plays
from scr_sim.scenario.model.fields import Model

Data = dict[str, Any]
_KINDS = (
    ("accept", "challenge", "escalate"),
    ("protected", "mixed", "missed"),
    ("account", "observation", "record"),
    ("confidence", "reflection"),
)
#: So many edits are tried at a place, besides taking away what stands there.
_MOST_EDITS = 2
#: Keys whose text is a condition.
_CONDITIONS = {"if", "unless", "sure"}
#: What is put where a key that may be left out is not there.
_NEW: dict[str, Any] = {
    "Debrief.practice": "Write it down.",
    "Debrief.review": ["asked-once"],
    "Effects.notes": ["tired"],
    "Enquiry.agency": "office",
    "Finding.questions": [{"text": "What now?", "kind": "reflection"}],
    "FlagVariable.label": "Said",
    "FlagVariable.show": True,
    "NumberVariable.unit": "hour",
    "NumberVariable.label": "Counted",
    "Reason.compare": "So it was.",
    "Decision.reason": {"ask": "What makes you think so?"},
    "Result.outcome": "Nothing more is said.",
    "Scenario.aims": ["Look twice."],
    "Scenario.authors": "Somebody",
    "Scenario.language": "cy",
    "Scenario.version": "2",
    "Scenario.trainer": {"opening": "Welcome.", "closing": "Thank you."},
    "_Scene.date": "Month 9",
    "_Scene.place": "Elsewhere",
    "_Scene.role": "Somebody else",
    "_Scene.sensitive": {"about": "a worry", "instead": "It is not told."},
    "_Scene.trainer": "Wait.",
    "_Scene.unseen": "A letter lay there.",
    "WordVariable.show": True,
}


@dataclass(frozen=True)
class Place:
    """A key in a file: whose it is (“Choice.label”), and where."""

    key: str
    path: tuple[str | int, ...]
    there: bool


def keys_of(model: type[Model]) -> dict[str, str]:
    """Return a model's keys as its file has them, each with the name that it is told by here.

    A key that several kinds share is named by the model that they have it from.
    """
    found = {}
    for name, field in model.model_fields.items():
        home = next(one for one in reversed(model.__mro__) if name in get_annotations(one))
        found[name] = f"{home.__name__}.{field.alias or name}"
    return found


def every_key() -> set[str]:
    """Return every key of every model of the format, but of expected plays, which are no play's."""
    found: set[str] = set()
    waiting: list[type[Model]] = [Model]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not issubclass(model, LoadedScenario) and model.__module__ != expected_plays.__name__:
            found |= set(keys_of(model).values())
    return found


def places(model: Model, data: Data, path: tuple[str | int, ...] = ()) -> Iterator[Place]:
    """Return every key of a model's file, and those that may be put where they are not."""
    for name, key in keys_of(type(model)).items():
        alias = key.partition(".")[2]
        where = (*path, alias)
        if alias not in data:
            if key in _NEW:
                yield Place(key, where, there=False)
            continue
        yield Place(key, where, there=True)
        yield from _inside(getattr(model, name), data[alias], where)


def _inside(value: Any, data: Any, path: tuple[str | int, ...]) -> Iterator[Place]:
    if isinstance(value, Model) and isinstance(data, dict):
        yield from places(value, data, path)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _inside(one, data[key], (*path, key))
    elif isinstance(value, tuple) and isinstance(data, list):
        for at, one in enumerate(value):
            yield from _inside(one, data[at], (*path, at))


def edited(data: Data, place: Place) -> Iterator[Data]:
    """Return a file after each edit that is tried at a place; not all of them can be loaded."""
    alias = str(place.path[-1])
    was: Any = _at(data, place.path) if place.there else None
    if not place.there:
        anew: list[Any] = [_NEW[place.key]]
    elif isinstance(was, bool):
        anew = [not was]
    elif isinstance(was, int):
        anew = [was + 1, was - 1]
    elif isinstance(was, str):
        anew = _texts(alias, was, data)
    elif isinstance(was, list):
        anew = [was[1:], *_items(was, data), was[::-1]]
    else:
        anew = [*_values(was), *_less(was), dict(reversed(was.items()))]
    for value in anew[:_MOST_EDITS]:
        yield _put(data, place.path, value)
    if place.there:
        yield _put(data, place.path, None)


def _texts(alias: str, was: str, data: Data) -> list[Any]:
    if alias in _CONDITIONS:
        return [f"not ({was})", "true", "false"]
    for kinds in _KINDS:
        if was in kinds:
            return [one for one in kinds if one != was]
    named = [*data.get("scenes", {}), *data.get("notes", {}), *data.get("agencies", {})]
    if was in named:
        return [one for one in named if one != was]
    return [f"{was} Anew.", f"{was}-anew"]


def _items(was: list[Any], data: Data) -> list[Any]:
    """Return a list with one more, or another first one: notes, findings, texts."""
    first = was[0] if was else None
    if isinstance(first, int):
        return [[*was, number] for number in (1, 2, 3) if number not in was]
    if isinstance(first, str):
        other = [note for note in data.get("notes", {}) if note not in was]
        statements = [s for s in ("asked-once", "nobody-told") if s not in was]
        return [[one] for one in (*other, *statements)] + [[*was[1:], f"{first} Anew."]]
    return []


def _less(was: Data) -> list[Data]:
    return [{name: one for name, one in was.items() if name != left} for left in was]


def _values(was: Data) -> list[Data]:
    """Return a mapping of numbers, flags or texts with one of them another."""
    found = []
    for name, one in was.items():
        others: list[Any] = []
        if isinstance(one, bool):
            others = [not one]
        elif isinstance(one, int):
            others = [one + 1, one - 1]
        elif isinstance(one, str):
            others = [f"{one} Anew."]
        found += [{**was, name: other} for other in others]
    return found


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Data, path: tuple[str | int, ...], value: Any) -> Data:
    found = copy.deepcopy(data)
    inside = _at(found, path[:-1])
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return found


def read(play: Play) -> list[str]:
    """Return all that a person reads of a play, line by line: briefing, story, debrief."""
    lines = list(presenter.briefing(play.scenario, kept=True))
    on_the_way: list[Play] = []
    one: Play | None = play
    while one is not None:
        on_the_way.insert(0, one)
        one = one.previous
    for one in on_the_way:
        for beat in one.beats:
            for gentle in (False, True):
                lines += presenter.beat(beat, gentle, one.notebook)
        lines += presenter.notebook(one)
        # In whatever order the file has them.
        lines += sorted(map(presenter.meter, one.meters))
        if one.finished:
            continue
        lines += presenter.offered(one.choices(), one.enquiries(), one.enquiries_left)
        lines += [f"{c.ask} {c.pick}" for c in one.choices()]
        lines += [f"{e.label} {e.agency} {e.made}" for e in one.enquiries()]
        pages = [e.page for e in one.enquiries() if e.page]
        lines += [f"{p.ask} {p.pick} {[text for _, text in p.lines]}" for p in pages]
        lines += [presenter.costs(e.costs) for e in one.enquiries() if e.costs]
        lines += [one.ask, one.role]
    lines += presenter.chronology(play)
    return lines + list(presenter.debrief(debrief(play)))

"""What may stand at a place of a file, as the models have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from scr_sim.lsp.cursor import KeysOf
from scr_sim.scenario.model import model_lookup
from scr_sim.scenario.model.descriptions import described
from scr_sim.scenario.model.expected_plays import ExpectedPlay
from scr_sim.scenario.model.marks import Declares, Holds, Refers, Steps
from scr_sim.scenario.model.model_lookup import bare

#: What is named by keys whose models do not say so: it stands in other files.
Elsewhere = Literal["finding", "feature", "statement", "review", "scenario", "code"]
ELSEWHERE: dict[tuple[str, str], Elsewhere] = {
    ("Debrief", "echoes"): "finding",
    ("Debrief", "answers"): "finding",
    ("Debrief", "review"): "statement",
    ("ExpectedFindings", "echoes"): "finding",
    ("ExpectedFindings", "answers"): "finding",
    ("Statement", "findings"): "finding",
    ("Scenario", "features"): "feature",
    ("Scenario", "review"): "review",
    ("Branch", "extends"): "scenario",
    ("Allowance", "code"): "code",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place: what kind of value may stand there, and of which model's key it is a part.

    ``entry`` is the key of a mapping of ids under which it stands.
    """

    kind: Any
    extras: tuple[Any, ...] = ()
    owner: type[BaseModel] | None = None
    key: str = ""
    entry: str | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """Return the model that may stand there, if it is one."""
        kind = self.kind
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None

    @property
    def is_list(self) -> bool:
        """Return whether it is a list."""
        return get_origin(self.kind) is tuple

    @property
    def is_mapping(self) -> bool:
        """Return whether it is a mapping whose keys are no model's, but ids."""
        return get_origin(self.kind) is dict

    def item(self) -> Slot:
        """Return the place of a list's item."""
        kind, extras = bare(get_args(self.kind)[0])
        return replace(self, kind=kind, extras=(*self.extras, *extras))

    def key_marks(self) -> tuple[Any, ...]:
        """Return what is said of the keys of a mapping of ids."""
        return bare(get_args(self.kind)[0])[1]

    @property
    def holds_numbers(self) -> bool:
        """Return whether it is a mapping of ids to whole numbers."""
        return self.is_mapping and bare(get_args(self.kind)[1])[0] is int

    def values(self) -> list[Slot]:
        """Return what a plain value may be there: itself, its items, what a text stands for."""
        if self.is_list:
            return [self, *(inner for one in _split(self.item()) for inner in one.values())]
        model = self.model
        short = getattr(model, "shorthand", None)
        if model is not None and short is not None:
            return [one for slot in _split(_field(model, short)) for one in slot.values()]
        return [self]

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Return what of another file is named there, if anything is."""
        for model in self.owner.__mro__ if self.owner is not None else ():
            found = ELSEWHERE.get((model.__name__, self.key))
            if found is not None:
                return found
        return None

    @property
    def names_an_ending(self) -> bool:
        """Return whether only an ending may be named there, of all scenes."""
        return self.owner is ExpectedPlay and self.key == "ending"

    @property
    def refers(self) -> Refers | Declares | None:
        """Return which thing is named there, if one is."""
        return next((one for one in self.extras if isinstance(one, Refers | Declares)), None)

    @property
    def holds(self) -> str | None:
        """Return what kind of text with ids in it stands there, if one does."""
        return next((one.what for one in self.extras if isinstance(one, Holds)), None)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of which one must stand there, if it is so."""
        if get_origin(self.kind) is Literal:
            return tuple(str(one) for one in get_args(self.kind))
        return ("true", "false") if self.kind is bool else ()


def slots(
    root: type[BaseModel], steps: Steps, keys: KeysOf = lambda depth: frozenset()
) -> list[Slot]:
    """Return what may stand at a path; several where the file does not say yet which it is.

    ``keys`` tells the keys that the mapping has to which so many steps lead.
    """
    here = [Slot(kind=root)]
    for depth, step in enumerate(steps):
        fitting = _fitting(here, keys, depth, {step} if isinstance(step, str) else set())
        here = [inner for one in fitting for inner in _into(one, step)]
    return _fitting(here, keys, len(steps), set())


def fields(slot: Slot) -> list[str]:
    """Return the keys that a mapping may have there, in the model's order."""
    return [key for key, _ in model_lookup.fields(slot.model)] if slot.model is not None else []


def says(slot: Slot) -> str:
    """Return what the key is that has this place, in plain words; empty where nothing says."""
    return meaning(slot.owner, slot.key) if slot.owner is not None else ""


def meaning(model: type[BaseModel], key: str) -> str:
    """Return what a model's key is, in plain words; empty where nothing says."""
    try:
        return described(model, key)
    except LookupError:
        return ""


def needed(model: type[BaseModel], key: str) -> bool:
    """Return whether a mapping must have a key."""
    return any(
        field.is_required()
        for name, field in model.model_fields.items()
        if (field.alias or name) == key
    )


def _field(model: type[BaseModel], key: str) -> Slot:
    kind, extras = bare(dict(model_lookup.fields(model))[key])
    return Slot(kind=kind, extras=extras, owner=model, key=key)


def _split(slot: Slot) -> Iterator[Slot]:
    """Return each of several kinds that a value may be."""
    if get_origin(slot.kind) not in {Union, UnionType}:
        yield slot
        return
    for member in get_args(slot.kind):
        if member is not NoneType:
            kind, extras = bare(member)
            yield from _split(replace(slot, kind=kind, extras=(*slot.extras, *extras)))


def _fitting(found: Sequence[Slot], keys: KeysOf, depth: int, more: set[str]) -> list[Slot]:
    """Return each kind by itself; of several models, those that have most of the known keys."""
    each = [one for slot in found for one in _split(slot)]
    if sum(one.model is not None for one in each) < 2:
        return each
    known = keys(depth) | more
    counts = [len(known.intersection(fields(one))) if one.model else -1 for one in each]
    most = max(counts)
    return [one for one, count in zip(each, counts, strict=True) if count in {-1, most}]


def _into(slot: Slot, step: str | int) -> Iterator[Slot]:
    if slot.is_list:
        item = slot.item()
        if isinstance(step, int):
            yield item
        else:
            for one in _split(item):
                yield from _into(one, step)
    elif slot.is_mapping and isinstance(step, str):
        kind, extras = bare(get_args(slot.kind)[1])
        yield Slot(kind=kind, extras=extras, owner=slot.owner, key=slot.key, entry=step)
    elif slot.model is not None and isinstance(step, str) and step in fields(slot):
        yield _field(slot.model, step)

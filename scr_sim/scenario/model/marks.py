"""What a field's value names: said once, beside its type, for all that follows ids about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from scr_sim.scenario.model.model_lookup import bare, chosen, fields
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq

Thing = Literal["scene", "note", "variable", "choice", "enquiry", "person", "agency"]
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Declares:
    """The value is the id of a new thing of this kind."""

    what: Thing


@dataclass(frozen=True, slots=True)
class Refers:
    """The value is the id of a thing of this kind, declared elsewhere."""

    what: Thing


@dataclass(frozen=True, slots=True)
class Holds:
    """The value is a text in which ids stand: a condition, prose, or actions."""

    what: Literal["condition", "prose", "actions"]


Mark = Declares | Refers | Holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place in a file's data whose value, or key, is marked."""

    mark: Mark
    path: Steps
    value: Loose
    is_key: bool = False


def marked(wanted: type[BaseModel], data: Map) -> Iterator[Marked]:
    """Return every marked place of a file's data, as its model has them; what does not fit, not."""
    yield from _in_model(wanted, data, ())


def _in_model(wanted: type[BaseModel], value: Loose, path: Steps) -> Iterator[Marked]:
    short = getattr(wanted, "shorthand", None)
    if not isinstance(value, Map):
        for key, kind in fields(wanted):
            if key == short:  # a text alone stands for the whole
                yield from _in_value(kind, value, path)
        return
    for key, kind in fields(wanted):
        if key in value:
            yield from _in_value(kind, value[key], (*path, key))


def _in_value(kind: Any, value: Loose, path: Steps) -> Iterator[Marked]:
    if value is None:
        return
    kind, extras = bare(kind)
    for extra in extras:
        if isinstance(extra, Mark):
            yield Marked(mark=extra, path=path, value=value)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        yield from _in_value(chosen(kind, extras, value), value, path)
    elif origin is tuple:
        (item, *_) = get_args(kind)
        if isinstance(value, Seq):
            for at, one in enumerate(value):
                yield from _in_value(item, one, (*path, at))
        else:
            yield from _in_value(item, value, path)
    elif origin is dict:
        key_kind, value_kind = get_args(kind)
        if isinstance(value, Map):
            for key, one in value.items():
                for extra in bare(key_kind)[1]:
                    if isinstance(extra, Mark):
                        yield Marked(mark=extra, path=(*path, key), value=key, is_key=True)
                yield from _in_value(value_kind, one, (*path, key))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _in_model(kind, value, path)

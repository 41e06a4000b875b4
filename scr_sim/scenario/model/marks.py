"""What a field's value names: said once, beside its type, for all that follows ids about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Tag

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


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in a file's data whose value, or key, is marked."""

    mark: Mark
    path: Steps
    value: Loose
    is_key: bool = False


def marked(wanted: type[BaseModel], data: Map) -> Iterator[Marked]:
    """Return every marked place of a file's data, as its model has them; what does not fit, not."""
    yield from _in_model(wanted, data, ())


@cache
def fields_of(wanted: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    """Return a model's keys, as files have them, and what may stand there."""
    hints = get_type_hints(wanted, include_extras=True)
    return tuple((field.alias or name, hints[name]) for name, field in wanted.model_fields.items())


def _in_model(wanted: type[BaseModel], value: Loose, path: Steps) -> Iterator[Marked]:
    short = getattr(wanted, "shorthand", None)
    if not isinstance(value, Map):
        for key, kind in fields_of(wanted):
            if key == short:  # a text alone stands for the whole
                yield from _in_value(kind, value, path)
        return
    for key, kind in fields_of(wanted):
        if key in value:
            yield from _in_value(kind, value[key], (*path, key))


def _in_value(kind: Any, value: Loose, path: Steps) -> Iterator[Marked]:
    if value is None:
        return
    kind, extras = bare(kind)
    for extra in extras:
        if isinstance(extra, Mark):
            yield Marked(extra, path, value)
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        yield from _in_value(_chosen(kind, extras, value), value, path)
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
                        yield Marked(extra, (*path, key), key, is_key=True)
                yield from _in_value(value_kind, one, (*path, key))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _in_model(kind, value, path)


def bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what is said beside it, and that."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        innermost, more = bare(inner)
        return innermost, (*more, *extras)
    members = [one for one in get_args(kind) if one is not NoneType]
    if get_origin(kind) in {Union, UnionType} and len(members) == 1:
        return bare(members[0])
    return kind, ()


def _chosen(kind: Any, extras: tuple[Any, ...], value: Loose) -> Any:
    """Return which of several types a value is meant to be."""
    members = [one for one in get_args(kind) if one is not NoneType]
    for extra in extras:
        if isinstance(extra, Discriminator) and callable(extra.discriminator):
            tag = extra.discriminator(value)
            for member in members:
                if any(isinstance(one, Tag) and one.tag == tag for one in bare(member)[1]):
                    return member
    return None

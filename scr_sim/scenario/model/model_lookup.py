"""How the models hang together: which keys a model has, and which model stands at a place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Tag

from scr_sim.scenario.syntax.nodes import Loose, Map, Seq


def model_at(wanted: type[BaseModel], data: Loose, path: Sequence[str | int]) -> type[BaseModel]:
    """Return the model of the mapping at a path into a file's data; ``wanted`` is the file's.

    Where the path leads to nothing that is a mapping of its own, the last one on the way to it.
    """
    found: type[BaseModel] = wanted
    kind: Any = wanted
    value = data
    for step in path:
        kind = _inner(kind, step)
        value = _value(value, step)
        kind, extras = bare(kind)
        if get_origin(kind) in {Union, UnionType}:
            kind, _ = bare(chosen(kind, extras, value))
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found = kind
    return found


def _value(data: Loose, step: str | int) -> Loose:
    if isinstance(data, Map):
        return data.get(step)
    if isinstance(data, Seq) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _inner(kind: Any, step: str | int) -> Any:
    """Return what may stand one step inside of what is of a kind."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return dict(fields(kind)).get(str(step))
    return None


@cache
def fields(wanted: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    """Return a model's keys, as files have them, and what may stand there."""
    hints = get_type_hints(wanted, include_extras=True)
    return tuple((field.alias or name, hints[name]) for name, field in wanted.model_fields.items())


def bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what is said beside it, and that."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        within, more = bare(inner)
        return within, (*more, *extras)
    members = [one for one in get_args(kind) if one is not NoneType]
    if get_origin(kind) in {Union, UnionType} and len(members) == 1:
        return bare(members[0])
    return kind, ()


def chosen(kind: Any, extras: tuple[Any, ...], value: Loose) -> Any:
    """Return which of several types a value is meant to be."""
    members = [one for one in get_args(kind) if one is not NoneType]
    for extra in extras:
        if isinstance(extra, Discriminator) and callable(extra.discriminator):
            tag = extra.discriminator(value)
            for member in members:
                if any(isinstance(one, Tag) and one.tag == tag for one in bare(member)[1]):
                    return member
    return None

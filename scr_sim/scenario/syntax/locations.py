"""From a path into a file's data to the place where it stands in the text."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq
from scr_sim.scenario.syntax.source import Source

Path = Sequence[str | int]


def follow(data: Loose, path: Path) -> Loose:
    """Return what stands at a path, or None."""
    for step in path:
        if not leads_on(data, step):
            return None
        data = data[step]
    return data


def leads_on(data: Loose, step: str | int) -> bool:
    """Return whether a step of a path leads to something."""
    if isinstance(data, Map):
        return step in data
    return isinstance(data, Seq) and isinstance(step, int) and 0 <= step < len(data)


def value_place(data: Map, path: Path) -> tuple[Source, int, bool]:
    """Return where the value at a path stands, and whether that is certain.

    Where it is not certain (block scalars, values behind an anchor or a tag, empty values),
    the place is that of the nearest key above it. Steps that lead nowhere are passed over.
    """
    source, at, certain = data.source, data.start, True
    key_at, key_source = _first_key(data), data.source
    here: Loose = data
    for step in path:
        if not leads_on(here, step):
            continue
        source = here.source_of(step)
        if isinstance(here, Map):
            key_at, key_source, found = here.keys_at[step], source, here.values_at[step]
        else:
            found = here.items_at[step]
        here = here[step]
        certain = found >= 0
        at, source = (found, source) if certain else (key_at, key_source)
    return source, at, certain


def key_place(data: Map, path: Path) -> tuple[Source, int]:
    """Return where the last key of a path stands; for a list's item, its first key."""
    parent = follow(data, path[:-1]) if path else None
    if path and isinstance(parent, Map) and path[-1] in parent:
        return parent.source_of(path[-1]), parent.keys_at[path[-1]]
    here = follow(data, path)
    if isinstance(here, Map) and here:
        return here.source_of(next(iter(here))), _first_key(here)
    source, at, _ = value_place(data, path)
    return source, at


def _first_key(mapping: Map) -> int:
    return next(iter(mapping.keys_at.values()), mapping.start)


def problem_at_value(
    data: Map, path: Path, code: str, message: str, hint: str = "", offset: int = 0, length: int = 0
) -> Problem:
    """Return a problem at a value; ``offset`` into its text counts where that is certain."""
    source, at, certain = value_place(data, path)
    value = follow(data, path)
    if offset and certain and isinstance(value, str):
        text = source.text
        lead = 1 if text[at : at + 1] in {'"', "'"} else 0
        begin = at + lead
        if text[begin : begin + offset + length] == value[: offset + length]:
            at = begin + offset
    elif certain and isinstance(value, str) and length and source.text[at : at + 1] in {'"', "'"}:
        at += 1
    return source.problem(code, message, at, hint)


def problem_at_key(data: Map, path: Path, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem at the last key of a path."""
    source, at = key_place(data, path)
    return source.problem(code, message, at, hint)

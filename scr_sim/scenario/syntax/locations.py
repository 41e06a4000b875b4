"""From a path into a file's data to the place where it stands in the text."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.nodes import NO_PLACE, Loose, Map, Seq, text_of
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
    data: Map,
    path: Path,
    code: str,
    message: str,
    hint: str = "",
    offset: int = 0,
    length: int = 0,
    *,
    meant: str | None = None,
) -> Problem:
    """Return a problem at a value; ``offset`` into its text counts where that is certain.

    ``meant`` is what must have been meant instead of the ``length`` characters there, or of all.
    """
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
    fix: tuple[Edit, ...] = ()
    word = text_of(value)
    if meant is not None and word is not None:
        begin = value_place(data, path)[1] if certain else NO_PLACE
        wrong = word[offset : offset + length] if length else word
        span = word_span(source, begin, wrong, offset)
        fix = () if span is None else (Edit(*span, meant),)
    return source.problem(code, message, at, hint, fix)


def problem_at_key(
    data: Map,
    path: Path,
    code: str,
    message: str,
    hint: str = "",
    fix: tuple[Edit, ...] = (),
) -> Problem:
    """Return a problem at the last key of a path."""
    source, at = key_place(data, path)
    return source.problem(code, message, at, hint, fix)


def word_span(source: Source, at: int, word: str, offset: int = 0) -> tuple[int, int] | None:
    """Return from where to where a word stands that begins at a place, or None.

    It may stand in quotes, which are left out; ``offset`` is where in the quoted or plain text
    it begins. None where it is not written there as it is: with escapes, folded, or elsewhere.
    """
    if at < 0:
        return None
    begin = at + (1 if source.text[at : at + 1] in {'"', "'"} else 0) + offset
    end = begin + len(word)
    return (begin, end) if word and source.text[begin:end] == word else None


def renaming(source: Source, at: int, word: str, new: str | None) -> tuple[Edit, ...]:
    """Return the edit that puts a new word in a word's place, or none where that is not sure."""
    span = word_span(source, at, word)
    return () if span is None or new is None else (Edit(*span, new),)

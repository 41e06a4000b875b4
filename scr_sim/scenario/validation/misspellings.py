"""Keys that are no keys: which key must have been meant, and what lacks only because of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from scr_sim.scenario.model.fields import ID_PATTERN
from scr_sim.scenario.syntax.diagnostics import certain_word, did_you_mean, near_words
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.locations import Path, follow, key_place, renaming, word_span
from scr_sim.scenario.syntax.nodes import Map, Refused

#: An id of more words than this is a text.
_MOST_WORDS = 6
_SPACELESS = re.compile(r"(?P<key>[a-z_]+):(?P<value>.+)\Z", re.DOTALL)


def read_as_meant(data: Map, path: Path, meant: str) -> None:
    """Let a key that is none be the one that must have been meant, for all that is looked at next.

    So nothing is called unknown, or unused, only because it stands under a misspelt key.
    """
    mapping = follow(data, path[:-1])
    key = path[-1]
    if not isinstance(mapping, Map) or key not in mapping or meant in mapping:
        return
    mapping[meant] = mapping.pop(key)
    mapping.keys_at[meant] = mapping.keys_at.pop(key)
    mapping.values_at[meant] = mapping.values_at.pop(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelling:
    """What must have been meant by a key that is none, if that can be seen.

    ``key`` is the key that stands there, ``meant`` the one that should, or None; ``text`` says
    that a text with a colon was meant.
    """

    key: str
    meant: str | None
    hint: str
    fix: tuple[Edit, ...] = ()
    text: bool = False


#: What a key of one thing is called on another: a choice has no text, and a scene no outcome.
_CALLED_ELSEWHERE = {"text": "outcome", "outcome": "text", "answer": "text"}


def misspelling(data: Map, mapping: Map, path: Path, known: Collection[str]) -> Misspelling:
    """Return what must have been meant by the key at the end of a path.

    ``mapping`` is what the key stands in, ``known`` are the keys that may stand there.
    """
    key = str(path[-1])
    source, at = key_place(data, path)
    close = _SPACELESS.match(key)
    if close is not None and close.group("key") in known and mapping[path[-1]] is None:
        span = word_span(source, at, key)
        colon = at + len(close.group("key")) + 1
        plain = span is not None and span[0] == at
        return Misspelling(
            key=key,
            meant=close.group("key"),
            hint="Put a space after the colon.",
            fix=(Edit(colon, colon, " "),) if plain else (),
        )
    absent = [one for one in known if one not in mapping]
    if (other := _CALLED_ELSEWHERE.get(key)) in absent:
        return Misspelling(key=key, meant=other, hint=did_you_mean([str(other)]))
    near = near_words(key, absent)
    turned = [one for one in absent if sorted(one) == sorted(key)]
    if near or turned:
        meant = turned[0] if len(turned) == 1 else certain_word(key, near)
        near = turned or near
        return Misspelling(
            key=key, meant=near[0], hint=did_you_mean(near), fix=renaming(source, at, key, meant)
        )
    if " " in key:
        hint = "If this is a text with a colon or a comma in it, put all of it in quotes."
        return Misspelling(key=key, meant=None, hint=hint, text=True)
    near = near_words(key, known)
    return Misspelling(
        key=key, meant=None, hint=did_you_mean(near) or f"Known here: {', '.join(known)}."
    )


#: Of each mapping that has keys which are none, what must have been meant by them.
Misspelt = dict[tuple[str | int, ...], list[Misspelling]]


def only_follows(path: tuple[str | int, ...], key: object, misspelt: Misspelt) -> bool:
    """Return whether a mapping lacks a key only because another of its keys is misspelt."""
    return any(one.text or one.meant == key for one in misspelt.get(path, ()))


def read_all_as_meant(data: Map, misspelt: Misspelt, swallowed: set[tuple[str | int, ...]]) -> None:
    """Let every misspelt key be what must have been meant; ``swallowed`` ids lack their colon."""
    for path in swallowed:
        mapping, key = follow(data, path[:-1]), str(path[-1])
        read_as_meant(data, path, key.split()[0])
        mapping[key.split()[0]] = Refused()
    for where, meanings in misspelt.items():
        for wrong in meanings:
            if wrong.meant is not None:
                read_as_meant(data, (*where, wrong.key), wrong.meant)


def meant_id(data: Map, path: Path) -> str | None:
    """Return the id that a scene's key with spaces in it must have been meant to be, or None.

    That is one which a “next”, a “go” or the start names, and which no scene has.
    """
    scenes = follow(data, path[:-1])
    if len(path) != 2 or path[0] != "scenes" or not isinstance(scenes, Map):
        return None
    words = str(path[1]).casefold().split()
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    for one in ("-".join(words), "_".join(words), "".join(words), *words):
        refers = rf"\b(?:next|go|start):[ \t]+{re.escape(one)}[ \t]*(?:[,}}#\r\n]|\Z)"
        if (
            one not in scenes
            and re.fullmatch(ID_PATTERN, one)
            and re.search(refers, data.source.text)
        ):
            return one
    return None

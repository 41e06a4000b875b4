"""Prose made ready to be read: which parts hold now, with what is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scr_sim.scenario.conditions.compiler import Test, Value, Values
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.placeholders import REFERENCE

#: A part's text: as it is always, or in pieces, words as they are and the places of variables.
_Pieces = str | tuple[str | int, ...]


class CompiledText:
    """One prose, ready to be read at any state.

    ``test`` makes a condition ready; ``places`` gives each variable's place among the values,
    ``names`` what stands for whoever else is named in braces.
    """

    __slots__ = ("_parts", "always", "prose")

    def __init__(
        self,
        prose: Prose,
        test: Callable[[str | None], Test | None],
        places: Mapping[str, int],
        names: Mapping[str, str],
    ) -> None:
        #: What it was made from, which lives as long as this does.
        self.prose = prose
        self._parts = [
            (test(part.condition), _pieces(part.text.strip(), places, names))
            for part in prose
            if part.text.strip()
        ]
        #: The whole text, where it is the same always.
        self.always: str | None = None
        if all(holds is None and isinstance(pieces, str) for holds, pieces in self._parts):
            self.always = self._read((), 0)

    def read(self, values: Values, facts: int) -> str:
        """Return the parts that hold, as paragraphs, filled in."""
        return self._read(values, facts) if self.always is None else self.always

    def _read(self, values: Values, facts: int) -> str:
        return "\n\n".join(
            [
                pieces if isinstance(pieces, str) else _filled(pieces, values)
                for holds, pieces in self._parts
                if holds is None or holds(values, facts)
            ]
        )


def _filled(pieces: tuple[str | int, ...], values: Values) -> str:
    return "".join([p if isinstance(p, str) else _written(values[p]) for p in pieces])


def _pieces(text: str, places: Mapping[str, int], names: Mapping[str, str]) -> _Pieces:
    found: list[str | int] = []
    plain, at = "", 0
    for match in REFERENCE.finditer(text):
        plain += text[at : match.start()]
        at = match.end()
        name = match.group("id")
        if name in places:
            if plain:
                found.append(plain)
            plain = ""
            found.append(places[name])
        elif name is None:
            plain += match.group()[0]
        else:
            plain += names.get(name, match.group())
    plain += text[at:]
    if not found:
        return plain
    if plain:
        found.append(plain)
    return tuple(found)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

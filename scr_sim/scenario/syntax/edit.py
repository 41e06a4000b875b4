"""Changes of a text at exact places: nothing outside their spans is touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: the text from ``start`` up to ``end`` becomes ``replacement``.

    Both are positions in the text of one file, its byte order mark not counted.
    """

    start: int
    end: int
    replacement: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made. Raises ValueError where two of them overlap."""
    pieces = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start < done or edit.end < edit.start or edit.end > len(text):
            raise ValueError("the edits overlap, or lie outside the text")
        pieces += [text[done : edit.start], edit.replacement]
        done = edit.end
    return "".join([*pieces, text[done:]])

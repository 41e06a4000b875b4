"""The glossary: the field's words and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scr_sim.text.word_lists import entries, word_list, wording


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field; ``short`` is its abbreviation or an empty string."""

    term: str
    short: str
    means: str


@cache
def glossary() -> tuple[Term, ...]:
    """Return the glossary, in its own order; empty where the list cannot be read."""
    return tuple(
        Term(wording(one, "term"), wording(one, "short"), wording(one, "means"))
        for one in entries(word_list("glossary.yaml"), "terms")
    )

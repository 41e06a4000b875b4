"""Numbers of things in words, and how wide words stand in a terminal."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

#: Asks for an emoji's own picture, which a terminal may give a column more.
_EMOJI_STYLE = "\ufe0f"
#: More marks than this on a letter, on average, belong to no language.
_MOST_MARKS = 8


#: What time is counted in.
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "fortnight", "month", "year"})
_IRREGULAR = {"person": "people", "child": "children", "half": "halves"}


def plural(what: str) -> str:
    """Return a thing's name for more than one of it."""
    before, space, last = what.rpartition(" ")
    if last in _IRREGULAR:
        return f"{before}{space}{_IRREGULAR[last]}"
    if last.endswith("y") and last[-2:-1] not in {*"aeiou", ""}:
        return f"{what[:-1]}ies"
    return f"{what}es" if last.endswith(("s", "x", "z", "ch", "sh")) else f"{what}s"


def counted(number: int, what: str) -> str:
    """Return a number of things in words: “1 play”, “1,200 plays”."""
    return f"{number:,} {what if number == 1 else plural(what)}"


def decisions(number: int) -> str:
    """Return how many decisions there are, in words also where there is none yet."""
    return counted(number, "decision") if number else "no decision yet"


def decisions_made(number: int) -> str:
    """Return how many decisions were made, in words also where none was yet."""
    return f"{counted(number, 'decision')} made" if number else "no decision made yet"


def amount(cost: int, unit: str, label: str) -> str:
    """Return what something costs: “2 hours”, or “2 of goodwill” where there is no unit."""
    return counted(cost, unit) if unit else f"{cost:,} of {within_a_sentence(label)}"


def not_enough(unit: str, label: str) -> str:
    """Return what there is not enough of: “not enough time”, “not enough goodwill”."""
    return f"not enough {'time' if unit in _TIMES else within_a_sentence(label)}"


def within_a_sentence(label: str) -> str:
    """Return a label as it reads within a sentence: without its capital, unless it is a name's."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes, at the most."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def within(text: str, most: int) -> str:
    """Return a text that takes so many columns at the most, cut and closed by “…” where it must be.

    However long the text is, no more of it is looked at than is kept.
    """
    if len(text) <= most and text.isascii():
        return text
    taken = 0
    last = 0  # where the text ends if an ellipsis has to follow
    for at, character in enumerate(text):
        taken += _columns(character)
        if taken > most or at >= most * _MOST_MARKS:
            return f"{text[:last].rstrip()}…"
        if taken < most:
            last = at + 1
    return text


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if character == _EMOJI_STYLE:
        return 1
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

"""Numbers of things in words, and how wide words stand in a terminal."""

from __future__ import annotations

from unicodedata import category, east_asian_width

#: Asks for an emoji's own picture, which a terminal may give a column more.
_EMOJI_STYLE = "\ufe0f"


def counted(number: int, what: str) -> str:
    """Return a number of things in words: “1 play”, “1,200 plays”."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes, at the most."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character == _EMOJI_STYLE:
        return 1
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

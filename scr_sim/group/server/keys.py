"""Everything that is made by chance: tokens, keys, room codes, two words. And comparing them."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Container
from functools import cache

from scr_sim import paths

#: Letters of a room's code: none that looks like another or like a figure, and no vowel.
CODE_LETTERS = "DFGHJKMNPRTVWXY"
CODE_LENGTH = 4
_TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")


def new_token() -> str:
    """Return what a phone is known by: long, random, fit for an address."""
    return secrets.token_urlsafe(18)


def is_token(text: str) -> bool:
    """Return whether a text could be one of `new_token`."""
    return _TOKEN.fullmatch(text) is not None


def new_secret() -> str:
    """Return a key for a wall or a console."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a room's code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_words(taken: Container[str]) -> str:
    """Return two words, joined by a space, that are not among those taken."""
    while True:
        words = f"{secrets.choice(word_list())} {secrets.choice(word_list())}"
        if words not in taken:
            return words


def read_code(typed: str) -> str:
    """Return a code as it was meant: capitals, without spaces and dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def read_words(typed: str) -> str:
    """Return two words as they were meant: small letters, one space between."""
    return " ".join(typed.lower().replace("-", " ").replace(",", " ").split())


def same(one: str, other: str) -> bool:
    """Return whether two secrets are the same, in a time that does not tell where they differ."""
    # A header may hold bytes that are no letters; they stand in a text as half characters.
    bytes_of = [text.encode("utf-8", "surrogatepass") for text in (one, other)]
    return hmac.compare_digest(*bytes_of)


@cache
def word_list() -> tuple[str, ...]:
    """Return the words that two words are drawn from: short, plain, and hard to mishear."""
    return tuple((paths.assets() / "page" / "words.txt").read_text("utf-8").split())

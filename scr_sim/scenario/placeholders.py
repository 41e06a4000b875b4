"""Placeholders: ``{id}`` in prose stands for a variable's value or a person's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: ``{{`` and ``}}`` are literal braces, ``{id}`` a reference; any other brace is itself.
REFERENCE = re.compile(r"\{\{|\}\}|\{(?P<id>[a-z][a-z0-9_-]{0,63})\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each ``{id}`` replaced by its value and doubled braces made single.

    A reference that has no value is left as it stands.
    """
    if "{" not in text and "}" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        name = match.group("id")
        return match.group()[0] if name is None else values.get(name, match.group())

    return REFERENCE.sub(replaced, text)

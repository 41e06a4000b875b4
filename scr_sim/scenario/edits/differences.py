"""Two versions of a text, as a unified diff."""

from __future__ import annotations

import re
from difflib import unified_diff

from scr_sim.text.characters import visible

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def unified(name: str, before: str, after: str) -> str:
    """Return what changed in a file as a unified diff, safe for a terminal; empty if nothing did.

    Lines are an editor's lines; how they end is not shown.
    """
    lines = unified_diff(_lines(before), _lines(after), name, name, lineterm="")
    return "\n".join(visible(line) for line in lines)


def _lines(text: str) -> list[str]:
    found = [match.group().rstrip("\r\n") for match in _LINE.finditer(text)]
    return found[:-1] if found and not found[-1] else found

"""Characters that a text may not hold, or that the parser reads otherwise than an editor."""

from __future__ import annotations


def character_name(character: str) -> str:
    """Return what a forbidden character is called."""
    if character in "\u202d\u202e":
        return f"the bidirectional override U+{ord(character):04X}"
    return f"the control character U+{ord(character):04X}"


def without_foreign_line_ends(text: str) -> tuple[str, dict[int, str]]:
    """Stand something in for U+2028 and U+2029, which the parser counts as line ends.

    Returns the text and the table that brings them back: no editor starts a line there.
    """
    found = [c for c in "\u2028\u2029" if c in text]
    if not found:
        return text, {}
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    table = dict(zip(found, free, strict=False))
    for character, stand_in in table.items():
        text = text.replace(character, stand_in)
    return text, {ord(stand_in): character for character, stand_in in table.items()}

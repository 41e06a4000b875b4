"""Characters that no text may hold as they are, and texts in which they are shown."""

from __future__ import annotations

import re

#: Characters that no file may hold: C0 other than tab, LF and CR; DEL; C1; and the
#: bidirectional overrides. They could drive the terminal or disguise what is written.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_NOT_IN_A_LINE = re.compile(f"[\t\r\u2028\u2029\ud800-\udfff]|{FORBIDDEN.pattern}")


def visible(text: str) -> str:
    """Return the text with every forbidden character made visible, safe for any terminal."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Return the text visible, on one line, and fit to be written in any encoding of Unicode."""
    return _NOT_IN_A_LINE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " "))

"""Text in Markdown that is shown as it stands, whatever signs it has."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_MARKS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def literal(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    text = _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))
    return _LINE_MARKS.sub(
        lambda m: (
            f"{m.group(1)}\\{m.group(2)}"
            if not m.group(2).isdigit()
            else f"{m.group(1)}{m.group(2)}\\"
        ),
        text,
    )

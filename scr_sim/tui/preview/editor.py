"""Which command opens a file at a line, in the editor that a person uses."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PurePath

#: Editors that take ``+LINE`` before the file.
_PLUS = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "ne", "joe", "jed"}
#: Editors that take ``FILE:LINE``; those of the second set want an option before it.
_COLON = {"hx", "helix", "subl", "zed", "mate"}
_GOTO = {"code", "code-insiders", "codium", "cursor"}

NONE_SET = "No editor is set: put its name into the environment variable EDITOR, say EDITOR=nano."


def editor_command(
    file: Path, line: int, environment: Mapping[str, str] = os.environ
) -> list[str] | None:
    """Return the words of the command, or None where no editor is set or the setting is unclear."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # a quotation that does not end
            continue
        if words:
            return [*words, *_place(PurePath(words[0]).stem.casefold(), str(file), line)]
    return None


def _place(editor: str, file: str, line: int) -> list[str]:
    if editor in _PLUS:
        return [f"+{line}", file]
    if editor in _COLON:
        return [f"{file}:{line}"]
    if editor in _GOTO:
        return ["--goto", f"{file}:{line}"]
    return [file]

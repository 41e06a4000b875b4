"""Problems: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]

#: Every problem's code and how serious it is. Codes are stable: tools may rely on them.
SEVERITIES: dict[str, Severity] = {
    "yaml": "error",
    "duplicate-key": "error",
    "unknown-key": "error",
    "missing-key": "error",
    "wrong-type": "error",
    "bad-id": "error",
    "duplicate-id": "error",
    "contradiction": "error",
    "unknown-scene": "error",
    "unknown-note": "error",
    "unknown-variable": "error",
    "unknown-choice": "error",
    "unknown-enquiry": "error",
    "unknown-agency": "error",
    "unknown-finding": "error",
    "unknown-feature": "error",
    "unknown-review": "error",
    "unknown-scenario": "error",
    "bad-condition": "error",
    "no-finding": "error",
    "no-ending": "error",
    "passage-loop": "error",
    "unused-note": "warning",
    "unused-variable": "warning",
    "one-sided": "warning",
    "one-stance-best": "warning",
    "longest-is-best": "warning",
}

#: Characters that no file may hold: C0 other than tab, LF and CR; DEL; C1; and the
#: bidirectional overrides. They could drive the terminal or disguise what is written.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")

#: A file with more problems than this is not helped by a longer list.
MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one file.

    ``line`` and ``column`` count from 1, columns in characters. ``excerpt`` is the line as it
    stands in the file, ``hint`` what to do about it, or an empty string.
    """

    code: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    excerpt: str = ""
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Return ``"error"`` or ``"warning"``, as the code says."""
        return SEVERITIES[self.code]

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.message}{hint}"


class ScenarioError(Exception):
    """A scenario, branch or review cannot be used; ``problems`` says why, one entry each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        errors = [p for p in self.problems if p.severity == "error"] or list(self.problems)
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0]}{more}" if errors else "The file cannot be used.")


def visible(text: str) -> str:
    """Return the text with every forbidden character made visible, safe for any terminal."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to ``word``, or an empty string."""
    if len(word) > 80:
        return ""
    found = get_close_matches(word, list(known)[:5000], n=1, cutoff=0.6)
    return f"Did you mean “{found[0]}”?" if found else ""

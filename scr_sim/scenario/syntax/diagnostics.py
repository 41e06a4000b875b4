"""Problems: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Literal

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.text.characters import one_line, visible

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
    "unknown-statement": "error",
    "unknown-code": "error",
    "unknown-feature": "error",
    "unknown-review": "error",
    "unknown-scenario": "error",
    "bad-condition": "error",
    "no-finding": "error",
    "no-ending": "error",
    "passage-loop": "error",
    "unreachable-scene": "warning",
    "dead-end": "error",
    "no-way-out": "error",
    "broken-promise": "error",
    "never-available": "warning",
    "never-holds": "warning",
    "not-filled-in": "warning",
    "cut-by-comment": "warning",
    "unused-note": "warning",
    "unused-variable": "warning",
    "unused-allow": "warning",
    "one-sided": "warning",
    "one-stance-best": "warning",
    "longest-is-best": "warning",
    "hardly-branches": "warning",
}

#: A file with more problems than this is not helped by a longer list.
MOST_PROBLEMS = 1000

#: Longer words than this are no slip of the pen; so many comparisons take about a second.
LONGEST_HINTED = 80
MOST_COMPARED = 200_000
#: From which share of letters in the same order on a word is like another.
_NEAR = 0.6
#: How like a word must be to its only neighbour for nobody to have meant anything else.
SURELY_MEANT = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one file.

    ``line`` and ``column`` count from 1, columns in characters. ``excerpt`` is the line as it
    stands in the file, or of a long line what stands around the place; ``caret`` is where in it
    the place is, from 1. ``hint`` is what to do about it, or an empty string. ``fix`` are the
    edits of the file's text that mend it, where only one way is possible; ``unread`` says that
    nothing of the file could be read because of it. Whatever it is made from, no text of a
    problem holds a control character.
    """

    code: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    excerpt: str = ""
    hint: str = ""
    caret: int = 0
    fix: tuple[Edit, ...] = ()
    unread: bool = False

    def __post_init__(self) -> None:
        for name in ("message", "file", "hint"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        object.__setattr__(self, "excerpt", visible(self.excerpt))
        if self.caret < 1:
            object.__setattr__(self, "caret", self.column)

    @property
    def severity(self) -> Severity:
        """Return ``"error"`` or ``"warning"``, as the code says."""
        return SEVERITIES[self.code]

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        if not self.excerpt and (self.line, self.column) == (1, 1):  # of no place in a file
            where = "" if f"“{self.file}”" in self.message else f"{self.file}: "
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class ScenarioError(Exception):
    """A scenario, branch or review cannot be used; ``problems`` says why, one entry each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        errors = [p for p in self.problems if p.severity == "error"] or list(self.problems)
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0]}{more}" if errors else "The file cannot be used.")


def near_words(word: str, known: Iterable[str]) -> list[str]:
    """Return the known words that are like a word, the nearest first, three at most."""
    if len(word) > LONGEST_HINTED:
        return []
    # Looked at first, as it is soon done: how many letters of each stand in the word at all.
    letters = dict.fromkeys(map(ord, word))
    likely = []
    for other in map(str, known):
        both = len(word) + len(other)
        if len(other) <= 2 * LONGEST_HINTED and (
            not both or 2 * (len(other) - len(other.translate(letters))) / both >= _NEAR
        ):
            likely.append(other)
    return get_close_matches(word, likely, 3, _NEAR) if likely else []


def certain_word(word: str, near: Sequence[str]) -> str | None:
    """Return the one word that must be meant, of those that are like it, or None."""
    if ":" in word:  # it has swallowed its value, which would be lost
        return None
    if len(near) != 1 or SequenceMatcher(None, word, near[0]).ratio() < SURELY_MEANT:
        return None
    return near[0]


def did_you_mean(near: Sequence[str], word: str = "") -> str:
    """Return the hint that names the first of some words, or an empty string.

    Where it is known what stands there, the second is named too, if no more letters set it apart.
    """
    if not near:
        return ""
    as_near = (
        word and len(near) > 1 and _letters_apart(word, near[1]) <= _letters_apart(word, near[0])
    )
    return f"Did you mean “{near[0]}” or “{near[1]}”?" if as_near else f"Did you mean “{near[0]}”?"


def _letters_apart(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or changed to make one word the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, letter_there in enumerate(other, 1):
            changed = before + (letter != letter_there)
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, changed)
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to ``word``, or an empty string."""
    return did_you_mean(near_words(word, known), word)


class Hints:
    """Names nearest words for one file, within a bound on the work that a bad file can cause."""

    def __init__(self) -> None:
        self._left = MOST_COMPARED
        self._told: dict[tuple[str, str], list[str]] = {}
        #: The words that were named: what is meant, and misspelt where it is used.
        self.suggested: set[str] = set()

    def near(self, word: str, known: Collection[str], what: str) -> list[str]:
        """Return the known words like a word; ``what`` names them, and they stay the same."""
        if (word, what) not in self._told:
            if len(known) > self._left:
                return []
            self._left -= len(known)
            self._told[word, what] = near_words(word, known)
        found = self._told[word, what]
        self.suggested.update(found[:1])
        return found

    def nearest(self, word: str, known: Collection[str], what: str) -> str:
        """Return the hint for a word; ``what`` names the known words, which stay the same."""
        return did_you_mean(self.near(word, known, what), word)

"""A very small scenario as text, to be changed in one place, and what checking it says."""

from __future__ import annotations

from pathlib import Path

from scr_sim.exploration import check_plays
from scr_sim.scenario import Checked, Problem, check_files

#: A code, the change, the mark where the problem stands, the offset in it, and words of the hint.
ProblemCase = tuple[str, tuple[str, str], str, int, str]

REVIEW = (Path(__file__).parent.parent / "files" / "small-review.yaml").read_text("utf-8")

TINY = """\
format: 1
id: tiny
title: A tiny one
summary: One decision.
review: small-review
features: [looking-twice]
role: Teacher
minutes: 5
content_note: Nothing happens.
people:
  parent: {name: Parent}
agencies:
  office: Office
variables:
  trust: {start: 3, min: 0, max: 5, show: true}
  told: {start: false, show: true}
  stage: {start: none, values: [none, asked, told], show: true}
notes:
  letter: {kind: record, from: A file, text: A letter.}
  word: {kind: account, from: A parent, text: A word.}
start: door
scenes:
  door:
    title: The door
    text: You knock.
    notes: [letter, word]
    enquiries:
      limit: 1
      from:
        - id: ring
          label: Ring
          text: It rings.
    choices:
      - id: wait
        stance: accept
        label: Wait a while
        next: end
        debrief: {echoes: [1], because: You waited.}
      - id: ask
        stance: challenge
        label: Ask once more
        cite:
          ask: Which?
          convincing: [letter]
          otherwise:
            next: end
            debrief: {echoes: [2], because: Nothing in hand.}
        next: end
        debrief: {answers: [1], because: You asked.}
  end:
    title: The end
    text: It ends.
    ending: {title: Over, kind: mixed}
"""


def changed(*changes: tuple[str, str], text: str = TINY) -> str:
    """Return the text with each first string replaced, once, by the second."""
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def checked(folder: Path, text: str | bytes) -> Checked:
    """Check a text as a file of its own, beside the small review."""
    (folder / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = folder / "tried.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_files([path])[0]


def problems(folder: Path, text: str | bytes, *, plays: bool = False) -> list[Problem]:
    """Return the problems of a text, those of its ``plays`` included if asked for."""
    one = checked(folder, text)
    if plays:
        check_plays(one)
    return one.problems


def place(text: str, mark: str, offset: int = 0) -> tuple[int, int]:
    """Return line and column of where a string first stands in a text."""
    at = text.index(mark) + offset
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def told(found: list[Problem]) -> list[tuple[str, int, int]]:
    """Return the problems' codes and places."""
    return [(p.code, p.line, p.column) for p in found]

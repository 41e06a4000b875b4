"""The changes that certainly mend a file, made one after the other as long as each helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.edit import applied

#: So many times a file is looked at again: mending one thing may show another.
_MOST_ROUNDS = 100

#: Returns the problems that a file has with another text.
Check = Callable[[str], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with what could be mended, the problems gone because of it, and those left."""

    text: str
    gone: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()


def fixed(text: str, check: Check) -> Fixed:
    """Return a file's text with every certain fix made that leaves it with fewer problems.

    Where the file cannot be read as YAML, a fix must let it be read further than before: what is
    found behind it was there, and could not be seen.
    """
    gone: list[Problem] = []
    problems = check(text)
    refused: set[tuple[str, str, int, int]] = set()
    for _ in range(_MOST_ROUNDS):
        waiting = [one for one in problems if one.fix and _known(one) not in refused]
        if not waiting:
            break
        together = _apart(waiting)
        for chosen in (together, together[:1]) if len(together) > 1 else (together,):
            tried = applied(text, (edit for one in chosen for edit in one.fix))
            left = check(tried)
            if tried != text and _better(problems, left):
                gone += chosen
                text, problems = tried, left
                break
        else:
            refused.add(_known(together[0]))
    return Fixed(text, tuple(gone), tuple(problems))


def _known(problem: Problem) -> tuple[str, str, int, int]:
    return problem.code, problem.message, problem.line, problem.column


def _apart(problems: Iterable[Problem]) -> list[Problem]:
    """Return those whose fixes do not touch one another, in the order of the text."""
    chosen: list[Problem] = []
    end = -1
    for problem in sorted(problems, key=lambda one: min(one.fix).start):
        if min(problem.fix).start > end:
            chosen.append(problem)
            end = max(edit.end for edit in problem.fix)
    return chosen


def _better(before: Sequence[Problem], after: Sequence[Problem]) -> bool:
    stopped, stops = _unread(before), _unread(after)
    if stopped is not None:
        return stops is None or (stops.line, stops.column) > (stopped.line, stopped.column)
    return stops is None and len(after) < len(before)


def _unread(problems: Sequence[Problem]) -> Problem | None:
    """Return the problem at which reading a file as YAML ended, if it did."""
    return next((one for one in problems if one.code == "yaml" and one.unread), None)

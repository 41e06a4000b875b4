"""The problems of a file as an editor shows them: with their ranges, hints and fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scr_sim.engine import replay_expected
from scr_sim.exploration import CHECKED_STATES, check_plays
from scr_sim.lsp.cursor import word_around
from scr_sim.lsp.documents import Document, Unsaved, encoded, played_by, played_file
from scr_sim.lsp.positions import Positions
from scr_sim.scenario import Checked, Checker, Problem
from scr_sim.scenario.edits import Edit, fixed
from scr_sim.scenario.edits.spans import spans
from scr_sim.scenario.model.expected_plays import ExpectedPlays
from scr_sim.scenario.syntax.locations import value_place
from scr_sim.scenario.syntax.nodes import NO_PLACE, Map, text_of
from scr_sim.scenario.syntax.reader import read_bytes
from scr_sim.scenario.syntax.source import Source
from scr_sim.scenario.validation.schema_errors import validate

Weight = Literal["error", "warning", "information"]
#: Called now and then; raises what ends the work where nobody waits for it any more.
Going = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place in another file, or in this one, that belongs to a problem."""

    path: Path
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One problem of a file, from ``start`` up to ``end`` of its text."""

    start: int
    end: int
    weight: Weight
    message: str
    code: str = ""
    fix: tuple[Edit, ...] = ()
    related: tuple[Elsewhere, ...] = ()


def notices(document: Document, unsaved: Unsaved, going: Going) -> list[Notice]:
    """Return everything that is wrong with a file: what checking, exploring and replaying find."""
    unsaved = {**unsaved, document.path: encoded(document.text)}
    if document.kind == "plays":
        return list(_of_plays(document, unsaved, going))
    checked = Checker(unsaved=unsaved).check(document.path)
    going()
    complete = check_plays(checked, CHECKED_STATES, lambda states: going())
    going()
    found = [_Placed(document.positions).notice(one) for one in _own(document, checked.problems)]
    found += _of_others(document, checked)
    if not complete:
        found.append(
            Notice(
                start=0,
                end=0,
                weight="information",
                message="There are too many states to look at all of them: what no play reaches "
                "is not told.",
            )
        )
    return found


def mended(document: Document, unsaved: Unsaved) -> str | None:
    """Return a file's text with every change made that is certain, or None where none is."""
    name = Source(str(document.path), "").name

    def check(text: str) -> Sequence[Problem]:
        texts = {**unsaved, document.path: encoded(text)}
        problems = Checker(unsaved=texts).check(document.path).problems
        return [one for one in problems if one.file == name]

    if document.kind == "plays":
        return None
    result = fixed(document.text, check)
    return result.text if result.text != document.text else None


def _own(document: Document, problems: Sequence[Problem]) -> list[Problem]:
    name = Source(str(document.path), "").name
    return [problem for problem in problems if problem.file == name]


def _of_others(document: Document, checked: Checked) -> Iterator[Notice]:
    """Return what a branch brings about in its scenario's file, told where it names that file."""
    own = set(map(id, _own(document, checked.problems)))
    names = document.data.keys_at if isinstance(document.data, Map) else {}
    at = names.get("extends", 0)
    _, end = word_around(document.text, at)
    for problem in checked.problems:
        if id(problem) not in own:
            yield Notice(
                start=at,
                end=end,
                weight=problem.severity,
                code=problem.code,
                message=f"With this branch, in the scenario: {problem.message}",
                related=(Elsewhere(Path(problem.file), problem.line, problem.column, problem.message),),
            )


@dataclass(slots=True)
class _Placed:
    positions: Positions

    def notice(self, problem: Problem, weight: Weight | None = None) -> Notice:
        text = self.positions.text
        line = min(problem.line, self.positions.lines) - 1
        start = self.positions.start(line) + problem.column - 1
        start = min(start, self.positions.start(line) + len(self.positions.line(line)))
        message = problem.message + (f"\n{problem.hint}" if problem.hint else "")
        return Notice(
            start=start,
            end=end_of(text, start),
            weight=weight or problem.severity,
            code=problem.code,
            message=message,
            fix=problem.fix,
            related=tuple(self._first(problem)),
        )

    def _first(self, problem: Problem) -> Iterator[Elsewhere]:
        """Return where what is there twice stands first."""
        if problem.code not in {"duplicate-key", "duplicate-id"}:
            return
        text = self.positions.text
        start = self.positions.start(min(problem.line, self.positions.lines) - 1)
        at = start + problem.column - 1
        first, end = word_around(text, at)
        word = text[first:end]
        line_start = start
        indent = at - line_start
        for number in range(problem.line - 2, -1, -1):
            line = self.positions.line(number)
            found = line.find(word) if word else -1
            if found == indent and line[:found].strip(" -") == "":
                yield Elsewhere(Path(problem.file), number + 1, found + 1, "It stands here first.")
                return


def end_of(text: str, start: int) -> int:
    """Return where what begins at an index ends: a word, or a quoted text in its line."""
    line_end = min((at for c in "\r\n" if (at := text.find(c, start)) >= 0), default=len(text))
    quote = text[start : start + 1]
    if quote and quote in "\"'":
        closes = text.find(quote, start + 1, line_end)
        return closes + 1 if closes >= 0 else line_end
    _, end = word_around(text, start)
    if end > start:
        return end
    return min(start + 1, line_end)


def _of_plays(document: Document, unsaved: Unsaved, going: Going) -> Iterator[Notice]:
    """Return what is wrong with expected plays, and what comes out otherwise than they say."""
    placed = _Placed(document.positions)
    reading = read_bytes(unsaved[document.path], str(document.path))
    problems = list(reading.problems)
    read = None
    if reading.data is not None:
        read, more = validate(ExpectedPlays, reading.data)
        problems += more
    yield from (placed.notice(problem) for problem in problems)
    if read is None or problems or reading.data is None:
        return
    going()
    played = played_by(document.path, unsaved)
    if played is None or played.scenario is None:
        file = played_file(document.path)
        why = f"{file.name} has errors" if file is not None else "their scenario is not beside them"
        yield Notice(
            start=0,
            end=end_of(document.text, 0),
            weight="warning",
            message=f"These plays cannot be replayed: {why}.",
        )
        return
    for number, expected in enumerate(read.plays):
        going()
        for difference in replay_expected(played.scenario, expected).differences:
            start, end = _place(document, reading.data, ("plays", number, *difference.key))
            yield Notice(start=start, end=end, weight="error", message=difference.message)


def _place(document: Document, data: Map, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Return where what a play expected stands; of actions in one text, the action."""
    _, at, _ = value_place(data, path)
    if path[-2:-1] == ("actions",) and isinstance(path[-1], int):
        span = spans(document.text).values.get(path[:-1])
        plays = data["plays"]
        actions = text_of(plays[path[1]].get("actions"))
        if span is not None and actions is not None:
            begins, ends = span.inner(document.text)
            words = document.text[begins:ends].split()
            if words == actions.split() and path[-1] < len(words):
                for _ in range(path[-1] + 1):
                    while document.text[begins].isspace():
                        begins += 1
                    start = begins
                    while begins < ends and not document.text[begins].isspace():
                        begins += 1
                return start, begins
    at = max(at, 0) if at != NO_PLACE else 0
    return at, end_of(document.text, at)




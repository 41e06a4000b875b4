"""The problems of a file as an editor shows them: with their ranges, hints and fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scr_sim.engine import replay_expected
from scr_sim.exploration import CHECKED_STATES, KnownProblems, check_plays
from scr_sim.lsp.cursor import word_around
from scr_sim.lsp.documents import Document, Unsaved, encoded, played_by, played_file
from scr_sim.lsp.positions import Positions
from scr_sim.scenario import Checked, Checker, Problem
from scr_sim.scenario.edits import Edit, fixed
from scr_sim.scenario.edits.spans import spans
from scr_sim.scenario.model.expected_plays import ExpectedPlays
from scr_sim.scenario.syntax.locations import value_place
from scr_sim.scenario.syntax.nodes import NO_PLACE, Map, text_of
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from scr_sim.scenario.syntax.source import Source
from scr_sim.scenario.validation.schema_errors import validate

Weight = Literal["error", "warning", "information"]
#: Called now and then; raises what ends the work where nobody waits for it any more.
Going = Callable[[], None]
#: Called with what was found before the rest is looked for.
SoFar = Callable[[list["Notice"]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place in another file, or in this one, that belongs to a problem, and why."""

    path: Path
    text: str
    start: int
    end: int
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


def notices(
    document: Document,
    unsaved: Unsaved,
    going: Going,
    so_far: SoFar = lambda found: None,
    known: KnownProblems | None = None,
) -> list[Notice]:
    """Return everything that is wrong with a file: what checking, exploring and replaying find.

    ``so_far`` is told what checking has found, before exploring, which may take long; what is
    ``known`` of a story need not be explored again.
    """
    read = {document.path: document.reading} if document.reading is not None else {}
    if not read:
        unsaved = {**unsaved, document.path: encoded(document.text)}
    if document.kind == "plays":
        return list(_of_plays(document, unsaved, going))
    checked = Checker(unsaved=unsaved, readings=read).check(document.path)
    going()
    so_far(list(_of_checked(document, checked, unsaved)))
    complete = check_plays(checked, CHECKED_STATES, lambda states: going(), known)
    going()
    found = list(_of_checked(document, checked, unsaved))
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


def _of_checked(document: Document, checked: Checked, unsaved: Unsaved) -> Iterator[Notice]:
    yield from (_notice(document, one) for one in _own(document, checked.problems))
    yield from _of_others(document, checked, unsaved)


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


def _of_others(document: Document, checked: Checked, unsaved: Unsaved) -> Iterator[Notice]:
    """Return what a branch brings about in its scenario's file, told where it names that file."""
    own = set(map(id, _own(document, checked.problems)))
    at = document.data.keys_at.get("extends", 0) if document.data is not None else 0
    for problem in checked.problems:
        if id(problem) in own:
            continue
        path = Path(problem.file)
        raw = unsaved.get(path)
        reading = read_file(path) if raw is None else read_bytes(raw, problem.file)
        start, end = _placed(Positions(reading.source.text), problem)
        yield Notice(
            start=at,
            end=end_of(document.text, at),
            weight=problem.severity,
            code=problem.code,
            message=f"With this branch, in the scenario: {problem.message}",
            related=(
                Elsewhere(
                    path=path,
                    text=reading.source.text,
                    start=start,
                    end=end,
                    message=problem.message,
                ),
            ),
        )


def _placed(positions: Positions, problem: Problem) -> tuple[int, int]:
    """Return from where to where a problem of a text stands."""
    line = min(problem.line, positions.lines) - 1
    begins = positions.start(line)
    start = min(begins + problem.column - 1, begins + len(positions.line(line)))
    return start, end_of(positions.text, start)


def _notice(document: Document, problem: Problem) -> Notice:
    start, end = _placed(document.positions, problem)
    return Notice(
        start=start,
        end=end,
        weight=problem.severity,
        code=problem.code,
        message=problem.message + (f"\n{problem.hint}" if problem.hint else ""),
        fix=problem.fix,
        related=tuple(_first(document, problem, start, end)),
    )


def _first(document: Document, problem: Problem, start: int, end: int) -> Iterator[Elsewhere]:
    """Return where what is there twice stands first."""
    if problem.code not in {"duplicate-key", "duplicate-id"}:
        return
    positions = document.positions
    word = positions.text[start:end]
    line = positions.line_at(start)
    indent = start - positions.start(line)
    before = positions.line(line)[:indent]
    for number in range(line - 1, -1, -1):
        words = positions.line(number)
        if words.startswith(before + word) and end_of(words, indent) == indent + len(word):
            at = positions.start(number) + indent
            message = "It stands here first."
            yield Elsewhere(
                path=document.path,
                text=positions.text,
                start=at,
                end=at + len(word),
                message=message,
            )
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
    reading = document.reading or read_bytes(unsaved[document.path], str(document.path))
    problems = list(reading.problems)
    read = None
    if reading.data is not None:
        read, more = validate(ExpectedPlays, reading.data)
        problems += more
    yield from (_notice(document, problem) for problem in problems)
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

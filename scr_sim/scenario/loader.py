"""Files checked together, and scenarios, case reviews and expected plays loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scr_sim import paths
from scr_sim.scenario.library import find, find_case, is_path, yaml_files
from scr_sim.scenario.model.case import LoadedCase
from scr_sim.scenario.model.expected_plays import ExpectedPlay, ExpectedPlays
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError, nearest
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.syntax.reader import read_file
from scr_sim.scenario.validation.checked_file import Checked
from scr_sim.scenario.validation.schema_errors import validate
from scr_sim.scenario.validation.validator import Checker

#: What follows the id in the name of a file of expected plays.
SUFFIX = ".plays.yaml"


def check_files(named: Iterable[Path], *, merging: bool = True) -> list[Checked]:
    """Check every file named or lying in a folder named. Problems are returned, never raised.

    Without ``merging``, branches are only read, and not checked together with their scenarios.
    """
    files = yaml_files(named)
    checker = Checker(files, merging=merging)
    checked = []
    for path in files:
        with allocation():  # each by itself, so that what one leaves does not wait for the last
            checked.append(checker.check(path))
    return checked


def load(name: str, branches: Sequence[str] = ()) -> LoadedScenario:
    """Return a scenario, checked and joined to its review, given its id or a path.

    ``branches`` are merged in, in this order; each is an id or a path. Raises `ScenarioError`,
    whose ``problems`` say what is wrong and where.
    """
    path = find(name)
    checked = Checker().with_branches(path, branches)
    if checked.scenario is None:
        raise ScenarioError(
            checked.problems
            or [
                Problem(
                    code="unknown-scenario", message="This file is no scenario.", file=str(path)
                )
            ]
        )
    return checked.scenario


def load_case(name: str) -> LoadedCase:
    """Return a case, checked and joined to its scenarios and its review, by its id or a path.

    Raises `ScenarioError`, whose ``problems`` say what is wrong and where.
    """
    path = find_case(name)
    checked = Checker().check(path)
    if checked.case is None:
        told = "This file is no case: it has no “case” and no “scenarios”."
        raise ScenarioError(
            checked.problems
            if checked.kind == "case"
            else [Problem(code="unknown-scenario", message=told, file=str(path))]
        )
    return checked.case


class PlaysFile:
    """A file of expected plays, read: its plays, or the problems that it has."""

    def __init__(self, path: Path) -> None:
        reading = read_file(path)
        self.path = path
        self.data: Map | None = reading.data
        self.plays: tuple[ExpectedPlay, ...] = ()
        self.problems: list[Problem] = list(reading.problems)
        if reading.data is not None:
            read, problems = validate(ExpectedPlays, reading.data)
            self.problems += problems
            if read is not None and not self.problems:
                self.plays = read.plays


def beside(file: Path, name: str) -> Path:
    """Return where the expected plays of a scenario or branch stand, given its file and id."""
    return file.parent / f"{name}{SUFFIX}"


def library_reviews() -> list[Review]:
    """Return the case reviews of the library, in order of their files; unusable ones left out."""
    checker = Checker()
    found = (checker.check(path).review for path in yaml_files(paths.reviews()))
    return [review for review in found if review is not None]


def load_review(name: str) -> Review:
    """Return a case review, checked, given its id or a path. Raises `ScenarioError`."""
    if not is_path(name):
        known = library_reviews()
        for review in known:
            if review.id == name:
                return review
        ids = [review.id for review in known]
        hint = nearest(name, ids) or f"Known are {', '.join(ids)}."
        message = f"There is no review “{name[:80]}”."
        raise ScenarioError(
            [Problem(code="unknown-review", message=message, file=name[:80], hint=hint)]
        )
    checked = Checker().check(Path(name))
    if checked.review is None:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        raise ScenarioError(
            errors or [Problem(code="unknown-review", message="This file is no review.", file=name)]
        )
    return checked.review

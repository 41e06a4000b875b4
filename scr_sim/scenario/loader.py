"""The library: files checked together, and scenarios loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scr_sim.scenario.library import find, yaml_files
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError
from scr_sim.scenario.validation.validator import Checked, Checker


def check_files(paths: Iterable[Path], *, merging: bool = True) -> list[Checked]:
    """Check every file named or lying in a folder named. Problems are returned, never raised.

    Without ``merging``, branches are only read, and not checked together with their scenarios.
    """
    files = yaml_files(paths)
    checker = Checker(files, merging=merging)
    return [checker.check(path) for path in files]


def load(name: str, branches: Sequence[str] = ()) -> Scenario:
    """Return a scenario, checked and joined to its review, given its id or a path.

    ``branches`` are merged in, in this order; each is an id or a path. Raises `ScenarioError`,
    whose ``problems`` say what is wrong and where.
    """
    path = find(name)
    checked = Checker().with_branches(path, branches)
    if checked.scenario is None:
        raise ScenarioError(
            checked.problems
            or [Problem("unknown-scenario", "This file is no scenario.", str(path))]
        )
    return checked.scenario

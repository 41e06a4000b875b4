"""What can be played, and where it was looked for: ``scr-sim list``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim.cli.application import JsonOption, app
from scr_sim.output import tell, tell_json
from scr_sim.text.quantities import counted

if TYPE_CHECKING:
    from scr_sim.scenario import Checked


@app.command(name="list")
def list_scenarios(
    as_json: JsonOption = False,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Show which features and findings each one practises."),
    ] = False,
) -> None:
    """List the scenarios and cases that can be played, those of one's own, and what cannot yet."""
    from scr_sim import paths
    from scr_sim.scenario import check_files

    shipped, *own = (folder for folder in paths.libraries() if folder.is_dir())
    every = check_files((shipped, *own))
    found = [one for one in every if one.kind == "scenario"]
    if coverage:
        from scr_sim.cli.coverage import told_coverage
        from scr_sim.services.coverage import coverage as covered

        practised = covered(one.scenario for one in found if one.scenario is not None)
        if as_json:
            tell_json([one.as_data() for one in practised])
        else:
            tell(*told_coverage(practised))
        return
    if as_json:
        tell_json([_entry(one, every) for one in found])
        return
    tell(*_in_folder(shipped, every))
    for folder in own:
        rows = list(_in_folder(folder, every))
        tell("", f"Of your own, in {folder}:", *(rows or [_nothing_in(folder, every)]))


def _in_folder(folder: Path, every: list[Checked]) -> Iterator[str]:
    """Return the rows of what lies in a folder: scenarios with their branches, then cases."""
    here = [one for one in every if _lies_in(folder, one)]
    for one in here:
        if one.kind == "scenario":
            yield from _scenario(one, every)
        elif one.kind == "branch" and (one.branch is None or one.base is None):
            yield _broken(one)
    for one in here:
        if one.kind == "case":
            yield _case(one)


def _lies_in(folder: Path, one: Checked) -> bool:
    return one.path.is_relative_to(folder)


def _nothing_in(folder: Path, every: list[Checked]) -> str:
    if any(one.kind == "branch" and _lies_in(folder, one) for one in every):
        return "  branches, which stand with their scenarios"
    return "  nothing yet"


def _scenario(one: Checked, every: list[Checked]) -> Iterator[str]:
    if one.scenario is None:
        yield _broken(one)
        return
    s = one.scenario
    yield f"{s.id}  {s.title}  ({s.role}; about {s.minutes} minutes)"
    for branch in _branches(one, every):
        yield f"  --branch {branch['id']}  {branch['title']}"


def _case(one: Checked) -> str:
    if one.case is None:
        return _broken(one)
    case, scenarios = one.case.case, one.case.scenarios
    takes = sum(scenario.minutes for scenario in scenarios)
    many = counted(len(scenarios), "scenario")
    return f"--case {case.case}  {case.title}  ({many} in order; about {takes} minutes)"


def _broken(one: Checked) -> str:
    errors = sum(problem.severity == "error" for problem in one.problems)
    return f"{one.path}  cannot be played: {counted(errors, 'error')}"


def _branches(one: Checked, every: list[Checked]) -> list[dict[str, Any]]:
    return [
        {
            "id": other.branch.branch,
            "title": other.branch.title,
            "summary": other.branch.summary,
            "path": str(other.path),
            "usable": other.scenario is not None,
        }
        for other in every
        if other.base is one and other.branch is not None
    ]


def _cases(one: Checked, every: list[Checked]) -> list[dict[str, Any]]:
    """Return the cases that a scenario is played in, and where in their order it stands."""
    return [
        {
            "id": other.case.case.case,
            "title": other.case.case.title,
            "place": place,
            "path": str(other.path),
        }
        for other in every
        if other.case is not None
        for place, file in enumerate(other.case.files, 1)
        if file == str(one.path)
    ]


def _entry(one: Checked, every: list[Checked]) -> dict[str, Any]:
    from scr_sim.scenario.validation.report_formats import as_data

    s = one.scenario
    entry: dict[str, Any] = {
        "path": str(one.path),
        "usable": s is not None,
        "problems": as_data(one.problems),
    }
    if s is not None:
        entry = {
            "id": s.id,
            "title": s.title,
            "summary": s.summary,
            "role": s.role,
            "minutes": s.minutes,
            "review": s.review,
            "features": list(s.features),
            "branches": _branches(one, every),
            "cases": _cases(one, every),
            **entry,
        }
    return entry

"""The command that replays the plays which an author expects: test."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim.cli.application import BranchOption, JsonOption, app, fail, load
from scr_sim.output import tell, tell_json, tell_text
from scr_sim.text.quantities import counted

if TYPE_CHECKING:
    from scr_sim.engine import Tried
    from scr_sim.scenario import LoadedScenario
    from scr_sim.scenario.loader import PlaysFile


@dataclass(slots=True)
class _Report:
    """What came of one file of expected plays."""

    file: PlaysFile
    tried: list[Tried] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return sum(bool(one.differences) for one in self.tried)

    def line(self, play: int, key: tuple[str | int, ...]) -> int:
        """Return the line at which a play says what was expected."""
        from scr_sim.scenario.syntax.locations import value_place

        assert self.file.data is not None
        source, at, _ = value_place(self.file.data, ("plays", play, *key))
        return source.place(at)[0]


@app.command(name="test")
def replay_plays(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    branch: BranchOption = None,
    as_json: JsonOption = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail where a choice is in no expected play.")
    ] = False,
) -> None:
    """Replay the expected plays that stand beside a scenario, or beside its branches."""
    from scr_sim.engine import replay_expected

    loaded = load(scenario, branch or ())
    reports = [_Report(file) for file in _files(scenario, loaded)]
    problems = [problem for report in reports for problem in report.file.problems]
    if problems:
        from scr_sim.scenario.validation.report_formats import as_text

        tell_text(as_text(problems))
        raise typer.Exit(1)
    for report in reports:
        report.tried = [replay_expected(loaded, expected) for expected in report.file.plays]
    every = _choices(loaded)
    if loaded.branches:
        alone = _choices(load(scenario))
        every = [name for name in every if name not in alone]
    chosen = {name for report in reports for one in report.tried for name in one.chosen}
    missed = [name for name in every if name not in chosen]
    failed = sum(report.failed for report in reports)
    if as_json:
        tell_json(_data(reports, every, missed))
    else:
        tell(*_told(reports, every, missed))
    raise typer.Exit(1 if failed or (strict and missed) else 0)


def _files(name: str, scenario: LoadedScenario) -> list[PlaysFile]:
    """Return the files of expected plays: the scenario's, or with branches each branch's own."""
    from scr_sim.scenario import find
    from scr_sim.scenario.loader import PlaysFile, beside

    if scenario.branches:
        files = zip(scenario.branch_files, scenario.branches, strict=True)
        paths = [beside(Path(file), branch) for file, branch in files]
    else:
        paths = [beside(find(name), scenario.id)]
    for path in paths:
        if not path.is_file():
            raise fail(
                f"there is no file {path}. Write the plays that you expect there; "
                "the authors' guide shows how.",
                2,
            )
    return [PlaysFile(path) for path in paths]


def _choices(scenario: LoadedScenario) -> list[str]:
    return [
        f"{name}.{choice.id}" for name, scene in scenario.scenes.items() for choice in scene.choices
    ]


def _told(reports: list[_Report], every: list[str], missed: list[str]) -> list[str]:
    lines = []
    for report in reports:
        lines.append(str(report.file.path))
        for at, one in enumerate(report.tried):
            lines.append(f"  {'FAILED' if one.differences else 'ok    '}  {one.name}")
            for difference in one.differences:
                lines.append(
                    f"          line {report.line(at, difference.key)}: {difference.message}"
                )
        lines.append("")
    tried = sum(len(report.tried) for report in reports)
    failed = sum(report.failed for report in reports)
    verdict = f"{failed} came out otherwise" if failed else "all as expected"
    lines.append(f"{counted(tried, 'play')}: {verdict}.")
    lines.append(f"Choices in an expected play: {len(every) - len(missed)} of {len(every)}.")
    if missed:
        lines += ["In none:", *(f"  {name}" for name in missed)]
    return lines


def _data(reports: list[_Report], every: list[str], missed: list[str]) -> dict[str, Any]:
    return {
        "plays": [
            {
                "file": str(report.file.path),
                "name": one.name,
                "passed": not one.differences,
                "differences": [
                    {"line": report.line(at, difference.key), "message": difference.message}
                    for difference in one.differences
                ],
            }
            for report in reports
            for at, one in enumerate(report.tried)
        ],
        "choices": {
            "covered": [name for name in every if name not in missed],
            "not_covered": missed,
        },
    }

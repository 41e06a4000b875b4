"""Commands that look a scenario over: check and explore."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim.cli.application import BranchOption, JsonOption, app, changed, fail, load
from scr_sim.cli.reading_lengths import told_reading
from scr_sim.output import safe_line, tell, tell_json, tell_json_text, tell_text, unread, warn
from scr_sim.text.quantities import counted

if TYPE_CHECKING:
    from scr_sim.exploration import Explored, Reading, Shape
    from scr_sim.scenario import LoadedScenario

#: A search that takes longer than this, in seconds, says how far it is.
_PATIENCE = 1.0


class CheckFormat(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


_PRINTED = {CheckFormat.json: tell_json_text, CheckFormat.sarif: tell_json_text}


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    format: Annotated[CheckFormat, typer.Option(help="How to print.")] = CheckFormat.text,  # noqa: A002
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make the changes that are certain, and show them.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: show the changes, and write nothing.")
    ] = False,
) -> None:
    """Check scenarios and reviews, and print every problem."""
    from scr_sim.exploration import CHECKED_STATES, check_plays
    from scr_sim.scenario import check_files
    from scr_sim.scenario.validation.report_formats import FORMATS

    for path in paths:
        if not path.exists():
            raise fail(f"there is no file or folder “{path}”.", 2)
    if dry_run and not fix:
        raise fail("“--dry-run” goes with “--fix”: alone, “check” writes nothing anyway.", 2)
    if fix:
        _mend(paths, dry_run=dry_run, to_people=format is CheckFormat.text)
    checked = check_files(paths)
    if not checked:
        raise fail(f"no YAML file was found in {', '.join(str(p) for p in paths)}.", 2)
    for one in checked:
        if one.scenario is None and one.case is None:
            continue
        progress = Progress(one.path.stem, CHECKED_STATES)
        complete = check_plays(one, progress=progress)
        progress.done()
        if not complete:
            warn(
                f"{one.path} has too many states to look at all of them: what no play reaches is "
                "not told."
            )
    problems = [problem for one in checked for problem in one.problems]
    errors = sum(problem.severity == "error" for problem in problems)
    printed = FORMATS[format.value](problems)
    with unread():  # “check … | head” ends as the check does
        if printed:
            _PRINTED.get(format, tell_text)(printed)
        if format is CheckFormat.text:
            warnings = len(problems) - errors
            tell(
                f"{counted(len(checked), 'file')} checked: {counted(errors, 'error')}, "
                f"{counted(warnings, 'warning')}."
            )
    raise typer.Exit(1 if errors or (strict and problems) else 0)


def _mend(paths: list[Path], *, dry_run: bool, to_people: bool) -> None:
    """Make the certain changes, and show them: beside what is printed for another program."""
    from scr_sim.services.corrections import corrections

    stream = None if to_people else sys.stderr
    found = corrections(paths)
    for one in found:
        tell_text(one.difference, to=stream)
        if not dry_run:
            changed(one.file.path, one.write)
    problems = counted(sum(len(one.gone) for one in found), "problem")
    files = counted(len(found), "file")
    if not found:
        said = "Nothing can be mended for certain."
    elif dry_run:
        left = counted(sum(len(one.left) for one in found), "problem")
        remains = "" if left.startswith("0 ") else f", and {left} would remain there"
        said = f"{problems} would be mended in {files}{remains}; nothing was written."
    else:
        said = f"{problems} mended in {files}."
    tell("", said, "", to=stream)


@app.command()
def explore(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    branch: BranchOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Look at so many states at the most.")
    ] = None,
    reading: Annotated[
        bool,
        typer.Option(
            "--reading", help="Tell too how much there is to read, and how often scenes are met."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look at every play there can be: endings, ways, dead ends, what is never reached."""
    from scr_sim.exploration import MOST_STATES
    from scr_sim.exploration import explore as explored

    loaded = load(scenario, branch or ())
    progress = Progress(loaded.id, limit or MOST_STATES)
    found = explored(loaded, limit, progress)
    progress.done()
    read = _read_through(loaded, limit) if reading else None
    if as_json:
        tell_json(found.as_data() | ({"reading": read.as_data()} if read is not None else {}))
        return
    tell(*_told(found))
    if read is not None:
        tell("", *told_reading(read))


def _read_through(scenario: LoadedScenario, limit: int | None) -> Reading:
    from scr_sim.exploration.limits import MOST_STATES_READ
    from scr_sim.exploration.readings import read_through

    most = limit or MOST_STATES_READ
    progress = Progress(scenario.id, most)
    read = read_through(scenario, most, progress)
    progress.done()
    return read


def _told(found: Explored) -> list[str]:
    """Return what was found, in words."""
    branches = f" with {', '.join(found.branches)}" if found.branches else ""
    lines = [f"{found.scenario}{branches}: {found.states:,} states."]
    if not found.complete:
        lines.append("Not every state was looked at: what is not listed may still be reached.")
    lines.append(f"Plays: {_figure(found.plays, found.why.get('plays'))}")
    lines.append(f"Decisions, at the fewest: {_figure(found.fewest, found.why.get('fewest'))}")
    lines.append(f"Decisions, at the most: {_figure(found.most, found.why.get('most'))}")
    lines += ["", "Endings, with the shortest way to each:"]
    for ending in found.endings:
        plays = f" ({counted(ending.plays, 'play')})" if ending.plays is not None else ""
        lines.append(f"  {ending.scene}{plays}")
        lines.append(f"    {' '.join(ending.shortest)}")
    if found.variables:
        lines += ["", "Numbers:"]
        lines += [f"  {name}: {lo} to {hi}" for name, (lo, hi) in found.variables.items()]
    lines += ["", *_shape(found.shape)]
    lines += ["", "Findings, with the choices that touch them:"]
    for number, touched in found.findings.items():
        lines.append(
            f"  {number}: echoed by {len(touched.echoed_by)}, "
            f"acted on by {len(touched.answered_by)}"
        )
    for title, names in (
        ("Scenes that no play reaches", found.unreachable),
        ("Choices that no play can take", found.never),
        ("Enquiries that no play can make", found.enquiries_never),
    ):
        if names and found.complete:
            lines += ["", f"{title}:", *(f"  {name}" for name in names)]
    for dead in found.dead_ends:
        way = " ".join(dead.actions) or "at the start"
        lines += ["", f"Dead end in {dead.scene}, after:", f"  {way}"]
    for lost in found.no_way_out:
        way = " ".join(lost.actions) or "from the start on"
        lines += ["", f"No ending can be reached any more in {lost.scene}, after:", f"  {way}"]
    for loop in found.loops:
        lines += ["", f"Passages that never end: {', '.join(loop)}"]
    return lines


def _shape(shape: Shape) -> list[str]:
    """Return how plays part and meet, in words."""
    named = f": {', '.join(shape.branching)}" if shape.branching else ""
    lines = [
        f"Decisions that can lead to different scenes: {len(shape.branching)} of "
        f"{shape.decisions}{named}"
    ]
    if shape.always:
        lines.append(f"Scenes on every way to an ending: {', '.join(shape.always)}")
    return lines


def _figure(number: int | None, why: str | None) -> str:
    return f"{number:,}" if number is not None else f"not known. {why or ''}".strip()


class Progress:
    """Shows how far a long search is, where somebody is there to see it."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._began = monotonic()
        self._bar: Any = None
        self._shown = 0

    def __call__(self, states: int) -> None:
        """Show how many states there are so far, once it takes long."""
        if self._bar is None:
            if monotonic() - self._began < _PATIENCE or not sys.stderr.isatty():
                return
            self._bar = typer.progressbar(
                length=self._most, label=safe_line(self._name), file=sys.stderr
            )
            self._bar.__enter__()
        self._bar.update(states - self._shown)
        self._shown = states

    def done(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)

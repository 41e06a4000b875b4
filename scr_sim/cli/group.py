"""The command for a room of people: what a trainer prints before it and takes away from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scr_sim.cli import group_record
from scr_sim.cli.application import BranchOption, app, fail


@app.command()
def group(
    scenario: Annotated[str | None, typer.Argument(help="An id or a path.")] = None,
    branch: BranchOption = None,
    handouts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write cards for each agency and a run sheet, to print."),
    ] = None,
    export: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="LOG FOLDER", help="Write the record of an exercise to a folder."),
    ] = None,
    guide: Annotated[bool, typer.Option("--guide", help="Print the trainer's guide.")] = False,
) -> None:
    """Run a scenario with a room of people; print what it needs, and write its record."""
    if guide:
        group_record.print_guide()
    elif export is not None:
        group_record.export_record(*export)
    elif scenario is None:
        raise fail("name a scenario. “scr-sim list” lists them.", 2)
    elif handouts is not None:
        group_record.write_handouts(scenario, branch or (), handouts)
    else:
        raise fail("say what to do: --handouts FILE, --export LOG FOLDER or --guide.", 2)

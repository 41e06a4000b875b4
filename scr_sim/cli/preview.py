"""The command that opens the author's desk: preview."""

from __future__ import annotations

from typing import Annotated

import typer

from scr_sim.cli import launcher
from scr_sim.cli.application import BranchOption, app, fail


@app.command()
def preview(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    branch: BranchOption = None,
) -> None:
    """Open the author's desk: it follows the file while you write."""
    from scr_sim.scenario import ScenarioError, find

    try:
        path = find(scenario)
    except ScenarioError as error:
        raise fail(str(error.problems[0])) from None
    if not path.is_file():
        raise fail(f"there is no file {path}. “scr-sim new” writes one to start from.")
    why = launcher.why_no_screen()
    if why:
        raise fail(f"preview needs a terminal, but {why}. “scr-sim check” works anywhere.", 2)
    raise typer.Exit(launcher.start_desk(path, tuple(branch or ())))

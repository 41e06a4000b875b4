"""The command that renames what a scenario is made of: rename."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from scr_sim.cli.application import app, fail
from scr_sim.output import tell, tell_text
from scr_sim.text.quantities import counted


class Kind(StrEnum):
    """What can be renamed."""

    scene = "scene"
    note = "note"
    variable = "variable"
    choice = "choice"
    enquiry = "enquiry"
    person = "person"


@app.command()
def rename(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    what: Annotated[Kind, typer.Argument(help="What is renamed.", show_choices=True)],
    old: Annotated[str, typer.Argument(help="Its id; of a choice or enquiry, SCENE.ID.")],
    new: Annotated[str, typer.Argument(help="The id that it shall have.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the changes, and write nothing.")
    ] = False,
) -> None:
    """Rename something everywhere: in the scenario, its branches, and their expected plays."""
    from scr_sim.scenario import ScenarioError
    from scr_sim.scenario.edits.rename import RenameError
    from scr_sim.services import scenario_rename

    try:
        found = scenario_rename.rename(scenario, what.value, old, new)
    except RenameError as error:
        raise fail(str(error)) from None
    except ScenarioError as error:
        raise fail(str(error.problems[0]) if error.problems else str(error)) from None
    for one in found.files:
        tell_text(one.difference)
    places = f"{counted(found.places, 'place')} in {counted(len(found.files), 'file')}"
    if dry_run:
        tell("", f"{places} would change; nothing was written.")
        return
    try:
        found.write()
    except OSError as error:
        why = error.strerror or "the disk did not take it"
        raise fail(f"the files cannot be written: {why}. They are as they were.") from None
    tell("", f"{places} changed.")

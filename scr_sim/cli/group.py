"""The commands for a room of people: group holds an exercise, wall shows it on the projector."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from scr_sim.cli import group_record, launcher
from scr_sim.cli.application import BranchOption, app, fail

_Rule = Literal["majority", "consensus", "lead", "trainer", "escalation"]
_Joining = Literal["balance", "free", "another"]
_Recording = Literal["anonymous", "pseudonym", "named"]
#: What the wall ends with where its key was refused, as `tui.group.wall` has it.
_REFUSED = 3


@app.command()
def group(
    scenario: Annotated[str | None, typer.Argument(help="An id or a path.")] = None,
    branch: BranchOption = None,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let phones of this network in, and say the address.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
    resume: Annotated[
        Path | None, typer.Option(metavar="LOG", help="Go on with the exercise of a log.")
    ] = None,
    rule: Annotated[_Rule, typer.Option(help="How the room decides.")] = "majority",
    joining: Annotated[_Joining, typer.Option(help="How people come to an agency.")] = "free",
    recording: Annotated[_Recording, typer.Option(help="Who votes are kept as.")] = "anonymous",
    lead: Annotated[str, typer.Option(metavar="AGENCY", help="The lead agency's id.")] = "",
    rehearse: Annotated[
        bool, typer.Option("--try", help="Rehearse alone, with simulated people. Nothing is kept.")
    ] = False,
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
    """Hold an exercise with a room of people, on phones or with hands; print what it needs."""
    if guide:
        group_record.print_guide()
        return
    if export is not None:
        group_record.export_record(*export)
        return
    if scenario is None and resume is None:
        raise fail("name a scenario. “scr-sim list” lists them.", 2)
    if handouts is not None:
        if scenario is None:
            raise fail("name the scenario of the handouts.", 2)
        group_record.write_handouts(scenario, branch or (), handouts)
        return
    if resume is not None and (scenario is not None or rehearse):
        raise fail("--resume goes on with what its log began; name no scenario, and no --try.", 2)
    if rule == "lead" and not lead and resume is None:
        raise fail("the rule “lead” needs --lead with an agency's id.", 2)
    why = launcher.why_no_exercise()
    if why:
        raise fail(why, 2)
    from scr_sim.cli import exercises

    options = exercises.Options(
        port=port, lan=lan, rule=rule, joining=joining, recording=recording, lead=lead
    )
    if resume is not None:
        raise typer.Exit(exercises.go_on(resume, options))
    begin = exercises.rehearse if rehearse else exercises.begin
    raise typer.Exit(begin(scenario or "", tuple(branch or ()), options))


@app.command()
def wall(
    address: Annotated[str, typer.Argument(help="As the console shows it.")],
    key: Annotated[
        str | None, typer.Argument(help="The wall's key; it is asked for where it is left out.")
    ] = None,
) -> None:
    """Show an exercise on the projector: only what the whole room may see."""
    why = launcher.why_no_exercise()
    if why:
        raise fail(why, 2)
    found = _address(address)
    if key is None:
        key = typer.prompt("The wall's key (k on the console shows it)", hide_input=True, err=True)
    status = launcher.start_wall(found, key.strip())
    if status == _REFUSED:
        raise fail("the exercise does not take this key. k on the console shows the wall's key.")
    raise typer.Exit(status)


def _address(typed: str) -> str:
    """Return an address as it is asked; where it is none, say so and end."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(typed if "://" in typed else f"http://{typed}")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "http" or not parts.hostname:
        raise fail(f"“{typed}” is no address; it looks like http://192.168.1.7:8000.", 2)
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"http://{name}:{port or 80}"

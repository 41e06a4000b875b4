"""The command that draws a scenario: graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim.cli.application import BranchOption, app, fail, load, record, written
from scr_sim.cli.check import Progress
from scr_sim.output import tell, tell_text, warn

if TYPE_CHECKING:
    from scr_sim.graph import Walk
    from scr_sim.scenario import LoadedScenario
    from scr_sim.services import PlayRecord


class GraphFormat(StrEnum):
    """How a scenario is drawn."""

    text = "text"
    mermaid = "mermaid"
    dot = "dot"
    svg = "svg"
    html = "html"


@app.command()
def graph(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    branch: BranchOption = None,
    format: Annotated[GraphFormat, typer.Option(help="How to draw.")] = GraphFormat.text,  # noqa: A002
    play: Annotated[
        str | None,
        typer.Option("--play", metavar="PLAY", help="Mark the way of a kept play, by its id."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Draw a scenario: every scene, and what leads from each to the next."""
    from scr_sim.exploration import MOST_STATES
    from scr_sim.graph import FORMATS, draw

    kept = record(play) if play is not None else None
    branches = tuple(branch or ())
    loaded = load(scenario, branches)
    if kept is not None:
        _same_scenario(kept, loaded)
        if kept.branches and not branches:
            branches = kept.loaded_with
            loaded = load(scenario, branches)
        _same_branches(kept, loaded)
    walk = _walk(kept, loaded) if kept is not None else None
    progress = Progress(loaded.id, MOST_STATES)
    drawn = draw(loaded, walk, progress)
    progress.done()
    text = FORMATS[format.value](drawn)
    if out is None:
        tell_text(text)
        return
    written(out, f"{text}\n")
    tell(f"Written to {out}")


def _same_scenario(kept: PlayRecord, scenario: LoadedScenario) -> None:
    if kept.scenario != scenario.id:
        raise fail(f"the play {kept.id} is one of “{kept.scenario}”, not of “{scenario.id}”.")


def _same_branches(kept: PlayRecord, scenario: LoadedScenario) -> None:
    if kept.branches != scenario.branches:
        played = f"with {', '.join(kept.branches)}" if kept.branches else "without branches"
        raise fail(f"the play {kept.id} was played {played}; draw it so, or leave --branch out.")


def _walk(kept: PlayRecord, scenario: LoadedScenario) -> Walk:
    """Return a kept play's way, as far as it still holds in the scenario as it is now."""
    from scr_sim.graph import Walk
    from scr_sim.services import replay

    replayed = replay(scenario, kept.actions, kept.digest)
    if replayed.stop is not None or any(not one.harmless for one in replayed.alterations):
        warn(
            f"the scenario has changed since; the play {kept.id} is drawn as far as it still holds."
        )
    choices = tuple((step.choice, step.convincing, step.variant) for step in replayed.play.steps)
    return Walk(f"the play {kept.id}", replayed.play.visited, choices)

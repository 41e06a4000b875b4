"""The command that draws a scenario: graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim.cli.saying import BranchOption, app, fail, load, record, shown, written

if TYPE_CHECKING:
    from scr_sim.play import Play


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
        str | None, typer.Option("--play", metavar="PLAY", help="Mark a kept play's way.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Draw a scenario: its scenes, and what leads from each to the next."""
    from scr_sim.explore.drawing import draw
    from scr_sim.explore.pictures import as_html, as_svg
    from scr_sim.explore.sketches import as_dot, as_mermaid, as_text

    way: Play | None = None
    loaded = load(scenario, branch or ())
    if play is not None:
        from scr_sim.records import Store

        kept = record(play)
        if kept.scenario != loaded.id:
            raise fail(f"the play {kept.id} is one of “{kept.scenario}”, not of “{loaded.id}”.")
        if not branch and kept.branches:
            loaded = load(scenario, kept.loaded_with)
        store = Store.open()
        way = store.replayed(kept, loaded)
        store.close()
    formats = {
        GraphFormat.text: as_text,
        GraphFormat.mermaid: as_mermaid,
        GraphFormat.dot: as_dot,
        GraphFormat.svg: as_svg,
        GraphFormat.html: as_html,
    }
    text = formats[format](draw(loaded, way))
    if out is None:
        print(text)
    else:
        written(out, text)
        print(f"Written to {shown(out)}")

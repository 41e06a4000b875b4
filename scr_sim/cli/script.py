"""The command that writes a scenario out for people who never open its file: script."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scr_sim.cli.application import BranchOption, app, load, written
from scr_sim.output import tell, tell_text


class ScriptFormat(StrEnum):
    """How a scenario is written out."""

    md = "md"
    html = "html"


@app.command()
def script(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    branch: BranchOption = None,
    format: Annotated[ScriptFormat, typer.Option(help="How to write.")] = ScriptFormat.md,  # noqa: A002
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Write a whole scenario out, scene by scene, to be read and commented on."""
    from scr_sim.manuscripts import RENDERINGS, outline

    loaded = load(scenario, branch or ())
    text = RENDERINGS[format.value](outline(loaded), loaded.language).rstrip("\n")
    if out is None:
        tell_text(text)
        return
    written(out, f"{text}\n")
    tell(f"Written to {out}")

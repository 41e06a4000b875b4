"""The command that an author's editor starts: lsp."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import typer

from scr_sim.cli.application import app, fail
from scr_sim.output import warn


@app.command()
def lsp(
    stdio: bool = typer.Option(False, "--stdio", help="What some editors add; it is so anyway."),
) -> None:
    """Answer an editor: problems, words to put in, what things mean, renaming. Editors start it."""
    if find_spec("pygls") is None:
        raise fail(
            "the language server needs a library that is not installed: "
            "“pip install 'scr-sim[lsp]'” installs it.",
            2,
        )
    if sys.stdin.isatty():
        warn("An editor starts this and talks to it; the authors' guide says how. Ctrl-C ends it.")
    from scr_sim.lsp.server import run

    run()

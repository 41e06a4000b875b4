"""The command that puts the screen in browsers: serve."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from scr_sim.cli.application import app, fail


@app.command()
def serve(
    port: Annotated[
        int,
        typer.Option(
            min=0, max=65535, metavar="N", help="The port to listen on; 0 is any free one."
        ),
    ] = 8000,
    lan: Annotated[
        bool,
        typer.Option("--lan", help="Let other computers on this network in, not this one alone."),
    ] = False,
    visitors: Annotated[
        int, typer.Option(min=1, max=500, metavar="N", help="How many people at once, at most.")
    ] = 20,
    idle: Annotated[
        int,
        typer.Option(
            min=1,
            max=1440,
            metavar="MINUTES",
            help="End a visit in which nobody did anything.",
        ),
    ] = 30,
) -> None:
    """Let people use scr-sim in a browser, each with records of their own kept on this computer.

    Nothing is fetched from the internet. On a network nothing is encrypted: use --lan on one that
    you trust.
    """
    if find_spec("textual_serve") is None or find_spec("aiohttp") is None:
        raise fail(
            "serving the screen to browsers needs a library that is not installed: "
            "“pip install 'scr-sim[serve]'” installs it.",
            2,
        )
    from scr_sim.web.server import ServeError, Terms
    from scr_sim.web.server import serve as run

    try:
        status = run(Terms(port=port, lan=lan, visitors=visitors, idle=idle * 60.0))
    except ServeError as error:
        raise fail(str(error)) from None
    raise typer.Exit(status)

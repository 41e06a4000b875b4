"""Listening, from the first address told to the last process ended."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from scr_sim import paths, signals
from scr_sim.group.server.addresses import own_addresses, served_here, served_on
from scr_sim.output import flush, tell
from scr_sim.web.site import Site
from scr_sim.web.tokens import VisitorFolders
from scr_sim.web.visits import Visits

_SET_HOME = "Set SCR_SIM_HOME to a folder that you can write to."


class ServeError(Exception):
    """It cannot be served; the message is one sentence."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was asked for: ``port`` 0 is any free one, ``idle`` is in seconds."""

    port: int
    lan: bool
    visitors: int
    idle: float


@asynccontextmanager
async def serving(terms: Terms) -> AsyncIterator[list[str]]:
    """Serve for as long as it is inside; yields the addresses to open.

    On leaving every visitor's process is ended, with everything kept. Raises `ServeError`,
    `paths.HomeError`.
    """
    others = own_addresses() if terms.lan else ()
    if terms.lan and not others:
        raise ServeError("this computer has no address on a network; join one, or leave out --lan.")
    hosts = ["127.0.0.1", *others]
    visits = Visits(terms.visitors, terms.idle)
    folders = VisitorFolders(root := paths.home() / "visitors")
    try:
        folders.prepare()
    except OSError as error:
        raise ServeError(f"{root} cannot be made ({error.strerror}). {_SET_HOME}") from None
    site = Site(folders, visits)
    # What a library has to say may hold what visitors sent; nobody reads it.
    logging.getLogger().addHandler(logging.NullHandler())
    runner = web.AppRunner(site.application(), access_log=None)
    await runner.setup()
    try:
        port = await _listen(runner, hosts, terms.port)
        name = socket.gethostname()
        site.serves(served_on(others, port, name) if others else served_here(port))
        yield [f"http://{host}:{port}/" for host in hosts]
    finally:
        await visits.end_all()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, hosts: list[str], port: int) -> int:
    """Listen under each host at one port; return it. Raises `ServeError`."""
    for host in hosts:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            why = error.strerror or "the system does not say why"
            raise ServeError(
                f"{host}:{port} cannot be listened on ({why}); choose another port with --port."
            ) from None
        port = runner.addresses[0][1]
    return port


def serve(terms: Terms) -> int:
    """Serve until told to end; return the exit status. Raises as `serving` does."""
    status = 0

    async def live() -> None:
        loop, told = asyncio.get_running_loop(), asyncio.Event()

        def end(number: int) -> None:
            nonlocal status
            status = status or number
            loop.call_soon_threadsafe(told.set)

        with signals.handed_to(end):
            async with serving(terms) as addresses:
                tell("scr-sim is served to browsers at:", *(f"  {one}" for one in addresses))
                tell("Ctrl-C ends it; what visitors did is kept.")
                flush()
                await told.wait()

    asyncio.run(live())
    return status

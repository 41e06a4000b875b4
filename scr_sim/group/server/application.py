"""The application: all routes over one host, and serving them on a port."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from scr_sim.group.server.addresses import Served
from scr_sim.group.server.console_routes import add_console_routes
from scr_sim.group.server.forms import LONGEST_BODY
from scr_sim.group.server.host import Host
from scr_sim.group.server.join_routes import add_join_routes
from scr_sim.group.server.replies import SERVED, add_headers, guarded
from scr_sim.group.server.seat_routes import add_seat_routes
from scr_sim.group.server.server_state import STATE, ServerState
from scr_sim.group.server.wall_routes import add_wall_routes


class PortError(Exception):
    """A port cannot be listened on; the message is one sentence with what to do."""


def application(state: ServerState) -> web.Application:
    """Return the application of an exercise."""
    app = web.Application(client_max_size=LONGEST_BODY, middlewares=[guarded])
    app[STATE] = state
    app[SERVED] = state.served
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    add_join_routes(app)
    add_seat_routes(app)
    add_wall_routes(app)
    add_console_routes(app)
    return app


async def _end_streams(app: web.Application) -> None:
    streams = list(app[STATE].streams)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)


def listen(port: int, *, lan: bool) -> socket.socket:
    """Return a socket that listens on this machine alone, or on its networks as well.

    Port 0 takes any that is free; 80 and the like are for administrators. Raises `PortError`.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("0.0.0.0" if lan else "127.0.0.1", port))  # noqa: S104
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise PortError(
            f"Port {port} cannot be used ({error.strerror}). Another program may have it: end "
            "that one, or choose another port with --port."
        ) from None
    return listening


@asynccontextmanager
async def serving(
    host: Host, served: Served, listening: socket.socket
) -> AsyncIterator[ServerState]:
    """Serve an exercise on a socket until the context is left. Requests are logged nowhere."""
    state = ServerState.of(host, served)
    runner = web.AppRunner(application(state), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, listening, backlog=512).start()
        yield state
    finally:
        await runner.cleanup()

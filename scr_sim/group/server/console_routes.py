"""The console's view and commands over HTTP, on the trainer's own machine alone.

The trainer's screen works in the server's own process and needs none of this; a second console on
the same machine, and whoever tries an exercise out by a program, do.
"""

from __future__ import annotations

import json
from typing import get_args

from aiohttp import web
from pydantic import ValidationError

from scr_sim.group.commands import TrainerCommand
from scr_sim.group.exercise import RefusedError
from scr_sim.group.server.addresses import is_this_machine
from scr_sim.group.server.replies import TOO_OFTEN, status_of, told
from scr_sim.group.server.server_state import STATE
from scr_sim.group.server.wall_routes import has_key
from scr_sim.group.view_builder import view_for_console

_COMMANDS = {command.__name__: command for command in get_args(TrainerCommand)}


def add_console_routes(app: web.Application) -> None:
    """Add the console's routes."""
    app.router.add_get("/console", _view)
    app.router.add_post("/console", _command)


def _refused(request: web.Request) -> web.Response | None:
    state, address = request.app[STATE], request.remote or ""
    if not is_this_machine(address):
        raise web.HTTPNotFound
    if not has_key(request, state.host.room.opened.console_key):
        if not state.limits.keys.wrong(address):
            return told({"said": TOO_OFTEN}, 429)
        return told({"said": "This is not the console’s key."}, 403)
    return None


async def _view(request: web.Request) -> web.Response:
    refused = _refused(request)
    if refused is not None:
        return refused
    state = request.app[STATE]
    host = state.host
    view = view_for_console(host.exercise, host.room, host.away, state.served.address)
    return web.Response(text=view.model_dump_json(), content_type="application/json")


async def _command(request: web.Request) -> web.Response:
    """Take one command: its name as ``command``, and its fields."""
    refused = _refused(request)
    if refused is not None:
        return refused
    try:
        asked = await request.json()
        command = _COMMANDS[asked.pop("command")].model_validate_json(json.dumps(asked))
    except (ValueError, LookupError, AttributeError, TypeError, ValidationError):
        return told({"said": "There is no such command."}, 400)
    try:
        answered = await request.app[STATE].host.submit(command)
    except RefusedError as refusal:
        return told({"said": refusal.sentence, "code": refusal.code}, status_of(refusal.code))
    return told({"outcome": answered.outcome})

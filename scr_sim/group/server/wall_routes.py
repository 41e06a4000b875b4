"""The wall: what a projector's browser or terminal is shown, for whoever has its key."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import keys, pages
from scr_sim.group.server.forms import read_form
from scr_sim.group.server.replies import TOO_OFTEN, seen, shown, status_of, told, wants_json
from scr_sim.group.server.server_state import STATE, ServerState

#: The header in which a program sends a key; a browser has it in a cookie.
KEY_HEADER = "X-Room-Key"
#: How long a wall waits for something new, in seconds: less than it takes to say it is cut off.
_PATIENCE = 2.0
_WRONG_KEY = "This is not the wall’s key. The trainer’s console shows it."


def add_wall_routes(app: web.Application) -> None:
    """Add the routes of walls."""
    app.router.add_get("/wall", _page)
    app.router.add_post("/wall", _open)
    app.router.add_get("/wall/now", _now)
    app.router.add_get("/wall/view", _view)


async def _page(request: web.Request) -> web.Response:
    state = request.app[STATE]
    title = state.host.exercise.scenario.title
    if not has_key(request, state.host.room.opened.wall_key, _cookie(state)):
        return shown(pages.wall_page(title, revision=0, main=""))
    snapshot = state.snapshots.wall()
    return shown(pages.wall_page(title, revision=snapshot.revision, main=snapshot.html))


async def _open(request: web.Request) -> web.Response:
    state = request.app[STATE]
    address = request.remote or ""
    said, status, key = "", 200, ""
    try:
        key = (await read_form(request)).line("key")
        if not keys.same(key, state.host.room.opened.wall_key):
            if not state.limits.keys.wrong(address):
                raise RefusedError("wait", TOO_OFTEN)
            raise RefusedError("key", _WRONG_KEY)
    except RefusedError as refused:
        said, status = refused.sentence, status_of(refused.code)
    if said and wants_json(request):
        return told({"said": said}, status)
    if said:
        title = state.host.exercise.scenario.title
        return shown(pages.wall_page(title, revision=0, main="", said=said), status)
    response = told({}) if wants_json(request) else web.Response(status=303)
    if not wants_json(request):
        response.headers["Location"] = "/wall"
    response.set_cookie(
        _cookie(state), key, max_age=12 * 3600, path="/wall", httponly=True, samesite="Strict"
    )
    return response


async def _now(request: web.Request) -> web.Response:
    """Answer with the wall as HTML, as soon as it is later than what was seen."""
    state = request.app[STATE]
    refused = await _wait(request)
    if refused is not None:
        return refused
    answer: dict[str, int | str] = {"now": state.host.now()}
    if state.host.audiences.wall > seen(request):
        snapshot = state.snapshots.wall()
        answer |= {"revision": snapshot.revision, "html": snapshot.html}
    return told(answer)


async def _view(request: web.Request) -> web.Response:
    """Answer with the wall's view, as soon as it is later than what was seen; 204 if none was."""
    state = request.app[STATE]
    refused = await _wait(request)
    if refused is not None:
        return refused
    clock = {"X-Room-Now": str(state.host.now())}
    if state.host.audiences.wall <= seen(request):
        return web.Response(status=204, headers=clock)
    text = state.snapshots.view_for_wall().model_dump_json()
    return web.Response(text=text, content_type="application/json", headers=clock)


async def _wait(request: web.Request) -> web.Response | None:
    """Wait a little for news; return what to answer where the key is wrong."""
    state = request.app[STATE]
    address = request.remote or ""
    if not has_key(request, state.host.room.opened.wall_key, _cookie(state)):
        if not state.limits.keys.wrong(address):
            return told({"said": TOO_OFTEN}, 429)
        return told({"said": _WRONG_KEY}, 403)
    watch = state.host.watch_wall()
    try:
        if state.host.audiences.wall <= seen(request):
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await watch.news()
    finally:
        state.host.unwatch(watch)
    return None


def has_key(request: web.Request, key: str, cookie: str = "") -> bool:
    """Return whether a request brings a key, in its header or its cookie."""
    brought = request.headers.get(KEY_HEADER) or (request.cookies.get(cookie, "") if cookie else "")
    return keys.same(brought, key)


def _cookie(state: ServerState) -> str:
    return f"wall-{state.served.port}"

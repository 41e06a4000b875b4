"""The wall: what a projector's browser or terminal is shown, for whoever has its key."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import keys, pages
from scr_sim.group.server.desk import DESK, Desk
from scr_sim.group.server.forms import read_form
from scr_sim.group.server.replies import TOO_OFTEN, seen, shown, status_of, told, wants_json

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
    desk = request.app[DESK]
    title = desk.host.exercise.scenario.title
    if not has_key(request, desk.host.room.opened.wall_key, _cookie(desk)):
        return shown(pages.wall_page(title, revision=0, main=""))
    snapshot = desk.snapshots.wall()
    return shown(pages.wall_page(title, revision=snapshot.revision, main=snapshot.html))


async def _open(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    address = request.remote or ""
    said, status, key = "", 200, ""
    try:
        key = (await read_form(request)).line("key")
        if not keys.same(key, desk.host.room.opened.wall_key):
            if not desk.limits.keys.wrong(address):
                raise RefusedError("wait", TOO_OFTEN)
            raise RefusedError("key", _WRONG_KEY)
    except RefusedError as refused:
        said, status = refused.sentence, status_of(refused.code)
    if said and wants_json(request):
        return told({"said": said}, status)
    if said:
        title = desk.host.exercise.scenario.title
        return shown(pages.wall_page(title, revision=0, main="", said=said), status)
    response = told({}) if wants_json(request) else web.Response(status=303)
    if not wants_json(request):
        response.headers["Location"] = "/wall"
    response.set_cookie(
        _cookie(desk), key, max_age=12 * 3600, path="/wall", httponly=True, samesite="Strict"
    )
    return response


async def _now(request: web.Request) -> web.Response:
    """Answer with the wall as HTML, as soon as it is later than what was seen."""
    desk = request.app[DESK]
    refused = await _wait(request)
    if refused is not None:
        return refused
    answer: dict[str, int | str] = {"now": desk.host.now()}
    if desk.host.audiences.wall > seen(request):
        snapshot = desk.snapshots.wall()
        answer |= {"revision": snapshot.revision, "html": snapshot.html}
    return told(answer)


async def _view(request: web.Request) -> web.Response:
    """Answer with the wall's view, as soon as it is later than what was seen; 204 if none was."""
    desk = request.app[DESK]
    refused = await _wait(request)
    if refused is not None:
        return refused
    clock = {"X-Room-Now": str(desk.host.now())}
    if desk.host.audiences.wall <= seen(request):
        return web.Response(status=204, headers=clock)
    text = desk.snapshots.view_for_wall().model_dump_json()
    return web.Response(text=text, content_type="application/json", headers=clock)


async def _wait(request: web.Request) -> web.Response | None:
    """Wait a little for news; return what to answer where the key is wrong."""
    desk = request.app[DESK]
    address = request.remote or ""
    if not has_key(request, desk.host.room.opened.wall_key, _cookie(desk)):
        if not desk.limits.keys.wrong(address):
            return told({"said": TOO_OFTEN}, 429)
        return told({"said": _WRONG_KEY}, 403)
    watch = desk.host.watch_wall()
    try:
        if desk.host.audiences.wall <= seen(request):
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await watch.news()
    finally:
        desk.host.unwatch(watch)
    return None


def has_key(request: web.Request, key: str, cookie: str = "") -> bool:
    """Return whether a request brings a key, in its header or its cookie."""
    brought = request.headers.get(KEY_HEADER) or (request.cookies.get(cookie, "") if cookie else "")
    return keys.same(brought, key)


def _cookie(desk: Desk) -> str:
    return f"wall-{desk.served.port}"

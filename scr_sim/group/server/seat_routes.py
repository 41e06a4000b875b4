"""A seat's page: what it shows, what is tapped on it, and how it hears of what is new."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from scr_sim.group.commands import Dissent, Explain, Pledge, Vote, WantPause, WantRecord
from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import keys, pages
from scr_sim.group.server.forms import Form, read_form
from scr_sim.group.server.replies import (
    TOO_OFTEN,
    seen,
    sentence,
    shown,
    status_of,
    told,
    wants_json,
)
from scr_sim.group.server.server_state import STATE, ServerState
from scr_sim.group.server.snapshots import Snapshot, seat_base
from scr_sim.group.words import LATE

PhoneAsks = Vote | Explain | WantPause | Dissent | Pledge | WantRecord

ASKED_BEFORE = "You asked for a pause a moment ago, and the trainer has been told."
GONE = (
    "This page has no seat in the exercise any more. If you came back on another phone, go on "
    "there; otherwise join again, or come back with your two words."
)
#: How long a stream may be silent, in seconds: so a phone that has gone is noticed in time.
_SILENCE = 15
#: Streams that are served at once; pages beyond that ask by themselves.
_MOST_STREAMS = 2000


def add_seat_routes(app: web.Application) -> None:
    """Add the routes of seats."""
    app.router.add_get("/p/{token}", _page)
    app.router.add_get("/p/{token}/now", _now)
    app.router.add_get("/p/{token}/stream", _stream)
    for name, read in _ASKED.items():
        app.router.add_post(f"/p/{{token}}/{name}", _asking(read))


def _vote(token: str, form: Form) -> PhoneAsks:
    if not form.has("choice"):
        raise RefusedError("invalid", "No choice was tapped.")
    # A page with script has a key for each tap, so that it can send a tap again; a form has none.
    key = form.field("key") or keys.new_token()
    return Vote(token=token, place=form.place(), key=key, choice=form.field("choice") or None)


def _explain(token: str, form: Form) -> PhoneAsks:
    return Explain(
        token=token,
        place=form.place(),
        sure=form.sure(),
        because=form.line("because"),
        unless=form.line("unless"),
    )


def _dissent(token: str, form: Form) -> PhoneAsks:
    return Dissent(
        token=token, place=form.place(), text=form.line("text"), as_room=form.ticked("as_room")
    )


_ASKED: dict[str, Callable[[str, Form], PhoneAsks]] = {
    "vote": _vote,
    "explain": _explain,
    "dissent": _dissent,
    "pledge": lambda token, form: Pledge(token=token, text=form.line("text")),
    "pause": lambda token, _: WantPause(token=token),
    "record": lambda token, _: WantRecord(token=token),
}
#: What is told where nothing on the page itself shows that it was taken.
_TAKEN = {
    "pause": "The trainer has been told that somebody would like a pause.",
    "explain": "Kept.",
    "dissent": "Your line is kept.",
    "pledge": "Kept.",
}


def _asking(
    read: Callable[[str, Form], PhoneAsks],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def ask(request: web.Request) -> web.Response:
        state, token = request.app[STATE], request.match_info["token"]
        name = request.path.rpartition("/")[2]
        person = _person(state, token)
        if person is None:
            return sentence(request, "No seat", GONE, 410)
        state.host.heard(person)
        if not state.limits.taps.take(token):
            return _refusal(request, TOO_OFTEN, 429, again=True)
        try:
            command = read(token, await read_form(request))
            if isinstance(command, WantPause) and not state.limits.pauses.take(token):
                raise RefusedError("wait", ASKED_BEFORE)
            answered = await state.host.submit(command)
        except RefusedError as refused:
            status = status_of(refused.code)
            return _refusal(request, refused.sentence, status, again=status == 503)
        if answered.outcome == "late":
            return _refusal(request, LATE, 409)
        said = _TAKEN.get(name, "")
        if wants_json(request):
            return told({"outcome": answered.outcome, "said": said})
        if said:
            return _whole(state, token, person, said)
        raise web.HTTPSeeOther(seat_base(token))

    return ask


def _refusal(request: web.Request, said: str, status: int, *, again: bool = False) -> web.Response:
    if wants_json(request):
        return told({"said": said, "again": again}, status)
    state, token = request.app[STATE], request.match_info["token"]
    person = _person(state, token)
    if person is None:
        return sentence(request, "No seat", GONE, 410)
    return _whole(state, token, person, said, status)


async def _page(request: web.Request) -> web.Response:
    state, token = request.app[STATE], request.match_info["token"]
    person = _person(state, token)
    if person is None:
        return sentence(request, "No seat", GONE, 410)
    state.host.heard(person)
    return _whole(state, token, person)


def _whole(
    state: ServerState, token: str, person: int, said: str = "", status: int = 200
) -> web.Response:
    """Return a seat's whole page, in the order of now: this does not wait for its turn."""
    snapshot = state.snapshots.seat(token, person)
    page = pages.seat_page(
        state.snapshots.view_for_phone(token),
        seat_base(token),
        revision=snapshot.revision,
        main=snapshot.html,
        said=said,
    )
    response = shown(page, status)
    set_seat_cookie(state, response, token)
    return response


async def _now(request: web.Request) -> web.Response:
    """Answer a page that asks what is new: that is also how it says that it is there."""
    state, token = request.app[STATE], request.match_info["token"]
    person = _person(state, token)
    if person is None:
        return told({"said": GONE}, 410)
    state.host.heard(person)
    if state.host.audiences.phone(person) <= seen(request):
        return web.Response(status=204)
    return told(_plain(await state.snapshots.seat_in_turn(token, person)))


async def _stream(request: web.Request) -> web.StreamResponse:
    """Send a page each snapshot as it comes, until it goes."""
    state, token = request.app[STATE], request.match_info["token"]
    person = _person(state, token)
    if person is None or len(state.streams) >= _MOST_STREAMS:
        return told({"said": GONE}, 410 if person is None else 503)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    last = seen(request)
    watch = state.host.watch_phone(person)
    task = asyncio.current_task()
    assert task is not None
    state.streams.add(task)
    try:
        await response.prepare(request)
        await response.write(b"retry: 2000\n\n")
        while _person(state, token) == person:
            if state.host.audiences.phone(person) > last:
                snapshot = await state.snapshots.seat_in_turn(token, person)
                last = snapshot.revision
                data = json.dumps(_plain(snapshot))
                await response.write(f"id: {last}\ndata: {data}\n\n".encode())
            try:
                async with asyncio.timeout(_SILENCE):
                    await watch.news()
            except TimeoutError:
                await response.write(b": still here\n\n")
    except (ConnectionResetError, RefusedError):
        pass
    finally:
        state.host.unwatch(watch)
        state.streams.discard(task)
    return response


def set_seat_cookie(state: ServerState, response: web.StreamResponse, token: str) -> None:
    """Have a phone remember its seat for the day."""
    response.set_cookie(
        seat_cookie(state), token, max_age=12 * 3600, path="/", httponly=True, samesite="Lax"
    )


def seat_cookie(state: ServerState) -> str:
    """Return the name of the cookie: browsers share cookies between the ports of a machine."""
    return f"seat-{state.served.port}"


def _person(state: ServerState, token: str) -> int | None:
    return state.host.room.tokens.get(token)


def _plain(snapshot: Snapshot) -> dict[str, int | str]:
    return {"revision": snapshot.revision, "html": snapshot.html}

"""The way to a seat: the room's code, then an agency; or back to a seat, by two words."""

from __future__ import annotations

from aiohttp import web

from scr_sim.group.commands import Join, Return
from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import keys, pages
from scr_sim.group.server.forms import Form, read_form
from scr_sim.group.server.replies import TOO_OFTEN, shown, status_of
from scr_sim.group.server.seat_routes import seat_cookie, set_seat_cookie
from scr_sim.group.server.server_state import STATE, ServerState
from scr_sim.group.server.snapshots import seat_base
from scr_sim.group.words import RECORDED

_WRONG_CODE = "These are not the letters of this room. They are on the wall."
_WRONG_WORDS = "Nobody here has these two words. Please look at them again, or ask the trainer."


def add_join_routes(app: web.Application) -> None:
    """Add the routes that lead to a seat."""
    app.router.add_get("/", _start)
    app.router.add_post("/join", _join)
    app.router.add_get("/return", _coming_back)
    app.router.add_post("/return", _come_back)


async def _start(request: web.Request) -> web.Response:
    state = request.app[STATE]
    token = request.cookies.get(seat_cookie(state), "")
    if token and token in state.host.room.tokens:
        raise web.HTTPSeeOther(seat_base(token))
    typed = keys.read_code(request.query.get("code", "")[:12])
    if not typed:
        return shown(_code_step(state))
    wrong = _check_code(state, request, typed)
    if wrong is not None:
        return wrong
    return shown(_agency_step(state, Form({"code": typed})))


async def _join(request: web.Request) -> web.Response:
    state = request.app[STATE]
    try:
        form = await read_form(request)
        typed = keys.read_code(form.field("code"))
    except RefusedError as refused:
        return shown(_code_step(state, refused.sentence), status_of(refused.code))
    wrong = _check_code(state, request, typed)
    if wrong is not None:
        return wrong
    if not form.has("agency"):
        return shown(_agency_step(state, form))
    try:
        token = await _take_seat(state, form)
    except RefusedError as refused:
        page = _agency_step(state, form, refused.sentence)
        return shown(page, status_of(refused.code))
    return _seated(state, token)


async def _take_seat(state: ServerState, form: Form) -> str:
    """Return the token of a new seat, or of the one that this very form took before."""
    token = form.field("seat")
    if not keys.is_token(token):
        token = keys.new_token()
    if token in state.host.room.tokens:
        return token
    if not state.limits.seats.take(""):
        raise RefusedError("wait", TOO_OFTEN)
    await state.host.submit(
        Join(
            token=token,
            words=keys.new_words({seat.words for seat in state.host.room.seats.values()}),
            agency=form.field("agency"),
            own_agency=form.field("own_agency"),
            name=form.field("name"),
        )
    )
    return token


async def _coming_back(request: web.Request) -> web.Response:
    return shown(_return_step(request.app[STATE], Form({})))


async def _come_back(request: web.Request) -> web.Response:
    state = request.app[STATE]
    guesses, address = state.limits.words, request.remote or ""
    try:
        form = await read_form(request)
        typed = keys.read_code(form.field("code"))
        words = keys.read_words(form.field("words"))
    except RefusedError as refused:
        return shown(_return_step(state, Form({}), refused.sentence), status_of(refused.code))
    if not guesses.allows(address) or not state.limits.codes.allows(address):
        return shown(_return_step(state, form, TOO_OFTEN), 429)
    if not keys.same(typed, state.host.room.opened.code):
        state.limits.codes.wrong(address)
        return shown(_return_step(state, form, _WRONG_CODE), 403)
    token = keys.new_token()
    try:
        await state.host.submit(Return(words=words, token=token))
    except RefusedError as refused:
        if refused.code == "unknown":
            guesses.wrong(address)
            return shown(_return_step(state, form, _WRONG_WORDS), 403)
        return shown(_return_step(state, form, refused.sentence), status_of(refused.code))
    return _seated(state, token)


def _seated(state: ServerState, token: str) -> web.Response:
    response = web.Response(status=303, headers={"Location": seat_base(token)})
    set_seat_cookie(state, response, token)
    return response


def _check_code(state: ServerState, request: web.Request, typed: str) -> web.Response | None:
    """Return what to answer where a code is wrong, and None where it is the room's."""
    address = request.remote or ""
    if not state.limits.codes.allows(address):
        return shown(_code_step(state, TOO_OFTEN), 429)
    if not keys.same(typed, state.host.room.opened.code):
        state.limits.codes.wrong(address)
        return shown(_code_step(state, _WRONG_CODE), 403)
    return None


def _code_step(state: ServerState, said: str = "") -> str:
    return pages.join_page("code", title=state.host.exercise.scenario.title, said=said)


def _agency_step(state: ServerState, form: Form, said: str = "") -> str:
    scenario, opened = state.host.exercise.scenario, state.host.room.opened
    return pages.join_page(
        "agency",
        title=scenario.title,
        said=said,
        code=form.line("code"),
        seat=form.line("seat") or keys.new_token(),
        joining=opened.joining,
        recorded=opened.recording,
        recording=RECORDED[opened.recording],
        agencies=tuple((scenario.agencies or {}).items()),
        chosen=form.line("agency"),
        own=form.line("own_agency"),
        name=form.line("name"),
    )


def _return_step(state: ServerState, form: Form, said: str = "") -> str:
    return pages.join_page(
        "return",
        title=state.host.exercise.scenario.title,
        said=said,
        code=form.line("code"),
        words=form.line("words"),
    )

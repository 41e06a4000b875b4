"""What is answered to a browser: the door, the screen's page, what is drawn, files to save.

Only addresses that are served are answered, so that no other site's name can be made to point
here; and only this site's own pages may begin, end or draw a visit.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from aiohttp import hdrs, web

from scr_sim import crash_log, paths
from scr_sim.group.server.addresses import Served, served_here
from scr_sim.text.templates import page
from scr_sim.web.tokens import VisitorFolders
from scr_sim.web.visits import Visits

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: Seconds that a browser keeps a token after the last visit: ninety days.
_KEPT_FOR = 90 * 24 * 60 * 60
#: The largest message from a browser: more than anybody pastes.
_LARGEST_MESSAGE = 1 << 21
_FULL = "Every place is taken just now; please try again in a few minutes."
_BROKEN = "Something went wrong here; what was kept stays kept. Please load the page again."
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self' ws://{host}; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Site:
    """The pages; ``serves`` says under which names, once the port is known."""

    def __init__(self, folders: VisitorFolders, visits: Visits) -> None:
        self._folders = folders
        self._visits = visits
        self._served = served_here(0)

    def serves(self, served: Served) -> None:
        """Answer under these names, and under no other."""
        self._served = served

    @property
    def _cookie(self) -> str:
        return f"scr-sim-{self._served.port}"  # browsers do not tell ports apart

    def application(self) -> web.Application:
        """Return what answers requests."""
        app = web.Application(middlewares=[self._guard], client_max_size=1 << 16)
        app.on_response_prepare.append(self._add_headers)
        static = Path(str(files("textual_serve"))) / "static"
        app.add_routes(
            [
                web.get("/", self._door),
                web.post("/", self._come_in),
                web.post("/leave", self._leave),
                web.get("/ws", self._draw),
                web.get("/download/{key}", self._download),
                web.static("/static", static),
                web.static("/own", paths.assets() / "web"),
            ]
        )
        return app

    # -- before and after every answer

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not self._served.believes(request.host):
            raise web.HTTPForbidden(text="scr-sim is not served under this address.")
        changes = request.method not in {hdrs.METH_GET, hdrs.METH_HEAD} or request.path == "/ws"
        if changes and request.headers.get(hdrs.ORIGIN) != f"http://{request.host}":
            raise web.HTTPForbidden(text="Only scr-sim's own page can ask for this.")
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - whoever sees the page reads one sentence
            crash_log.keep_crash(error)
            raise web.HTTPInternalServerError(text=_BROKEN) from None

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = request.host if self._served.believes(request.host) else "127.0.0.1"
        for name, value in _HEADERS.items():
            response.headers[name] = value.replace("{host}", host)
        if not request.path.startswith(("/static", "/own")):
            response.headers[hdrs.CACHE_CONTROL] = "no-store"

    # -- coming, going on, leaving

    def _token(self, request: web.Request) -> str | None:
        return request.cookies.get(self._cookie)

    def _folder(self, request: web.Request) -> Path | None:
        return self._folders.find(self._token(request))

    async def _door(self, request: web.Request) -> web.Response:
        folder = self._folder(request)
        if not self._visits.has_room(folder):
            return _html("web-full.html", status=503, sentence=_FULL)
        if folder is None:
            return _html("web-door.html")
        response = _html("web-screen.html", address=f"ws://{request.host}/ws")
        self._remember(response, self._token(request) or "")
        return response

    async def _come_in(self, request: web.Request) -> web.Response:
        """Let somebody in. Who has a token keeps it: another site's link arrives without it."""
        token, folder = self._token(request), self._folder(request)
        if not self._visits.has_room(folder):
            return _html("web-full.html", status=503, sentence=_FULL)
        if token is None or folder is None:
            token = self._folders.admit()
        response = _back_to_the_door()
        self._remember(response, token)
        return response

    def _remember(self, response: web.Response, token: str, kept_for: int = _KEPT_FOR) -> None:
        response.set_cookie(
            self._cookie, token, max_age=kept_for, httponly=True, samesite="Strict", path="/"
        )

    async def _leave(self, request: web.Request) -> web.Response:
        response = _back_to_the_door()
        self._remember(response, "", kept_for=0)
        return response

    # -- the screen

    async def _draw(self, request: web.Request) -> web.WebSocketResponse:
        folder = self._folder(request)
        if folder is None:
            raise web.HTTPForbidden(text="This browser is no visitor's. Load the page again.")
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST_MESSAGE)
        await websocket.prepare(request)
        size = _number(request, "width", 80), _number(request, "height", 24)
        await self._visits.receive(folder, websocket, size)
        return websocket

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Give a visitor a file that the screen has ready for them, once."""
        folder, key = self._folder(request), request.match_info["key"]
        app = self._visits.app_of(folder) if folder else None
        if app is None:
            raise web.HTTPNotFound
        try:
            ready = await app.downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        response = web.StreamResponse()
        response.content_type = "application/octet-stream"
        name = "".join(one for one in ready.file_name if one.isalnum() or one in "-_.")
        response.headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{name}"'
        await response.prepare(request)
        async for chunk in app.downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response


def _html(name: str, status: int = 200, **words: str) -> web.Response:
    return web.Response(text=page(name).render(words), content_type="text/html", status=status)


def _back_to_the_door() -> web.Response:
    return web.Response(status=303, headers={hdrs.LOCATION: "/"})


def _number(request: web.Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else otherwise

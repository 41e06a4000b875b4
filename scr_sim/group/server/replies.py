"""Replies: how a refusal becomes a status, and what every reply has to say about itself."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from aiohttp import web

from scr_sim import crash_log, output
from scr_sim.group.server import pages
from scr_sim.group.server.addresses import Served

SERVED = web.AppKey("served", Served)

#: Statuses of refusals; what is not here came at the wrong time, which is a 409 as well.
_STATUSES = {"unknown": 404, "gone": 410, "invalid": 400, "wait": 429, "key": 403, "unkept": 503}

_WENT_WRONG = "Something went wrong here. What was kept stays kept; please load the page again."
TOO_OFTEN = "That was very often. Please wait a moment, then try again."


def status_of(code: str) -> int:
    """Return the status of a refusal by its code."""
    return _STATUSES.get(code, 409)


def wants_json(request: web.Request) -> bool:
    """Return whether a page's script asks, and not a person's form."""
    return "application/json" in request.headers.get("Accept", "")


def seen(request: web.Request) -> int:
    """Return the number of the latest snapshot that a page has shown; -1 where it says none."""
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    with suppress(ValueError):
        return int(said[:12])
    return -1


def told(data: dict[str, Any], status: int = 200) -> web.Response:
    """Return plain data as JSON."""
    return web.json_response(data, status=status)


def shown(html: str, status: int = 200) -> web.Response:
    """Return a page. What could turn letters round or break lines is made visible in it."""
    return web.Response(text=output.safe_text(html), status=status, content_type="text/html")


def sentence(request: web.Request, title: str, said: str, status: int) -> web.Response:
    """Return one sentence, as the asker can take it."""
    if wants_json(request):
        return told({"said": said}, status)
    return shown(pages.sentence_page(title, said), status)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Give each reply what keeps it to this server, this page and this moment."""
    response.headers.update(
        {
            "Content-Security-Policy": pages.policy(),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    response.headers.pop("Server", None)


def _own_address(request: web.Request) -> str:
    """Return the address of this machine that a request came to."""
    found = request.transport.get_extra_info("sockname") if request.transport else None
    return str(found[0]) if isinstance(found, tuple) else ""


@web.middleware
async def guarded(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer only under names that are served, and no page that is another's."""
    served = request.app[SERVED]
    own = _own_address(request)
    if not served.believes(request.headers.get("Host", ""), own):
        return web.Response(text="This exercise is not served under that name.\n", status=421)
    elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site" and request.method != "GET"
    if elsewhere or not served.is_own(request.headers.get("Origin", ""), own):
        return sentence(request, "Not from here", "Please use the room’s own page.", 403)
    try:
        response: web.StreamResponse = await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return sentence(request, "Too long", "That is too long to be taken.", 413)
    except web.HTTPNotFound:
        return sentence(request, "Nothing here", "There is no such page in this exercise.", 404)
    except web.HTTPMethodNotAllowed as error:
        refused = sentence(request, "Nothing here", "That cannot be done here.", 405)
        refused.headers["Allow"] = error.headers["Allow"]
        return refused
    except (web.HTTPException, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - whoever asked reads one sentence
        crash_log.keep_crash(error)
        return sentence(request, "That went wrong", _WENT_WRONG, 500)
    return response

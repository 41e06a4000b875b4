"""Asking a served site what browsers ask it, and much that no browser would."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, CookieJar
from yarl import URL

from scr_sim.web.server import Terms, serving

#: Longer than any test.
AN_HOUR = 3600.0


@asynccontextmanager
async def served(visitors: int = 5, idle: float = AN_HOUR) -> AsyncIterator[str]:
    """Serve on a free port of this machine; yields the address, without a slash at its end."""
    terms = Terms(port=0, lan=False, visitors=visitors, idle=idle)
    async with serving(terms) as [address]:
        yield address.rstrip("/")


class Client:
    """Somebody with cookies of their own and no browser."""

    def __init__(self, session: ClientSession, address: str) -> None:
        self._session = session
        self.address = address
        self.own = {"Origin": address}

    @property
    def token(self) -> str | None:
        """The value of the one cookie that was set, if one was."""
        jar = self._session.cookie_jar.filter_cookies(URL(self.address))
        values = [cookie.value for cookie in jar.values()]
        return values[0] if values else None

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self._session.get(self.address + path, headers=headers) as answer:
            return answer.status, await answer.text()

    async def start(self) -> ClientResponse:
        """Press Start on the door's page; return the answer before it leads on."""
        async with self._session.post(
            f"{self.address}/", headers=self.own, allow_redirects=False
        ) as answer:
            await answer.read()
        return answer

    @asynccontextmanager
    async def screen(self) -> AsyncIterator[ClientWebSocketResponse]:
        """Open the screen, as the page does."""
        address = f"{self.address}/ws?width=80&height=24"
        async with self._session.ws_connect(address, headers=self.own) as websocket:
            yield websocket


@asynccontextmanager
async def client(address: str) -> AsyncIterator[Client]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Client(session, address)


async def drawn(websocket: ClientWebSocketResponse, text: str) -> None:
    """Read what the screen draws until a text is in it."""
    seen = b""
    while text.encode() not in seen:
        seen += await websocket.receive_bytes()


async def ended(websocket: ClientWebSocketResponse) -> None:
    """Read until the other side has ended it."""
    async for _ in websocket:
        pass
    assert websocket.closed


def visitor_processes(home: Path) -> set[int]:
    """Return the processes that have a visitor's folder of this home in their words."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:  # it has just ended
                continue
            if os.fsencode(home / "visitors") in words:
                found.add(int(entry.name))
    return found

"""Who is here: at most so many at once, each in one window, and nobody who does nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import WSMsgType, web

from scr_sim.web.hosted_app import HostedApp


class _Visit:
    """One visitor's window, from when it is opened to when the process behind it has ended."""

    def __init__(self, folder: Path, websocket: web.WebSocketResponse) -> None:
        self.app = HostedApp(folder, websocket)
        self._websocket = websocket
        self._ended = asyncio.Event()

    async def live(self, width: int, height: int, idle: float) -> None:
        """Pass on what is typed until the browser has gone, or has been still for ``idle``."""
        loop = asyncio.get_running_loop()
        try:
            await self.app.start(width, height)
            async with asyncio.timeout(idle) as limit:
                async for message in self._websocket:
                    if message.type == WSMsgType.TEXT and await self.app.heed(message.data):
                        limit.reschedule(loop.time() + idle)
        except TimeoutError:
            pass
        finally:
            await self.app.stop()
            await self._websocket.close()
            self._ended.set()

    async def end(self) -> None:
        """End it from outside; returns when the process has ended."""
        await self._websocket.close()
        await self._ended.wait()


class Visits:
    """All that are here now: at most ``most``, each until it was idle for so many seconds."""

    def __init__(self, most: int, idle: float) -> None:
        self._most = most
        self._idle = idle
        self._now: dict[Path, _Visit] = {}

    def has_room(self, folder: Path | None) -> bool:
        """Return whether somebody can come in; who is here already keeps the place."""
        return folder in self._now or len(self._now) < self._most

    def app_of(self, folder: Path) -> HostedApp | None:
        """Return the process of a visitor who is here."""
        visit = self._now.get(folder)
        return visit.app if visit else None

    async def receive(
        self, folder: Path, websocket: web.WebSocketResponse, size: tuple[int, int]
    ) -> None:
        """Be there for a visitor's window until it is closed.

        A window that the visitor had open before is ended first, so that the new one goes on
        where that one was. Where there is no room after all, the window is closed at once.
        """
        while (earlier := self._now.get(folder)) is not None:
            await earlier.end()
        if not self.has_room(folder):
            await websocket.close()
            return
        visit = self._now[folder] = _Visit(folder, websocket)
        try:
            await visit.live(*size, self._idle)
        finally:
            del self._now[folder]

    async def end_all(self) -> None:
        """End every visit; returns when each process has ended."""
        await asyncio.gather(*(visit.end() for visit in [*self._now.values()]))

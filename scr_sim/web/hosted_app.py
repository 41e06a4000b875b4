"""One visitor's process: the screen, drawn for a browser. The one module that reaches into it."""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from scr_sim import paths

#: Columns and rows: no browser's window has more.
_LARGEST = 500
#: Seconds that a process has to end by itself.
_PATIENCE = 10.0


class HostedApp(AppService):
    """A visitor's process between ``start`` and ``stop``; the browser is at ``websocket``."""

    def __init__(self, folder: Path, websocket: web.WebSocketResponse) -> None:
        self.downloads = DownloadManager()
        self._websocket = websocket
        super().__init__(
            _command(folder),
            write_bytes=self._draw,
            write_str=self._tell,
            close=self._close,
            download_manager=self.downloads,
        )

    async def start(self, width: int, height: int) -> None:
        """Start the process for a window of so many columns and rows."""
        await super().start(_bounded(width), _bounded(height))

    async def run(self) -> None:
        """Pass on what is drawn until the process has ended; then the browser is told."""
        try:
            await super().run()
        finally:
            await self._close()

    async def stop(self) -> None:
        """End the process as a closed terminal would, and wait until its records are closed."""
        process = self._process
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await super().stop()
                if process is not None:
                    await process.wait()
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def heed(self, text: str) -> bool:
        """Do what a browser's message says; return whether somebody did something there.

        What makes no sense is passed over.
        """
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return False
        match message:
            case ["stdin", str(typed)]:
                await self.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(_bounded(width), _bounded(height))
            case ["focus"]:
                await self.focus()
            case _:
                return False
        return True

    # A browser that has gone is drawn for no more, but the process is read until it ends.

    async def _draw(self, data: bytes) -> None:
        with suppress(ConnectionResetError):
            await self._websocket.send_bytes(data)

    async def _tell(self, text: str) -> None:
        with suppress(ConnectionResetError):
            await self._websocket.send_str(text)

    async def _close(self) -> None:
        await self._websocket.close()


def _bounded(cells: int) -> int:
    return min(max(cells, 1), _LARGEST)


def _command(folder: Path) -> str:
    words = [sys.executable, "-m", "scr_sim.web.visitor", str(folder), str(paths.home())]
    if sys.platform == "win32":
        return subprocess.list2cmdline(words)
    return f"exec {shlex.join(words)}"  # no shell stays between

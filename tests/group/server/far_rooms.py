"""A room whose server is another process, which can be killed, over real sockets."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from scr_sim.group.events import Event
from scr_sim.group.server.log_file import read_log
from scr_sim.group.server.wall_routes import KEY_HEADER
from scr_sim.group.views import ConsoleView

_PROGRAM = Path(__file__).parent / "serving_program.py"
_ROOT = Path(__file__).parents[3]


class FarRoom:
    """The server's process, and what the trainer and a phone ask of it."""

    def __init__(self, log: Path, http: aiohttp.ClientSession) -> None:
        self.log = log
        self.http = http
        self.up = asyncio.Event()
        self.killed = 0
        self._process: asyncio.subprocess.Process | None = None
        self._ready: dict[str, Any] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._ready['port']}"

    @property
    def code(self) -> str:
        return str(self._ready["code"])

    async def start(self) -> None:
        more = ["--resume"] if self.log.exists() else []
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(_PROGRAM),
            str(self.log),
            *more,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        assert self._process.stdout is not None
        self._ready = json.loads(await self._process.stdout.readline())
        self.up.set()

    async def kill(self) -> None:
        """Kill the server as a power cut would; nothing can be tidied up."""
        assert self._process is not None
        self.up.clear()
        self._process.kill()
        await self._process.wait()
        self.killed += 1

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    def events(self) -> tuple[Event, ...]:
        """What is on disk."""
        return read_log(self.log).events

    async def console(self) -> ConsoleView:
        key = {KEY_HEADER: self._ready["key"]}
        async with self.http.get(f"{self.address}/console", headers=key) as response:
            return ConsoleView.model_validate_json(await response.text())

    async def trainer(self, command: str, **fields: Any) -> None:
        key = {KEY_HEADER: self._ready["key"]}
        asked = {"command": command, **fields}
        async with self.http.post(f"{self.address}/console", json=asked, headers=key) as response:
            assert response.status == 200, await response.text()

    async def go_to_vote(self) -> ConsoleView:
        view = await self.console()
        while view.phase != "vote":
            await self.trainer("MoveOn", seen=view.turn)
            view = await self.console()
        return view

    async def join(self, agency: str) -> str:
        data = {"code": self.code, "agency": agency}
        async with self.http.post(
            f"{self.address}/join", data=data, allow_redirects=False
        ) as response:
            assert response.status == 303, await response.text()
            return response.headers["Location"]


@asynccontextmanager
async def far_room(log: Path) -> AsyncIterator[FarRoom]:
    """Start a server of an exercise, and end it whatever happens."""
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=120)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=timeout
    ) as http:
        room = FarRoom(log, http)
        await room.start()
        try:
            yield room
        finally:
            await room.stop()

"""The app around the console: it serves the exercise for as long as it is open."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack, suppress
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.app import SystemCommand
from textual.command import Provider
from textual.screen import Screen

from scr_sim.group.exercise import RefusedError
from scr_sim.group.server.addresses import Served
from scr_sim.group.server.application import serving
from scr_sim.group.server.host import Host
from scr_sim.group.simulated import People
from scr_sim.tui.base import CommandScreen, ScrApp
from scr_sim.tui.group.console import ConsoleScreen
from scr_sim.tui.group.hosted_room import HostedRoom
from scr_sim.tui.group.wall_app import STYLES
from scr_sim.tui.runner import run_app


def _palette() -> type[Provider]:
    from scr_sim.tui.command_palette import Palette

    return Palette


class ConsoleApp(ScrApp):
    """Holds one exercise and shows its console. ``listening`` is what the server listens on."""

    TITLE = "scr-sim group"
    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    #: How long simulated people take for each thing that they do, in seconds.
    PACE = 0.4

    def __init__(
        self,
        host: Host,
        served: Served,
        listening: socket.socket,
        *,
        said: str = "",
        people: People | None = None,
    ) -> None:
        """``said`` is told as the console opens; ``people`` are simulated, for a rehearsal."""
        super().__init__()
        self._host = host
        self._served = served
        self._listening = listening
        self._said = said
        self._people = people
        self._held = AsyncExitStack()

    def get_default_screen(self) -> Screen[None]:
        """Start with the console."""
        rehearsal = self._people is not None
        return ConsoleScreen(HostedRoom(self._host, self._served, rehearsal=rehearsal))

    async def on_load(self) -> None:
        """Hold the exercise, and serve it."""
        await self._held.enter_async_context(self._host)
        await self._held.enter_async_context(serving(self._host, self._served, self._listening))

    def on_mount(self) -> None:
        """Tell what is to be told at the start."""
        if self._said:
            self.tell(self._said, serious=True)
        if self._people is not None:
            self._live(self._people)

    @work(exclusive=True, group="following")
    async def _live(self, people: People) -> None:
        """Let simulated people do one thing after another, as fast as a room would."""
        while True:
            room = self._host.room
            command = people.next_command(self._host.exercise, room)
            if command is None:
                await self._host.changes(room.revision)
                continue
            await asyncio.sleep(self.PACE)
            with suppress(RefusedError):
                await self._host.submit(command)

    async def on_unmount(self) -> None:
        """Stop serving; what was asked is kept."""
        await self._held.aclose()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the palette finds: the commands that make sense now."""
        if isinstance(screen, CommandScreen):
            yield from screen.commands()


def run(
    host: Host,
    served: Served,
    listening: socket.socket,
    *,
    said: str = "",
    people: People | None = None,
) -> int:
    """Hold an exercise until the console is left; return the exit status. Raises what ended it."""
    return run_app(ConsoleApp(host, served, listening, said=said, people=people))

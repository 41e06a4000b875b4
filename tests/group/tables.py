"""A table of the rules as the console asks for it: everything but a server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from scr_sim.engine.beats import HeldNote, OfferedChoice, OfferedPage
from scr_sim.group.commands import Command
from scr_sim.group.record_folder import write_record
from scr_sim.group.room import ROOM_PLEDGES
from scr_sim.group.view_builder import view_for_console, view_for_wall
from scr_sim.group.views import ConsoleView, WallView
from scr_sim.scenario import LoadedScenario
from tests.group.rooms import Table

ADDRESS = "http://192.168.100.100:8000"


class TableHost:
    """A `RoomHost` over a `Table`; ``away`` are the people whose phones are silent."""

    def __init__(
        self,
        folder: Path,
        scenario: str | LoadedScenario = "headlice-account",
        **more: Any,
    ) -> None:
        self.table = Table(scenario, **more)
        self.folder = folder
        self.away: frozenset[int] = frozenset()
        self._news = asyncio.Event()
        #: Why the records no longer follow the room.
        self.trouble = ""

    @property
    def lead(self) -> str:
        return self.table.exercise.agencies.get(self.table.room.opened.lead, "")

    @property
    def log(self) -> str:
        return str(self.folder / "exercise.jsonl")

    @property
    def wall_words(self) -> tuple[tuple[str, str], ...]:
        return (("In a second terminal:", f"scr-sim wall {ADDRESS}"), ("Key:", "the-wall-key"))

    def now(self) -> int:
        return self.table.now

    def view(self) -> ConsoleView:
        return view_for_console(self.table.exercise, self.table.room, self.away, ADDRESS)

    def wall(self) -> WallView:
        return view_for_wall(self.table.exercise, self.table.room, ADDRESS)

    def notebook(self) -> tuple[HeldNote, ...]:
        return self.table.exercise.at(self.table.room).notebook

    def actions(self) -> tuple[str, ...]:
        return tuple([self.table.room.pledges.get(at, "") for at in range(ROOM_PLEDGES)])

    def choice(self, name: str) -> OfferedChoice | None:
        offered = self.table.exercise.choices(self.table.room)
        return next((one for one in offered if one.id == name), None)

    def page(self, enquiry: str) -> OfferedPage | None:
        offered = self.table.exercise.enquiries(self.table.room)
        return next((one.page for one in offered if one.id == enquiry), None)

    def do(self, command: Command) -> None:
        """Do what somebody asks, and tell whoever watches."""
        self.table.do(command)
        self._news.set()

    async def submit(self, command: Command) -> None:
        self.do(command)

    async def changes(self, after: int) -> None:
        while self.table.room.revision <= after:
            self._news.clear()
            await self._news.wait()

    def let_time_pass(self, milliseconds: int) -> None:
        self.table.wait(milliseconds)
        self._news.set()

    def save_record(self) -> str:
        folder = self.folder / "record"
        write_record(self.table.log, self.table.exercise.scenario, folder)
        return f"The report and its tables are in {folder}."

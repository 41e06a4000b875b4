"""Driving the console in tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.pilot import Pilot
from textual.screen import Screen

from scr_sim.tui.base import ScrApp
from scr_sim.tui.group.console import ConsoleScreen
from scr_sim.tui.group.wall_app import STYLES
from tests.app_driver import rows, settle
from tests.group.tables import TableHost


class TableApp(ScrApp):
    """The console over a table of the rules."""

    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]

    def __init__(self, host: TableHost) -> None:
        super().__init__()
        self.host = host

    def get_default_screen(self) -> Screen[None]:
        return ConsoleScreen(self.host)

    @property
    def desk(self) -> ConsoleScreen:
        found = self.screen_stack[0]
        assert isinstance(found, ConsoleScreen)
        return found


@asynccontextmanager
async def at_console(
    folder: Path, size: tuple[int, int] = (80, 24), people: int = 0, **more: Any
) -> AsyncIterator[tuple[TableApp, Pilot[int], TableHost]]:
    host = TableHost(folder, **more)
    if people:
        host.table.join(people)
    app = TableApp(host)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot, host


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after another, each once what it acts on is shown."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Type a line and take it."""
    await press(pilot, *("space" if one == " " else one for one in text), "enter")


def says(app: ScrApp, text: str) -> bool:
    """Return whether the screen says something, wherever its lines are broken."""
    return text in " ".join(rows(app).split())

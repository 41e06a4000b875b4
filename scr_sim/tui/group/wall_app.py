"""The app around the wall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual.screen import Screen

from scr_sim import paths
from scr_sim.group.server.clock import SystemClock
from scr_sim.tui.base import ScrApp
from scr_sim.tui.group.wall import WallScreen, WallSource
from scr_sim.tui.runner import run_app

STYLES: list[str | PurePath] = [
    str(paths.assets() / "styles" / name) for name in ("base.tcss", "group.tcss")
]


class WallApp(ScrApp):
    """Shows one exercise's wall. It keeps nothing."""

    TITLE = "scr-sim wall"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]

    def __init__(
        self, source: WallSource, address: str, clock: Callable[[], int] | None = None
    ) -> None:
        super().__init__()
        self._source = source
        self._address = address
        self._clock = clock or SystemClock().now

    def get_default_screen(self) -> Screen[None]:
        """Start with the wall."""
        return WallScreen(self._source, self._address, self._clock)


def run(address: str, key: str) -> int:
    """Show the wall of an exercise until it is left; return the exit status.

    That is `REFUSED` where the key was not taken. Raises what ended it badly.
    """
    from scr_sim.group.server.wall_client import ServedWall

    return run_app(WallApp(ServedWall(address, key), address))

"""The app around the desk."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath
from typing import ClassVar

from textual.screen import Screen

from scr_sim import paths
from scr_sim.services.settings import theme_in
from scr_sim.tui import themes
from scr_sim.tui.base import ScrApp
from scr_sim.tui.preview.desk import DeskScreen
from scr_sim.tui.runner import run_app


class PreviewApp(ScrApp):
    """The author's desk, for one scenario and some of its branches. It keeps nothing."""

    TITLE = "scr-sim preview"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        str(paths.assets() / "styles" / name) for name in ("base.tcss", "preview.tcss")
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (116, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]

    def __init__(self, path: Path, branches: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._path = path
        self._branches = branches
        theme = theme_in(paths.home())
        if theme in themes.NAMES and not self.colourless:
            self.theme = theme
        #: Set when the app ends, so that what follows the files ends with it.
        self.stopping = asyncio.Event()

    def get_default_screen(self) -> Screen[None]:
        """Start at the desk."""
        return DeskScreen(self._path, self._branches)

    def on_unmount(self) -> None:
        """Stop following the files."""
        self.stopping.set()


def run(path: Path, branches: tuple[str, ...] = ()) -> int:
    """Run the desk and return the exit status. What ended it badly is raised."""
    return run_app(PreviewApp(path, branches))

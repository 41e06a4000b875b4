"""The app as a visitor has it: a page that is loaded again goes on with the play that was open."""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from scr_sim import output
from scr_sim.tui.app import SimApp
from scr_sim.tui.runner import run_app

if TYPE_CHECKING:
    from rich.console import RenderableType

#: The file that says which play is on the screen; there is none where none is.
_OPEN_PLAY = "open-play"


@runtime_checkable
class _PlayShown(Protocol):
    """A screen that can show a play to come back to."""

    @property
    def play_to_reopen(self) -> str | None:
        """The id of that play, where there is one now."""


class VisitorApp(SimApp):
    """scr-sim in a visitor's browser; ``folder`` is theirs."""

    def __init__(self, folder: Path) -> None:
        self._open_play = folder / _OPEN_PLAY
        super().__init__(go_on=_read(self._open_play))

    def on_mount(self) -> None:
        """Take note of which play is open whenever another screen is shown."""
        self.screen_change_signal.subscribe(self, self._note_open_play)

    async def on_event(self, event: events.Event) -> None:
        """Stay ready for keys: which window of a browser is in front says nothing here."""
        if not isinstance(event, events.AppBlur):
            await super().on_event(event)

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End; the play that is open now is the one to go on with."""
        self._note_open_play(None)
        super().exit(result, return_code, message)

    def _note_open_play(self, _: Screen[object] | None) -> None:
        open_play = next(filter(None, map(_play_on, reversed(self.screen_stack))), None)
        with suppress(OSError):  # then it is offered on the first screen, as ever
            if open_play is None:
                self._open_play.unlink(missing_ok=True)
            else:
                from scr_sim.services import write_private

                write_private(self._open_play, open_play)


def _play_on(screen: Screen[object]) -> str | None:
    # The classes of such screens are not asked for: the first screen would wait until they load.
    return screen.play_to_reopen if isinstance(screen, _PlayShown) else None


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8").strip() or None
    except (OSError, ValueError):
        return None


def run(folder: Path) -> int:
    """Run the app for the visitor of a folder; return the exit status."""
    # As in a terminal: until all is read there is nothing to throw away.
    gc.disable()
    app = VisitorApp(folder)
    try:
        return run_app(app)
    finally:
        trouble = app.close_records()
        if trouble:
            output.warn(trouble)

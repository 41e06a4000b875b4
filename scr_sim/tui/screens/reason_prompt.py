"""A place to write before choosing: what is asked, and the player's own time to answer."""

from __future__ import annotations

from collections.abc import Callable

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, plain, prose
from scr_sim.tui.screens.reasons import ReasonInput
from scr_sim.tui.widgets.footer import KeyFooter


class ReasonPromptScreen(CardScreen[str]):
    """Asks what the author asks before a choice. Dismissed with what was written, or nothing.

    However it is left, what was written stays: nothing is taken here.

    ``keep`` is given it as it is written.
    """

    BINDINGS = [("escape", "leave", "Back"), Binding("ctrl+s", "leave", show=False)]
    written = getters.query_one("#written", ReasonInput)

    def __init__(self, ask: str, written: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._ask = ask
        self._before = written
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide auto"):
            yield Static(prose(self._ask))
            yield ReasonInput(self._before, self._keep, id="written")
            yield Static(
                plain(
                    "Enter goes on to the choices. It is kept; it may be left empty.",
                    MUTED,
                )
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the place to write."""
        self.written.focus()

    def action_leave(self) -> None:
        """Go back; what was written stays."""
        self.written.keep_now()
        self.dismiss(self.written.value.strip())

    @on(Input.Submitted, "#written")
    def _done(self) -> None:
        self.action_leave()

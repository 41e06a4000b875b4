"""What is different in a play whose scenario has changed since."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import join, line, plain
from scr_sim.tui.widgets.footer import KeyFooter


class ChangedScreen(CardScreen[None]):
    """Tells what has changed: a heading, a sentence for each difference, what of the record."""

    BINDINGS = [("escape", "leave", "Go on"), ("enter,space", "leave", "Go on")]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        heading, *told, kept = self._lines
        with VerticalScroll(classes="card wide auto"):
            yield Static(
                join(
                    [
                        plain(heading, "bold $primary"),
                        *(line(("• ", "$accent"), one) for one in told),
                        plain(kept, "bold"),
                    ],
                    "\n\n",
                )
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.query_one(VerticalScroll).focus()

"""Asking before a play is deleted."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import join, plain
from scr_sim.tui.widgets.footer import KeyFooter


class SureScreen(CardScreen[bool]):
    """Asks before a play is deleted. Dismissed with True to delete."""

    BINDINGS = [("escape", "leave", "Keep it"), ("d", "delete", "Delete it")]
    answers = getters.query_one("#sure", OptionList)

    def __init__(self, row: Content) -> None:
        """Ask about the play that a row of a list tells."""
        super().__init__()
        self._row = row

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card auto"):
            yield Static(
                join(
                    [
                        plain("Delete this play for good?", "bold $primary"),
                        Content(""),
                        self._row,
                        Content(""),
                        Content("Its choices, reasons and answers are deleted with it."),
                    ]
                )
            )
            yield OptionList(
                Option("Keep it", id="keep"),
                Option("Delete it", id="delete"),
                id="sure",
                markup=False,
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start on the safe side."""
        self.answers.focus()

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == "delete")

    def action_leave(self) -> None:
        """Keep the play."""
        self.dismiss(False)

    def action_delete(self) -> None:
        """Delete the play."""
        self.dismiss(True)

"""A play that has moved on in another window: go on from there, or as a play of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import join, plain
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.services import MovedOnError

Where = Literal["there", "own"]


class MovedOnScreen(CardScreen[Where | None]):
    """Asks where to go on. Dismissed with None to think again: then nothing is taken."""

    BINDINGS = [("escape", "leave", "Think again")]

    def __init__(self, error: MovedOnError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        there = "See how it ended there" if self._error.finished else "Go on from there"
        with Vertical(classes="card auto"):
            yield Static(
                join(
                    [
                        plain(str(self._error), "bold $primary"),
                        Content(""),
                        Content(
                            "What was written in it is deleted with it."
                            if self._error.deleted
                            else "Nothing is lost: what was done there is kept, and so is yours."
                        ),
                        Content(""),
                    ]
                )
            )
            yield OptionList(
                *([] if self._error.deleted else [Option(there, id="there")]),
                Option("Go on here, as a play of its own", id="own"),
                Option("Think again", id="again"),
                id="sure",
                markup=False,
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the first way to go on."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "there":
            self.dismiss("there")
        elif event.option.id == "own":
            self.dismiss("own")
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Think again."""
        self.dismiss(None)

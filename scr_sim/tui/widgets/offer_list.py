"""A list of what is offered, of which one row is taken at a time."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets.option_list import OptionDoesNotExist

from scr_sim.tui.base import KeyedScreen
from scr_sim.tui.widgets.long_list import LongList


class OfferList(LongList):
    """Once a row is taken, further keys and clicks wait for its screen to show what came of it.

    A subclass says what taking a row tells; its screen calls ``heed_keys`` when it has dealt with
    that, whatever came of it.
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def message_for(self, row: str) -> Message | None:
        """Return what taking a row tells the screen, or None for a row that cannot be taken."""
        raise NotImplementedError

    def take_row(self, row: str) -> None:
        """Take a row by its id; nothing happens where there is none such."""
        # At once, and not by way of further messages: the next key may already be on its way.
        try:
            index = self.get_option_index(row)
        except OptionDoesNotExist:
            return
        message = None if self.options[index].disabled else self.message_for(row)
        if message is None:
            return
        self.highlighted = index
        if isinstance(self.screen, KeyedScreen):
            self.screen.hold_keys()
        self.post_message(message)

    def action_select(self) -> None:
        """Take the marked row."""
        marked = self.highlighted_option
        if marked is not None and marked.id is not None:
            self.take_row(marked.id)

    def on_click(self, event: events.Click) -> None:
        """Pass over a click that was meant for what stood here before."""
        if isinstance(self.screen, KeyedScreen) and not self.screen.heeds(event.time):
            event.prevent_default().stop()

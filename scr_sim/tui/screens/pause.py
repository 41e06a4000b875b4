"""Pause: a quiet card over everything, with whom to talk to."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.text.labels import at_rest
from scr_sim.text.support import support
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, indented, join, line, plain
from scr_sim.tui.widgets.fitted import Fitted
from scr_sim.tui.widgets.footer import KeyFooter


def support_content() -> Content:
    """Return whom to talk to: one's own people first, then the lines, with their date."""
    found = support()
    parts: list[Content] = [Content(found.work), Content(found.real_child), Content("")]
    for one in found.lines:
        parts.append(line((f"{one.name}  ", "bold"), (one.number, "bold $accent")))
        parts.append(plain(f"  {one.purpose}", MUTED))
    parts += [Content(""), plain(f"Numbers checked: {found.checked}", MUTED)]
    return join(parts)


class PauseScreen(CardScreen[None]):
    """The screen is clear; nothing is lost; any usual key goes on."""

    BINDINGS = [
        ("escape", "leave", "Go on"),
        ("p,enter,space", "leave", "Go on"),
        ("question_mark", "talk", "Whom to talk to"),
    ]
    card = getters.query_one(VerticalScroll)
    support = getters.query_one("#quiet-support", Fitted)

    def __init__(self, not_kept: str) -> None:
        """``not_kept`` is why what is played now is not kept, and what to do; empty where it is."""
        super().__init__()
        self._not_kept = not_kept

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="quiet"):
            yield Static(
                join(
                    [
                        plain("Paused", "bold $primary"),
                        "",
                        at_rest(not self._not_kept),
                        "",
                        line(
                            ("p", "bold $accent"),
                            " or ",
                            ("Esc", "bold $accent"),
                            " goes on.  ",
                            ("?", "bold $accent"),
                            " shows whom to talk to.",
                        ),
                        *(("", plain(self._not_kept, MUTED)) if self._not_kept else ()),
                    ]
                ),
                id="quiet-card",
            )
            yield Fitted(id="quiet-support")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the card alone."""
        told = support_content()
        self.support.tell(lambda width: indented(told, width))
        self.support.display = False
        self.card.focus()

    def action_talk(self) -> None:
        """Show or hide whom to talk to."""
        self.support.display = not self.support.display

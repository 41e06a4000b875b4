"""What words mean: a list that is searched by typing."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from scr_sim.text.glossary import Term, glossary
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import join, line
from scr_sim.tui.widgets.footer import KeyFooter


class GlossaryScreen(CardScreen[None]):
    """The glossary. Typing narrows it down."""

    BINDINGS = [
        ("escape", "leave", "Back"),
        ("down,pagedown", "scroll_words(1)", "Scroll down"),
        ("up,pageup", "scroll_words(-1)", "Scroll up"),
    ]
    words = getters.query_one("#words", Static)
    scroller = getters.query_one("#word-list", VerticalScroll)
    typed = getters.query_one("#word", Input)

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide"):
            yield Input(placeholder="Type a word to find it", id="word")
            with VerticalScroll(id="word-list", can_focus=False):
                yield Static(id="words")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show every word."""
        self.typed.focus()
        self._show("")

    def action_scroll_words(self, way: int) -> None:
        """Scroll the words while the typing goes on."""
        self.scroller.scroll_relative(y=way * 5, animate=False)

    @on(Input.Changed, "#word")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        wanted = wanted.strip().casefold()
        found = [
            t for t in glossary() if wanted in t.term.casefold() or wanted in t.short.casefold()
        ]
        found = found or [t for t in glossary() if wanted in t.means.casefold()]
        rows = [_entry(term) for term in found]
        self.words.update(join(rows, "\n\n") if rows else "No word here matches that.")
        self.scroller.scroll_home(animate=False)


def _entry(term: Term) -> Content:
    short = f" ({term.short})" if term.short else ""
    return line((term.term + short, "bold $primary"), "\n", term.means)

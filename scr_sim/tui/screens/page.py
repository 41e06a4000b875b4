"""Reading closely: a page opens, and the player notes down some of its lines."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine.beats import OfferedPage
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import hung, line, plain, prose
from scr_sim.tui.widgets.footer import KeyFooter
from scr_sim.tui.widgets.long_list import LongList

#: One for each line that a page can have.
LETTERS = "abcdefghijkl"
#: Where the lines' texts begin: the letter, then the mark.
_TEXTS_AT = 7
_TEXT, _DONE = " text", " done"


class PageList(LongList):
    """A page: what stands above its lines, the lines, and what noting them down does.

    All of it scrolls together, so that a long page can be read on a small screen.
    """

    BINDINGS = [
        Binding("space", "screen.mark", "Mark a line"),
        Binding("enter", "screen.note", "Note them down"),
        Binding("home", "top", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def action_top(self) -> None:
        """Go to the first line, and bring what stands above it into view."""
        self.action_first()
        self.scroll_home(animate=False)

    def action_cursor_up(self) -> None:
        """Go up a line, past the last one from the first; above the first is the page's text."""
        first = 1 if self._has_text else 0
        if self.highlighted == first and self.scroll_offset.y > 0:
            self.scroll_up(animate=False)
        else:
            super().action_cursor_up()

    @property
    def _has_text(self) -> bool:
        return bool(self.options) and self.options[0].id == _TEXT


class PageScreen(CardScreen[tuple[str, ...] | None]):
    """A page to be read closely. Dismissed with the ids of the lines that are noted down.

    They are in the page's order. Put away it is dismissed with None, and nothing was done.
    """

    BINDINGS = [
        Binding("escape", "leave", "Put the page away"),
        *(Binding(letter, f"mark_line({n})", show=False) for n, letter in enumerate(LETTERS)),
    ]
    page_list = getters.query_one("#page-lines", PageList)
    state = getters.query_one("#page-state", Static)

    def __init__(self, title: str, text: str, page: OfferedPage) -> None:
        super().__init__()
        self._page_title = title
        self._text = text
        self._page = page
        self._marked: set[str] = set()
        #: Whether the player was told that nothing is marked.
        self._warned = False
        self._warning = ""

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide"):
            yield Static(plain(self._page_title, "bold $primary"), id="page-title")
            yield Static(prose(self._page.ask), id="page-ask")
            yield PageList(id="page-lines")
            yield Static(id="page-state")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the page, and how many lines may be noted."""
        if self._text:
            self.page_list.add_option(Option(line(prose(self._text), "\n"), _TEXT, disabled=True))
        self.page_list.add_options([Option("", id=name) for name, _ in self._page.lines])
        self.page_list.add_option(Option("", id=_DONE))
        self.watch(self.page_list, "below", self._show_state)
        self._show()
        self.page_list.action_top()
        self.page_list.focus()

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.page_list.size.width or 60
        for letter, (name, text) in zip(LETTERS, self._page.lines, strict=False):
            marked = name in self._marked
            row = line(
                (f"{letter} ", "bold $accent"),
                ("[x]  " if marked else "[ ]  ", "bold $accent"),
                (hung(text, width - 5, _TEXTS_AT), "bold" if marked else ""),
            )
            self.page_list.replace_option_prompt(name, row)
        done = "Note these down" if self._marked else "Note nothing down"
        self.page_list.replace_option_prompt(_DONE, plain(f"❯ {done}", "bold $accent"))
        self._say()

    def _say(self, warning: str = "") -> None:
        self._warning = warning
        self._show_state()

    def _show_state(self) -> None:
        most = self._page.pick
        may = "one line" if most == 1 else f"up to {most} lines"
        said = self._warning or f"You may note {may}; {len(self._marked)} marked."
        self.state.update(self.page_list.beneath(said, warning=bool(self._warning)))

    # -- doing

    def action_leave(self) -> None:
        """Put the page away: nothing is done."""
        self.dismiss(None)

    def action_mark(self) -> None:
        """Mark the line that is highlighted, or take its mark away."""
        row = self.page_list.highlighted_option
        if row is not None and row.id == _DONE:
            self._note()
        elif row is not None and row.id is not None:
            self._toggle(row.id)

    def action_mark_line(self, number: int) -> None:
        """Mark a line by its letter, or take its mark away."""
        if number < len(self._page.lines):
            name = self._page.lines[number][0]
            self.page_list.highlighted = self.page_list.get_option_index(name)
            self._toggle(name)

    def action_note(self) -> None:
        """Note down what is marked; where nothing is, only when it is meant."""
        row = self.page_list.highlighted_option
        if self._marked or self._warned or (row is not None and row.id == _DONE):
            self._note()
        else:
            self._warned = True
            self._say("Nothing is marked. Enter once more notes nothing down.")

    @on(OptionList.OptionSelected, "#page-lines")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _DONE:
            self._note()
        elif event.option_id is not None:
            self._toggle(event.option_id)

    def _note(self) -> None:
        self.dismiss(tuple([name for name, _ in self._page.lines if name in self._marked]))

    def _toggle(self, name: str) -> None:
        self._warned = False
        most = self._page.pick
        if name in self._marked:
            self._marked.remove(name)
        elif len(self._marked) < most:
            self._marked.add(name)
        elif most == 1:
            self._marked = {name}
        else:
            self._say(f"No more than {most} lines can be noted. Take a mark away first.")
            return
        self._show()

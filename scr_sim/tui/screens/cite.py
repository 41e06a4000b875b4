"""Citing: the notebook opens, and the player picks what to show."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine.beats import HeldNote
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, hung, join, line, plain, prose
from scr_sim.tui.widgets.footer import KeyFooter
from scr_sim.tui.widgets.long_list import LongList


class CiteScreen(CardScreen[tuple[str, ...] | None]):
    """Asks which notes to show. Dismissed with their ids, or with None to think again."""

    BINDINGS = [
        ("escape", "leave", "Think again"),
        ("space", "mark", "Mark"),
        ("s", "show", "Show these"),
    ]
    notes_list = getters.query_one("#cite-notes", LongList)
    state = getters.query_one("#cite-state", Static)

    def __init__(self, ask: str, pick: int, notes: Sequence[HeldNote]) -> None:
        super().__init__()
        self._ask = ask
        self._pick = pick
        self._notes = tuple(notes)
        self._marked: list[str] = []
        self._warning = ""

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide"):
            yield Static(prose(self._ask), id="cite-ask")
            yield LongList(id="cite-notes", markup=False)
            yield Static(id="cite-state")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the notes, and how many may be shown."""
        self.watch(self.notes_list, "below", self._show_state)
        self.notes_list.add_options(
            [
                *(Option(self._row(note), id=note.id) for note in self._notes),
                Option(self._last_row(), id=" show"),
            ]
        )
        self.notes_list.highlighted = 0
        self.notes_list.focus()
        self._say()

    def on_resize(self) -> None:
        """Break the notes anew for another width."""
        self.call_after_refresh(self._break_anew)

    def _break_anew(self) -> None:
        for note in self._notes:
            self.notes_list.replace_option_prompt(note.id, self._row(note))

    def action_leave(self) -> None:
        """Think again: nothing is taken."""
        self.dismiss(None)

    def action_mark(self) -> None:
        """Mark the note that is highlighted, or take its mark away."""
        index = self.notes_list.highlighted
        if index is not None and index < len(self._notes):
            self._toggle(self._notes[index])

    def action_show(self) -> None:
        """Show what is marked."""
        self.dismiss(tuple(self._marked))

    @on(OptionList.OptionSelected, "#cite-notes")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._notes):
            self._toggle(self._notes[event.option_index])
        else:
            self.action_show()

    def _toggle(self, note: HeldNote) -> None:
        changed = {note.id}
        if note.id in self._marked:
            self._marked.remove(note.id)
        else:
            if len(self._marked) >= self._pick:
                if self._pick > 1:
                    self._say(f"Only {self._pick} can be shown. Take a mark away first.")
                    return
                changed.add(self._marked.pop())
            self._marked.append(note.id)
        for one in self._notes:
            if one.id in changed:
                self.notes_list.replace_option_prompt(one.id, self._row(one))
        self.notes_list.replace_option_prompt(" show", self._last_row())
        self._say()

    def _row(self, note: HeldNote) -> Content:
        marked = note.id in self._marked
        width = (self.notes_list.size.width or 60) - 5
        return join(
            [
                line(
                    ("[x] " if marked else "[ ] ", "bold $accent"),
                    (note.source, "bold" if marked else MUTED),
                ),
                line("    ", hung(" ".join(prose(note.text).plain.split()), width, 4)),
            ]
        )

    def _last_row(self) -> Content:
        if self._marked:
            return plain("❯ Show what is marked", "bold $accent")
        return plain("❯ Show nothing, and say it all the same", "bold $accent")

    def _say(self, warning: str = "") -> None:
        self._warning = warning
        self._show_state()

    def _show_state(self) -> None:
        most = "one note" if self._pick == 1 else f"up to {self._pick} notes"
        said = self._warning or f"Mark {most} with Enter or Space; {len(self._marked)} marked."
        self.state.update(self.notes_list.beneath(said, warning=bool(self._warning)))

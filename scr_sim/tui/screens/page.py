"""Reading closely: a page opens, and the player notes down some of its lines."""

from __future__ import annotations

from textual.content import Content

from scr_sim.engine.beats import HeldNote, OfferedPage
from scr_sim.tui.content import MUTED, line, plain
from scr_sim.tui.screens.cite import CiteScreen


class PageScreen(CiteScreen):
    """Asks which lines to note down. Dismissed with their ids, or with None to think again."""

    BINDINGS = [("s", "show", "Note these down")]

    def __init__(self, page: OfferedPage) -> None:
        lines = [
            HeldNote(id=name, kind="record", source="", text=text, contradicts=())
            for name, text in page.lines
        ]
        super().__init__(page.ask, page.pick, lines)

    def _row(self, note: HeldNote) -> Content:
        marked = note.id in self._marked
        return line(
            ("[x] " if marked else "[ ] ", "bold $accent"),
            (note.text, "bold" if marked else ""),
        )

    def _last_row(self) -> Content:
        said = "Note down what is marked" if self._marked else "Note nothing down"
        return plain(f"❯ {said}", "bold $accent")

    def _say(self, warning: str = "") -> None:
        most = "one line" if self._pick == 1 else f"up to {self._pick} lines"
        if warning:
            warning = f"Only {self._pick} can be noted. Take a mark away first."
        said = warning or f"Mark {most} with Enter or Space; {len(self._marked)} marked."
        self.state.update(plain(said, "$warning" if warning else MUTED))

"""The problems of a file that cannot be played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, join, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.scenario import Checked

_MOST_SHOWN = 50


class ProblemsScreen(CardScreen[None]):
    """Says what is wrong with a file, where, and what to do."""

    BINDINGS = [("escape", "leave", "Back")]
    card = getters.query_one(VerticalScroll)

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self._checked = checked

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(self._content())
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.card.focus()

    def _content(self) -> Content:
        problems = self._checked.problems
        parts: list[Content] = [
            plain("This file cannot be played yet", "bold $primary"),
            plain(str(self._checked.path), MUTED),
        ]
        for problem in problems[:_MOST_SHOWN]:
            parts += [
                Content(""),
                line(
                    (f"Line {problem.line}, column {problem.column}: ", "bold"),
                    problem.message,
                    (f"  [{problem.code}]", MUTED),
                ),
            ]
            if problem.excerpt.strip():
                parts.append(plain(f"  {problem.excerpt.strip()}", MUTED))
            if problem.hint:
                parts.append(plain(f"  {problem.hint}", "$accent"))
        if len(problems) > _MOST_SHOWN:
            parts += [Content(""), Content(f"And {len(problems) - _MOST_SHOWN} more.")]
        parts += [
            Content(""),
            plain("“scr-sim check” with the file's path tells all of them.", MUTED),
        ]
        return join(parts)

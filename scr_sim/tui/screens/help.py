"""The help screen, made from the same table as the keys and the palette."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.text.commands import Command, Moves
from scr_sim.text.stances import STANCE_MEANINGS
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import line, plain
from scr_sim.tui.presenters import play_view
from scr_sim.tui.widgets.footer import KeyFooter

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "delete": "Del",
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "f1": "F1",
}


def key_names(keys: str) -> str:
    """Return keys as people read them: ``ctrl+p`` as ``Ctrl P``."""
    shown = []
    for key in keys.split(","):
        parts = [
            part.capitalize() if len(part) > 1 else part
            for part in (_NAMES.get(part, part) for part in key.strip().split("+"))
        ]
        if len(parts) > 1:
            parts[-1] = parts[-1].upper() if len(parts[-1]) == 1 else parts[-1]
        shown.append(" ".join(parts))
    return ", ".join(shown)


def help_rows(commands: tuple[Command, ...]) -> list[tuple[str, Content]]:
    """Return the help of one screen: keys, and what they do."""
    return [(key_names(c.keys), line((f"{c.label}. ", "bold"), c.help)) for c in commands]


class HelpScreen(CardScreen[None]):
    """The keys of the screen below, and how to move."""

    BINDINGS = [
        ("escape", "leave", "Back"),
        ("question_mark", "leave", "Back"),
        ("w", "words", "Words"),
    ]
    card = getters.query_one(VerticalScroll)

    def __init__(self, title: str, commands: tuple[Command, ...], moves: Moves) -> None:
        super().__init__()
        self._title = title
        self._commands = commands
        self._moves = moves

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(plain(self._title, "bold $primary"))
            yield from self._grid(help_rows(self._commands))
            yield Static(plain("Moving about", "bold $primary"))
            yield from self._grid([(keys, Content(text)) for keys, text in self._moves])
            yield Static(plain("The three stances", "bold $primary"))
            with Container(classes="help-grid"):
                for stance, meaning in STANCE_MEANINGS.items():
                    yield Static(play_view.stance(stance))
                    yield Static(Content(meaning))
            yield Static(
                Content(
                    "Each can be the sound thing to do, and each can be the wrong "
                    "door. The debrief tells what the review found."
                )
            )
        yield KeyFooter()

    def _grid(self, rows: list[tuple[str, Content]]) -> ComposeResult:
        with Container(classes="help-grid"):
            for keys, text in rows:
                yield Static(plain(keys, "bold $accent"))
                yield Static(text)

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.card.focus()

    def action_words(self) -> None:
        """Show what words mean."""
        from scr_sim.tui.screens.glossary import GlossaryScreen

        self.app.push_screen(GlossaryScreen())

"""Settings: each a row that Enter turns."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.text import commands
from scr_sim.tui import themes
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

_SWITCHES = {
    "reasons": ("Ask for reasons", "A line of “because …” at each choice."),
    "confidence": ("Ask how sure I am", "Before each choice is made."),
    "gentle": ("Gentler wording", "Where the author of a scene offers one."),
    "plain": ("Plain mode", "Line by line, for screen readers. From the next start on."),
}


class SettingsScreen(CommandScreen[None]):
    """What the player wants, remembered."""

    TABLE = commands.on_screen(commands.SETTINGS)
    BINDINGS = bindings(commands.SETTINGS)
    TITLE_OF_HELP = "Settings"
    MOVES = commands.MOVES_IN_LIST
    rows = getters.query_one("#settings", OptionList)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Vertical(id="settings-screen"):
            yield Static(plain("Settings", "bold $primary"), classes="heading")
            yield OptionList(id="settings", markup=False)
            yield Static(
                plain("Enter changes what is marked. It is remembered.", MUTED), classes="gap"
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show every setting."""
        self.rows.add_options(
            [
                *(Option(self._row(name), id=name) for name in _SWITCHES),
                Option(self._theme_row(), id="theme"),
            ]
        )
        self.rows.highlighted = 0
        self.rows.focus()

    @on(OptionList.OptionSelected, "#settings")
    def _changed(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or ""
        settings = self.app.records.settings
        if name == "theme":
            names = list(themes.NAMES)
            here = names.index(self.app.theme) if self.app.theme in names else -1
            settings.theme = names[(here + 1) % len(names)]
            self.app.theme = settings.theme
            self.rows.replace_option_prompt("theme", self._theme_row())
        else:
            setattr(settings, name, not getattr(settings, name))
            self.rows.replace_option_prompt(name, self._row(name))

    def _row(self, name: str) -> Content:
        title, text = _SWITCHES[name]
        on_now = bool(getattr(self.app.records.settings, name))
        return line(
            ("[x] " if on_now else "[ ] ", "bold $accent"),
            (title, "bold"),
            (f"  {'on' if on_now else 'off'}", MUTED),
            (f"\n    {text}", MUTED),
        )

    def _theme_row(self) -> Content:
        name = themes.NAMES.get(self.app.theme, "as the terminal has them")
        return line(
            ("  ◐ ", "bold $accent"),
            ("Colours", "bold"),
            (f"  {name}", MUTED),
            ("\n    Dark, light or high contrast.", MUTED),
        )

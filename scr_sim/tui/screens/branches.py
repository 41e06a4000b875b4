"""The branches of a scenario, each a row that Enter adds or leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.scenario import Checked, LoadedScenario


class BranchesScreen(CommandScreen[None]):
    """What a scenario is played with; it holds until the program is closed."""

    TABLE = commands.on_screen(commands.SETTINGS)
    BINDINGS = bindings(commands.SETTINGS)
    TITLE_OF_HELP = "Branches"
    MOVES = commands.MOVES_IN_LIST
    rows = getters.query_one("#settings", OptionList)

    def __init__(self, scenario: LoadedScenario, branches: tuple[Checked, ...]) -> None:
        super().__init__()
        self._scenario = scenario
        self._branches = branches

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Vertical(id="settings-screen"):
            yield Static(
                line(("Branches of ", MUTED), (self._scenario.title, "bold $primary")),
                classes="heading",
            )
            yield OptionList(id="settings", markup=False)
            yield Static(
                plain("Enter adds what is marked to the scenario, or leaves it out.", MUTED),
                classes="gap",
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Check every branch with its scenario, and show it."""
        from scr_sim.scenario import check_files

        self._branches = tuple(check_files([one.path])[0] for one in self._branches)
        self.rows.add_options(
            Option(self._row(checked), id=f"b{at}") for at, checked in enumerate(self._branches)
        )
        self.rows.highlighted = 0
        self.rows.focus()

    @on(OptionList.OptionSelected, "#settings")
    def _changed(self, event: OptionList.OptionSelected) -> None:
        at = int((event.option.id or "b0")[1:])
        checked = self._branches[at]
        if checked.scenario is None:
            from scr_sim.tui.screens.problems import ProblemsScreen

            self.app.push_screen(ProblemsScreen(checked))
            return
        self.app.switch_branch(self._scenario.id, str(checked.path))
        self.rows.replace_option_prompt(f"b{at}", self._row(checked))

    def _row(self, checked: Checked) -> Content:
        branch = checked.branch
        title = branch.title if branch is not None else checked.path.name
        if checked.scenario is None:
            return line(
                ("    ", ""),
                (title, "bold"),
                ("\ncannot be added: Enter shows why", "$warning"),
            )
        added = str(checked.path) in self.app.branches_for(self._scenario.id)
        summary = " ".join(branch.summary.split()) if branch is not None else ""
        return line(
            ("[x] " if added else "[ ] ", "bold $accent"),
            (title, "bold"),
            (f"  {'added' if added else 'left out'}", MUTED),
            (f"\n{summary}", MUTED),
        )

"""A case: its scenarios in order, how each stands, and what is read before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim import services
from scr_sim.debriefs import CaseDebrief, whole_outline
from scr_sim.scenario import ScenarioError
from scr_sim.services import RecordError
from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.presenters import case_view, debrief_view
from scr_sim.tui.screens.debrief import RowList
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.services import CasePlay, CaseStep


class CaseScreen(CommandScreen[None]):
    """One play of a case; it shows anew how things stand whenever it is come back to."""

    TABLE = commands.on_screen(commands.CASE)
    BINDINGS = bindings(commands.CASE)
    TITLE_OF_HELP = "A case"
    MOVES = (*commands.MOVES_IN_LIST, *commands.MOVES_IN_TEXT[1:])

    head = getters.query_one("#case-head", Static)
    rows = getters.query_one("#case-rows", RowList)
    text = getters.query_one("#case-text", Static)
    detail = getters.query_one("#case-detail", VerticalScroll)

    def __init__(self, played: CasePlay) -> None:
        super().__init__()
        self.played = played

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="case-head")
        with Container(id="case", classes="pair"):
            yield RowList(id="case-rows", markup=False)
            with VerticalScroll(id="case-detail", can_focus=False):
                yield Static(id="case-text", classes="page")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show how the case stands."""
        self._show()
        self.rows.focus()

    def on_screen_resume(self) -> None:
        """Show what has changed since: a scenario may have been begun or have ended."""
        try:
            self.played = services.case_play(self.app.records, self.played.id, self.played.case)
        except RecordError:  # nothing of it is kept yet
            return
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        following = self.played.next
        self.head.update(case_view.head(self.played))
        self.rows.clear_options()
        self.rows.add_options(
            [
                Option(case_view.step_row(step, is_next=step is following))
                for step in self.played.steps
            ]
        )
        self.rows.highlighted = following.at if following else len(self.played.steps) - 1
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#case-rows")
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        self.text.update(case_view.step_detail(self.played, self.played.steps[event.option_index]))
        self.detail.scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#case-rows")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self._open(self.played.steps[event.option_index])

    def _open(self, step: CaseStep) -> None:
        if not step.open:
            self.app.tell("This scenario opens when the one before it has ended.")
        elif step.record is None:
            self.app.brief_step(self.played, step.at)
        else:
            self.app.open_step(self.played, step.at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something to do for."""
        if action in {"debrief", "begin_anew"}:
            return self.played.begun
        return True

    def action_play(self) -> None:
        """Play the marked scenario."""
        if self.rows.highlighted is not None:
            self._open(self.played.steps[self.rows.highlighted])

    def action_scroll_detail(self, way: int) -> None:
        """Scroll what is beside the list."""
        self.detail.scroll_relative(y=way * 8, animate=False)

    def action_debrief(self) -> None:
        """Read what the case has meant so far."""
        try:
            told = services.debrief_of_case(self.app.records, self.played)
        except (RecordError, ScenarioError) as error:
            self.app.tell(str(error), serious=True)
            return
        if told is not None:
            self.app.push_screen(CaseDebriefScreen(told, self.played.id))

    def action_begin_anew(self) -> None:
        """Begin the case once more; what was played is kept."""
        self.played = services.begin_case(self.played.case, self.played.source)
        self._show()
        self.app.tell("The case begins anew. What you played before is kept.")


class CaseDebriefScreen(CommandScreen[None]):
    """What a case meant, as one page to scroll."""

    TABLE = commands.on_screen(commands.CASE_DEBRIEF)
    BINDINGS = bindings(commands.CASE_DEBRIEF)
    TITLE_OF_HELP = "The debrief of a case"
    MOVES = commands.MOVES_IN_TEXT

    scroller = getters.query_one("#case-debrief", VerticalScroll)

    def __init__(self, debrief: CaseDebrief, play_id: str) -> None:
        super().__init__()
        self.debrief = debrief
        self._play_id = play_id

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with VerticalScroll(id="case-debrief"):
            yield Static(debrief_view.section(whole_outline(self.debrief)), classes="page")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the page."""
        self.scroller.focus()

    def action_save_page(self) -> None:
        """Save the debrief as a page in the current folder."""
        from scr_sim.tui.screens.saved import save_page

        name = f"debrief-{self.debrief.case}-{self._play_id}"
        save_page(self.app, "This debrief", name, services.debrief_document(self.debrief, "html"))

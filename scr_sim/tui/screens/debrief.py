"""The debrief: views of what a play meant, with a place to write and a way to choose again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, OptionList, Static, Tab, Tabs
from textual.widgets.option_list import Option

from scr_sim import services
from scr_sim.debriefs import Debrief
from scr_sim.services import MovedOnError
from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.presenters import debrief_view
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.services import Session

VIEWS = {
    "decisions": "Decisions",
    "findings": "Findings",
    "unseen": "Unseen",
    "ways": "Ways",
    "words": "Your words",
}


class RowList(OptionList):
    """A list beside what it shows; the page keys scroll what is shown."""

    BINDINGS = [
        Binding("pageup", "screen.scroll_detail(-1)", show=False),
        Binding("pagedown,space", "screen.scroll_detail(1)", show=False),
        Binding("left", "screen.previous_view", show=False),
        Binding("right", "screen.next_view", show=False),
    ]


class DebriefScreen(CommandScreen["Session | None"]):
    """Dismissed with a kept play to go on with, where the player chose again; else with None."""

    TABLE = commands.on_screen(commands.DEBRIEF)
    BINDINGS = bindings(commands.DEBRIEF)
    TITLE_OF_HELP = "The debrief"
    MOVES = commands.MOVES_IN_DEBRIEF

    tabs = getters.query_one(Tabs)
    switcher = getters.query_one(ContentSwitcher)
    decision_rows = getters.query_one("#decision-rows", RowList)
    finding_rows = getters.query_one("#finding-rows", RowList)
    ending = getters.query_one("#ending", Static)
    decision_text = getters.query_one("#decision-text", Static)
    decision_detail = getters.query_one("#decision-detail", VerticalScroll)
    finding_text = getters.query_one("#finding-text", Static)
    finding_detail = getters.query_one("#finding-detail", VerticalScroll)
    unseen_text = getters.query_one("#unseen-text", Static)
    ways_text = getters.query_one("#ways-text", Static)
    words_text = getters.query_one("#words-text", Static)

    def __init__(self, kept: Session) -> None:
        super().__init__()
        self.kept = kept
        self._open_ways = False
        self.debrief: Debrief = self._debriefed()

    @property
    def play_to_reopen(self) -> str | None:
        """The play that comes back where the screen is opened anew: one that has ended."""
        return self.kept.id if self.kept.play.finished else None

    def _debriefed(self) -> Debrief:
        return self.kept.debrief()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="ending")
        yield Tabs(*(Tab(label, id=name) for name, label in VIEWS.items()))
        with ContentSwitcher(initial="decisions"):
            with Container(id="decisions", classes="pair"):
                yield RowList(id="decision-rows", markup=False)
                with VerticalScroll(id="decision-detail", can_focus=False):
                    yield Static(id="decision-text", classes="page")
            with Container(id="findings", classes="pair"):
                yield RowList(id="finding-rows", markup=False)
                with VerticalScroll(id="finding-detail", can_focus=False):
                    yield Static(id="finding-text", classes="page")
            for name in ("unseen", "ways", "words"):
                with VerticalScroll(id=name):
                    yield Static(id=f"{name}-text", classes="page")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the play's ending and its first decision."""
        self.tabs.can_focus = False
        self.ending.update(debrief_view.ending(self.debrief))
        self.decision_rows.add_options(
            [Option(debrief_view.decision_row(view)) for view in self.debrief.decisions]
            or [Option(Content("No decision was made."), disabled=True)]
        )
        self._show_findings()
        self.decision_rows.highlighted = 0
        self._show_pages()
        self.decision_rows.focus()

    # -- showing

    def _show_findings(self) -> None:
        here = self.finding_rows.highlighted
        self.finding_rows.clear_options()
        self.finding_rows.add_options(
            [Option(debrief_view.finding_row(view)) for view in self.debrief.findings]
        )
        self.finding_rows.highlighted = here or 0

    def _show_pages(self) -> None:
        self.unseen_text.update(debrief_view.unseen(self.debrief))
        self.ways_text.update(self._ways())
        self.words_text.update(debrief_view.words(self.debrief))

    def _ways(self) -> Content:
        return debrief_view.ways(self.kept.play, self._seen(), self._open_ways)

    def _seen(self) -> set[str]:
        """Return every scene that one's own plays of this scenario have come to, and this one."""
        seen = set(self.kept.play.visited)
        for record in self.app.records.plays(self.kept.play.scenario.id):
            if record.with_room:
                continue
            seen.update(action.scene for action in record.actions)
            if record.ending:
                seen.add(record.ending)
        return seen

    @on(OptionList.OptionHighlighted, "#decision-rows")
    def _decision_chosen(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index < len(self.debrief.decisions):
            view = self.debrief.decisions[event.option_index]
            self.decision_text.update(debrief_view.decision(view, self.debrief.role))
            self.decision_detail.scroll_home(animate=False)

    @on(OptionList.OptionHighlighted, "#finding-rows")
    def _finding_chosen(self, event: OptionList.OptionHighlighted) -> None:
        view = self.debrief.findings[event.option_index]
        text = debrief_view.finding(view, self.debrief.decisions)
        self.finding_text.update(text)
        self.finding_detail.scroll_home(animate=False)

    @on(Tabs.TabActivated)
    def _tab_chosen(self, event: Tabs.TabActivated) -> None:
        name = event.tab.id or "decisions"
        self.switcher.current = name
        target = {"decisions": "#decision-rows", "findings": "#finding-rows"}.get(name, f"#{name}")
        self.query_one(target).focus()
        self.refresh_bindings()

    # -- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense in the present view."""
        if action == "choose_again":
            return self._current() == "decisions" and bool(self.debrief.decisions)
        return True

    def _current(self) -> str:
        return self.switcher.current or "decisions" if self.is_mounted else "decisions"

    def action_next_view(self) -> None:
        """Show the next view."""
        self._move_view(1)

    def action_previous_view(self) -> None:
        """Show the view before this one."""
        self._move_view(-1)

    def _move_view(self, by: int) -> None:
        names = list(VIEWS)
        self.tabs.active = names[(names.index(self._current()) + by) % len(names)]

    def action_scroll_detail(self, way: int) -> None:
        """Scroll what is beside the list."""
        decisions = self._current() == "decisions"
        detail = self.decision_detail if decisions else self.finding_detail
        detail.scroll_relative(y=way * 8, animate=False)

    def action_choose_again(self) -> None:
        """Go back to the marked decision; both plays are kept."""
        index = self.decision_rows.highlighted
        if index is not None and index < len(self.debrief.decisions):
            action = self.debrief.decisions[index].action
            try:
                again = self.kept.go_back(action)
            except MovedOnError:  # deleted in another window: what is shown here is kept anew
                self.kept.set_apart()
                again = self.kept.go_back(action)
            self.app.tell("You are back at this decision. Both plays are kept.")
            self.dismiss(again)

    def action_open_ways(self) -> None:
        """Open or close the other ways."""
        self._open_ways = not self._open_ways
        self._show_pages()
        self.tabs.active = "ways"

    def action_write(self) -> None:
        """Open the place to write."""
        from scr_sim.tui.screens.answers import WritingScreen

        number: int | None = None
        if self._current() == "findings" and self.finding_rows.highlighted is not None:
            number = self.debrief.findings[self.finding_rows.highlighted].number
        self.app.push_screen(WritingScreen(self.kept, self.debrief, number), self._written)

    def _written(self, _: None) -> None:
        self.debrief = self._debriefed()
        self._show_findings()
        self._show_pages()

    def action_compare(self) -> None:
        """Compare with another kept play of this scenario."""
        from scr_sim.tui.screens.compare import CompareScreen

        others = self.app.records.others(self.kept.play.scenario.id, self.kept.id)
        if not others:
            self.app.tell(
                "There is no other play of this scenario yet. b, at a decision, begins one."
            )
            return
        self.app.push_screen(CompareScreen(self.kept, others))

    def action_save_page(self) -> None:
        """Save the debrief as a page in the current folder."""
        from scr_sim.tui.screens.saved import save_page

        name = f"debrief-{self.kept.play.scenario.id}-{self.kept.id}"
        save_page(self.app, "This debrief", name, services.debrief_document(self.debrief, "html"))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

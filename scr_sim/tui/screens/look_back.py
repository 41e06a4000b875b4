"""Look back: plays, findings over time, how sure against how it went, and one's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Input, OptionList, Static, Tab, Tabs
from textual.widgets.option_list import Option

from scr_sim import services
from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, HungRow, join, plain
from scr_sim.tui.presenters import look_back_view
from scr_sim.tui.screens.compare import damaged_row, record_row
from scr_sim.tui.screens.debrief import RowList
from scr_sim.tui.widgets.fitted import Fitted
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.engine import Play
    from scr_sim.services import History, KeptNow, PlayRecord, PlaySeen, Written

VIEWS = {
    "plays": "Plays",
    "findings": "Findings",
    "sure": "How sure",
    "words": "Your words",
}
#: A search shows so many rows; more words find the others.
_MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Shelved:
    """A kept play, to be laid beside another."""

    id: str
    play: Play


class SearchInput(Input):
    """Where words are typed; down and Enter go to what was found, Escape forgets the words."""

    BINDINGS = [
        Binding("escape", "screen.forget_search", show=False),
        Binding("down", "screen.to_found", show=False),
    ]


class LookBackScreen(CommandScreen[None]):
    """Views of everything that is kept; the plays are there at once, the rest once it is read."""

    TABLE = commands.on_screen(commands.LOOK_BACK)
    BINDINGS = bindings(commands.LOOK_BACK)
    TITLE_OF_HELP = "Looking back"
    MOVES = (*commands.MOVES_IN_LIST, *commands.MOVES_IN_TEXT[1:])

    tabs = getters.query_one(Tabs)
    switcher = getters.query_one(ContentSwitcher)
    rows = getters.query_one("#plays-rows", RowList)
    finding_rows = getters.query_one("#findings-rows", RowList)
    word_rows = getters.query_one("#words-rows", RowList)
    search = getters.query_one("#look-for", SearchInput)

    def __init__(self) -> None:
        super().__init__()
        self._records: list[PlayRecord] = []
        self._damaged: tuple[str, ...] = ()
        self._history: History | None = None
        self._found: tuple[Written, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(look_back_view.totals(None), id="looked-head")
        yield Tabs(*(Tab(label, id=name) for name, label in VIEWS.items()))
        with ContentSwitcher(initial="plays"):
            with Container(id="plays", classes="pair looked"):
                yield from self._pair("plays")
            with Container(id="findings", classes="pair looked"):
                yield from self._pair("findings")
            with VerticalScroll(id="sure"):
                yield Fitted(id="sure-text", classes="page")
            with Container(id="words"):
                yield SearchInput(placeholder="Words of a reason or an answer", id="look-for")
                with Container(id="found-box", classes="pair looked"):
                    yield from self._pair("words")
        yield KeyFooter()

    def _pair(self, name: str) -> ComposeResult:
        yield RowList(id=f"{name}-rows", markup=False)
        with VerticalScroll(id=f"{name}-detail", can_focus=False):
            yield Fitted(id=f"{name}-text", classes="page")

    def on_mount(self) -> None:
        """Show the plays, then read them."""
        self.tabs.can_focus = False
        self._show()
        self.rows.focus()

    def on_screen_resume(self) -> None:
        """Show what has changed since."""
        if self.is_mounted and self._history is not None:
            self._show()

    # -- reading and showing

    def _show(self) -> None:
        self._records = self.app.records.plays()
        self._damaged = self.app.records.damaged
        rows = [Option(self._row_of(record)) for record in self._records]
        rows += [Option(HungRow(damaged_row(play))) for play in self._damaged]
        self._fill(self.rows, rows, "No plays yet. They are kept here as you play.")
        self._look_back(services.kept_now(self.app.records))

    def _called(self, record: PlayRecord) -> str:
        """Return what people call a play; its branches by their titles once those are known."""
        plays = self._history.plays if self._history is not None else ()
        read = next((one.title for one in plays if one.id == record.id), "")
        return read or self.app.called(record)

    def _row_of(self, record: PlayRecord) -> HungRow:
        return HungRow(record_row(record, self._called(record)))

    @work(thread=True, exclusive=True, group="looking-back")
    def _look_back(self, kept: KeptNow) -> None:
        """Load the plays' scenarios and replay them, while keys are answered."""
        self.app.call_from_thread(self._looked_back, services.look_back(kept))

    def _looked_back(self, seen: History) -> None:
        if not self.is_mounted:
            return
        self._history = seen
        self.query_one("#looked-head", Static).update(look_back_view.totals(seen))
        self._name_branches()
        rows = [Option(HungRow(look_back_view.finding_row(one))) for one in seen.findings]
        self._fill(self.finding_rows, rows, services.NO_FINDINGS)
        self.query_one("#sure-text", Fitted).tell(
            lambda width: join([look_back_view.surety(seen, width), look_back_view.told(seen)])
        )
        self._look_for()
        self._detail_of_play()

    def _name_branches(self) -> None:
        for at, record in enumerate(self._records):
            if record.branches:
                self.rows.replace_option_prompt_at_index(at, self._row_of(record))

    def _fill(self, rows: OptionList, options: list[Option], empty: str) -> None:
        here = rows.highlighted or 0
        rows.clear_options()
        rows.add_options(options or [Option(plain(empty, MUTED), disabled=True)])
        rows.highlighted = min(here, len(options) - 1) if options else None
        if not options:
            self._detail((rows.id or "").removesuffix("-rows"), lambda _: Content(""))
        self.refresh_bindings()

    def _look_for(self) -> None:
        if self._history is None:
            return
        self._found = services.search(self._history, self.search.value)[:_MOST_FOUND]
        rows = [Option(HungRow(look_back_view.written_row(one))) for one in self._found]
        empty = (
            "Nothing that you wrote has these words."
            if self.search.value.strip()
            else ("You have written no reasons or answers yet.")
        )
        self._fill(self.word_rows, rows, empty)

    def _detail(self, name: str, made: Callable[[int], Content]) -> None:
        self.query_one(f"#{name}-text", Fitted).tell(made)
        self.query_one(f"#{name}-detail").scroll_home(animate=False)

    def _detail_of_play(self) -> None:
        seen = self._seen()
        if seen is not None:
            self._detail("plays", partial(look_back_view.play, seen))
        elif self._marked_damaged():
            self._detail("plays", lambda _: look_back_view.DAMAGED)

    def _seen(self) -> PlaySeen | None:
        marked = self._marked()
        plays = self._history.plays if self._history is not None else ()
        return next((one for one in plays if marked is not None and one.id == marked.id), None)

    @on(OptionList.OptionHighlighted, "#plays-rows")
    def _play_marked(self) -> None:
        self._detail_of_play()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#findings-rows")
    def _finding_marked(self, event: OptionList.OptionHighlighted) -> None:
        if self._history is not None and event.option_index < len(self._history.findings):
            one = self._history.findings[event.option_index]
            self._detail("findings", partial(look_back_view.finding, one))

    @on(OptionList.OptionHighlighted, "#words-rows")
    def _words_marked(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index < len(self._found):
            told = look_back_view.written(self._found[event.option_index])
            self._detail("words", lambda _: told)
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    @on(Tabs.TabActivated)
    def _tab_chosen(self, event: Tabs.TabActivated) -> None:
        name = event.tab.id or "plays"
        self.switcher.current = name
        if not self.search.has_focus:
            self.query_one("#sure" if name == "sure" else f"#{name}-rows").focus()
        self.refresh_bindings()

    # -- what is marked

    def _view(self) -> str:
        return self.switcher.current or "plays" if self.is_mounted else "plays"

    def _marked(self) -> PlayRecord | None:
        """Return the play that is marked, or in which the marked words were written."""
        if self._view() == "words":
            at = self.word_rows.highlighted
            wanted = self._found[at].play.id if at is not None and at < len(self._found) else ""
            return next((one for one in self._records if one.id == wanted), None)
        at = self.rows.highlighted if self._view() == "plays" else None
        return self._records[at] if at is not None and at < len(self._records) else None

    def _marked_damaged(self) -> str:
        """Return the id of the play that is marked, where what is kept of it is damaged."""
        at = self.rows.highlighted if self._view() == "plays" else None
        at = at - len(self._records) if at is not None else -1
        return self._damaged[at] if 0 <= at < len(self._damaged) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what is marked."""
        if action in {"open", "delete", "compare", "go_on"}:
            marked = self._marked() if self.is_mounted else None
            if action == "delete" and self.is_mounted and self._marked_damaged():
                return True
            return marked is not None and (action != "go_on" or marked.can_go_on)
        return True

    # -- commands

    def action_next_view(self) -> None:
        """Show the next view."""
        self._move_view(1)

    def action_previous_view(self) -> None:
        """Show the view before this one."""
        self._move_view(-1)

    def _move_view(self, by: int) -> None:
        names = list(VIEWS)
        self.rows.focus()  # the place to type in keeps the focus only while it is in sight
        self.tabs.active = names[(names.index(self._view()) + by) % len(names)]

    def action_scroll_detail(self, way: int) -> None:
        """Scroll what is beside the list."""
        if self._view() != "sure":
            self.query_one(f"#{self._view()}-detail").scroll_relative(y=way * 8, animate=False)

    def action_findings(self) -> None:
        """Show how plays met each finding."""
        self.tabs.active = "findings"

    def action_search(self) -> None:
        """Find reasons and answers by their words."""
        self.switcher.current = "words"
        self.search.focus()
        self.tabs.active = "words"

    def action_forget_search(self) -> None:
        """Show everything that was written."""
        self.search.value = ""
        self.word_rows.focus()

    def action_to_found(self) -> None:
        """Go to what was found."""
        self.word_rows.focus()

    @on(Input.Changed, "#look-for")
    def _typed(self) -> None:
        self._look_for()

    @on(Input.Submitted, "#look-for")
    def _searched(self) -> None:
        self.word_rows.focus()

    def action_open(self) -> None:
        """Open the debrief of the marked play."""
        marked = self._marked()
        if marked is not None:
            self.app.open_debrief(marked.id)

    def action_go_on(self) -> None:
        """Go on with the marked play."""
        marked = self._marked()
        if marked is not None and marked.can_go_on:
            self.app.resume(marked.id)

    def action_compare(self) -> None:
        """Lay the marked play beside another of its scenario."""
        from scr_sim.tui.screens.compare import CompareScreen

        marked = self._marked()
        if marked is None:
            return
        others = self.app.records.others(marked.scenario, marked.id)
        earlier = self.app.earlier_play(marked.id) if others else None
        if earlier is None:
            self.app.tell(
                "Its scenario cannot be loaded, so it cannot be compared."
                if others
                else "There is no other play of this scenario yet."
            )
            return
        self.app.push_screen(CompareScreen(Shelved(marked.id, earlier.play), others))

    def action_delete(self) -> None:
        """Delete the marked play, after asking."""
        from scr_sim.tui.screens.deletion import SureScreen

        marked = self._marked()
        play, row = self._marked_damaged(), damaged_row(self._marked_damaged())
        if marked is not None:
            play, row = marked.id, record_row(marked, self._called(marked))
        if not play:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.app.records.delete(play)
                self._show()
                if not self.app.records.trouble:
                    self.app.tell("The play is deleted.")

        self.app.push_screen(SureScreen(row), answered)

    def action_record(self) -> None:
        """Make a training record."""
        from scr_sim.tui.screens.training_record import TrainingRecordScreen

        if self._history is None:
            self.app.tell("Your plays are still being read.")
        else:
            self.app.push_screen(TrainingRecordScreen(self._history))

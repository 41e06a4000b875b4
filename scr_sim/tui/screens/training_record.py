"""A training record: what it is to show is chosen, all of it is seen, then it may be saved."""

from __future__ import annotations

from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim import services
from scr_sim.services import History, PlaySeen, Shown, TrainingRecord
from scr_sim.text import commands
from scr_sim.tui.base import CardScreen, CommandScreen, bindings
from scr_sim.tui.content import MUTED, plain
from scr_sim.tui.presenters import look_back_view
from scr_sim.tui.screens.saved import hand_over, save_page
from scr_sim.tui.widgets.footer import KeyFooter

_SHOWN = {
    "dates": "The days on which I practised",
    "reasons": "My reasons, in my own words",
    "answers": "My answers to the review's questions, in my own words",
}


class Checks(OptionList):
    """Rows that Enter, Space or a click mark."""

    BINDINGS = [Binding("space", "select", show=False)]


class DayInput(Input):
    """Where a day is typed; Escape, Enter and down go on to what can be marked."""

    BINDINGS = [Binding("escape,down", "screen.to_checks", show=False)]


class TrainingRecordScreen(CommandScreen[None]):
    """Asks for a period, and play by play what is to be shown. Own words are not, unless marked."""

    TABLE = commands.on_screen(commands.TRAINING_RECORD)
    BINDINGS = bindings(commands.TRAINING_RECORD)
    TITLE_OF_HELP = "The training record"
    MOVES = (*commands.MOVES_IN_LIST, ("Space", "Mark a row, or take its mark away."))
    LEADS_ON = False

    rows = getters.query_one("#record-checks", Checks)
    since = getters.query_one("#record-since", DayInput)
    until = getters.query_one("#record-until", DayInput)

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._on = {"dates": True, "reasons": False, "answers": False}
        self._plays: tuple[PlaySeen, ...] = ()
        self._left_out: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        over = services.period(self._history)
        yield Static(plain("A training record", "bold $primary"), classes="heading")
        with Horizontal(id="record-days"):
            with Vertical():
                yield Static(plain("From, year-month-day", MUTED))
                yield DayInput(str(over.since), id="record-since", max_length=40)
            with Vertical():
                yield Static(plain("To, year-month-day", MUTED))
                yield DayInput(str(over.until), id="record-until", max_length=40)
        yield Static(id="record-trouble")
        yield Checks(id="record-checks", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show what can be chosen."""
        self._read_days()
        self.rows.focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._read_days()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.rows.focus()

    def _period(self) -> services.Period:
        """Return the period that is typed. Raises `PeriodError`."""
        return services.period(self._history, self.since.value, self.until.value)

    def _read_days(self) -> None:
        told = "Enter or Space marks what the record shows. How plays went is never in it."
        try:
            self._plays = services.plays_of(self._history, self._period())
        except services.PeriodError as error:
            self._plays = ()
            told = str(error)
        self.query_one("#record-trouble", Static).update(plain(told, MUTED))
        here = self.rows.highlighted or 0
        self.rows.clear_options()
        shown = [(label, self._on[name]) for name, label in _SHOWN.items()]
        rows = look_back_view.checks(shown, self._plays, self._chosen())
        self.rows.add_options([Option(row) for row in rows])
        self.rows.highlighted = min(here, len(rows) - 1)

    def _chosen(self) -> frozenset[str]:
        return frozenset(one.id for one in self._plays) - self._left_out

    @on(OptionList.OptionSelected, "#record-checks")
    def _marked(self, event: OptionList.OptionSelected) -> None:
        at = event.option_index
        if at < len(_SHOWN):
            name = list(_SHOWN)[at]
            self._on[name] = not self._on[name]
        else:
            self._left_out ^= {self._plays[at - len(_SHOWN)].id}
        self._read_days()

    # -- commands

    def action_to_checks(self) -> None:
        """Go to what can be marked."""
        self.rows.focus()

    def action_dates(self) -> None:
        """Go to the first and the last day."""
        self.since.focus()

    def action_all_plays(self) -> None:
        """Mark every play of the period, or none where all are marked."""
        every = {one.id for one in self._plays}
        self._left_out = self._left_out | every if self._chosen() == every else set()
        self._read_days()

    def action_preview(self) -> None:
        """Show everything that the record holds."""
        try:
            over = self._period()
        except services.PeriodError as error:
            self.app.tell(str(error), serious=True)
            return
        shown = Shown(**self._on, plays=self._chosen())
        self.app.push_screen(PreviewScreen(services.training_record(self._history, over, shown)))


class PreviewScreen(CardScreen[None]):
    """The record as it will be, with what saves it."""

    BINDINGS = [
        ("escape", "leave", "Back"),
        ("s", "save('html')", "Save as a page"),
        ("m", "save('md')", "as Markdown"),
        ("t", "save('csv')", "as a table"),
    ]

    def __init__(self, record: TrainingRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(look_back_view.record(self._record))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.query_one(VerticalScroll).focus()

    def action_save(self, way: str) -> None:
        """Save the record in the current folder, under a name that is free."""
        over = self._record.period
        name = f"training-record-{over.since}-to-{over.until}"
        text = services.RECORD_FORMATS[way](self._record)
        if way == "html":
            save_page(self.app, "The record", name, text)
            return
        if self.app.is_web:
            hand_over(self.app, f"{name}.{way}", text)
            return
        try:
            path = services.free_name(Path.cwd(), name, way)
            services.write_private(path, text)
        except OSError as error:
            self.app.tell(
                f"The record could not be saved in the current folder: {error.strerror}. "
                "Start scr-sim in a folder that you may write to.",
                serious=True,
            )
            return
        self.app.tell(f"Saved as {path}")

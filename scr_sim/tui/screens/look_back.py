"""Look back: every play that is kept, and how often plays met each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.text import commands
from scr_sim.text.labels import confidence_in_words
from scr_sim.tui.base import CardScreen, CommandScreen, bindings
from scr_sim.tui.content import MUTED, join, line, plain
from scr_sim.tui.screens.compare import record_row

if TYPE_CHECKING:
    from scr_sim.store import PlayRecord


class LookBackScreen(CommandScreen[None]):
    """Lists the kept plays, newest first."""

    TABLE = commands.on_screen(commands.LOOK_BACK)
    BINDINGS = bindings(commands.LOOK_BACK)
    TITLE_OF_HELP = "Looking back"
    MOVES = commands.MOVES_IN_LIST
    rows = getters.query_one("#plays", OptionList)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Vertical():
            yield Static(plain("Your plays", "bold $primary"), classes="heading")
            yield OptionList(id="plays", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the plays."""
        self._records: list[PlayRecord] = []
        self._show()
        self.rows.focus()

    def on_screen_resume(self) -> None:
        """Show what has changed since."""
        if self.is_mounted and hasattr(self, "_records"):
            self._show()

    def _show(self) -> None:
        here = self.rows.highlighted or 0
        self._records = self.app.store.plays()
        self.rows.clear_options()
        rows = [Option(record_row(record)) for record in self._records]
        empty = Option(plain("No plays yet. They are kept here as you play.", MUTED), disabled=True)
        self.rows.add_options(rows or [empty])
        self.rows.highlighted = min(here, len(rows) - 1) if rows else None
        self.refresh_bindings()

    def _marked(self) -> PlayRecord | None:
        index = self.rows.highlighted
        return self._records[index] if index is not None and index < len(self._records) else None

    @on(OptionList.OptionHighlighted, "#plays")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#plays")
    def _selected(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the marked play."""
        marked = self._marked() if self.is_mounted and hasattr(self, "_records") else None
        if action in {"open", "delete"}:
            return marked is not None
        if action == "go_on":
            return marked is not None and not marked.finished
        return True

    def action_open(self) -> None:
        """Open the debrief of the marked play."""
        marked = self._marked()
        if marked is not None:
            self.app.open_debrief(marked.id)

    def action_go_on(self) -> None:
        """Go on with the marked play."""
        marked = self._marked()
        if marked is not None and not marked.finished:
            self.app.resume(marked.id)

    def action_delete(self) -> None:
        """Delete the marked play, after asking."""
        marked = self._marked()
        if marked is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.app.store.delete(marked.id)
                self._show()
                if not self.app.store.trouble:
                    self.app.tell("The play is deleted.")

        self.app.push_screen(SureScreen(marked), answered)

    def action_findings(self) -> None:
        """Show how often the kept plays met each finding."""
        self.app.push_screen(FindingsScreen())


class SureScreen(CardScreen[bool]):
    """Asks before a play is deleted. Dismissed with True to delete."""

    BINDINGS = [("escape", "leave", "Keep it"), ("d", "delete", "Delete it")]
    answers = getters.query_one("#sure", OptionList)

    def __init__(self, record: PlayRecord) -> None:
        super().__init__()
        self._record = record

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card auto"):
            yield Static(
                join(
                    [
                        plain("Delete this play for good?", "bold $primary"),
                        Content(""),
                        record_row(self._record),
                        Content(""),
                        Content("Its choices, reasons and answers are deleted with it."),
                    ]
                )
            )
            yield OptionList(
                Option("Keep it", id="keep"),
                Option("Delete it", id="delete"),
                id="sure",
                markup=False,
            )
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Start on the safe side."""
        self.answers.focus()

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == "delete")

    def action_leave(self) -> None:
        """Keep the play."""
        self.dismiss(False)

    def action_delete(self) -> None:
        """Delete the play."""
        self.dismiss(True)


class FindingsScreen(CardScreen[None]):
    """How often the finished plays met each finding, and how sure the player was."""

    BINDINGS = [("escape", "leave", "Back"), ("f", "leave", "Back")]
    card = getters.query_one(VerticalScroll)
    text = getters.query_one("#findings-text", Static)

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(Content("Reading your plays …"), id="findings-text")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the plays after the card is shown."""
        self.card.focus()
        self.call_after_refresh(self._read)

    def _read(self) -> None:
        repeated: dict[tuple[int, str], int] = {}
        acted: dict[tuple[int, str], int] = {}
        sure: dict[bool, list[int]] = {True: [], False: []}
        changed = 0
        finished = [r for r in self.app.store.plays() if r.finished]
        for record in finished:
            earlier = self.app.earlier_play(record.id)
            if earlier is None:
                continue
            play = earlier.play
            changed += bool(earlier.told)
            titles = {n: f.title for n, f in play.scenario.case_review.findings.items()}
            said = self.app.store.said(record.id)
            for step in play.steps:
                for n in step.echoes:
                    repeated[n, titles[n]] = repeated.get((n, titles[n]), 0) + 1
                for n in step.answers:
                    acted[n, titles[n]] = acted.get((n, titles[n]), 0) + 1
                thought = said.get(step.action)
                if thought is not None and thought.confidence is not None:
                    sure[not step.echoes].append(thought.confidence)
        parts = [plain("Your finished plays and the findings", "bold $primary"), Content("")]
        for number, title in sorted({*repeated, *acted}):
            parts += [
                line((f"{number} ", "bold $accent"), title),
                plain(
                    f"  pattern repeated {repeated.get((number, title), 0)} times, lesson acted "
                    f"on {acted.get((number, title), 0)} times",
                    MUTED,
                ),
            ]
        if not repeated and not acted:
            parts.append(Content("Finish a play, and this page shows where it met the findings."))
        if changed:
            parts += [Content(""), plain(_changed_since(changed), MUTED)]
        if sure[True] or sure[False]:
            parts += [Content(""), plain("How sure you were", "bold $primary")]
            for only, text in (
                (True, "where you repeated no pattern"),
                (False, "where you repeated one"),
            ):
                if sure[only]:
                    mean = round(sum(sure[only]) / len(sure[only]))
                    told = f"{confidence_in_words(mean)} on average {text}"
                    parts.append(Content(f"{told} ({len(sure[only])} decisions)."))
        self.text.update(join(parts))


def _changed_since(plays: int) -> str:
    which = "one of them" if plays == 1 else f"{plays} of them"
    return f"The scenario of {which} has changed since; it is counted as it is now."

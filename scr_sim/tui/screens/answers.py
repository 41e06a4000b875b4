"""A place to write: the review's questions, one field each, kept as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static, TextArea

from scr_sim.debriefs import Debrief, QuestionView, Reflection
from scr_sim.services import MovedOnError
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, line, plain, prose
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.services import Session

LONGEST_ANSWER = 10_000
#: So many seconds after the last key what was written is kept.
_A_MOMENT = 0.5


class Answer(TextArea):
    """Where one question is answered. ``finding`` is None for the closing questions."""

    def __init__(self, finding: int | None, question: int, text: str) -> None:
        super().__init__(
            text[:LONGEST_ANSWER],
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=False,
        )
        self.finding = finding
        self.question = question
        self.kept = text


class WritingScreen(CardScreen[None]):
    """Asks one finding's questions, or the closing ones.

    What is written is kept a moment after the last key, and at once when an answer, the screen or
    the program is left.
    """

    BINDINGS = [("escape", "leave", "Done"), ("ctrl+s", "leave", "Done")]

    def __init__(self, kept: Session, debrief: Debrief, finding: int | None) -> None:
        super().__init__()
        self._kept = kept
        self._finding = finding
        chosen = next((f for f in debrief.findings if f.number == finding), None)
        self._title = f"Finding {chosen.number}: {chosen.title}" if chosen else "To take away"
        self._answers: list[Answer] = []
        self._soon: Timer | None = None
        self._questions: tuple[QuestionView, ...] = chosen.questions if chosen else debrief.learning

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide", can_focus=False):
            yield Static(plain(self._title, "bold $primary"))
            for number, one in enumerate(self._questions):
                yield Static(line(("? ", "bold $accent"), prose(one.text)), classes="gap")
                self._answers.append(Answer(self._finding, number, one.answer))
                yield self._answers[-1]
            yield Static(
                plain(self._keys(), MUTED),
                classes="gap",
                id="writing-keys",
            )
        yield KeyFooter()

    def _keys(self) -> str:
        on = " Tab goes on to the next question." if len(self._questions) > 1 else ""
        return f"Enter begins a new line.{on} Esc goes back. What you write is kept, for you alone."

    def on_mount(self) -> None:
        """Start at the first question."""
        if self._answers:
            self._answers[0].focus()
        # Ctrl-Z may be the last that is heard of this program.
        self.app.app_suspend_signal.subscribe(self, lambda _: self._keep(), immediate=True)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_A_MOMENT, self._keep)

    @on(events.DescendantBlur)
    @on(events.ScreenSuspend)
    def _left_off(self) -> None:
        self._keep()

    def _keep(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        for answer in self._answers:
            text = answer.text[: max(LONGEST_ANSWER, len(answer.kept))]
            if text != answer.kept:
                self._keep_one(answer, text)

    def _keep_one(self, answer: Answer, text: str) -> None:
        """Keep one answer; what was written in another window meanwhile is kept with it."""
        written = Reflection(answer.finding, answer.question, text)
        reflect = self.app.records.reflect
        try:
            there = reflect(self._kept.id, written, answer.kept)
        except MovedOnError as error:
            self._kept.set_apart()
            for other in self._answers:
                if other is not answer:
                    reflect(self._kept.id, Reflection(other.finding, other.question, other.kept))
            self.app.tell(f"{error} What you write is kept in a play of its own.", serious=True)
            there = reflect(self._kept.id, written, answer.kept)
        answer.kept = there
        if there != text:
            answer.text = there
            answer.move_cursor(answer.document.end)
            self.app.tell("Another answer was written in another window. Both are kept here.")

    def action_leave(self) -> None:
        """Keep what was written and go back."""
        self._keep()
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Keep what was written, however the screen is left."""
        self._keep()

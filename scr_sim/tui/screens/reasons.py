"""What the player thought at a choice: a line of reasons and how sure; both may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine.beats import OfferedChoice
from scr_sim.text.labels import CONFIDENCE_LEVELS, confidence_in_words
from scr_sim.tui.base import CardScreen, ScrApp
from scr_sim.tui.content import MUTED, line, plain, prose
from scr_sim.tui.presenters import play_view
from scr_sim.tui.widgets.footer import KeyFooter

#: As long as an answer may be.
LONGEST_REASON = 10_000
#: So many seconds after the last key what was written is kept.
_A_MOMENT = 0.5


@dataclass(frozen=True, slots=True)
class Thought:
    """What was written at a choice."""

    reason: str = ""
    confidence: int | None = None


#: Nothing was written at a choice.
NO_THOUGHT = Thought()


class ReasonInput(Input):
    """A line to write in. What is pasted becomes one line, and what does not fit is told.

    ``keep`` is given what is written a moment after the last key, and at once when the line, the
    screen or the program is left.
    """

    #: Enter ends the line, wherever one is written; a line has no second one.
    BINDINGS = [Binding("enter", "submit", "Go on")]
    app = getters.app(ScrApp)

    def __init__(self, text: str, keep: Callable[[str], None], id: str) -> None:  # noqa: A002
        # What is written is not marked when the line is come back to: a key would take its place.
        super().__init__(text, id=id, max_length=LONGEST_REASON, select_on_focus=False)
        self._kept = text
        self._keep_text = keep
        self._soon: Timer | None = None

    def on_mount(self) -> None:
        """Keep what was written also when the program is put to sleep."""
        # Ctrl-Z may be the last that is heard of this program.
        self.app.app_suspend_signal.subscribe(self, lambda _: self.keep_now(), immediate=True)

    @on(Input.Changed)
    def _written_on(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_A_MOMENT, self.keep_now)

    @on(events.Blur)
    @on(events.Unmount)
    def keep_now(self) -> None:
        """Keep what was written, where it was not yet."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if self.value != self._kept:
            self._kept = self.value
            self._keep_text(self._kept)

    def settle(self) -> None:
        """Leave it to the action that is taken to keep what was written."""
        self._kept = self.value

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = " ".join(filter(None, (line.strip() for line in event.text.splitlines())))
        start, end = sorted(self.selection)
        room = LONGEST_REASON - len(self.value) + end - start
        self.replace(pasted[:room], start, end)
        if len(pasted) > room:
            self.app.tell(
                f"Only part of what you pasted is here: a reason has room for {LONGEST_REASON:,} "
                "characters.",
                serious=True,
            )


class SureList(OptionList):
    """How sure one is. Enter goes on here as it does from the line above."""

    BINDINGS = [Binding("enter", "select", "Go on")]


class ReasonsScreen(CardScreen[Thought | None]):
    """Asks for reasons and confidence. Dismissed with a thought, or None to think again.

    ``draft`` is the reason as it was left, and ``keep`` is given it as it is written, until the
    choice is made.
    """

    BINDINGS = [("escape", "leave", "Think again"), Binding("ctrl+s", "done", show=False)]
    because = getters.query_one("#because", ReasonInput)
    sure = getters.query_one("#sure", OptionList)

    def __init__(
        self,
        choice: OfferedChoice,
        reasons: bool,
        confidence: bool,
        ask: str = "",
        draft: str = "",
        keep: Callable[[str], None] = lambda text: None,
    ) -> None:
        super().__init__()
        self._ask = ask
        #: What is written, however the card is left.
        self.written = draft
        self._choice = choice
        self._keep = keep
        self._reasons = reasons
        self._confidence = confidence

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide auto"):
            yield Static(line(play_view.stance(self._choice.stance), "  ", self._choice.label))
            if self._reasons:
                if self._ask:
                    yield Static(prose(self._ask), classes="gap")
                    yield Static(plain("Enter goes on; it may be left empty.", MUTED))
                else:
                    yield Static(
                        plain("Because … (Enter goes on; it may be left empty)", MUTED),
                        classes="gap",
                    )
                yield ReasonInput(self.written, self._keep, id="because")
            if self._confidence:
                yield Static(
                    plain("How sure are you that this is what the children need today?", MUTED),
                    classes="gap",
                )
                rows = [
                    Option(confidence_in_words(level), id=str(level)) for level in CONFIDENCE_LEVELS
                ]
                yield SureList(
                    Option("I would rather not say", id="0"), *rows, id="sure", markup=False
                )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start where there is something to write."""
        (self.because if self._reasons else self.sure).focus()

    @on(Input.Changed, "#because")
    def _typed(self, event: Input.Changed) -> None:
        self.written = event.value.strip()

    def action_leave(self) -> None:
        """Think again: nothing is taken, and what was written is there when this is chosen."""
        if self._reasons:
            self.because.keep_now()
        self.dismiss(None)

    def action_done(self) -> None:
        """Go on with what was written."""
        thought = self._thought()
        if self._reasons:
            self.because.settle()
        self.dismiss(thought)

    @on(Input.Submitted, "#because")
    def _written(self) -> None:
        if self._confidence:
            self.sure.focus()
        else:
            self.action_done()

    @on(OptionList.OptionSelected, "#sure")
    def _sure(self) -> None:
        self.action_done()

    def _thought(self) -> Thought:
        level = None
        if self._confidence:
            marked = self.sure.highlighted_option
            level = int(marked.id or "0") or None if marked is not None else None
        return Thought(self.written, level)

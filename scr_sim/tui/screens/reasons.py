"""What the player thought at a choice: a line of reasons and how sure; both may be left out."""

from __future__ import annotations

from dataclasses import dataclass

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine.beats import OfferedChoice
from scr_sim.text.labels import CONFIDENCE_LEVELS, confidence_in_words
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, line, plain, prose
from scr_sim.tui.presenters import play_view

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Thought:
    """What was written at a choice."""

    reason: str = ""
    confidence: int | None = None


class ReasonsScreen(CardScreen[Thought | None]):
    """Asks for reasons and confidence. Dismissed with a thought, or None to think again."""

    BINDINGS = [("escape", "leave", "Think again"), ("ctrl+s", "done", "Go on")]
    because = getters.query_one("#because", Input)
    sure = getters.query_one("#sure", OptionList)

    def __init__(
        self,
        choice: OfferedChoice,
        reasons: bool,
        confidence: bool,
        ask: str = "",
        written: str = "",
    ) -> None:
        super().__init__()
        self._ask = ask
        #: What is written, however the card is left.
        self.written = written
        self._choice = choice
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
                yield Input(self.written, id="because", max_length=LONGEST_REASON)
            if self._confidence:
                yield Static(
                    plain("How sure are you that this is what the children need today?", MUTED),
                    classes="gap",
                )
                rows = [
                    Option(confidence_in_words(level), id=str(level)) for level in CONFIDENCE_LEVELS
                ]
                yield OptionList(
                    Option("I would rather not say", id="0"), *rows, id="sure", markup=False
                )
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Start where there is something to write."""
        (self.because if self._reasons else self.sure).focus()

    @on(Input.Changed, "#because")
    def _typed(self, event: Input.Changed) -> None:
        self.written = event.value.strip()

    def action_leave(self) -> None:
        """Think again: nothing is taken."""
        self.dismiss(None)

    def action_done(self) -> None:
        """Go on with what was written."""
        self.dismiss(self._thought())

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

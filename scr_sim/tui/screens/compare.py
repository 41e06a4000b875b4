"""Two plays of one scenario, side by side in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.debriefs import compare, sentences
from scr_sim.services.history_words import how_it_ended
from scr_sim.text.quantities import decisions
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, HungRow, join, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.engine import Play
    from scr_sim.services import PlayRecord


class Comparable(Protocol):
    """A kept play, as far as comparing goes."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def play(self) -> Play:
        """Return the play."""


def record_row(record: PlayRecord, name: str) -> Content:
    """Return a kept play as a row of a list; ``name`` is what people call it."""
    when = record.updated.astimezone().strftime("%d %b %Y, %H:%M")
    how = how_it_ended(record)
    made = decisions(record.decisions)
    return line((name, "bold"), (f"\n  {when} · {made} · {how}", MUTED))


def damaged_row(play_id: str) -> Content:
    """Return a play of which only the id can be read as a row of a list."""
    return line(
        ("! Damaged play", "bold $warning"),
        (f"\n  {play_id[:40]} · it cannot be read · d deletes it", MUTED),
    )


class CompareScreen(CardScreen[None]):
    """Shows how one kept play differs from another that is picked."""

    BINDINGS = [("escape", "leave", "Back"), ("c", "leave", "Back")]
    rows = getters.query_one("#others", OptionList)
    text = getters.query_one("#comparison", Static)

    def __init__(self, kept: Comparable, others: Sequence[PlayRecord]) -> None:
        super().__init__()
        self._kept = kept
        self._others = others

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card wide"):
            yield Static(plain("Lay this play beside another", "bold $primary"))
            yield OptionList(id="others", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="comparison")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start with the play that came to its ending last."""
        rows = [record_row(record, self.app.called(record)) for record in self._others]
        self.rows.add_options(
            [
                Option(HungRow(line((f"{number}  ", "bold $accent"), row)))
                for number, row in enumerate(rows, 1)
            ]
        )
        self.rows.highlighted = 0
        self.rows.focus()

    @on(OptionList.OptionHighlighted, "#others")
    def _picked(self, event: OptionList.OptionHighlighted) -> None:
        other = self.app.earlier_play(self._others[event.option_index].id)
        if other is None:
            self.text.update(
                "That play's scenario has changed since, so it cannot be laid beside this one."
            )
            return
        told = sentences(compare(self._kept.play, other.play))
        if other.told:
            told.append("The scenario has changed since that play; it is told as it is now.")
        self.text.update(join([line(("• ", "$accent"), one) for one in told], "\n\n"))

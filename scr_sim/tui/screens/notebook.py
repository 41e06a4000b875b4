"""The notebook as a card, where the screen is too narrow to show it beside the story."""

from __future__ import annotations

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.engine.beats import Answered, Entered, Meter
from scr_sim.engine.play import Play
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import join, plain
from scr_sim.tui.presenters import play_view
from scr_sim.tui.widgets.footer import KeyFooter


def meters_told(play: Play, told: int | None = None) -> tuple[Meter, ...]:
    """Return a play's meters as they stood when so many beats had been told; None is all."""
    untold = play.story[told:] if told is not None else ()
    before = {
        one.meter.id: one.before for beat in reversed(untold) for one in reversed(beat.shifts)
    }
    return tuple(replace(one, value=before.get(one.id, one.value)) for one in play.meters)


def notebook_content(play: Play, told: int | None = None) -> Content:
    """Return notebook, days so far and meters of a play.

    ``told`` is how many beats have been shown; what was gained later is not in it yet.
    """
    story = play.story if told is None else play.story[:told]
    notes = [note for beat in story for note in beat.gained]
    scenes = [beat for beat in story if isinstance(beat, Entered)]
    parts: list[Content] = []
    if play.meters:
        parts += [
            plain("Where things stand", "bold $primary"),
            play_view.meters(meters_told(play, told)),
            Content(""),
        ]
    parts += [play_view.notebook(notes), Content("")]
    for beat in story:
        if isinstance(beat, Answered) and beat.noted:
            parts += [plain(beat.label, "bold $primary"), play_view.noted(beat), Content("")]
    parts += [
        plain("The days so far", "bold $primary"),
        play_view.chronology(scenes),
    ]
    return join(parts)


class NotebookScreen(CardScreen[None]):
    """Everything the player knows."""

    BINDINGS = [("escape", "leave", "Back"), ("n", "leave", "Back")]
    card = getters.query_one(VerticalScroll)

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(self._content)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.card.focus()

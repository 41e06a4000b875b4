"""The story so far, the present beat set apart."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from scr_sim.engine.beats import Beat, Entered
from scr_sim.tui.presenters import play_view


class BeatView(Static):
    """One beat of the story."""

    class Placed(Message):
        """A present beat has got its place, and with it its height, for the first time."""

    def __init__(self, told: Beat, gentle: bool) -> None:
        super().__init__(play_view.beat(told, gentle))
        self.told = told
        self._placed = False

    def on_resize(self) -> None:
        """Tell that there is a place now."""
        if not self._placed:
            self._placed = True
            if self.has_class("-present"):
                self.post_message(self.Placed())

    def reword(self, gentle: bool) -> None:
        """Show the beat in the author's wording or the gentler one."""
        self.update(play_view.beat(self.told, gentle))


class Story(VerticalScroll, can_focus=False):
    """Beats, one below the other; only ever added to, or begun anew."""

    #: Whether what is present stays in view when the text or the room for it changes.
    _staying = False

    def tell(self, beats: list[Beat], gentle: bool) -> None:
        """Add beats and bring the first of them to the top of the view."""
        for view in self.query(BeatView):
            view.remove_class("-present")
        views = [BeatView(told, gentle) for told in beats]
        for view in views:
            view.add_class("-present")
        if views:
            self._staying = True
            self.mount(*views)

    def on_beat_view_placed(self) -> None:
        """Bring what is present into view: before it had a place, there was none to go to."""
        self.show_present()

    def let_go(self) -> None:
        """Leave it to the reader from now on what is in view."""
        self._staying = False

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.let_go()
        super()._on_mouse_scroll_down(event)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.let_go()
        super()._on_mouse_scroll_up(event)

    def on_resize(self) -> None:
        """Keep what is present in view."""
        if self._staying:
            self.show_present()

    def watch_virtual_size(self) -> None:
        """Keep what is present in view: where a scroll bar has come, lines are broken anew."""
        if self._staying:
            self.show_present()

    def begin_anew(self, past: list[Beat], present: list[Beat], gentle: bool) -> None:
        """Show a whole story: what is past, and what is present."""
        self.remove_children()
        self.mount(*[BeatView(told, gentle) for told in past])
        self.tell(present, gentle)

    def reword(self, gentle: bool) -> None:
        """Show every beat in the author's wording or the gentler one."""
        for view in self.query(BeatView):
            view.reword(gentle)

    def show_present(self) -> None:
        """Bring the beginning of the present beats to the top of the view."""
        present = list(self.query(BeatView).filter(".-present"))
        if present:
            self._show(present[0])

    def show_scene(self) -> None:
        """Bring the beginning of the present scene to the top of the view."""
        self.let_go()
        scene = self._scene()
        if scene:
            self._show(scene[0])

    def _scene(self) -> list[BeatView]:
        """Return the present scene's views: where it was entered, and what came of looking."""
        views = list(self.query(BeatView))
        entered = [at for at, view in enumerate(views) if isinstance(view.told, Entered)]
        return views[entered[-1] :] if entered else views

    def _show(self, view: BeatView) -> None:
        if view.is_attached:
            self.scroll_to_widget(view, top=True, animate=False)

    @property
    def present_height(self) -> int:
        """How many rows the present beats take."""
        return _rows(self.query(BeatView).filter(".-present"))

    @property
    def scene_height(self) -> int:
        """How many rows the present scene takes."""
        return _rows(self._scene())

    @property
    def at_end(self) -> bool:
        """Whether everything told has come into view."""
        return self.scroll_offset.y >= self.max_scroll_y


def _rows(views: Iterable[BeatView]) -> int:
    return sum(view.outer_size.height + view.styles.margin.height for view in views)

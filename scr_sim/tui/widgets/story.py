"""The story so far, the present beat set apart."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widgets import Static

from scr_sim.engine.beats import Beat, Entered
from scr_sim.tui.presenters import play_view


class BeatView(Static):
    """One beat of the story."""

    def __init__(self, told: Beat, gentle: bool) -> None:
        super().__init__(play_view.beat(told, gentle))
        self.told = told

    def reword(self, gentle: bool) -> None:
        """Show the beat in the author's wording or the gentler one."""
        self.update(play_view.beat(self.told, gentle))


class Story(VerticalScroll, can_focus=False):
    """Beats, one below the other; only ever added to, or begun anew."""

    def tell(self, beats: list[Beat], gentle: bool) -> None:
        """Add beats and bring the first of them to the top of the view."""
        for view in self.query(BeatView):
            view.remove_class("-present")
        views = [BeatView(told, gentle) for told in beats]
        for view in views:
            view.add_class("-present")
        if not views:
            return
        self.mount(*views)
        self.call_after_refresh(self._show, views[0])

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

"""A list that can be longer than its room: it knows how much of it lies below."""

from __future__ import annotations

from typing import Self

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType, visualize
from textual.widgets import OptionList

from scr_sim.tui.content import MUTED, line, plain


class LongList(OptionList):
    """Says in ``below`` how many rows that can be taken are not, or not wholly, in sight."""

    #: In words, “↓ 2 more”; nothing where all that is left is in sight.
    below: reactive[str] = reactive("")

    def on_mount(self) -> None:
        """Look again whenever what is in sight changes."""
        for name in ("scroll_y", "virtual_size"):
            self.watch(self, name, self._look_below)

    def on_resize(self) -> None:
        """Look again once what it holds is laid out for the new size."""
        self.call_after_refresh(self._look_below)

    def rows_below(self) -> int:
        """Return how many rows that can be taken lie below, wholly or in part."""
        in_sight = self.scroll_offset.y + self.scrollable_content_region.height
        beside = self.get_component_styles("option-list--option").padding.width
        width = self.scrollable_content_region.width - beside
        end, below = self.virtual_size.height, 0
        for option in reversed(self.options):
            if end <= in_sight:
                break
            below += not option.disabled
            end -= visualize(self, option.prompt, markup=False).get_height({}, width)
        return below

    def replace_option_prompt(self, option_id: str, prompt: VisualType) -> Self:
        """Replace a prompt, and look again: with as many lines in all, others may be below."""
        self.call_after_refresh(self._look_below)
        return super().replace_option_prompt(option_id, prompt)

    def beneath(self, said: str, *, warning: bool) -> Content:
        """Return what is said beneath the list, behind how much of it lies below."""
        below = f"{self.below}   " if self.below else ""
        return line((below, "$accent"), plain(said, "$warning" if warning else MUTED))

    def _look_below(self) -> None:
        rows = self.rows_below() if self.scrollable_content_region.height else 0
        self.below = f"↓ {rows} more" if rows else ""

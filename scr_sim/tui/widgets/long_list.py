"""A list that can be longer than its room: it knows how much of it lies below."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList


class LongList(OptionList):
    """Says in ``below`` how many rows that can be taken are not, or not wholly, in sight.

    Its prompts are `Content`, broken into lines for its width (but for what stands first).
    """

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
        # From the end, as what stands first may be a text of any height.
        end, below = self.virtual_size.height, 0
        for option in reversed(self.options):
            if end <= in_sight:
                break
            below += not option.disabled
            end -= _lines(option.prompt)
        return below

    def _look_below(self) -> None:
        rows = self.rows_below() if self.scrollable_content_region.height else 0
        self.below = f"↓ {rows} more" if rows else ""


def _lines(prompt: object) -> int:
    return prompt.plain.count("\n") + 1 if isinstance(prompt, Content) else 1

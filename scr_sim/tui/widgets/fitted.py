"""Text that hangs on the room that it has: it is made anew whenever that changes."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Fitted(Widget):
    """Shows what is made for its width, and is as high as that."""

    def __init__(self, *, id: str, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._made: Callable[[int], Content] = lambda _: Content("")

    def tell(self, made: Callable[[int], Content]) -> None:
        """Show what is made for a width from now on."""
        self._made = made
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows it takes at a width."""
        return self._made(width).get_height({}, width) if width else 0

    def render(self) -> Content:
        """Return what is shown at the width that it has."""
        return self._made(self.content_size.width)

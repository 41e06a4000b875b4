"""The footer: the keys of the screen that is open, made anew only where they have changed."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class _ShownKey(NamedTuple):
    """A key as the footer shows it."""

    key: str
    display: str
    label: str
    action: str
    enabled: bool
    tooltip: str


class KeyFooter(Footer):
    """Textual's footer, without its groups and its palette key.

    Textual makes all keys anew whenever the focus moves, and styles each three times; that was
    a fifth of what a key press costs.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: tuple[_ShownKey, ...] = ()

    def compose(self) -> ComposeResult:
        """Show the keys that can be pressed now, once for each action."""
        self._shown = self._to_show() if self._bindings_ready else ()
        for shown in self._shown:
            key = FooterKey(
                shown.key,
                shown.display,
                shown.label,
                shown.action,
                disabled=not shown.enabled,
                tooltip=shown.tooltip,
            )
            # Said before it is mounted, when it costs nothing.
            key.set_reactive(FooterKey.compact, False)
            yield key

    async def recompose(self) -> None:
        """Make the keys anew, where others are to be shown."""
        if self.is_attached and self._to_show() != self._shown:
            await super().recompose()

    def _to_show(self) -> tuple[_ShownKey, ...]:
        shown: dict[str, _ShownKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in shown:
                shown[binding.action] = _ShownKey(
                    key=binding.key,
                    display=self.app.get_key_display(binding),
                    label=binding.description,
                    action=binding.action,
                    enabled=enabled,
                    tooltip=tooltip,
                )
        return tuple(shown.values())

"""The footer: the keys of the screen that is open, made anew only where they have changed."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.events import MouseDown
from textual.widgets import Footer, Static

from scr_sim.text.quantities import columns
from scr_sim.tui.base import CommandScreen, ScrApp
from scr_sim.tui.content import line, plain

_NOT_KEPT = "! Not kept"


class _ShownKey(NamedTuple):
    """A key as the footer shows it."""

    key: str
    display: str
    label: str
    action: str
    enabled: bool
    tooltip: str

    @property
    def width(self) -> int:
        """Return how many columns it takes: it has one of air between its parts and around."""
        return columns(self.display) + columns(self.label) + 3


class KeyLabel(Static):
    """A key and what it does; a click on it presses the key."""

    ALLOW_SELECT = False

    def __init__(self, shown: _ShownKey) -> None:
        key = "bold $footer-key-foreground on $footer-key-background"
        label = "$footer-description-foreground on $footer-description-background"
        super().__init__(
            line((f" {shown.display} ", key), (f"{shown.label} ", label)),
            classes="" if shown.enabled else "-disabled",
        )
        self._shown = shown
        if shown.tooltip:
            self.tooltip = shown.tooltip

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key."""
        event.stop()
        if self._shown.enabled:
            self.app.simulate_key(self._shown.key)
        else:
            self.app.bell()


class KeyFooter(Footer):
    """Textual's footer, without its groups and its palette key.

    Where there is room it names more of the screen's commands; while what is played is not kept, it
    says so, but for screens that say it themselves.

    Textual makes all keys anew whenever the focus moves, and styles each three times; that was
    a fifth of what a key press costs.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: tuple[_ShownKey, ...] = ()
        self._marked = False

    def on_mount(self) -> None:
        """Follow whether what is played is kept."""
        if isinstance(self.app, ScrApp):
            self.watch(self.app, "trouble", self._changed, init=False)

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        self._changed()

    def _changed(self) -> None:
        self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        """Show the keys that can be pressed now, once for each action."""
        self._marked = self._to_mark()
        self._shown = self._to_show() if self._bindings_ready else ()
        for shown in self._shown:
            yield KeyLabel(shown)
        if self._marked:
            yield Static(plain(_NOT_KEPT, "bold $warning"), id="not-kept")

    async def recompose(self) -> None:
        """Make the keys anew, where others are to be shown."""
        # While a screen goes, parts of it that tell which keys there are may be gone already; its
        # footer counts as not displayed then.
        if not (self.is_attached and self.display):
            return
        try:
            shown = self._to_show()
        except NoMatches:
            return  # when the program ends, they may be gone before
        if (shown, self._to_mark()) != (self._shown, self._marked):
            await super().recompose()

    def _to_mark(self) -> bool:
        screen = self.screen
        tells = isinstance(screen, CommandScreen) and screen.TELLS_TROUBLE
        return isinstance(self.app, ScrApp) and bool(self.app.trouble) and not tells

    def _to_show(self) -> tuple[_ShownKey, ...]:
        shown: dict[str, _ShownKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in shown:
                shown[binding.action] = self._key(binding, enabled, tooltip)
        room = self.app.size.width
        if self._to_mark():
            room -= columns(_NOT_KEPT) + 2
            while len(shown) > 1 and _width(shown) > room:
                shown.popitem()
        for key in self._where_there_is_room():
            if key.action not in shown and _width(shown) + key.width <= room:
                shown[key.action] = key
        return tuple(shown.values())

    def _where_there_is_room(self) -> list[_ShownKey]:
        screen = self.screen
        if not isinstance(screen, CommandScreen) or screen.typing:
            return []
        return [
            self._key(Binding(one.keys.split(",")[0], one.action, one.label), True, "")
            for one in screen.TABLE
            if one.roomy and screen.check_action(one.action, ())
        ]

    def _key(self, binding: Binding, enabled: bool, tooltip: str) -> _ShownKey:
        return _ShownKey(
            key=binding.key,
            display=self.app.get_key_display(binding),
            label=binding.description,
            action=binding.action,
            enabled=enabled,
            tooltip=tooltip,
        )


def _width(shown: dict[str, _ShownKey]) -> int:
    return sum(key.width for key in shown.values())

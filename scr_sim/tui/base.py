"""What every screen stands on: the app as screens know it, and a screen made from its commands."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events, getters, on
from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import var
from textual.screen import ModalScreen, Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from scr_sim import signals
from scr_sim.text.commands import Command, Moves, on_screen
from scr_sim.tui import themes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.widget import Widget

    from scr_sim.scenario import Checked, LoadedCase
    from scr_sim.services import CasePlay, PlayRecord, Records, Replayed

T = TypeVar("T")

#: Keys that close or suspend the program, whatever is shown.
_ALWAYS_HEEDED = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})

#: Keys that only move about: what was told in passing stays.
_MOVING = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab"}
)


#: Keys that end a line of typing; what comes after them is no typing any more.
_ENDING_A_LINE = frozenset({"enter", "escape", "tab", "shift+tab"})


def _now() -> float:
    # Messages carry the time at which they were made, by a clock of Textual's own choice.
    return Message().time


def _takes_letters(focused: Widget | None) -> bool:
    """Return whether letters are typed into what has the focus: a line, or a larger text.

    To load all that larger texts are made of takes a tenth of the time to the first frame.
    """
    return focused is not None and focused.check_consume_key("a", "a")


class KeysLostError(Exception):
    """The terminal gives no more keys."""


class KeyDone(Message):
    """Everything that a key has set going has come to its screen: it is told behind all of it."""


class ScrApp(App[int]):
    """The app as its screens know it: what is kept, what can be played, how to tell people."""

    #: The library as last read: usable scenarios and broken ones. None until it has been read.
    library: var[tuple[Checked, ...] | None] = var(None)
    #: The branches found with it, by the id of the scenario that they add to.
    branches: var[dict[str, tuple[Checked, ...]]] = var(dict)

    #: The cases found with it.
    cases: var[tuple[Checked, ...]] = var(())

    #: Why what is played now is not kept, for as long as it is not; empty otherwise.
    trouble: var[str] = var("")

    BINDINGS = [Binding("ctrl+z", "suspend_process", "Put aside", show=False)]

    def __init__(self) -> None:
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        # Nothing slides to its place: it stands there at once, also over a slow line.
        self.animation_level = "none"
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._begin_with("ansi-dark" if colourless else themes.DEFAULT)
        self.colourless = colourless
        self._drawn_from = _now()
        self._displays = False
        self._lost: BaseException | None = None
        #: What is being told: until when, and whether it is serious.
        self._telling: dict[str, tuple[float, bool]] = {}

    def _begin_with(self, theme: str) -> None:
        # Setting the theme as usual would read all styles a second time, before the first frame.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(True, f"-theme-{theme}", update=False)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)

    def on_mount(self) -> None:
        """Hear of the terminal's size, and draw anew when the program comes back to the front."""
        self.app_resume_signal.subscribe(self, self._to_the_front)
        self._hear_of_sizes()

    def _to_the_front(self, app: App[Any]) -> None:
        self._hear_of_sizes()
        self.refresh(layout=True)

    def action_help_quit(self) -> None:
        """End as Ctrl+Q does, since that is what Ctrl+C means in a terminal; all is kept."""
        self.simulate_key("ctrl+q")

    def on_resize(self) -> None:
        """Hear of sizes again where a program that was stopped and goes on has forgotten."""
        self._hear_of_sizes()

    def _hear_of_sizes(self) -> None:
        if not self.is_headless and not self.is_web:
            signals.tell_sizes_in_turn(asyncio.get_running_loop())

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # A terminal may show a frame, and a key come, before the frame is known here to be out.
        self._drawn_from = _now()
        self._displays = renderable is not None and not self._batch_count
        super()._display(screen, renderable)

    def post_display_hook(self) -> None:
        """Tell the screen that it was drawn."""
        if self._displays and self.screen_stack and isinstance(self.screen, KeyedScreen):
            self.screen.drawn(self._drawn_from)

    async def on_event(self, event: events.Event) -> None:
        """Pass over keys that were pressed before what they would act on was shown."""
        key = event.key if isinstance(event, events.Key) else ""
        screen = self.screen if key and self.screen_stack else None
        keyed = screen if isinstance(screen, KeyedScreen) else None
        if keyed is not None and key not in _ALWAYS_HEEDED and not keyed.heeds(event.time):
            return
        if isinstance(event, events.MouseDown) or (key and key not in _MOVING):
            self._clear_passing()
        # A key comes here twice: on its way to what has the focus, and from there to be acted on.
        acting = event.is_forwarded
        await super().on_event(event)
        if acting and keyed is not None and keyed.is_attached and keyed.is_current:
            keyed.key_done(key)

    @property
    def crash(self) -> BaseException | None:
        """What ended the app, where it did not end by itself."""
        error = self._exception or self._lost
        return error.error if isinstance(error, WorkerFailed) else error

    def panic(self, *renderables: RenderableType) -> None:
        """End because of something that is no exception of the app's own: its keys are lost."""
        self._lost = KeysLostError()
        super().panic(*renderables)

    def end_with(self, error: BaseException) -> None:
        """End because something went wrong in a task that nobody waited for."""
        self._lost = self._lost or error
        self.exit(return_code=1)

    def _print_error_renderables(self) -> None:
        """Keep tracebacks, and what they hold of people's words, off the terminal."""
        self._exit_renderables.clear()

    @property
    def records(self) -> Records:
        """Return what is kept: plays, reflections, settings."""
        raise NotImplementedError

    def tell(self, message: str, *, serious: bool = False) -> None:
        """Tell the player something in passing. The text is never markup.

        What is being told already is not told twice. What is not serious goes with the next key
        that does more than move about, and so with a change of the screen.
        """
        until, _ = self._telling.get(message, (0.0, False))
        if until <= _now():
            self._tell_for(message, 8 if serious else 4, serious=serious)

    def _tell_for(self, message: str, seconds: float, *, serious: bool) -> None:
        self._telling[message] = (_now() + seconds, serious)
        severity: SeverityLevel = "warning" if serious else "information"
        self.notify(message, markup=False, severity=severity, timeout=seconds)

    def _clear_passing(self) -> None:
        """Take away what is told in passing; what is serious stays for its time."""
        if all(serious for _, serious in self._telling.values()):
            return
        telling, self._telling, now = self._telling, {}, _now()
        self.clear_notifications()
        for message, (until, serious) in telling.items():
            if serious and until > now:
                self._tell_for(message, until - now, serious=True)

    def tell_trouble(self) -> None:
        """Tell, once, that plays cannot be kept."""
        raise NotImplementedError

    def called(self, record: PlayRecord) -> str:
        """Return what people call a kept play: its branches by title, once the library is read."""
        from scr_sim.scenario import branch_titles

        known = self.branches.get(record.scenario, ())
        return record.named(branch_titles(known, record.scenario))

    def branches_for(self, scenario: str) -> tuple[str, ...]:
        """Return the files of the branches that a scenario is to be played with."""
        raise NotImplementedError

    def switch_branch(self, scenario: str, file: str) -> None:
        """Add a branch to a scenario, or leave it out."""
        raise NotImplementedError

    def resume(self, play_id: str) -> None:
        """Go on with a kept play."""
        raise NotImplementedError

    def open_debrief(self, play_id: str) -> None:
        """Open the debrief of a kept play, finished or not."""
        raise NotImplementedError

    def open_case(self, case: LoadedCase) -> None:
        """Show a case: the play of it that was touched last and has not ended, or a new one."""
        raise NotImplementedError

    def brief_step(self, played: CasePlay, at: int) -> None:
        """Show the briefing of a scenario of a case, and begin it if the player starts it."""
        raise NotImplementedError

    def open_step(self, played: CasePlay, at: int) -> None:
        """Go on with a scenario of a case, or read it where it has ended."""
        raise NotImplementedError

    def tell_changed(self, lines: Sequence[str]) -> None:
        """Tell what is different in a play whose scenario has changed, if anything is."""
        raise NotImplementedError

    def earlier_play(self, play_id: str) -> Replayed | None:
        """Return a kept play as far as it still holds, or None where it cannot be had."""
        raise NotImplementedError


class KeyedScreen(Screen[T]):
    """A screen on which a key acts on what was shown when it was pressed, or does nothing.

    Whoever begins to change what keys mean calls `hold_keys`, and `heed_keys` when it is done:
    keys that were pressed before the change was shown are passed over.
    """

    app = getters.app(ScrApp)
    _changing = False
    _drawing = False
    _shown_at = math.inf

    def heeds(self, pressed_at: float) -> bool:
        """Return whether what is shown now was shown already when a key was pressed."""
        return pressed_at >= self._shown_at

    def hold_keys(self) -> None:
        """Pass keys over from now on: what they are meant for is about to go."""
        self._changing, self._drawing = True, False
        self._shown_at = math.inf

    def heed_keys(self) -> None:
        """Heed keys again, from when the screen as it is now is first drawn."""
        self._changing, self._drawing = False, True
        self._shown_at = math.inf
        # Where nothing is left to be drawn, from when that is known.
        self.call_after_refresh(lambda: self.drawn(_now()))

    def key_done(self, key: str) -> None:
        """Pass over further keys until what a key has set going is shown, save for moving about.

        So a row that opens a screen opens it once, however often Enter was pressed.
        """
        focused = self.focused
        # What is always heeded sets nothing going on a screen: after Ctrl-Z the same one stands.
        if key in _MOVING or key in _ALWAYS_HEEDED:
            return
        if _takes_letters(focused) and not (isinstance(focused, Input) and key in _ENDING_A_LINE):
            return
        if self._changing:
            return
        self.hold_keys()
        (focused or self).post_message(KeyDone())

    @on(KeyDone)
    def _heed_after_key(self, event: KeyDone) -> None:
        event.stop()
        self._changing = False
        if self.is_current:
            self.heed_keys()

    def drawn(self, begun_at: float) -> None:
        """Take note that the screen was drawn, and when that began."""
        if self._drawing and self.is_current:
            self._drawing = False
            self._shown_at = begun_at

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        self._drawing = False
        self._shown_at = math.inf

    @on(events.ScreenResume)
    def _uncovered(self) -> None:
        if not self._changing:
            self.heed_keys()


class CommandScreen(KeyedScreen[T]):
    """A screen whose keys, help and palette entries all come from one table."""

    TABLE: ClassVar[tuple[Command, ...]] = ()
    TITLE_OF_HELP: ClassVar[str] = ""
    #: How to move about in it, for its help.
    MOVES: ClassVar[Moves] = ()
    #: Whether another scenario can be begun from here, by the palette.
    LEADS_ON: ClassVar[bool] = True
    #: Whether it says itself that what is played is not kept; the footer of others does.
    TELLS_TROUBLE: ClassVar[bool] = False

    @property
    def typing(self) -> bool:
        """Whether keys are letters of a text that is being typed."""
        return _takes_letters(self.focused)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from scr_sim.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.TITLE_OF_HELP, self.TABLE, self.MOVES))

    def action_glossary(self) -> None:
        """Show what words mean."""
        from scr_sim.tui.screens.glossary import GlossaryScreen

        self.app.push_screen(GlossaryScreen())

    def action_pause(self) -> None:
        """Clear the screen to a quiet card."""
        from scr_sim.tui.screens.pause import PauseScreen

        self.app.push_screen(PauseScreen(not_kept=self.app.records.why))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def commands(self) -> Iterable[SystemCommand]:
        """Return this screen's commands for the palette."""
        for command in self.TABLE:
            if command.palette and command.action not in {"help"}:
                yield SystemCommand(
                    command.label, command.help, self._runs(command.action), discover=True
                )
        yield SystemCommand("Help", "Show what can be done here.", self.action_help)

    def _runs(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.run_action(action)

        return run


class CardScreen(KeyedScreen[T], ModalScreen[T]):
    """A card above a screen; Escape closes it and nothing is lost."""

    BINDINGS = [("escape", "leave", "Back"), ("q", "leave", "Back")]

    def action_leave(self) -> None:
        """Close the card."""
        self.dismiss()

    def action_copy_text(self) -> None:
        """Copy what is marked; where nothing is, Ctrl+C ends, as it does below the card."""
        try:
            super().action_copy_text()
        except SkipAction:
            self.app.action_help_quit()


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Return the commands' bindings, those for the footer shown."""
    return [
        Binding(command.keys, command.action, command.label, show=command.footer)
        for command in on_screen(commands)
        if command.action != "command_palette"
    ]

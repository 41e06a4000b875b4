"""The app: its themes, its screens' order, and what it was asked to start with."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from scr_sim import output, paths
from scr_sim.tui import themes
from scr_sim.tui.base import CardScreen, CommandScreen, ScrApp
from scr_sim.tui.runner import run_app
from scr_sim.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from textual.command import Provider

    from scr_sim.scenario import Checked, LoadedCase, LoadedScenario
    from scr_sim.services import CasePlay, Opened, Records, Replayed, Session


def _palette() -> type[Provider]:
    from scr_sim.tui.command_palette import Palette

    return Palette


class SimApp(ScrApp):
    """scr-sim on the screen.

    ``open_with`` is the id or path of a scenario to go straight into, with ``branches``;
    ``go_on`` is the id of a kept play to go on with, ``case`` the id or path of a case.
    """

    TITLE = "scr-sim"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        str(paths.assets() / "styles" / name)
        for name in ("base.tcss", "home.tcss", "play.tcss", "debrief.tcss", "look_back.tcss")
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}

    def __init__(
        self,
        open_with: str | None = None,
        go_on: str | None = None,
        records: Records | None = None,
        branches: tuple[str, ...] = (),
        case: str | None = None,
    ) -> None:
        super().__init__()
        self._open_case = case
        self._open_with = open_with
        self._open_branches = branches
        self._go_on = go_on
        self._added: dict[str, tuple[str, ...]] = {}
        self._records = records

    # -- starting and ending

    @property
    def records(self) -> Records:
        """Return what is kept, opened when it is first wanted."""
        if self._records is None:
            from scr_sim.services import Records

            self._records = Records.open()
        return self._records

    def close_records(self) -> str:
        """Close what is kept, where it was opened; return what could not be kept, if anything."""
        if self._records is None:
            return ""
        self._records.close()
        return self._records.trouble

    def get_default_screen(self) -> Screen[None]:
        """Start at home."""
        return HomeScreen(id="home")

    def on_mount(self) -> None:
        """Show the first frame, then read what is slow to read."""
        self.call_after_refresh(self._read_library)

    def _begin(self) -> None:
        if not self.colourless and self.records.settings.theme in themes.NAMES:
            self.theme = self.records.settings.theme
        if self._go_on is not None:
            self._resume(self._go_on)
        elif self._open_with is not None:
            self._open(self._open_with, self._open_branches)
        elif self._open_case is not None:
            self._open_named_case(self._open_case)
        self.tell_trouble()

    @work(thread=True, exclusive=True, group="library")
    def _read_library(self) -> None:
        """Read the library; a scenario that cannot be used is in it, with its problems."""
        from scr_sim.scenario import check_files
        from scr_sim.services import Records  # noqa: F401 - loaded here, opened by the screen

        self.call_from_thread(self._begin)
        # Branches are merged when they are asked for: keys pressed meanwhile do not wait for it.
        checked = check_files((p for p in paths.libraries() if p.is_dir()), merging=False)
        found = [c for c in checked if c.kind == "scenario"]
        found.sort(key=lambda c: (c.scenario is None, _first_month(c), c.path.name))
        branches: dict[str, tuple[Checked, ...]] = {}
        for one in checked:
            if one.base is not None and one.base.scenario is not None:
                extends = one.base.scenario.id
                branches[extends] = (*branches.get(extends, ()), one)
        cases = tuple(c for c in checked if c.kind == "case")
        self.call_from_thread(self._library_read, tuple(found), branches, cases)

    def _library_read(
        self,
        found: tuple[Checked, ...],
        branches: dict[str, tuple[Checked, ...]],
        cases: tuple[Checked, ...],
    ) -> None:
        self.branches = branches
        self.cases = cases
        self.library = found
        if not self.is_headless:
            # What was read stays until the end: going through it again and again, in search of
            # something to throw away, held up a key now and then for over a tenth of a second.
            gc.freeze()
            gc.enable()

    def branches_for(self, scenario: str) -> tuple[str, ...]:
        """Return the files of the branches that a scenario is to be played with."""
        return self._added.get(scenario, ())

    def switch_branch(self, scenario: str, file: str) -> None:
        """Add a branch to a scenario, or leave it out; the order is that of the library."""
        added = set(self.branches_for(scenario)) ^ {file}
        known = (str(checked.path) for checked in self.branches.get(scenario, ()))
        self._added[scenario] = tuple(path for path in known if path in added)

    def tell_trouble(self) -> None:
        """Tell what befell the records, and from now on what befalls them as it does."""
        self.records.listen(self._befallen)
        self.trouble = self.records.trouble

    def _befallen(self, sentence: str) -> None:
        self.trouble = self.records.trouble
        if sentence != self.trouble or not isinstance(self.screen, HomeScreen):
            self.tell(sentence, serious=True)  # the first screen has it in full, and keeps it

    # -- playing

    def action_play_scenario(self, index: int) -> None:
        """Play a scenario of the library."""
        checked = (self.library or ())[index]
        if checked.scenario is None:
            return
        added = self.branches_for(checked.scenario.id)
        if added:
            self._open(str(checked.path), added)
        else:
            self.brief(checked.scenario, str(checked.path))

    def action_go_on_latest(self) -> None:
        """Go on with the play that was left last."""
        record = self.records.latest_unfinished()
        if record is not None:
            self._resume(record.id)

    def _open(self, name: str, branches: tuple[str, ...] = ()) -> None:
        from scr_sim.scenario import ScenarioError, find, load

        try:
            scenario = load(name, branches)
            source = str(find(name).resolve())
        except ScenarioError as error:
            self.tell(str(error), serious=True)
            return
        self.brief(scenario, source)

    def brief(self, scenario: LoadedScenario, source: str) -> None:
        """Show a scenario's briefing, and play it if the player starts it."""
        self._brief(
            scenario,
            lambda: self.records.begin(scenario, source, gentle=self.records.settings.gentle),
        )

    def _brief(self, scenario: LoadedScenario, begin: Callable[[], Session]) -> None:
        from scr_sim.scenario import ScenarioError
        from scr_sim.services import RecordError
        from scr_sim.tui.screens.briefing import BriefingScreen

        def briefed(start: bool | None) -> None:
            if not start:
                return
            try:
                kept = begin()
            except (RecordError, ScenarioError) as error:  # passages that never end, for one
                self.tell(str(error), serious=True)
                return
            self.show_play(kept)
            self.tell_trouble()

        self.push_screen(BriefingScreen(scenario, self.records.settings.gentle), briefed)

    def _resume(self, play_id: str, *, debrief: bool = False) -> None:
        how = self.records.look_at if debrief else self.records.open_play
        self._show_opened(lambda: how(play_id))

    def _show_opened(self, open_it: Callable[[], Opened]) -> None:
        from scr_sim.scenario import ScenarioError
        from scr_sim.services import RecordError

        try:
            opened = open_it()
        except (RecordError, ScenarioError) as error:
            self.tell(str(error), serious=True)
            return
        if opened.to_read:
            self.show_debrief(opened.session)
        else:
            self.show_play(opened.session)
        self.tell_changed(opened.lines)

    # -- cases

    def _open_named_case(self, name: str) -> None:
        from scr_sim.scenario import ScenarioError, load_case

        try:
            self.open_case(load_case(name))
        except ScenarioError as error:
            self.tell(str(error), serious=True)

    def open_case(self, case: LoadedCase) -> None:
        """Show a case: the play of it that was touched last and has not ended, or a new one."""
        from scr_sim.services import latest_of_case
        from scr_sim.tui.screens.case import CaseScreen

        self.push_screen(CaseScreen(latest_of_case(self.records, case)))

    def brief_step(self, played: CasePlay, at: int) -> None:
        """Show the briefing of a scenario of a case, and begin it if the player starts it."""
        from scr_sim import services

        def begin() -> Session:
            gentle = self.records.settings.gentle
            return services.open_step(self.records, played, at, gentle=gentle).session

        self._brief(played.steps[at].scenario, begin)

    def open_step(self, played: CasePlay, at: int) -> None:
        """Go on with a scenario of a case, or read it where it has ended."""
        from scr_sim import services

        self._show_opened(lambda: services.open_step(self.records, played, at))

    def tell_changed(self, lines: Sequence[str]) -> None:
        """Tell what is different in a play whose scenario has changed, if anything is."""
        from scr_sim.tui.screens.scenario_changed import ChangedScreen

        if len(lines) == 1:
            self.tell(lines[0], serious=True)
        elif lines:
            self.push_screen(ChangedScreen(lines))

    def resume(self, play_id: str) -> None:
        """Go on with a kept play, or open its debrief where it has ended."""
        self._resume(play_id)

    def open_debrief(self, play_id: str) -> None:
        """Open the debrief of a kept play, finished or not."""
        self._resume(play_id, debrief=True)

    def show_play(self, kept: Session) -> None:
        """Show a kept play, and its debrief when it ends."""
        from scr_sim.tui.screens.play import PlayScreen

        screen = PlayScreen(kept)

        def left(debrief_wanted: bool | None) -> None:
            if debrief_wanted:
                self.show_debrief(screen.kept)

        self.push_screen(screen, left)

    def show_debrief(self, kept: Session) -> None:
        """Show the debrief; from it the player may go back to a decision and choose again."""
        from scr_sim.tui.screens.debrief import DebriefScreen

        def done(again: Session | None) -> None:
            if again is not None:
                self.show_play(again)

        self.push_screen(DebriefScreen(kept), done)

    def earlier_play(self, play_id: str) -> Replayed | None:
        """Return a kept play as far as it still holds, or None where it cannot be had."""
        from scr_sim.scenario import ScenarioError
        from scr_sim.services import RecordError

        try:
            return self.records.replayed(play_id)
        except (RecordError, ScenarioError):
            return None

    # -- the palette

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the palette finds: this screen's commands, scenarios, themes, leaving."""
        if isinstance(screen, CommandScreen):
            yield from screen.commands()
        if isinstance(screen, CommandScreen) and screen.LEADS_ON:
            for index, checked in enumerate(self.library or ()):
                if checked.scenario is not None:
                    yield SystemCommand(
                        f"Play: {checked.scenario.title}",
                        checked.scenario.role,
                        lambda at=index: self.action_play_scenario(at),
                    )
        if not self.colourless:
            for name, label in themes.NAMES.items():
                yield SystemCommand(
                    f"Colours: {label}",
                    "Change the colours.",
                    lambda chosen=name: self._choose_theme(chosen),
                )
        if not isinstance(screen, CardScreen):
            yield SystemCommand("Close scr-sim", "Everything is kept.", lambda: self.exit(0))

    def _choose_theme(self, name: str) -> None:
        self.records.settings.theme = name
        self.theme = name


def _first_month(checked: Checked) -> int:
    from scr_sim.tui.widgets.timeline import stretch

    placed = stretch(checked.scenario) if checked.scenario else None
    return placed.first if placed else 10_000


def run(
    open_with: str | None,
    go_on: str | None,
    branches: tuple[str, ...] = (),
    case: str | None = None,
) -> int:
    """Run the app and return the exit status. What ended it badly is raised."""
    app = SimApp(open_with, go_on, branches=branches, case=case)
    try:
        return run_app(app)
    finally:
        trouble = app.close_records()
        if trouble:
            output.warn(trouble)

"""What a screen's help lists is bound there and does something there."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from scr_sim.group import commands as asked
from scr_sim.group.shared_types import Phase
from scr_sim.scenario import load_case
from scr_sim.services import begin_case, open_step
from scr_sim.text.commands import Command
from scr_sim.tui.base import CommandScreen, KeyedScreen
from scr_sim.tui.group.console import ConsoleScreen
from scr_sim.tui.group.wall import WallScreen
from scr_sim.tui.preview.app import PreviewApp
from scr_sim.tui.preview.desk import DeskScreen
from scr_sim.tui.screens.branches import BranchesScreen
from scr_sim.tui.screens.briefing import BriefingScreen
from scr_sim.tui.screens.case import CaseDebriefScreen, CaseScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.look_back import LookBackScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.screens.settings import SettingsScreen
from scr_sim.tui.screens.training_record import TrainingRecordScreen
from tests.app_driver import SMALL, act, opened, read_on, settle, start_playing
from tests.group.examples import WALLS
from tests.group.rooms import Table
from tests.group.tables import TableHost
from tests.services.test_cases import put_case
from tests.tui.consoles import at_console
from tests.tui.test_wall import shown as shown_wall

Opened = AbstractAsyncContextManager[tuple[App[int], Pilot[int]]]
#: So many turns of the app are waited for a key's effect: more than any machine needs.
TURNS = 1_000


@asynccontextmanager
async def home() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((60, 20)) as found:
        await found[1].press("down", "down")  # the second scenario has a branch
        yield found


@asynccontextmanager
async def briefing() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((60, 20), SMALL) as found:
        yield found


@asynccontextmanager
async def play() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((60, 20), "headlice-account") as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("a")
        await settle(pilot)
        await read_on(app, pilot)
        yield app, pilot


@asynccontextmanager
async def debrief() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        yield app, pilot


@asynccontextmanager
async def look_back() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        for key in ("q", "l"):
            await pilot.press(key)
            await settle(pilot)
        yield app, pilot


@asynccontextmanager
async def training_record() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with look_back() as (app, pilot):
        assert await until(pilot, lambda: isinstance(app.screen, LookBackScreen))
        await pilot.press("t")
        assert await until(pilot, lambda: isinstance(app.screen, TrainingRecordScreen))
        yield app, pilot


@asynccontextmanager
async def settings() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("s")
        await settle(pilot)
        yield app, pilot


@asynccontextmanager
async def branches() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with home() as (app, pilot):
        await pilot.press("b")
        await settle(pilot)
        yield app, pilot


@asynccontextmanager
async def desk() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    app = PreviewApp(Path(SMALL))
    async with app.run_test(size=(100, 30)) as pilot:
        assert await until(pilot, lambda: "Thank the parent" in shown(app))
        await pilot.press("1")
        assert await until(pilot, lambda: "1 ✓ Ring the office" in shown(app))
        yield app, pilot


@asynccontextmanager
async def case() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    folder = Path(os.environ["SCR_SIM_HOME"]) / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    loaded = load_case(put_case(folder))
    async with opened((60, 20)) as (app, pilot):
        played = begin_case(loaded, loaded.file)
        open_step(app.records, played, 0).session.take("accept")
        app.open_case(loaded)
        await settle(pilot)
        yield app, pilot


@asynccontextmanager
async def case_debrief() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with case() as (app, pilot):
        await pilot.press("d")
        assert await until(pilot, lambda: isinstance(app.screen, CaseDebriefScreen))
        yield app, pilot


@asynccontextmanager
async def wall_of_a_room() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    async with shown_wall((80, 24), WALLS["briefing"]) as (app, pilot, _):
        yield app, pilot


@asynccontextmanager
async def console() -> AsyncIterator[tuple[App[int], Pilot[int]]]:
    with TemporaryDirectory() as folder:
        async with at_console(Path(folder), (60, 20), people=3) as (app, pilot, _):
            yield app, pilot


#: Where a room stands so that a command of the console makes sense.
PHASES: dict[str, Phase] = {
    "hands": "vote",
    "reveal": "vote",
    "void": "vote",
    "decide": "revealed",
    "vote_again": "revealed",
    "evidence": "evidence",
    "timer": "discussion",
    "turn_on": "briefing",
    "turn_back": "briefing",
    "actions": "ended",
}


def stand(screen: ConsoleScreen, action: str) -> None:
    """Bring the room to where a command of the console makes sense."""
    host = screen.host
    assert isinstance(host, TableHost)
    host.table = table = Table("headlice-account")
    table.join(3)
    wanted = PHASES.get(action, "lobby")
    if wanted == "ended":
        table.do(asked.End())
    while table.room.phase != wanted:
        if wanted == "revealed" and table.room.phase == "vote":
            table.do(asked.RevealEarly(seen=table.room.turn))
        else:
            table.on()
            table.wait(5_000)
    if action == "decide":
        table.on()  # nobody has voted: the rule gives no choice
    if action == "turn_back":
        table.do(asked.TurnPage(page=1))
    screen.body.focus()
    screen.show(host.view(), fresh=True)


SCREENS: dict[type[CommandScreen[Any]], Callable[[], Opened]] = {
    HomeScreen: home,
    BriefingScreen: briefing,
    PlayScreen: play,
    DebriefScreen: debrief,
    LookBackScreen: look_back,
    TrainingRecordScreen: training_record,
    SettingsScreen: settings,
    BranchesScreen: branches,
    DeskScreen: desk,
    CaseScreen: case,
    CaseDebriefScreen: case_debrief,
    WallScreen: wall_of_a_room,
    ConsoleScreen: console,
}


def shown(app: App[int]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def state(app: App[int]) -> tuple[object, ...]:
    """Return what a person could notice."""
    marked = app.focused.highlighted if isinstance(app.focused, OptionList) else None
    return app.screen, app.focused, marked, shown(app), app.is_running


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> bool:
    """Wait until something holds; return whether it came about."""
    for _ in range(TURNS):
        if holds():
            await pilot.pause()
            return True
        await pilot.pause(0.01)
    return False


async def changes(app: App[int], pilot: Pilot[int], before: tuple[object, ...]) -> bool:
    """Wait until a person could notice that something is not as it was before."""
    return await until(pilot, lambda: state(app) != before)


async def heeded(app: App[int], pilot: Pilot[int]) -> None:
    """Wait until keys act on what is shown."""

    def heeds() -> bool:
        return not isinstance(app.screen, KeyedScreen) or app.screen.heeds(Message().time)

    assert await until(pilot, heeds)


def prepare(screen: CommandScreen[Any], command: Command) -> None:
    """Bring about what a command needs in order to do something."""
    if isinstance(screen, HomeScreen):
        screen.action_all()  # in the search every letter is written
    if isinstance(screen, LookBackScreen):
        screen.tabs.active = "plays"
        screen.rows.focus()
    if isinstance(screen, TrainingRecordScreen):
        screen.query(OptionList).first().focus()
    if isinstance(screen, PlayScreen) and command.action in {"read_up", "read_down", "scene"}:
        bottom = command.action != "read_down"
        screen.story.scroll_to(y=screen.story.max_scroll_y if bottom else 0, animate=False)
    if isinstance(screen, ConsoleScreen):
        stand(screen, command.action)
    if isinstance(screen, WallScreen):
        screen.action_turn_back()
        screen.action_turn_back()
        if command.action == "turn_back":
            screen.action_turn_on()
    if isinstance(screen, DeskScreen) and command.action == "scene":
        screen.action_map()
    if isinstance(screen, DeskScreen) and command.action == "state":
        screen.action_problems()


#: What leads away from a screen for good: it comes last, as the app is opened anew after it.
LEAVING = {"leave", "start", "choose_again"}
#: By what key one comes back to a screen that is left, from the one below it.
BACK: dict[type[CommandScreen[Any]], str] = {
    LookBackScreen: "l",
    TrainingRecordScreen: "t",
    SettingsScreen: "s",
    BranchesScreen: "b",
    CaseDebriefScreen: "d",
}


def fewer_screens(app: App[int], than: int) -> bool:
    return len(app.screen_stack) < than


async def come_back(app: App[int], pilot: Pilot[int], kind: type[CommandScreen[Any]]) -> None:
    """Open a screen again that was left for the one below it."""
    await heeded(app, pilot)
    await pilot.press(BACK[kind])
    assert await until(pilot, lambda: isinstance(app.screen, kind))


@pytest.mark.slow
@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.__name__)
async def test_every_key_of_the_help_does_something(
    kind: type[CommandScreen[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a page is saved into the current folder
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    table = sorted(kind.TABLE, key=lambda command: command.action in LEAVING)
    keys = [(key, command) for command in table for key in command.keys.split(",")]
    while keys:
        async with SCREENS[kind]() as (app, pilot):
            screen = app.screen
            assert isinstance(screen, kind)
            while keys and app.screen is screen:
                key, command = keys.pop(0)
                prepare(screen, command)
                await pilot.pause()
                await heeded(app, pilot)
                assert key == "ctrl+p" or key in app.screen.active_bindings, key
                before = state(app)
                await pilot.press(key)
                changed = await changes(app, pilot, before)
                assert changed, f"{key} ({command.label}) does nothing"
                if not app.is_running or app.return_value is not None:
                    break
                while app.screen is not screen and screen in app.screen_stack:
                    await heeded(app, pilot)
                    above = len(app.screen_stack)
                    await pilot.press("q" if isinstance(app.screen, PlayScreen) else "escape")
                    closed = await until(pilot, partial(fewer_screens, app, above))
                    assert closed, f"{app.screen} does not close"
                if keys and app.screen is not screen and kind in BACK:
                    await come_back(app, pilot, kind)
                    screen = app.screen
                    assert isinstance(screen, kind)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (HomeScreen, ("up", "enter")),
        (PlayScreen, ("up", "down", "1")),
        (PlayScreen, ("b",)),
        (PlayScreen, ("pageup", "pagedown")),
        (BriefingScreen, ("down", "up", "pagedown", "pageup")),
        (DebriefScreen, ("down", "up", "pagedown", "pageup")),
        (LookBackScreen, ("enter",)),
        (SettingsScreen, ("down", "up", "enter")),
        (BranchesScreen, ("enter",)),
        (CaseScreen, ("up", "down", "enter")),
        (CaseDebriefScreen, ("pagedown", "up")),
        (DeskScreen, ("down", "up", "tab", "escape", "4")),
        (WallScreen, ("right", "left")),
        (ConsoleScreen, ("tab",)),
    ],
    ids=str,
)
async def test_every_key_that_moves_does_something(
    kind: type[CommandScreen[Any]], keys: tuple[str, ...]
) -> None:
    async with SCREENS[kind]() as (app, pilot):
        assert kind.MOVES
        for key in keys:
            await heeded(app, pilot)
            before = state(app)
            await pilot.press(key)
            changed = await changes(app, pilot, before)
            assert changed, f"{key} does nothing"


async def test_the_help_tells_only_what_its_screen_can_do() -> None:
    for kind in SCREENS:
        moves = dict(kind.MOVES)
        assert ("a to f" in moves) == (kind is PlayScreen)
        assert ("1 to 9" in moves) == (kind in {PlayScreen, DeskScreen})
    async with play() as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        told = [str(text.content) for text in app.screen.query(Static)]
        assert {"1 to 9", "a to f"} <= set(told)

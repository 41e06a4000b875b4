"""A key acts on what was shown when it was pressed, or does nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.message import Message
from textual.screen import Screen

from scr_sim import load
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.base import KeyedScreen
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.deletion import SureScreen
from scr_sim.tui.screens.help import HelpScreen
from scr_sim.tui.screens.look_back import LookBackScreen
from scr_sim.tui.screens.pause import PauseScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.screens.reasons import ReasonsScreen
from tests.app_driver import (
    FILES,
    SMALL,
    act,
    opened,
    playing,
    read_on,
    rows,
    settle,
    start_playing,
    told,
    type_at_once,
)


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        (("1", "2"), "accept-account"),
        (("1", "1"), "accept-account"),
        (("1", "a"), "accept-account"),
        (("a", "1"), "?ring-office"),
        (("a", "a", "b", "1", "enter"), "?ring-office"),
        (("1", "u"), "accept-account"),
        (("end", "home", "enter", "1"), "?ring-office"),
    ],
    ids=" ".join,
)
async def test_the_first_of_several_quick_keys_is_the_one_that_counts(
    keys: tuple[str, ...], taken: str
) -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        type_at_once(app, *keys)
        await settle(pilot)
        await read_on(app, pilot)
        assert screen.kept.play.actions_taken == (taken,)


@pytest.mark.parametrize("quick", ["enter", "space", "right_square_bracket", "pagedown"])
async def test_what_came_of_a_choice_is_not_passed_by_a_key_pressed_before(quick: str) -> None:
    async with opened((60, 20), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        type_at_once(app, "1")
        await settle(pilot)
        slowly = rows(app)
    async with opened((60, 20), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        type_at_once(app, "1", quick, quick, quick)
        await settle(pilot)
        assert rows(app) == slowly


async def test_quick_keys_read_no_more_than_a_page_that_was_not_seen() -> None:
    async with opened((60, 20), "headlice-account") as (app, pilot):
        await pilot.press("enter")
        await settle(pilot)
        type_at_once(app, "space")
        await settle(pilot)
        once = rows(app)
    async with opened((60, 20), "headlice-account") as (app, pilot):
        await pilot.press("enter")
        await settle(pilot)
        type_at_once(app, *["space"] * 12)
        await settle(pilot)
        assert rows(app) == once


async def test_a_key_meant_for_the_choices_is_not_written_into_the_reasons() -> None:
    records = Records.open()
    records.settings.reasons = True
    async with opened((80, 24), SMALL, records=records) as (app, pilot):
        screen = await start_playing(app, pilot)
        type_at_once(app, "1", "2", "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReasonsScreen)
        assert not screen.kept.play.actions_taken
        await pilot.press(*"so", "enter")
        await settle(pilot)
        assert Records.open().plays()[0].actions[0].reason == "so"
        assert screen.kept.play.actions_taken[-1] == "accept-account"


async def test_a_key_meant_for_the_choices_does_not_show_notes() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        type_at_once(app, "2", "s", "s")
        await settle(pilot)
        assert isinstance(app.screen, CiteScreen)
        await pilot.press("escape")
        await settle(pilot)
        await act(app, pilot, "show-tray@")
        assert screen.kept.play.actions_taken == ("show-tray@",)


async def test_after_a_refusal_the_next_key_counts() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        type_at_once(app, "3")  # locked
        await settle(pilot)
        await act(app, pilot, "accept-account")
        assert screen.kept.play.actions_taken == ("accept-account",)


async def test_going_back_twice_at_once_goes_back_once() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        await act(app, pilot, "accept-account")
        type_at_once(app, "u", "u")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("?ring-office",)


async def test_a_play_is_not_deleted_by_a_key_pressed_before_the_question_stood() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        assert isinstance(app.screen, LookBackScreen)
        type_at_once(app, "d", "d")
        await settle(pilot)
        assert isinstance(app.screen, SureScreen)
        assert len(Records.open().plays()) == 1


@pytest.mark.parametrize("seed", range(4))
async def test_a_storm_of_keys_takes_one_action_for_each_screen_that_stood(seed: int) -> None:
    random = Random(seed)
    keys = ["1", "2", "3", "4", "a", "b", "c", "enter", "space", "up", "down", "home", "end"]
    keys += ["left_square_bracket", "right_square_bracket", "pagedown", "p", "n", "tab"]
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        for _ in range(12):
            before = screen.kept.play.actions_taken
            type_at_once(app, *random.choices(keys, k=40))
            await settle(pilot)
            after = screen.kept.play.actions_taken
            assert after[: len(before)] == before
            assert len(after) <= len(before) + 1
            while app.screen is not screen and not isinstance(app.screen, DebriefScreen):
                await pilot.press("escape")
                await settle(pilot)
        assert [a.word for a in Records.open().plays()[0].actions] == list(
            screen.kept.play.actions_taken
        )


@pytest.mark.parametrize(
    ("key", "to"), [("enter", PlayScreen), ("p", PauseScreen), ("question_mark", HelpScreen)]
)
async def test_a_key_pressed_as_soon_as_a_screen_stands_counts(
    key: str, to: type[Screen[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal is at work beside the app: it shows a frame before the app takes note of it."""
    take_note = SimApp.post_display_hook
    pressed = False

    def press(app: SimApp) -> None:
        nonlocal pressed
        if not pressed and "You are: Class teacher" in rows(app):
            pressed = True
            type_at_once(app, key)
        take_note(app)

    monkeypatch.setattr(SimApp, "post_display_hook", press)
    async with opened((80, 24), SMALL) as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, to)


async def test_a_pause_stands_however_often_its_key_is_pressed() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        type_at_once(app, "p", "p", "p", "p")
        await settle(pilot)
        assert isinstance(app.screen, PauseScreen)


def names(app: SimApp) -> list[str]:
    return [type(screen).__name__ for screen in app.screen_stack]


def begun() -> None:
    """Leave a play of the small scenario to go on with."""
    Records.open().begin(load(SMALL), SMALL)


@pytest.mark.parametrize(
    ("on_the_way", "key", "opened_by_it"),
    [
        ((), "enter", ["HomeScreen", "PlayScreen"]),
        ((), "g", ["HomeScreen", "PlayScreen"]),
        (("down",), "enter", ["HomeScreen", "BriefingScreen"]),
        (("down", "enter"), "enter", ["HomeScreen", "PlayScreen"]),
        (("l",), "enter", ["HomeScreen", "LookBackScreen", "DebriefScreen"]),
    ],
    ids=["go on", "g", "a scenario", "a briefing", "a kept play"],
)
async def test_a_key_pressed_thrice_at_once_opens_one_screen(
    on_the_way: tuple[str, ...], key: str, opened_by_it: list[str]
) -> None:
    begun()
    async with opened((60, 20)) as (app, pilot):
        for step in on_the_way:
            await pilot.press(step)
            await settle(pilot)
        type_at_once(app, key, key, key)
        await settle(pilot)
        assert names(app) == opened_by_it
        assert not playing_anything(app) or not playing(app).kept.play.actions_taken


def playing_anything(app: SimApp) -> bool:
    return isinstance(app.screen, PlayScreen)


async def test_enter_pressed_before_the_scenarios_were_read_goes_on_with_no_kept_play(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun()
    read = SimApp._library_read

    def pressed_meanwhile(app: SimApp, *found: Any) -> None:
        type_at_once(app, "enter", "enter")
        read(app, *found)

    monkeypatch.setattr(SimApp, "_library_read", pressed_meanwhile)
    async with opened((60, 20)) as (app, pilot):
        assert names(app) == ["HomeScreen"]
        await pilot.press("enter")
        await settle(pilot)
        assert names(app) == ["HomeScreen", "PlayScreen"]


async def test_what_is_typed_quickly_into_the_search_is_all_there() -> None:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("slash")
        await settle(pilot)
        type_at_once(app, *"headlice")
        await settle(pilot)
        assert "headlice" in rows(app)


async def test_enter_takes_nothing_that_was_not_marked() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert not screen.kept.play.actions_taken
        assert "mark a row with ↑ and ↓" in told(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert screen.kept.play.actions_taken == ("?ring-office",)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_enter_held_down_reads_on_and_never_decides(
    size: tuple[int, int], tmp_path: Path
) -> None:
    """A choice without an outcome leads straight on: Enter, meant for “Go on”, comes too late."""
    text = Path(SMALL).read_text(encoding="utf-8")
    assert "        outcome: The parent smiles.\n" in text
    shutil.copy(FILES / "small-review.yaml", tmp_path)
    story = tmp_path / "small.yaml"
    story.write_text(text.replace("        outcome: The parent smiles.\n", ""), encoding="utf-8")
    async with opened(size, str(story)) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.press("1")
        await settle(pilot)
        taken = screen.kept.play.actions_taken
        assert len(taken) == 1
        for _ in range(12):
            if isinstance(app.screen, PlayScreen) and not screen.kept.play.finished:
                await pilot.press("enter")
                await settle(pilot)
        assert screen.kept.play.actions_taken == taken


async def test_putting_the_program_aside_holds_no_keys() -> None:
    async with opened() as (app, _):
        screen = app.screen
        assert isinstance(screen, KeyedScreen)
        screen.key_done("ctrl+z")
        assert screen.heeds(Message().time)
        screen.key_done("enter")
        assert not screen.heeds(Message().time)

"""The footer: help first, more of what can be done where there is room, and what is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from scr_sim import load
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.look_back import LookBackScreen
from scr_sim.tui.screens.pause import PauseScreen
from scr_sim.tui.widgets.footer import KeyFooter, KeyLabel
from tests.app_driver import SMALL, opened, rows, settle, start_playing


def footer(screen: str) -> str:
    return screen.rstrip().splitlines()[-1]


async def looking_back(app: SimApp, pilot: Pilot[int]) -> LookBackScreen:
    """Open look back from the first screen."""
    await pilot.press("l")
    await settle(pilot)
    assert isinstance(app.screen, LookBackScreen)
    return app.screen


@pytest.fixture
def play(home: Path) -> str:
    kept = Records.open().begin(load(SMALL), SMALL)
    for action in ("accept-account", "accept"):
        kept.take(action)
    return kept.id


async def test_the_debrief_names_saving_and_comparing_where_there_is_room(play: str) -> None:
    async with opened((60, 20), go_on=play) as (app, pilot):
        narrow = footer(rows(app))
        assert narrow.startswith(" ? Help ")
        assert "Save" not in narrow
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        wide = footer(rows(app))
        assert wide.startswith(narrow)
        assert "c Compare" in wide
        assert "x Save a page" in wide
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert footer(rows(app)) == narrow


async def test_looking_back_names_tab_where_there_is_room_and_can_be_paused(play: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("l")
        await settle(pilot)
        assert footer(rows(app)).startswith(" ? Help ")
        assert "tab Next view" in footer(rows(app))
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, PauseScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, LookBackScreen)
        await pilot.press("slash", "p")
        await settle(pilot)
        assert isinstance(app.screen, LookBackScreen)
        assert "Next view" not in footer(rows(app))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_every_screen_says_that_what_is_played_is_not_kept(
    home: Path, size: tuple[int, int]
) -> None:
    home.mkdir()
    (home / "records.sqlite3").write_text("no database " * 500, encoding="utf-8")
    async with opened(size, SMALL) as (app, pilot):
        assert footer(rows(app)).startswith(" ? Help ")
        assert footer(rows(app)).endswith("! Not kept")
        if size == (140, 40):  # elsewhere it has to be scrolled to
            assert "Your choices are not kept at present" in rows(app)
        await start_playing(app, pilot)
        assert "Not kept" not in footer(rows(app))
        for key in ("n", "p", "question_mark"):
            await pilot.press(key)
            await settle(pilot)
            assert footer(rows(app)).endswith("! Not kept"), key
            await pilot.press("escape")
            await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        for key in ("l", "s"):
            await pilot.press(key)
            await settle(pilot)
            assert footer(rows(app)).endswith("! Not kept"), key
            await pilot.press("escape")
            await settle(pilot)


async def test_where_it_is_kept_nothing_is_said(play: str) -> None:
    async with opened((80, 24), go_on=play) as (app, _):
        assert "Not kept" not in rows(app)


async def test_it_asks_a_screen_that_goes_for_no_keys(
    play: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened((80, 24)) as (app, pilot):
        screen = await looking_back(app, pilot)
        keys = screen.query_one(KeyFooter)
        asked: list[str] = []
        monkeypatch.setattr(screen, "check_action", lambda action, _: asked.append(action))
        await keys.recompose()
        assert asked
        asked.clear()
        going = screen.remove()
        await keys.recompose()  # lists that are asked what is marked in them may be gone already
        assert asked == []
        await going


async def test_it_asks_for_no_keys_where_the_lists_of_a_screen_are_gone_already(
    play: str,
) -> None:
    async with opened((80, 24)) as (app, pilot):
        screen = await looking_back(app, pilot)
        await screen.rows.remove()
        await screen.query_one(KeyFooter).recompose()
        assert "Back" in rows(app).splitlines()[-1]


async def test_a_click_on_a_key_presses_it(play: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("l")
        await settle(pilot)
        back = next(key for key in app.screen.query(KeyLabel) if "Back" in str(key.render()))
        await pilot.click(back)
        await settle(pilot)
        assert not isinstance(app.screen, LookBackScreen)

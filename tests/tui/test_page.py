"""Costs where things are chosen, and a page to read closely: mouse, arrows, letters, sizes."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.page import PageList, PageScreen
from tests.app_driver import (
    EVERYTHING,
    SIZES,
    act,
    opened,
    playing,
    read_on,
    rows,
    same_as_golden,
    settle,
    start_playing,
)


async def reading(app: SimApp, pilot: Pilot[int]) -> PageScreen:
    await start_playing(app, pilot)
    await pilot.press("a")
    await settle(pilot)
    assert isinstance(app.screen, PageScreen)
    return app.screen


async def test_a_cost_is_shown_where_it_is_chosen_with_what_is_left() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        assert "b · Look at the child  3 hours · 4 left" in rows(app)
        assert "1 of goodwill · 1 left" in rows(app)
        assert "3 hours · 4 left; 1 of goodwill · 1 left" in rows(app)


async def test_what_cannot_be_paid_for_says_what_there_is_not_enough_of() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        screen = await start_playing(app, pilot)
        await act(app, pilot, "?minutes@")
        assert "b   Look at the child  3 hours · 2 left · not enough time" in rows(app)
        assert "3 hours · 2 left · not enough time; 1 of goodwill · 1 left" in rows(app)
        for key in ("b", "3"):
            await pilot.press(key)
            await settle(pilot)
            assert "There is not enough time for this." in rows(app)
            assert screen.kept.play.actions_taken == ("?minutes@",)
        await act(app, pilot, "challenge")
    async with opened((80, 34), None, screen.kept.id) as (app, pilot):
        await read_on(app, pilot)
        assert "1 of goodwill · 0 left · not enough goodwill" in rows(app)


@pytest.mark.parametrize("keys", [("c", "b"), ("down", "space", "down", "space")])
async def test_lines_are_marked_by_letters_or_with_the_arrows(keys: tuple[str, ...]) -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        assert "Four pages, stapled." in rows(app)
        assert "What do you note down?" in rows(app)
        assert "You may note up to 2 lines; 0 marked." in rows(app)
        await pilot.press(*keys)
        await settle(pilot)
        assert "2 marked" in rows(app)
        assert "b [x]  Everybody agrees" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        # In the page's order, whichever was marked first.
        assert playing(app).kept.play.actions_taken == ("?minutes@threshold,form",)


async def test_a_click_marks_a_line_and_takes_its_mark_away() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.click(PageList, offset=(10, 4))
        await settle(pilot)
        assert "c [x]" in rows(app)
        await pilot.click(PageList, offset=(10, 4))
        await settle(pilot)
        assert "c [ ]" in rows(app)
        await pilot.click(PageList, offset=(10, 5))
        await pilot.click(PageList, offset=(10, 6))
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("?minutes@date",)


async def test_no_more_lines_are_marked_than_may_be_noted() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.press("a", "b", "c")
        await settle(pilot)
        assert "No more than 2 lines can be noted." in rows(app)
        await pilot.press("a", "c", "enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("?minutes@threshold,form",)


async def test_noting_nothing_is_asked_for_twice_or_chosen_by_its_row() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        assert "Nothing is marked." in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("?minutes@",)
        assert "You noted nothing down." in rows(app)


async def test_a_page_that_is_put_away_was_never_read() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.press("c", "escape")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ()
        assert "2 hours · 4 left" in rows(app)
        await act(app, pilot, "?minutes@form")


async def test_a_play_left_in_the_middle_of_a_page_goes_on_before_it() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.press("c", "ctrl+q")
    kept = Records.open().plays()[0]
    assert kept.actions == ()
    async with opened((80, 24), None, kept.id) as (app, pilot):
        await read_on(app, pilot)
        await act(app, pilot, "?minutes@form")
        assert playing(app).kept.play.notes == ("says-sent", "no-form")
    async with opened((80, 24), None, kept.id) as (app, pilot):
        assert "✓ Forms: none since May, see the tray." in rows(app)


async def test_the_story_and_the_notebook_show_what_was_noted() -> None:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "?minutes@form,date")
        assert "✓ Forms: none since May, see the tray." in rows(app)
        assert "Everybody agrees" not in rows(app)
        await pilot.press("n")
        await settle(pilot)
        shown = rows(app)
        assert "You noted down:" in shown
        assert "✓ Next meeting: to be agreed." in shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_page_at_three_sizes(size: tuple[int, int], request: pytest.FixtureRequest) -> None:
    async with opened(size, EVERYTHING) as (app, pilot):
        await reading(app, pilot)
        await pilot.press("c")
        await settle(pilot)
        name = f"page@{size[0]}x{size[1]}"
        same_as_golden(name, rows(app), renew=request.config.getoption("--renew-goldens"))

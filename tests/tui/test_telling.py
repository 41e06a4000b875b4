"""What is told in passing: it is told once, it goes in time, and choices stay in sight."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from tests.app_driver import SMALL, act, opened, playing, read_on, rows, settle, start_playing

REFUSED = "You have nothing to show yet."


async def refused(app: SimApp, pilot: Pilot[int]) -> None:
    await start_playing(app, pilot)
    for _ in range(3):
        await pilot.press("3")
        await settle(pilot)


async def test_the_same_is_told_once() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await refused(app, pilot)
        assert len(app.screen.query("Toast")) == 1


async def test_it_goes_with_the_next_key_that_does_something_and_stays_while_moving() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await refused(app, pilot)
        await pilot.press("down", "up")
        await settle(pilot)
        assert len(app.screen.query("Toast")) == 1
        await pilot.press("n")
        await settle(pilot)
        assert len(app.screen.query("Toast")) == 0


async def test_what_is_serious_stays_for_its_time() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        app.tell("The disk is full.", serious=True)
        app.tell("One step back.")
        await settle(pilot)
        assert "One step back." in rows(app)
        await pilot.press("n")
        await settle(pilot)
        assert "The disk is full." in rows(app)
        assert "One step back." not in rows(app)


async def test_it_covers_no_choice() -> None:
    async with opened((60, 20), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        app.tell("Something that takes a line or two to be said in full on a screen like this.")
        await settle(pilot)
        toast = app.screen.query_one("Toast")
        assert not toast.region.overlaps(screen.actions.region)
        assert not toast.region.overlaps(screen.top.region)


async def test_a_number_pressed_too_soon_says_how_to_read_on() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("1")
        await settle(pilot)
        assert playing(app).reading
        assert "Go on   Enter" in rows(app)
        await pilot.press("1", "2", "3")
        await settle(pilot)
        assert "Read on first: Enter." in rows(app)
        assert len(app.screen.query("Toast")) == 1
        assert len(Records.open().plays()[0].actions) == 1


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_meters_show_what_has_been_told_so_far(size: tuple[int, int]) -> None:
    async with opened(size, SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        await pilot.press("1")
        await settle(pilot)
        assert screen.reading
        shown = [line for line in rows(app).splitlines() if "Working relationship" in line]
        bars = {line.partition("Working relationship")[2].strip("│ ").split()[0] for line in shown}
        assert len(shown) == 2, "the outcome, and the strip or the notebook's column"
        assert bars == {"▰▰▰▰▱"}
        await read_on(app, pilot)
        assert "Working relationship  ▰▰▰▱▱" in rows(app)

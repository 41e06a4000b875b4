"""What does not fit is told: nobody chooses among three who is offered four."""

from __future__ import annotations

import re

import pytest
from textual.content import Content

from scr_sim.engine.beats import HeldNote
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.widgets.long_list import LongList
from tests.app_driver import (
    BUNDLED,
    EVERYTHING,
    SIZES,
    SMALL,
    opened,
    rows,
    settle,
    start_playing,
)

BELOW = re.compile(r"↓ (\d+) more")


def told(text: str) -> int:
    """Return how many rows a screen says to be below."""
    found = BELOW.findall(text)
    assert len(found) <= 1
    return int(found[0]) if found else 0


def not_in_sight(listed: LongList, text: str) -> int:
    """Return how many rows that can be taken do not stand on a screen from first line to last."""
    screen = [line.rstrip() for line in text.splitlines()]
    missing = 0
    for option in listed.options:
        assert isinstance(option.prompt, Content)
        lines = [line.strip() for line in option.prompt.plain.split("\n")]
        stands = any(
            all(line in there for line, there in zip(lines, screen[at:], strict=False))
            for at in range(len(screen) - len(lines) + 1)
        )
        missing += not stands and not option.disabled
    return missing


@pytest.mark.parametrize("size", [*SIZES, (100, 30)])
@pytest.mark.parametrize("name", [*BUNDLED, "closing-the-plan", "first-days"])
async def test_a_decision_says_how_much_of_it_is_below(name: str, size: tuple[int, int]) -> None:
    async with opened(size, name) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.pause()
        assert told(rows(app)) == not_in_sight(screen.actions, rows(app))
        screen.actions.scroll_end(animate=False)
        await settle(pilot)
        assert told(rows(app)) == 0
        screen.actions.scroll_home(animate=False)
        await settle(pilot)
        assert told(rows(app)) == not_in_sight(screen.actions, rows(app))


async def test_a_choice_that_is_below_is_told_until_it_is_come_to() -> None:
    async with opened((60, 20), "headlice-account") as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.pause()
        assert told(rows(app)) > 0
        await pilot.press("up")  # from none to the last
        await settle(pilot)
        assert told(rows(app)) == 0
        await pilot.resize_terminal(140, 60)
        await settle(pilot)
        assert told(rows(app)) == not_in_sight(screen.actions, rows(app)) == 0


@pytest.mark.parametrize("size", [(40, 12), (41, 16), *SIZES])
@pytest.mark.parametrize("name", [EVERYTHING, SMALL])
async def test_narrow_screens_are_told_the_truth(name: str, size: tuple[int, int]) -> None:
    async with opened(size, name) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.pause()
        assert screen.actions.rows_below() == lines_below(screen.actions)
        assert told(rows(app)) == screen.actions.rows_below()


def lines_below(listed: LongList) -> int:
    """Return how many rows lie below, as the list itself has laid its lines out."""
    last = listed.scroll_offset.y + listed.scrollable_content_region.height
    below = {index for at, (index, _) in enumerate(listed._lines) if at >= last}
    return sum(not listed.options[index].disabled for index in below)


@pytest.mark.parametrize("size", [(40, 12), (41, 16), (60, 20), (80, 24)])
async def test_the_notes_that_can_be_shown_say_how_many_are_below(size: tuple[int, int]) -> None:
    notes = [
        HeldNote(id=f"n{at}", kind="record", source=source, text="It was so. " * at, contradicts=())
        for at, source in enumerate(["An office " * 9, "Somebody", "The tray " * 12] * 3)
    ]
    async with opened(size, SMALL) as (app, pilot):
        card = CiteScreen("Which?", 2, notes)
        app.push_screen(card)
        await settle(pilot)
        await pilot.pause()
        for key in ("", "end", "home", "down", "enter", "down", "enter"):
            if key:
                await pilot.press(key)
                await settle(pilot)
            await pilot.pause()
            assert card.notes_list.rows_below() == lines_below(card.notes_list)
            assert card.notes_list.below == (
                f"↓ {lines_below(card.notes_list)} more" if lines_below(card.notes_list) else ""
            )


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (140, 40)])
async def test_a_page_says_how_many_of_its_lines_are_below(size: tuple[int, int]) -> None:
    async with opened(size, EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("a")
        await settle(pilot)
        page = app.screen
        assert isinstance(page, PageScreen)
        await pilot.pause()
        assert told(rows(app)) == not_in_sight(page.page_list, rows(app))
        page.page_list.scroll_end(animate=False)
        await settle(pilot)
        assert told(rows(app)) == 0

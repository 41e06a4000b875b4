"""Texts that have crashed or fooled screens are shown as they stand, and the app goes on."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.debrief import VIEWS, DebriefScreen
from scr_sim.tui.screens.play import PlayScreen
from tests.app_driver import FILES, act, opened, playing, read_on, rows, settle, start_playing

HOSTILE = str(FILES / "hostile.yaml")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (140, 40)])
@pytest.mark.parametrize("last", ["go", "cite@one,two", "shut"])
async def test_hostile_texts_are_played_to_the_end(size: tuple[int, int], last: str) -> None:
    async with opened(size, HOSTILE) as (app, pilot):
        screen = await start_playing(app, pilot)
        for action in ("?ask", "?look", last):
            await act(app, pilot, action)
        assert screen.kept.play.ending == "last"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        for _ in VIEWS:
            await pilot.press("right")
            await settle(pilot)


async def seen_on_the_way(app: SimApp, pilot: Pilot[int]) -> str:
    """Return everything that the screens of one hostile play showed, white space taken out."""
    seen = [rows(app)]
    for _ in range(8):
        await pilot.press("pagedown")
        await pilot.pause()
        seen.append(rows(app))
    await start_playing(app, pilot)
    for key in ("n", "escape", "question_mark", "escape"):
        await pilot.press(key)
        await settle(pilot)
        seen.append(rows(app))
    for action in ("?ask", "?look"):
        await act(app, pilot, action)
        seen.append(rows(app))
    await pilot.press("2")
    await settle(pilot)
    seen.append(rows(app))
    await pilot.press("escape")
    await settle(pilot)
    await pilot.press("1")
    await settle(pilot)
    seen.append(rows(app))
    await read_on(app, pilot)
    seen.append(rows(app))
    return "".join("".join(seen).split())


async def test_brackets_reach_the_screen_as_they_were_written() -> None:
    async with opened((140, 50), HOSTILE) as (app, pilot):
        seen = await seen_on_the_way(app, pilot)
        for text in (
            "[/first]",
            "[INFO]",
            "[@click=app.quit]cite[/]",
            "[/locked]because",
            "[/Mother]$HOME",
            "[/ask]which?",
            "[/outcome]",
            "[red]notred[/red]",
            "[x]ofboxes",
            "[/from]",
            "[/trust]",
        ):
            assert text in seen, text


async def test_a_click_on_a_disguised_action_does_nothing() -> None:
    async with opened((100, 40), HOSTILE) as (app, pilot):
        await start_playing(app, pilot)
        screen = rows(app).splitlines()
        at = next((y, row.index("[@click")) for y, row in enumerate(screen) if "[@click" in row)
        await pilot.click(offset=(at[1] + 18, at[0]))
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, PlayScreen)
        assert playing(app).kept.play.scene == "first"

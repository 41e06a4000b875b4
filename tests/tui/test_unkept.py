"""While nothing is kept: it is said once, why and what to do, and a pause is a quiet one."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.store.database import NAME
from scr_sim.tui.screens.pause import PauseScreen
from tests.app_driver import SIZES, SMALL, opened, rows, settle, start_playing, told

WHAT_TO_DO = "Move away what is in its place, or set SCR_SIM_HOME to a folder that you can write."


@pytest.fixture
def unkept(home: Path) -> None:
    """Put a folder in the place of the file."""
    (home / NAME).mkdir(parents=True)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_says_it_once_and_covers_it_with_nothing(
    unkept: None, size: tuple[int, int]
) -> None:
    async with opened(size) as (app, _):
        shown = words(rows(app))
        assert shown.count("What you play now is not kept:") == 1
        assert WHAT_TO_DO in shown
        assert "The first days" in shown
        assert "is not kept" not in told(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_pause_is_covered_by_nothing_and_says_why_and_what_to_do(
    unkept: None, size: tuple[int, int]
) -> None:
    async with opened(size, SMALL) as (app, pilot):
        assert "Move away what is in its place" in words(told(app))
        await start_playing(app, pilot)
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, PauseScreen)
        shown = words(rows(app))
        assert not [toast for toast in app.screen.query("Toast") if toast.display]
        assert "What you play now is not kept, as was told. Take the time you need." in shown
        assert "p or Esc goes on. ? shows whom to talk to." in shown
        assert WHAT_TO_DO in shown


async def test_a_pause_in_which_all_is_kept_says_no_more_than_that() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("p")
        await settle(pilot)
        assert words(rows(app)).startswith(
            "Paused Everything is kept. Take the time you need. p or Esc goes on. "
            "? shows whom to talk to. esc Go on"
        )


async def test_what_a_line_is_for_goes_on_below_it() -> None:
    async with opened((140, 40), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("p", "question_mark")
        await settle(pilot)
        shown = rows(app).splitlines()
        left = next(row for row in shown if "NSPCC helpline" in row).index("NSPCC")
        at = next(n for n, row in enumerate(shown) if "A child in danger now" in row)
        ends = next(n for n, row in enumerate(shown) if "Childline" in row)
        for row in shown[at:ends]:
            begins = len(row) - len(row.lstrip())
            assert begins == left + (0 if any(c.isdigit() for c in row) else 2)

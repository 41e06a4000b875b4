"""What the briefing offers: reasons and how sure, on one key, remembered."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll

from scr_sim.services import Records
from scr_sim.tui.screens.reasons import ReasonsScreen
from tests.app_driver import SMALL, opened, rows, settle, start_playing, told


async def test_one_key_asks_for_reasons_and_how_sure_and_is_remembered() -> None:
    async with opened((80, 40), SMALL) as (app, pilot):
        assert "your reasons and how sure you are: off." in " ".join(rows(app).split())
        await pilot.press("r")
        await settle(pilot)
        assert "your reasons and how sure you are: on." in " ".join(rows(app).split())
        settings = Records.open().settings
        assert settings.reasons
        assert settings.confidence
        await start_playing(app, pilot)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, ReasonsScreen)


async def test_one_of_the_two_is_told_and_the_key_asks_for_both_then_for_none() -> None:
    records = Records.open()
    records.settings.confidence = True
    async with opened((80, 40), SMALL, records=records) as (app, pilot):
        assert "how sure you are: how sure only." in " ".join(rows(app).split())
        await pilot.press("r")
        await settle(pilot)
        assert (records.settings.reasons, records.settings.confidence) == (True, True)
        await pilot.press("r")
        await settle(pilot)
        assert (records.settings.reasons, records.settings.confidence) == (False, False)


async def test_it_can_be_done_in_the_smallest_terminal_by_its_footer() -> None:
    async with opened((60, 20), SMALL) as (app, _):
        assert "r Reasons" in rows(app).splitlines()[-1]


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_a_key_changes_is_told_where_its_line_is_out_of_sight(
    size: tuple[int, int],
) -> None:
    async with opened(size, "headlice-account") as (app, pilot):
        await settle(pilot)
        assert "how sure you are" not in rows(app)
        for now in ("on", "off"):
            await pilot.press("r")
            await settle(pilot)
            assert f"your reasons and how sure you are: {now}." in told(app)
        await pilot.press("g")
        await settle(pilot)
        assert "Gentler wording, where the author offers one: on." in told(app)


async def test_a_page_that_is_turned_stands_at_once_and_does_not_slide() -> None:
    async with opened((60, 20), "headlice-account") as (app, pilot):
        page = app.screen.query_one(VerticalScroll)
        stood: list[float] = []
        app.screen.watch(page, "scroll_y", lambda y: stood.append(y), init=False)
        await pilot.press("pagedown")
        await settle(pilot)
        assert len(stood) == 1
        assert stood[0] > 0

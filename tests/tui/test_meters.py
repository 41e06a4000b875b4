"""Where things stand, beside the story: every meter whole, with its name and its value."""

from __future__ import annotations

import pytest

from scr_sim.engine.beats import Meter
from scr_sim.tui.presenters import play_view
from tests.app_driver import BUNDLED, opened, rows, start_playing


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (99, 30), (140, 40)])
@pytest.mark.parametrize("name", BUNDLED)
async def test_no_meter_is_cut_or_broken_at_any_width(name: str, size: tuple[int, int]) -> None:
    async with opened(size, name) as (app, pilot):
        screen = await start_playing(app, pilot)
        meters = screen.kept.play.meters
        assert len(meters) >= 5
        for one in meters:
            assert f"{one.label}  {play_view.bar(one).plain}" in rows(app)
        assert "…" not in "".join(row for row in rows(app).splitlines() if "▰" in row)


async def test_meters_are_laid_anew_where_the_terminal_grows_narrower() -> None:
    async with opened((99, 30), BUNDLED[0]) as (app, pilot):
        screen = await start_playing(app, pilot)
        for width in (60, 72, 99):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            for one in screen.kept.play.meters:
                assert f"{one.label}  {play_view.bar(one).plain}" in rows(app)


def test_more_meters_than_there_is_room_for_are_counted_and_where_they_are_is_said() -> None:
    many = [
        Meter(id=f"m{n}", label=f"The matter {n}", value=n, lowest=0, highest=9) for n in range(10)
    ]
    shown = play_view.meter_strip(many, 60).plain.splitlines()
    assert len(shown) == 3
    assert all(len(row) <= 60 for row in shown)
    named = sum(row.count("The matter") for row in shown)
    assert shown[-1].endswith(f"   {10 - named} more: n")
    assert play_view.meter_strip(many[:6], 60).plain.count("The matter") == 6

"""What a person sees at the sizes that matter, and that nothing breaks at the others."""

from __future__ import annotations

import pytest

from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.play import PlayScreen
from tests.app_driver import SIZES, SMALL, act, opened, rows, same_as_golden, settle, start_playing

HEADLICE = "headlice-account"


def name_of(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-goldens"))


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_home(size: tuple[int, int], renew: bool) -> None:
    async with opened(size) as (app, _):
        same_as_golden(f"home@{name_of(size)}", rows(app), renew=renew)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_briefing(size: tuple[int, int], renew: bool) -> None:
    async with opened(size, SMALL) as (app, _):
        same_as_golden(f"briefing@{name_of(size)}", rows(app), renew=renew)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_play(size: tuple[int, int], renew: bool) -> None:
    async with opened(size, SMALL) as (app, pilot):
        await start_playing(app, pilot)
        same_as_golden(f"play@{name_of(size)}", rows(app), renew=renew)
        await act(app, pilot, "?ring-office")
        same_as_golden(f"play-enquired@{name_of(size)}", rows(app), renew=renew)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_citing(size: tuple[int, int], renew: bool) -> None:
    async with opened(size, SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, CiteScreen)
        await pilot.press("down", "space")
        await settle(pilot)
        same_as_golden(f"citing@{name_of(size)}", rows(app), renew=renew)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_debrief(size: tuple[int, int], renew: bool) -> None:
    async with opened(size, SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("?ring-office", "show-tray@says-sent,tray-empty", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        same_as_golden(f"debrief@{name_of(size)}", rows(app), renew=renew)
        for view in ("findings", "unseen", "ways", "words"):
            await pilot.press("right")
            await settle(pilot)
            same_as_golden(f"debrief-{view}@{name_of(size)}", rows(app), renew=renew)


@pytest.mark.parametrize(
    "size", [(40, 12), (41, 13), (60, 20), (79, 21), (99, 30), (100, 22), (200, 60)], ids=name_of
)
async def test_no_size_breaks_a_play(size: tuple[int, int]) -> None:
    async with opened(size, HEADLICE) as (app, pilot):
        await start_playing(app, pilot)
        for key in ("n", "escape", "question_mark", "escape", "p", "escape", "1"):
            await pilot.press(key)
            await settle(pilot)
        assert "Traceback" not in rows(app)


@pytest.mark.parametrize("screen", ["home", "play", "debrief"])
async def test_resizing_never_breaks(screen: str) -> None:
    async with opened((80, 24), None if screen == "home" else SMALL) as (app, pilot):
        if screen != "home":
            await start_playing(app, pilot)
        if screen == "debrief":
            for action in ("accept-account", "accept"):
                await act(app, pilot, action)
            await pilot.press("enter")
            await settle(pilot)
        for size in ((200, 60), (20, 6), (1, 1), (40, 12), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        kind = {"home": HomeScreen, "play": PlayScreen, "debrief": DebriefScreen}[screen]
        assert isinstance(app.screen, kind)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_footer_fits_and_begins_with_help(size: tuple[int, int]) -> None:
    async with opened(size, SMALL) as (app, pilot):
        await start_playing(app, pilot)
        last = rows(app).splitlines()[-1]
        assert last.strip().startswith("? Help  q Leave")
        assert last.endswith("s Scene")  # the last of them, whole
        shown = {b.binding for b in app.screen.active_bindings.values() if b.binding.show}
        assert all(binding.description in last for binding in shown)


@pytest.mark.parametrize("screen", ["home", "briefing", "debrief", "look back", "settings"])
async def test_every_footer_is_short_and_begins_with_help(screen: str) -> None:
    async with opened((80, 24), SMALL if screen in {"briefing", "debrief"} else None) as opening:
        app, pilot = opening
        if screen == "debrief":
            await start_playing(app, pilot)
            for action in ("accept-account", "accept"):
                await act(app, pilot, action)
            await pilot.press("enter")
        elif screen in {"look back", "settings"}:
            await pilot.press(screen[0])
        await settle(pilot)
        footer = rows(app).splitlines()[-1].strip()
        assert footer.startswith(("? Help  q Quit", "? Help  esc Back"))
        shown = {b.binding.action for b in app.screen.active_bindings.values() if b.binding.show}
        assert len(shown) <= 5

"""The wall: what a room reads from the back, and that it comes back by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from scr_sim.group.views import WallView
from scr_sim.tui.group.wall import WallScreen
from scr_sim.tui.group.wall_app import WallApp
from scr_sim.tui.presenters.wall_view import pages
from scr_sim.tui.widgets.qr_code import qr_code
from tests.app_driver import rows, same_as_golden, settle, until
from tests.group.examples import WALLS, wall
from tests.tui.consoles import says

SIZES = ((60, 20), (80, 24), (100, 30), (140, 40))
ADDRESS = "http://192.168.100.100:8080/"
NOW = 125_000


class Given:
    """A server that gives what a test puts, and raises what it is told to."""

    def __init__(self, *views: WallView) -> None:
        self.queue: asyncio.Queue[WallView | BaseException] = asyncio.Queue()
        self.closed = False
        self.asked = False
        for view in views:
            self.put(view)

    def put(self, what: WallView | BaseException) -> None:
        self.queue.put_nowait(what)

    async def next_view(self, after: int) -> tuple[WallView, int]:
        self.asked = True
        found = await self.queue.get()
        self.asked = False
        if isinstance(found, BaseException):
            raise found
        return found, NOW

    async def close(self) -> None:
        self.closed = True

    def all_shown(self) -> bool:
        """Whether the wall has shown all that there was, and asks for more."""
        return self.asked and self.queue.empty()


@asynccontextmanager
async def shown(
    size: tuple[int, int], *views: WallView
) -> AsyncIterator[tuple[WallApp, Pilot[int], Given]]:
    source = Given(*views)
    app = WallApp(source, ADDRESS, lambda: NOW)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, source.all_shown)
        yield app, pilot, source


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-goldens"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", WALLS)
async def test_what_a_room_sees(name: str, size: tuple[int, int], renew: bool) -> None:
    async with shown(size, WALLS[name]) as (app, _, _):
        same_as_golden(f"wall-{name}@{size[0]}x{size[1]}", rows(app), renew=renew)


@pytest.mark.parametrize("width", [20, 54, 74, 94, 134])
@pytest.mark.parametrize("lines", [3, 11, 15, 21, 31])
@pytest.mark.parametrize("name", WALLS)
def test_never_more_than_twelve_lines_at_a_time(name: str, lines: int, width: int) -> None:
    for page in pages(WALLS[name], width, lines):
        assert len(page.wrap(width)) <= min(12, lines)


def test_every_word_of_a_scene_is_on_one_of_its_pages() -> None:
    view = WALLS["briefing"]
    told = " ".join(page.plain for page in pages(view, 76, 12))
    assert told.split() == view.scene.text.split()


async def test_pages_are_turned_by_keys_and_by_the_console() -> None:
    async with shown((100, 30), wall(phase="briefing", page=1)) as (app, pilot, source):
        assert says(app, "Page 2 of")
        await pilot.press("space")
        assert says(app, "Page 3 of")
        await pilot.press(*["left"] * 9)
        assert says(app, "Page 1 of")
        source.put(wall(phase="briefing", page=2, revision=13))
        await until(pilot, lambda: says(app, "Page 3 of"))
        source.put(wall(phase="vote", page=0, revision=14))
        await until(pilot, lambda: says(app, "What do you do?"))


async def test_what_comes_again_does_not_turn_a_page_back() -> None:
    async with shown((100, 30), wall(phase="briefing")) as (app, pilot, source):
        await pilot.press("space")
        source.put(wall(phase="briefing", people=15, revision=13))
        await until(pilot, source.all_shown)
        assert says(app, "Page 2 of")


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), OSError("gone")])
async def test_a_lost_server_is_said_and_the_wall_comes_back_by_itself(
    error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WallScreen, "RETRY", 0)
    assert WallScreen.PATIENCE < 5
    async with shown((100, 30), wall()) as (app, pilot, source):
        source.put(error)
        await until(pilot, lambda: says(app, "does not answer. Trying again"))
        assert says(app, "Take the account as it is")  # what was shown stays
        source.put(wall(voted=10, revision=13))
        await until(pilot, lambda: says(app, "10 of 14 people have voted"))
        assert not says(app, "does not answer")


async def test_a_server_that_says_nothing_is_lost_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WallScreen, "PATIENCE", 0.01)
    async with shown((100, 30)) as (app, pilot, _):
        await until(pilot, lambda: says(app, "does not answer"))


async def test_a_wall_whose_key_is_refused_ends_and_a_later_refusal_is_said() -> None:
    async with shown((80, 24), wall()) as (app, pilot, source):
        source.put(PermissionError())
        await until(pilot, lambda: says(app, "does not take this wall’s key".replace("’", "'")))
    async with shown((80, 24)) as (app, pilot, source):
        source.put(PermissionError())
        await until(pilot, lambda: not app.is_running or app.return_value is not None)
        assert app.return_value == 3


async def test_the_time_is_the_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    view = wall(phase="discussion", timer_until=NOW + 61_000)
    source = Given(view)
    app = WallApp(source, ADDRESS, lambda: 5)  # this computer's clock is far behind
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: says(app, "1:01 left to talk"))


@pytest.mark.parametrize("colourless", [False, True])
async def test_a_wall_without_colour_tells_the_same(
    colourless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    async with shown((100, 30), WALLS["revealed"]) as (app, pilot, _):
        await settle(pilot)
        for word in ("○ Accept", "◆ Challenge", "▲ Escalate", "→", "First vote", "Second vote"):
            assert says(app, word)


async def test_no_size_breaks_a_wall() -> None:
    async with shown((80, 24), WALLS["lobby"]) as (app, pilot, source):
        for revision, view in enumerate(WALLS.values(), 20):
            source.put(view.model_copy(update={"revision": revision}))
            for size in ((1, 1), (20, 6), (40, 12), (200, 60)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
        assert app.is_running


@pytest.mark.parametrize("text", ["[/]", "[red]x", "[@click=app.exit]go[/]", "$accent", "{x}"])
async def test_what_people_and_files_write_is_never_markup(text: str) -> None:
    view = wall(phase="closing", title=text, pledges=(text,), unseen=(text,), agencies={text: 1})
    async with shown((100, 30), view) as (app, _, _):
        assert rows(app).count(text) == 3


def test_a_code_is_drawn_square_with_a_light_edge() -> None:
    drawn = qr_code(ADDRESS).plain.splitlines()
    width = len(drawn[0])
    assert {len(row) for row in drawn} == {width}
    assert abs(width - 2 * len(drawn)) <= 1
    assert drawn[0] == "█" * width
    assert all(row.startswith("██") and row.endswith("██") for row in drawn)

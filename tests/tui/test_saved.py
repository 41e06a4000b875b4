"""A saved page: where it is, and opening it."""

from __future__ import annotations

import os
import stat
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from scr_sim import services
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.saved import SavedScreen
from tests.app_driver import SMALL, act, opened, rows, settle, start_playing


class Browser(webbrowser.BaseBrowser):
    """Remembers what it was asked to open, and does or does not."""

    def __init__(self, opens: bool = True) -> None:
        super().__init__("test")
        self.asked: list[str] = []
        self._opens = opens

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self.asked.append(url)
        return self._opens


@asynccontextmanager
async def saved(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[SimApp, Pilot[int]]]:
    async with opened(size, SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        yield app, pilot


def told(app: SimApp) -> str:
    return "".join(rows(app).replace("│", " ").split())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a folder [note] with a name so long that no terminal has it in one line"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_the_whole_path_is_told(here: Path, size: tuple[int, int]) -> None:
    async with saved(size) as (app, _):
        assert isinstance(app.screen, SavedScreen)
        (page,) = here.glob("*.html")
        assert "".join(str(page).split()) in told(app)


async def test_it_is_for_its_owner_alone_and_takes_the_place_of_no_other(here: Path) -> None:
    async with saved() as (_, pilot):
        (page,) = here.glob("*.html")
        first = page.read_bytes()
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        (second,) = set(here.glob("*.html")) - {page}
        assert second.name == f"{page.stem}-2.html"
        assert page.read_bytes() == first
        if os.name == "posix":
            assert stat.S_IMODE(page.stat().st_mode) == 0o600


async def test_a_key_opens_it_in_the_browser(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    async with saved() as (app, pilot):
        await pilot.press("o")
        await settle(pilot)
        (page,) = here.glob("*.html")
        assert browser.asked == [page.as_uri()]
        assert "Yourbrowserwasasked" in told(app)


def _none() -> webbrowser.BaseBrowser:
    raise webbrowser.Error("could not locate runnable browser")


@pytest.mark.parametrize(
    "get", [_none, lambda: Browser(opens=False), lambda: webbrowser.GenericBrowser("false")]
)
async def test_without_a_browser_a_sentence_says_so(
    here: Path, monkeypatch: pytest.MonkeyPatch, get: object
) -> None:
    monkeypatch.setattr(webbrowser, "get", get)
    async with saved() as (app, pilot):
        await pilot.press("o")
        await settle(pilot)
        assert "Nobrowser" in told(app)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, SavedScreen)


async def test_a_folder_that_cannot_be_written_to_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(services, "write_private", refuses, raising=False)
    async with saved() as (app, _):
        assert not isinstance(app.screen, SavedScreen)
        assert "couldnotbesaved" in told(app)

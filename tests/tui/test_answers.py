"""What is written is kept a moment after the last key, and at once on leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from scr_sim.debriefs import Reflection
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.answers import WritingScreen
from tests.app_driver import SMALL, act, opened, rows, settle, start_playing


class Moments:
    """Timers that pass when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Moments, Callable[[], None]]] = []

    def set_timer(
        self, _screen: WritingScreen, _seconds: float, then: Callable[[], None]
    ) -> Moments:
        timer = Moments()
        timer.waiting = self.waiting
        self.waiting.append((timer, then))
        return timer

    def stop(self) -> None:
        self.waiting[:] = [one for one in self.waiting if one[0] is not self]

    def pass_by(self) -> None:
        for one in tuple(self.waiting):
            self.waiting.remove(one)
            one[1]()


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    found = Moments()
    monkeypatch.setattr(
        WritingScreen, "set_timer", lambda screen, *words: found.set_timer(screen, *words)
    )
    return found


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return every text that is written to the records, as it is written."""
    found: list[str] = []
    reflect = Records.reflect

    def counted(
        records: Records, play: str, reflection: Reflection, before: str | None = None
    ) -> str:
        found.append(reflection.text)
        return reflect(records, play, reflection, before)

    monkeypatch.setattr(Records, "reflect", counted)
    return found


@asynccontextmanager
async def writing() -> AsyncIterator[tuple[SimApp, Pilot[int]]]:
    """Open the place to write after a play."""
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("right", "e")
        await settle(pilot)
        assert isinstance(app.screen, WritingScreen)
        yield app, pilot


def kept() -> list[str]:
    records = Records.open()
    return [one.text for one in records.reflections(records.plays()[0].id)]


async def test_twelve_keys_are_one_write(moments: Moments, written: list[str]) -> None:
    async with writing() as (_, pilot):
        await pilot.press(*"twelve keys!")
        await settle(pilot)
        assert written == []
        moments.pass_by()
        assert written == ["twelve keys!"]
        moments.pass_by()
        await pilot.press("x")
        moments.pass_by()
        assert written == ["twelve keys!", "twelve keys!x"]


@pytest.mark.parametrize("key", ["escape", "tab", "ctrl+p", "ctrl+q"])
async def test_it_is_kept_at_once_on_leaving(
    key: str, moments: Moments, written: list[str]
) -> None:
    async with writing() as (_, pilot):
        await pilot.press(*"soon")
        await settle(pilot)
        assert written == []
        await pilot.press(key)
        await pilot.pause()
    assert written == ["soon"]
    assert kept() == ["soon"]


async def test_it_is_kept_when_the_program_is_put_to_sleep(
    moments: Moments, written: list[str]
) -> None:
    async with writing() as (app, pilot):
        await pilot.press(*"soon")
        await settle(pilot)
        app.app_suspend_signal.publish(app)
        assert written == ["soon"]


async def test_it_is_kept_when_the_program_ends(moments: Moments, written: list[str]) -> None:
    async with writing() as (app, pilot):
        await pilot.press(*"soon")
        await settle(pilot)
        app.exit(0)
    assert written == ["soon"]
    assert kept() == ["soon"]


async def test_where_several_lines_are_written_enter_begins_one_and_that_is_said() -> None:
    async with writing() as (app, pilot):
        assert "Enter begins a new line." in rows(app)
        assert "to the next question" not in rows(app)
        await pilot.press(*"ab", "enter", *"cd", "ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, WritingScreen)
    assert kept() == ["ab\ncd"]

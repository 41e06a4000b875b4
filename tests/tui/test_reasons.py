"""The place for reasons: nothing that is written or pasted is lost, and nothing goes unsaid."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from scr_sim import load
from scr_sim.services import Records
from scr_sim.store.database import NAME
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.reason_prompt import ReasonPromptScreen
from scr_sim.tui.screens.reasons import LONGEST_REASON, ReasonsScreen
from tests.app_driver import EVERYTHING, SMALL, act, opened, read_on, rows, settle, start_playing


@asynccontextmanager
async def asked(*, sure: bool = False) -> AsyncIterator[tuple[SimApp, Pilot[int]]]:
    """Choose the first choice of a play, and be asked for reasons."""
    records = Records.open()
    records.settings.reasons, records.settings.confidence = True, sure
    async with opened((80, 24), SMALL, records=records) as (app, pilot):
        await start_playing(app, pilot)
        await choose(app, pilot)
        yield app, pilot


async def choose(app: SimApp, pilot: Pilot[int]) -> None:
    await pilot.press("1")
    await settle(pilot)
    assert isinstance(app.screen, ReasonsScreen)


async def paste(app: SimApp, pilot: Pilot[int], text: str) -> None:
    app.post_message(events.Paste(text))
    await settle(pilot)


def reason() -> str:
    return Records.open().plays()[0].actions[0].reason


async def test_a_long_paste_is_taken_whole() -> None:
    async with asked() as (app, pilot):
        await paste(app, pilot, "word " * 400)
        await pilot.press("enter")
        await settle(pilot)
        assert reason() == ("word " * 400).strip()


async def test_of_a_paste_that_is_too_long_comes_what_fits_and_that_is_said() -> None:
    async with asked() as (app, pilot):
        await pilot.press(*"so ")
        await paste(app, pilot, "x" * (LONGEST_REASON + 5))
        assert "Only part of what you pasted is here" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert reason() == "so " + "x" * (LONGEST_REASON - 3)


async def test_line_breaks_of_a_paste_become_spaces() -> None:
    async with asked() as (app, pilot):
        await paste(app, pilot, "first line\r\nsecond line\n\n  third\n")
        assert "first line second line third" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert reason() == "first line second line third"


async def test_coming_back_to_the_line_keeps_what_is_there_under_the_next_key() -> None:
    async with asked(sure=True) as (app, pilot):
        await pilot.press(*"it fits", "tab", "shift+tab", "!")
        await settle(pilot)
        assert "it fits!" in rows(app)


@pytest.mark.parametrize("key", ["ctrl+q", "escape"])
async def test_a_reason_half_written_is_there_again_at_that_choice(key: str) -> None:
    async with asked() as (app, pilot):
        await pilot.press(*"half a thou")
        await pilot.press(key)
        await pilot.pause()
    records = Records.open()
    play = records.plays()[0]
    assert play.actions == ()
    assert records.reflections(play.id) == ()
    async with opened((80, 24), go_on=play.id, records=records) as (app, pilot):
        await read_on(app, pilot)
        await choose(app, pilot)
        assert "half a thou" in rows(app)
        await pilot.press(*"ght", "enter")
        await settle(pilot)
    assert reason() == "half a thought"


async def test_a_draft_goes_when_the_choice_is_made(home: Path) -> None:
    async with asked(sure=True) as (_, pilot):
        await pilot.press(*"because", "tab")
        await settle(pilot)
        with sqlite3.connect(home / NAME) as file:
            assert [text for (text,) in file.execute("SELECT text FROM reflections")] == [
                "accept-account\nbecause"
            ]
        await pilot.press("enter")
        await settle(pilot)
    with sqlite3.connect(home / NAME) as file:
        assert file.execute("SELECT text FROM reflections").fetchall() == []
    assert reason() == "because"


def test_a_draft_is_that_of_its_choice_and_a_deleted_play_has_none() -> None:
    records = Records.open()
    session = records.begin(load(SMALL), SMALL)
    session.keep_draft("accept-account", "half\na thought")
    assert session.draft("accept-account") == "half\na thought"
    assert session.draft("show-tray") == ""
    session.keep_draft("accept-account", "")
    assert session.draft("accept-account") == ""
    records.delete(session.id)
    session.keep_draft("accept-account", "too late")
    assert session.draft("accept-account") == ""


async def write_first(app: SimApp, pilot: Pilot[int]) -> None:
    await pilot.press("0")
    await settle(pilot)
    assert isinstance(app.screen, ReasonPromptScreen)


@asynccontextmanager
async def at_a_question() -> AsyncIterator[tuple[SimApp, Pilot[int]]]:
    """Come to a scene that asks for something to be written first."""
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept")
        yield app, pilot


@pytest.mark.parametrize("key", ["ctrl+q", "escape", "enter"])
async def test_what_is_written_first_is_there_again_however_it_was_left(key: str) -> None:
    async with at_a_question() as (app, pilot):
        await write_first(app, pilot)
        await pilot.press(*"half a thou", key)
        await pilot.pause()
    records = Records.open()
    play = records.plays()[0]
    assert [action.reason for action in play.actions] == [""]
    assert records.reflections(play.id) == ()
    async with opened((80, 24), go_on=play.id, records=records) as (app, pilot):
        await read_on(app, pilot)
        assert "0 ✓ What you wrote first" in rows(app)
        await write_first(app, pilot)
        assert "half a thou" in rows(app)
        await pilot.press(*"ght", "enter")
        await settle(pilot)
        await act(app, pilot, "challenge")
    written = Records.open().plays()[0].actions[-1]
    assert (written.word, written.reason) == ("challenge", "half a thought")


async def test_what_was_written_first_is_a_draft_until_the_choice_is_made(home: Path) -> None:
    async with at_a_question() as (app, pilot):
        await write_first(app, pilot)
        await pilot.press(*"the tray")
        await pilot.press("enter")
        await settle(pilot)
        with sqlite3.connect(home / NAME) as file:
            assert [text for (text,) in file.execute("SELECT text FROM reflections")] == [
                "\nthe tray"
            ]
        await act(app, pilot, "accept")
    with sqlite3.connect(home / NAME) as file:
        assert file.execute("SELECT text FROM reflections").fetchall() == []


async def test_what_is_written_first_and_taken_away_leaves_nothing() -> None:
    async with at_a_question() as (app, pilot):
        await write_first(app, pilot)
        await pilot.press("x", "backspace", "enter")
        await settle(pilot)
        assert "0 · Write something first" in rows(app)
        await act(app, pilot, "accept")
    assert Records.open().plays()[0].actions[-1].reason == ""


def foot(app: SimApp) -> str:
    return rows(app).splitlines()[-1]


async def test_enter_goes_on_from_every_line_and_each_says_so() -> None:
    async with asked(sure=True) as (app, pilot):
        assert "Enter goes on" in rows(app)
        assert foot(app).split("  ") == [" ⏎ Go on", "esc Think again"]
        await pilot.press(*"so", "enter")
        await settle(pilot)
        assert foot(app).split("  ") == [" ⏎ Go on", "esc Think again"]
        await pilot.press("enter")
        await settle(pilot)
        assert reason() == "so"


async def test_it_goes_on_to_the_choices_from_what_is_written_before_them() -> None:
    async with at_a_question() as (app, pilot):
        await write_first(app, pilot)
        assert "Enter goes on to the choices." in rows(app)
        assert foot(app).split("  ") == [" ⏎ Go on", "esc Back"]
        await pilot.press(*"a tray", "ctrl+s")
        await settle(pilot)
        assert "0 ✓ What you wrote first" in rows(app)

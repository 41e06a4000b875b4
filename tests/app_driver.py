"""Driving the real app in tests: open it, press keys, read what a person would see."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from scr_sim.engine import ChoiceAction, EnquiryAction, Play, read_action
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.base import KeyedScreen
from scr_sim.tui.screens.briefing import BriefingScreen
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.page import LETTERS as LINE_LETTERS
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.widgets.choices import LETTERS
from tests import stillness, styles

stillness.install()
styles.install()

TESTS = Path(__file__).parent
FILES = TESTS / "files"
SMALL = str(FILES / "small.yaml")
#: A small scenario that uses every key that a story can answer back with.
EVERYTHING = str(FILES / "everything.yaml")
SIZES = ((60, 20), (80, 24), (140, 40))
BUNDLED = ("headlice-account", "cancelled-icpc", "unverified-sightings")


def rows(app: App[int]) -> str:
    """Return the screen as rows of text, as they stand in the terminal."""
    # The one place that reads Textual's compositor: the public screenshot has no plain rows.
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


def told(app: App[int]) -> str:
    """Return what the app tells in passing, as it stands in the terminal, without line breaks."""
    lines = rows(app).splitlines()
    return " ".join(
        lines[row][toast.region.x : toast.region.right].strip("▌ ")
        for toast in app.screen.query("Toast")
        for row in range(toast.region.y, toast.region.bottom)
    )


def same_as_golden(name: str, text: str, *, renew: bool) -> None:
    """Compare a screen with its golden file; with ``--renew-goldens`` the file is written."""
    path = TESTS / "golden" / f"{name}.txt"
    if renew:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    assert path.exists(), f"no golden {path.name}: run pytest --renew-goldens and look at it"
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs from the screen"


async def settle(pilot: Pilot[int]) -> None:
    """Wait until workers and messages are done."""
    # A choice that waits for the player's notes or reasons is not waited for, nor news of a room.
    waiting = {"choosing", "following"}
    reading = [worker for worker in pilot.app.workers if worker.group not in waiting]
    if reading:
        await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()
    await pilot.pause()
    # Keys count once what they act on has been shown. An app that crashed shows nothing any more.
    app = pilot.app
    while (
        isinstance(app.screen, KeyedScreen)
        and not app.screen.heeds(Message().time)
        and app.return_code is None
    ):
        await pilot.pause(0)


def type_at_once(app: App[int], *keys: str) -> None:
    """Press keys as fast as a keyboard can: none waits for what the one before it does."""
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(app)  # as it comes from a terminal, whoever is at work now
        app.post_message(event)


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (80, 24),
    open_with: str | None = None,
    go_on: str | None = None,
    records: Records | None = None,
) -> AsyncIterator[tuple[SimApp, Pilot[int]]]:
    """Open the app as a person would, with the records of SCR_SIM_HOME."""
    assert "SCR_SIM_HOME" in os.environ, "tests keep their records in a folder of their own"
    app = SimApp(open_with, go_on, records or Records.open())
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await settle(pilot)
        yield app, pilot


async def start_playing(app: SimApp, pilot: Pilot[int]) -> PlayScreen:
    """Start the scenario whose briefing is open, and read on to its first decision."""
    assert isinstance(app.screen, BriefingScreen)
    await pilot.press("enter")
    await settle(pilot)
    await read_on(app, pilot)
    return playing(app)


def playing(app: SimApp) -> PlayScreen:
    """Return the play screen that is open."""
    assert isinstance(app.screen, PlayScreen), f"on {app.screen}"
    return app.screen


async def read_on(app: SimApp, pilot: Pilot[int]) -> None:
    """Go on until something can be done, or the play has ended."""
    while playing(app).reading:
        await pilot.press("enter")
        await settle(pilot)


async def act(app: SimApp, pilot: Pilot[int], action: str) -> None:
    """Take one action by its keys, as a person would, and read on."""
    play: Play = playing(app).kept.play
    read = read_action(action)
    if isinstance(read, EnquiryAction):
        ids = [enquiry.id for enquiry in play.enquiries()]
        await pilot.press(LETTERS[ids.index(read.enquiry)])
        if read.noted is not None:
            await note(app, pilot, play, read)
    else:
        await choose(app, pilot, play, read)
    await settle(pilot)
    await read_on(app, pilot)


async def note(app: SimApp, pilot: Pilot[int], play: Play, read: EnquiryAction) -> None:
    """Mark the lines of a page by their letters, and note them down."""
    await settle(pilot)
    assert isinstance(app.screen, PageScreen)
    offered = next(one for one in play.enquiries() if one.id == read.enquiry)
    assert offered.page is not None
    lines = [name for name, _ in offered.page.lines]
    for one in read.noted or ():
        await pilot.press(LINE_LETTERS[lines.index(one)])
    if not read.noted:
        await pilot.press("end")
    await pilot.press("enter")


async def choose(app: SimApp, pilot: Pilot[int], play: Play, read: ChoiceAction) -> None:
    """Take a choice by its number; where it cites, mark the notes and show them."""
    ids = [choice.id for choice in play.choices()]
    await pilot.press(str(ids.index(read.choice) + 1))
    if read.cited is not None:
        await pilot.pause()
        assert isinstance(app.screen, CiteScreen)
        for note in read.cited:
            await pilot.press("home", *["down"] * play.notes.index(note), "space")
        await pilot.press("s")
    if play.ask:  # what is asked before choosing may be left empty
        await settle(pilot)
        if not isinstance(app.screen, PlayScreen):
            await pilot.press("enter")


#: How often it is looked whether something has come about: more than any machine needs.
TURNS = 2_000


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until something holds that a worker, another thread or a program brings about."""
    for _ in range(TURNS):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came about")

"""On screen: what an edit made different in a play is told, wherever the play is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from scr_sim import load
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.look_back import LookBackScreen
from scr_sim.tui.screens.scenario_changed import ChangedScreen
from tests.app_driver import opened, rows, settle, told
from tests.services.edits import EDITS, FINISHED, UNFINISHED, WORDS, Edit, write

KINDS = (
    "choice's next",
    "choice's add",
    "choice's stance",
    "choice removed",
    "passage inserted",
    "starting value",
    "convincing",
    "limit",
    "outcome",
    "ending's title",
    "ending's kind",
    "endings swapped",
    "echoes",
    "comments",
)
#: What stands beside words on a card and in what is told in passing.
_EDGES = str.maketrans("│▌▐", "   ")
SOME = tuple(edit for edit in EDITS if edit.name in KINDS)


def kept_play(records: Records, folder: Path, actions: tuple[str, ...]) -> str:
    path = write(folder, None)
    kept = records.begin(load(path), path)
    for action in actions:
        kept.take(action)
    return kept.id


async def is_told(app: SimApp, pilot: Pilot[int], edit: Edit, says: str | None) -> None:
    """Check what stands on the screen, and go home."""
    await settle(pilot)
    text = " ".join(f"{rows(app)} {told(app)}".translate(_EDGES).split())
    assert ("The scenario has changed since." in text) == (says is not None), edit.name
    if says == WORDS:  # told beside the story, so that its lines stand apart
        assert all(word in text for word in WORDS.split()), edit.name
    else:
        assert (says or "") in text, edit.name
    if says == WORDS:
        assert not isinstance(app.screen, ChangedScreen), "one line in passing is enough"
    app.clear_notifications()
    while not isinstance(app.screen, HomeScreen):
        await pilot.press("enter" if isinstance(app.screen, ChangedScreen) else "q")
        await settle(pilot)


@pytest.mark.slow
async def test_going_on_tells_what_an_edit_made_different(home: Path, tmp_path: Path) -> None:
    assert len(SOME) == len(KINDS)
    records = Records.open()
    async with opened((200, 60), records=records) as (app, pilot):
        for edit in SOME:
            play = kept_play(records, tmp_path, UNFINISHED)
            write(tmp_path, edit)
            app.resume(play)
            await is_told(app, pilot, edit, edit.unfinished)


@pytest.mark.slow
async def test_the_debrief_tells_it_of_a_finished_play(home: Path, tmp_path: Path) -> None:
    records = Records.open()
    async with opened((200, 60), records=records) as (app, pilot):
        for edit in SOME:
            play = kept_play(records, tmp_path, FINISHED)
            before = records.record(play)
            write(tmp_path, edit)
            app.open_debrief(play)
            await pilot.pause()
            assert any(isinstance(screen, DebriefScreen) for screen in app.screen_stack)
            await is_told(app, pilot, edit, edit.at_the_end)
            assert records.record(play) == before
        assert len(records.plays()) == len(SOME)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_list_can_be_read_on_a_small_screen(
    home: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, FINISHED)
    write(tmp_path, next(edit for edit in EDITS if edit.name == "convincing"))
    async with opened(size, records=records) as (app, pilot):
        app.open_debrief(play)
        await settle(pilot)
        assert "does not convince now" in " ".join(rows(app).translate(_EDGES).split())
        await pilot.press("end")
        await settle(pilot)
        assert "The play stays as it was." in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)


async def test_counting_findings_says_that_a_scenario_has_changed(
    home: Path, tmp_path: Path
) -> None:
    records = Records.open()
    kept_play(records, tmp_path, FINISHED)
    write(tmp_path, next(edit for edit in EDITS if edit.name == "echoes"))
    async with opened((80, 30), records=records) as (app, pilot):
        app.push_screen(LookBackScreen())
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        text = " ".join(f"{rows(app)} {told(app)}".translate(_EDGES).split())
        assert "has changed since; it is counted as it is now." in text

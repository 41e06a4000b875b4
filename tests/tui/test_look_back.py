"""The look back screen: four views, a search, comparing, deleting, a training record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.services import Records
from scr_sim.store.database import NAME
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.compare import CompareScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.look_back import VIEWS, LookBackScreen
from scr_sim.tui.screens.saved import SavedScreen
from scr_sim.tui.screens.training_record import PreviewScreen, TrainingRecordScreen
from tests.app_driver import SIZES, SMALL, opened, rows, settle
from tests.cli.test_cli import run
from tests.plain.talks import talk


def kept(records: Records, *actions: str, reason: str = "") -> str:
    play = records.begin(load(SMALL), SMALL)
    for action in actions:
        play.take(action, reason if not action.startswith("?") else "", 80)
    return play.id


@pytest.fixture
def two(home: Path) -> tuple[str, str]:
    records = Records.open()
    first = kept(records, "accept-account", "accept", reason="[/] she seemed sure")
    second = kept(records, "?ring-office", "show-tray@says-sent,tray-empty", "accept")
    records.reflect(second, Reflection(1, 0, "[@click=app.quit]I would ask at the café"))
    records.close()
    return first, second


async def look_back(app: SimApp, pilot: Pilot[int]) -> LookBackScreen:
    await pilot.press("l")
    await settle(pilot)
    assert isinstance(app.screen, LookBackScreen)
    return app.screen


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (140, 40)])
async def test_every_view_is_there_at_every_size(size: tuple[int, int], two: object) -> None:
    async with opened(size) as (app, pilot):
        await look_back(app, pilot)
        for label in (*list(VIEWS.values())[1:], VIEWS["plays"]):
            await pilot.press("right")
            await settle(pilot)
            assert size == (40, 12) or label in rows(app)
            await pilot.press("pagedown", "pageup", "end", "home")
        assert isinstance(app.screen, LookBackScreen)


async def test_findings_are_a_chart_that_reads_without_colour(two: object) -> None:
    async with opened((80, 24)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("f")
        await settle(pilot)
        screen = rows(app)
        assert "2 plays, 2 finished, 2 minutes." in screen
        assert "□ ■   repeated 1, acted on 1, of 2" in screen
        assert "■ lesson acted on  □ pattern repeated  ◧ both  · not met" in screen
        assert "pattern repeated once" in screen


async def test_words_are_searched_and_their_play_opened(two: tuple[str, str]) -> None:
    async with opened((100, 30)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("slash", *"CAFE")
        await settle(pilot)
        assert "[@click=app.quit]I would ask at the café" in rows(app)
        assert "she seemed sure" not in rows(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        opened_play = app.screen
        assert isinstance(opened_play, DebriefScreen)
        assert opened_play.kept.id == two[1]
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("slash", "escape")
        await settle(pilot)
        assert "[/] she seemed sure" in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, LookBackScreen)


async def test_two_plays_are_compared_from_the_list(two: object) -> None:
    async with opened((100, 30)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert "They part at decision 1" in rows(app)
        assert "Lay this play beside another" in rows(app)
        assert "1  The missing form" in rows(app)


async def test_a_click_opens_a_view(two: object) -> None:
    async with opened((100, 30)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.click("Tab#sure")
        await settle(pilot)
        assert "How sure you were, and how it went" in rows(app)


async def test_a_record_is_chosen_seen_and_saved(
    two: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened((100, 40)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, TrainingRecordScreen)
        await pilot.press("down", "down", "enter", "v")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert "I would ask at the café" in rows(app)
        assert "she seemed sure" not in rows(app)
        assert not list(tmp_path.glob("training*"))
        await pilot.press("s")
        await settle(pilot)
        (path,) = tmp_path.glob("training-record-*.html")
        text = path.read_text(encoding="utf-8")
        assert "I would ask at the café" in text
        assert "she seemed sure" not in text


async def test_a_bad_date_is_told_and_nothing_is_shown(two: object) -> None:
    async with opened((80, 24)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("f", "end", "x")
        await settle(pilot)
        assert "is no date. Write it as year-month-day: 2026-03-31." in " ".join(rows(app).split())
        await pilot.press("escape", "v")
        await settle(pilot)
        assert isinstance(app.screen, TrainingRecordScreen)


async def test_nothing_kept_breaks_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened((80, 24)) as (app, pilot):
        await look_back(app, pilot)
        assert "No plays yet." in rows(app)
        for key in ("right", "right", "slash", "a", "escape", "t", "v"):
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        await pilot.press("s")
        await settle(pilot)
        (page,) = tmp_path.glob("training-record-*.html")
        assert isinstance(app.screen, SavedScreen)
        assert app.screen.path == page
        assert "opens it in a browser" in rows(app)


async def test_a_damaged_play_says_so_in_its_row_and_can_be_deleted(
    two: tuple[str, str], home: Path
) -> None:
    with closing(sqlite3.connect(home / NAME)) as rows_of, rows_of:
        rows_of.execute("UPDATE actions SET at = 'never' WHERE play = ?", (two[0],))
    async with opened((100, 30)) as (app, pilot):
        await look_back(app, pilot)
        await pilot.press("end")
        await settle(pilot)
        assert "! Damaged play" in rows(app)
        assert f"{two[0]} · it cannot be read · d deletes it" in rows(app)
        assert "it. Delete takes away what there" in rows(app)
        await pilot.press("enter", "g", "c")
        await settle(pilot)
        assert isinstance(app.screen, LookBackScreen)
        await pilot.press("d")
        await settle(pilot)
        assert "Delete this play for good?" in rows(app)
        assert two[0] in rows(app)
        await pilot.press("d")
        await settle(pilot)
        assert "Damaged play" not in rows(app)
        assert [play.id for play in app.records.plays()] == [two[1]]
        assert app.records.damaged == ()


async def test_a_rooms_play_is_listed_as_such_and_can_be_read_and_is_not_in_the_record(
    home: Path,
) -> None:
    records = Records.open()
    play = records.begin(load(SMALL), SMALL, with_room=True)
    play.take("accept-account")
    records.close()
    async with opened((100, 40)) as (app, pilot):
        screen = await look_back(app, pilot)
        assert "not finished, with a room" in rows(app)
        assert "What the room decided" in rows(app)
        assert "0 plays, 0 finished, 0 minutes. Not counted: 1 play with a room." in rows(app)
        assert not screen.check_action("go_on", ())
        await pilot.press("g")
        await settle(pilot)
        assert "Looking back" in rows(app)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, TrainingRecordScreen)
        assert "The missing form" not in rows(app)
        await pilot.press("v")
        await settle(pilot)
        assert "Nothing was practised in this period" in rows(app)
        await pilot.press("escape", "escape", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.kept.id == play.id


async def test_a_play_without_a_decision_says_so_in_words(home: Path) -> None:
    records = Records.open()
    records.begin(load(SMALL), SMALL)
    records.close()
    async with opened((100, 30)) as (app, pilot):
        await look_back(app, pilot)
        assert "no decision yet · not finished" in rows(app)


async def test_what_goes_on_of_a_row_stands_below_it_and_not_at_its_left(home: Path) -> None:
    records = Records.open()
    records.begin(load(SMALL), SMALL)
    records.close()
    async with opened((40, 24)) as (app, pilot):
        await look_back(app, pilot)
        shown = rows(app).splitlines()
        at = next(n for n, row in enumerate(shown) if "no decision" in row)
        title = next(row for row in shown[:at] if "The missing form" in row)
        left = len(title) - len(title.lstrip())
        assert "not finished" not in shown[at]
        assert shown[at + 1].startswith(" " * (left + 2))
        assert "not finished" in shown[at + 1]


async def test_the_lists_of_plays_call_a_branch_by_its_title(home: Path) -> None:
    records = Records.open()
    for _ in range(2):
        play = records.begin(load("headlice-account", ["housing-visit"]), "headlice-account")
        play.take("accept-account")
    records.close()
    named = "The headlice account, with The repairs desk"
    async with opened((80, 24)) as (app, pilot):
        await look_back(app, pilot)
        assert rows(app).count(named) == 3  # two rows, and what is told of the marked one
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert f"1  {named}" in rows(app)
        await pilot.press("escape", "d")
        await settle(pilot)
        assert named in rows(app)


def test_so_do_the_plain_list_and_the_command(home: Path) -> None:
    records = Records.open()
    records.begin(load("headlice-account", ["housing-visit"]), "headlice-account")
    records.close()
    named = "The headlice account, with The repairs desk"
    told = run("plays").stdout
    assert named in told
    assert "no decision yet" in told
    assert f"1. {named}." in talk("l", "x", "q", scenario=None)[1]


async def test_how_sure_shows_as_many_decisions_as_fit_and_is_read_to_its_end(home: Path) -> None:
    records = Records.open()
    for _ in range(45):
        kept(records, "accept-account", "accept")
    records.close()
    for size in SIZES:
        async with opened(size) as (app, pilot):
            await look_back(app, pilot)
            await pilot.press("right", "right")
            await settle(pilot)
            signs = max(rows(app).splitlines(), key=lambda row: row.count("□"))
            shown = signs.count("□") + signs.count("·")
            assert f"the latest {shown} of 90" in rows(app) or shown == 90
            room = min(size[0], 84)  # no line of text is longer
            assert room - 12 <= len(signs) < room
            await pilot.press("end")
            await settle(pilot)
            assert "reading the ending and the debrief." in " ".join(rows(app).split())
            await pilot.resize_terminal(72, 30)
            await settle(pilot)
            await pilot.press("home")
            await settle(pilot)
            assert "the latest 63 of 90" in rows(app)


async def test_what_was_decided_goes_on_below_itself_in_what_is_told_of_a_play(home: Path) -> None:
    records = Records.open()
    kept(records, "accept-account", reason="there was no time left to ask, and " * 3 + "so on")
    records.close()
    async with opened((60, 30)) as (app, pilot):
        await look_back(app, pilot)
        shown = [row.rstrip("▁▂▃▄▅▆▇█ ") for row in rows(app).splitlines()]
        at = next(n for n, row in enumerate(shown) if "because there was" in row)
        ends = next(n for n, row in enumerate(shown) if row.endswith("so on"))
        left = shown[at].index("because")
        assert ends > at + 1
        assert all(row.startswith(" " * left) for row in shown[at : ends + 1])

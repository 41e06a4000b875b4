"""The first screen: what can be played, searching, the palette, looking back, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.scenario import ids
from scr_sim.services import Records
from scr_sim.tui.screens.briefing import BriefingScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.problems import ProblemsScreen
from tests.app_driver import FILES, SMALL, act, opened, playing, rows, settle, start_playing, told
from tests.store.faults import FULL, Faults, keeps, put_in


def shelve(home: Path, *names: str) -> None:
    """Put test scenarios and their review into the user's own folders."""
    (home / "scenarios").mkdir(parents=True)
    (home / "reviews").mkdir()
    for name in names:
        (home / "scenarios" / name).write_bytes((FILES / name).read_bytes())
    (home / "reviews" / "small-review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())


def finished() -> str:
    kept = Records.open().begin(load(SMALL), SMALL)
    for action in ("accept-account", "accept"):
        kept.take(action, "my reason")
    return kept.id


async def test_the_timeline_places_the_scenarios() -> None:
    async with opened((100, 30)) as (app, _):
        screen = rows(app)
        assert "17 months" in screen
        assert screen.count("●") + screen.count("◉") >= 3


async def test_search_narrows_the_list_and_escape_shows_all() -> None:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("slash", *"nurse")
        await settle(pilot)
        assert "The headlice account" in rows(app)
        assert "The cancelled conference" not in rows(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert "The cancelled conference" in rows(app)


async def test_a_broken_scenario_is_listed_and_tells_why(home: Path) -> None:
    shelve(home)
    (home / "scenarios" / "broken.yaml").write_text('format: 1\nid: "[/]"\n', encoding="utf-8")
    async with opened((100, 30)) as (app, pilot):
        assert "broken.yaml" in rows(app)
        assert "cannot be played" in rows(app)
        await pilot.press("end", "up", "enter")  # below it stands the case
        await settle(pilot)
        assert isinstance(app.screen, ProblemsScreen)
        assert "Line 1, column 1: The file lacks the key" in rows(app)


async def test_the_palette_finds_commands_and_scenarios(home: Path) -> None:
    shelve(home, "hostile.yaml")
    async with opened((100, 40)) as (app, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "Look back" in rows(app)
        await pilot.press(*"click")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("ctrl+p", *"headlice")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        if not isinstance(app.screen, BriefingScreen):
            await pilot.press("enter")
            await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        assert app.screen.scenario.id == "headlice-account"


async def test_looking_back_opens_goes_on_and_deletes() -> None:
    play = finished()
    unfinished = Records.open().begin(load(SMALL), SMALL)
    unfinished.take("accept-account")
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("l")
        await settle(pilot)
        assert "Nobody looked" in rows(app)
        await pilot.press("g")
        await settle(pilot)
        assert playing(app).kept.id == unfinished.id
        await pilot.press("q")
        await settle(pilot)
        await pilot.press("end", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.kept.id == play
        assert "my reason" in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("end", "d", "escape")
        await settle(pilot)
        assert len(Records.open().plays()) == 2
        await pilot.press("end", "d", "down", "enter")
        await settle(pilot)
        assert [record.id for record in Records.open().plays()] == [unfinished.id]


async def test_answers_are_kept_as_they_are_written() -> None:
    play = finished()
    async with opened((80, 24), go_on=play) as (app, pilot):
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("right", "e", *"quite [/] sure", "escape")
        await settle(pilot)
        assert "quite [/] sure" in rows(app)
    assert [r.text for r in Records.open().reflections(play)] == ["quite [/] sure"]


async def test_a_page_is_saved_where_the_player_is(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    play = finished()
    monkeypatch.chdir(tmp_path)
    async with opened((80, 24), go_on=play) as (app, pilot):
        await pilot.press("x")
        await settle(pilot)
        assert "This debrief is saved as a page" in rows(app)
    page = tmp_path / f"debrief-small-{play}.html"
    assert "Nobody looked" in page.read_text(encoding="utf-8")


async def test_settings_are_turned_and_remembered() -> None:
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("enter", "end", "enter")
        await settle(pilot)
        assert app.theme == "scr-light"
        assert "[x] Ask for reasons" in rows(app)
    kept = Records.open().settings
    assert kept.reasons
    assert kept.theme == "scr-light"
    async with opened((80, 24)) as (app, _):
        assert app.theme == "scr-light"


async def test_trouble_with_the_records_is_told_and_the_app_plays(home: Path) -> None:
    home.mkdir()
    (home / "records.sqlite3").write_text("no database " * 500, encoding="utf-8")
    async with opened((100, 30), SMALL) as (app, pilot):
        assert "What you play now is not kept" in " ".join(rows(app).split())
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.play.scene == "gate"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
async def test_that_nothing_is_kept_stays_on_the_screen(home: Path, size: tuple[int, int]) -> None:
    home.mkdir()
    (home / "records.sqlite3").write_text("no database " * 500, encoding="utf-8")
    async with opened(size) as (app, pilot):
        app.clear_notifications()
        await settle(pilot)
        first = " ".join(rows(app).split())
        assert "! Not kept" in first
        assert "scr-sim plays --repair" in first
        await pilot.press("enter")
        await settle(pilot)
        await start_playing(app, pilot)
        app.clear_notifications()
        await settle(pilot)
        assert rows(app).splitlines()[0].startswith("  ! Not kept   ")


@pytest.mark.parametrize("width", range(60, 141, 5))
async def test_minutes_and_the_branch_key_never_break_across_rows(width: int) -> None:
    async with opened((width, 30)) as (app, _):
        shown = rows(app)
        assert len(re.findall(r"\d+ min\b", shown)) == len(ids()) + 1  # and the case
        assert shown.count("b: branch") == 2


async def test_the_timeline_says_what_its_marks_mean() -> None:
    for size in ((60, 20), (80, 24), (140, 40)):
        async with opened(size) as (app, _):
            assert "● a scenario begins   ◉━━ the marked one, to its last month" in rows(app)


async def test_the_right_half_begins_with_what_it_is_about_and_ends_with_findings() -> None:
    async with opened((140, 40)) as (app, _):
        shown = rows(app)
        order = ["A man has been arrested", "You play", "Practises", "Endings", "Findings it meets"]
        assert sorted(order, key=shown.index) == order


@pytest.mark.parametrize("width", [50, 60, 80, 140])
@pytest.mark.parametrize("searched", ["", "school"])
async def test_every_row_has_the_same_form(width: int, searched: str) -> None:
    finished()
    unfinished = Records.open().begin(load("headlice-account"), "headlice-account")
    unfinished.take(unfinished.play.actions()[0])
    async with opened((width, 40)) as (app, pilot):
        if searched:
            await pilot.press("slash", *searched)
            await settle(pilot)
        shown = [line.split("│")[0].rstrip() for line in rows(app).splitlines()]
        first = next(n for n, line in enumerate(shown) if "The cancelled conference" in line)
        titles = [line for line in shown[first:] if re.match(r"  \w", line)]
        told = [line for line in shown[first:] if re.match(r"    \d+ min\b", line)]
        assert len(titles) == len(told)
        assert all(re.search(r"   (not played yet|\d of \d endings seen)$", one) for one in titles)
        assert "Designated safeguarding lead" in told[0]


async def test_on_a_very_narrow_screen_all_that_is_known_stands_below_the_titles() -> None:
    async with opened((40, 20)) as (app, _):
        shown = rows(app).splitlines()
        at = next(n for n, line in enumerate(shown) if line.strip() == "The cancelled conference")
        assert re.match(r"    not played yet · \d+ min · \w+.*…$", shown[at + 1])


async def test_records_that_fail_in_mid_play_are_told_on_the_screen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Faults(FULL, matching=keeps)
    put_in(monkeypatch, full)
    async with opened((100, 30), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        full.first, full.count, full.steps = 1, 100_000, 0
        await act(app, pilot, "?ring-office")
        assert "What you play from now on is not kept" in told(app)
        assert "! Not kept" in rows(app)
        await pilot.press("p")
        await settle(pilot)
        assert "What you play now is not kept, as was told." in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        full.count = 0
        await act(app, pilot, "accept-account")
        assert "! Not kept" not in rows(app)
        assert "can be written again" in told(app)
    assert [action.word for action in Records.open().plays()[0].actions] == [
        "?ring-office",
        "accept-account",
    ]


async def test_the_play_to_go_on_with_says_whom_one_plays_and_what_it_is_about(home: Path) -> None:
    Records.open().begin(load("first-days"), "first-days").take("log-it")
    async with opened((140, 40)) as (app, _):
        shown = " ".join(rows(app).split())
        assert "You left this play after 1 decision. Enter goes on from there." in shown
        assert "You play Duty social worker" in shown
        assert "A man has been arrested for images" in shown


async def test_a_play_without_a_decision_is_gone_on_with_before_its_first(home: Path) -> None:
    Records.open().begin(load("first-days"), "first-days")
    async with opened((140, 40)) as (app, _):
        shown = " ".join(rows(app).split())
        assert "no decision made yet" in shown
        assert "You left this play before its first decision." in shown


async def test_a_rooms_play_is_neither_offered_nor_counted_as_played(home: Path) -> None:
    shelve(home, "small.yaml")
    records = Records.open()
    for actions in (("accept-account", "accept"), ("accept-account",)):
        kept = records.begin(load(SMALL), SMALL, with_room=True)
        for action in actions:
            kept.take(action)
    async with opened((100, 40)) as (app, pilot):
        assert "Go on" not in rows(app)
        await pilot.press("slash", *"missing", "enter")
        await settle(pilot)
        assert "The missing form   not played yet" in rows(app)
        assert "3 not seen yet" in rows(app)
        await pilot.press("escape", "g")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
    records.close()

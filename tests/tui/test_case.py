"""A case on the screen: its scenarios in order, what is carried, and its debrief."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from scr_sim.scenario import load_case
from scr_sim.services import Records, kept_cases
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.briefing import BriefingScreen
from scr_sim.tui.screens.case import CaseDebriefScreen, CaseScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.screens.saved import SavedScreen
from tests.app_driver import act, opened, playing, settle, start_playing
from tests.services.test_cases import put_case


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Put a case into the player's own library; return its file."""
    folder = Path(os.environ["SCR_SIM_HOME"]) / "scenarios"
    folder.mkdir(parents=True)
    return put_case(folder)


def at_case(app: SimApp) -> CaseScreen:
    assert isinstance(app.screen, CaseScreen), app.screen
    return app.screen


def prompts(listed: OptionList) -> list[str]:
    return [str(option.prompt) for option in listed.options]


def shown(app: SimApp) -> str:
    return "\n".join(prompts(at_case(app).rows))


def told(app: SimApp) -> str:
    return " ".join(str(one.visual) for one in app.screen.query(Static))


async def play_next(app: SimApp, pilot: Pilot[int], action: str) -> None:
    """Play the marked scenario with one action, and come back to the case."""
    await pilot.press("enter")
    await settle(pilot)
    await start_playing(app, pilot)
    await act(app, pilot, action)
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(app.screen, DebriefScreen)
    await pilot.press("escape")
    await settle(pilot)


async def test_a_case_is_played_from_the_first_screen_to_its_debrief(case: str) -> None:
    async with opened((100, 30)) as (app, pilot):
        home = app.screen
        assert isinstance(home, HomeScreen)
        [at] = [n for n, row in enumerate(prompts(home.rows)) if "A pair" in row]
        assert "10 min · 2 scenarios in order" in prompts(home.rows)[at]
        home.rows.highlighted = at
        await settle(pilot)
        assert "Findings, and the scenarios that meet them" in str(home.detail.visual)
        await pilot.press("enter")
        await settle(pilot)
        assert "First" in shown(app)
        assert "opens when the one before has ended" in shown(app)
        assert "Nothing happens." in str(at_case(app).text.visual)

        await play_next(app, pilot, "accept")
        assert "ended: Over" in shown(app)
        assert at_case(app).rows.highlighted == 1
        assert "So far it is 2." in str(at_case(app).text.visual)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefingScreen)
        await start_playing(app, pilot)
        assert playing(app).kept.play.variables["trust"] == 2
        await act(app, pilot, "challenge")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "2 of 2 ended" in str(at_case(app).head.visual)

        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, CaseDebriefScreen)
        assert "First, decision 1, The door:" in told(app)
        assert "Second, decision 1, The door:" in told(app)


async def test_what_is_not_open_yet_says_when_it_opens(case: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        app.open_case(load_case(case))
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, CaseScreen)


async def test_a_play_that_was_left_in_the_middle_goes_on_there(case: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        app.open_case(load_case(case))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await start_playing(app, pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "begun: no decision made yet" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)
    assert len(kept_cases(Records.open())) == 1


async def test_going_back_in_an_earlier_scenario_is_told_at_the_later_one(case: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        app.open_case(load_case(case))
        await settle(pilot)
        await play_next(app, pilot, "accept")
        await play_next(app, pilot, "challenge")
        at_case(app).rows.highlighted = 0
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("b")
        await settle(pilot)
        await act(app, pilot, "challenge")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "what goes before has changed" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "What goes before has changed since." in told(app)


async def test_beginning_anew_keeps_what_was_played(case: str) -> None:
    async with opened((80, 24)) as (app, pilot):
        app.open_case(load_case(case))
        await settle(pilot)
        await play_next(app, pilot, "accept")
        await pilot.press("n")
        await settle(pilot)
        assert "not played yet" in shown(app)
        await play_next(app, pilot, "challenge")
    assert sorted(kept.ended for kept in kept_cases(Records.open())) == [1, 1]


async def test_the_debrief_of_a_case_is_saved_as_a_page(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened((80, 24)) as (app, pilot):
        app.open_case(load_case(case))
        await settle(pilot)
        await play_next(app, pilot, "accept")
        await pilot.press("d")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(app.screen, SavedScreen)
    [page] = tmp_path.glob("debrief-pair-*.html")
    assert "The case is not finished." in page.read_text("utf-8")


async def test_a_case_with_problems_shows_them(case: str) -> None:
    Path(case).write_text(Path(case).read_text("utf-8").replace("id: second", "id: secnd"))
    async with opened((80, 24)) as (app, pilot):
        home = app.screen
        assert isinstance(home, HomeScreen)
        [at] = [n for n, row in enumerate(prompts(home.rows)) if "pair.yaml" in row]
        home.rows.highlighted = at
        await pilot.press("enter")
        await settle(pilot)
        assert "secnd" in told(app)

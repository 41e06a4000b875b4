"""Playing with a branch: from the first screen, line by line, and again from the records."""

from __future__ import annotations

import io
from io import StringIO
from pathlib import Path

from scr_sim import Play, load
from scr_sim.debriefs import debrief
from scr_sim.plain import run
from scr_sim.plain import run as run_plain
from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.branches import BranchesScreen
from scr_sim.tui.screens.problems import ProblemsScreen
from tests.app_driver import act, opened, playing, rows, settle, start_playing
from tests.scenario.small import REVIEW, TINY
from tests.scenario.test_branches import BRANCH


def shelve(home: Path, branch: str = BRANCH) -> Path:
    """Put a small scenario with its branch into the user's own folders; return the scenario."""
    (home / "scenarios").mkdir(parents=True)
    (home / "reviews").mkdir()
    (home / "reviews" / "small-review.yaml").write_text(REVIEW, "utf-8")
    (home / "scenarios" / "neighbour.yaml").write_text(branch, "utf-8")
    path = home / "scenarios" / "tiny.yaml"
    path.write_text(TINY, "utf-8")
    return path


async def test_a_branch_is_switched_on_at_home_and_played(home: Path) -> None:
    shelve(home)
    async with opened((100, 30)) as (app, pilot):
        await pilot.press("slash", *"tiny", "enter")
        await settle(pilot)
        assert "[ ] The neighbour" in rows(app)
        assert "b: branch" in rows(app)
        await pilot.press("b")
        await settle(pilot)
        assert isinstance(app.screen, BranchesScreen)
        assert "left out" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "[x] The neighbour  added" in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "[x] The neighbour" in rows(app)
        assert "with a branch" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "With: The neighbour" in rows(app)
        await start_playing(app, pilot)
        await act(app, pilot, "?look")
        await act(app, pilot, "next-door")
        assert playing(app).kept.play.scene == "fence"
    [record] = Records.open().plays()
    assert record.branches == ("neighbour",)


async def test_switched_off_again_the_scenario_is_as_it_was(home: Path) -> None:
    path = shelve(home)
    async with opened((80, 24)) as (app, pilot):
        await pilot.press("slash", *"tiny", "enter", "b", "enter", "enter", "escape", "enter")
        await settle(pilot)
        await start_playing(app, pilot)
        assert playing(app).kept.play.scenario.branches == ()
        assert app.branches_for("tiny") == ()
        assert path.is_file()


async def test_a_branch_with_problems_tells_them(home: Path) -> None:
    shelve(home, BRANCH.replace("next: fence", "next: fense"))
    async with opened((100, 30)) as (app, pilot):
        await pilot.press("slash", *"tiny", "enter", "b")
        await settle(pilot)
        assert "cannot be added" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ProblemsScreen)
        assert "fense" in rows(app)


async def test_a_scenario_without_branches_says_so() -> None:
    async with opened((100, 30)) as (app, pilot):
        await pilot.press("b")
        await settle(pilot)
        assert "no branches" in rows(app)
        assert isinstance(app, SimApp)


async def test_a_kept_play_goes_on_with_its_branch(home: Path) -> None:
    path = shelve(home)
    kept = Records.open().begin(load(str(path), ["neighbour"]), str(path))
    kept.take("?look")
    kept.take("next-door")
    async with opened((80, 24), go_on=kept.id) as (app, _):
        play = playing(app).kept.play
        assert play.scenario.branches == ("neighbour",)
        assert play.scene == "fence"


async def test_the_first_screen_and_the_menu_call_a_branch_by_its_title(home: Path) -> None:
    path = shelve(home)
    Records.open().begin(load(str(path), ["neighbour"]), str(path)).take("?ring")
    async with opened((100, 30)) as (app, _):
        assert rows(app).count("A tiny one, with The neighbour") == 2  # in its row and beside it
    written = io.StringIO()
    run(None, why="it was asked for", stdin=io.StringIO("q\n"), stdout=written)
    assert "g: go on with A tiny one, with The neighbour." in written.getvalue()


async def test_looking_back_and_the_debrief_name_the_branch(home: Path) -> None:
    path = shelve(home)
    kept = Records.open().begin(load(str(path), ["neighbour"]), str(path))
    kept.take("wait")
    assert debrief(kept.play).title == "A tiny one, with The neighbour"
    async with opened((100, 30)) as (app, pilot):
        await pilot.press("l")
        await settle(pilot)
        assert "A tiny one, with The neighbour" in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "with The neighbour" in rows(app)


async def test_a_kept_play_whose_branch_was_named_by_its_path_goes_on(
    home: Path, tmp_path: Path
) -> None:
    path = shelve(home)
    elsewhere = tmp_path / "elsewhere.yaml"
    (home / "scenarios" / "neighbour.yaml").rename(elsewhere)
    kept = Records.open().begin(load(str(path), [str(elsewhere)]), str(path))
    kept.take("?look")
    async with opened((80, 24), go_on=kept.id) as (app, _):
        assert playing(app).kept.play.actions_taken == ("?look",)


def test_line_by_line_the_branch_is_offered_and_played(home: Path) -> None:
    path = shelve(home)
    typed = StringIO("\nl\n2\n3\n1\n")
    said = StringIO()
    run_plain(str(path), branches=("neighbour",), stdin=typed, stdout=said)
    assert "Go next door" in said.getvalue()
    assert "With: The neighbour." in said.getvalue()
    [record] = Records.open().plays()
    assert record.branches == ("neighbour",)


def test_the_plain_menu_asks_for_each_branch(home: Path) -> None:
    shelved = load(str(shelve(home)))
    menu = StringIO()
    run_plain(None, stdin=StringIO("q\n"), stdout=menu)
    (row,) = [row for row in menu.getvalue().splitlines() if f". {shelved.title}." in row]
    said = StringIO()
    run_plain(None, stdin=StringIO(f"{row.partition('.')[0]}\ny\nq\n"), stdout=said)
    text = said.getvalue()
    assert "Branch: The neighbour. Somebody next door has seen something." in text


def test_the_shipped_branches_are_played_to_an_ending() -> None:
    for name, branch, actions in (
        ("headlice-account", "housing-visit", "may-i-ring"),
        ("unverified-sightings", "late-book", "ring-farrow"),
    ):
        scenario = load(name, [branch])
        assert scenario.branches == (branch,)
        assert any(
            choice.id == actions
            for scene in scenario.scenes.values()
            for choice in getattr(scene, "choices", ())
        )
        assert not Play(scenario).finished

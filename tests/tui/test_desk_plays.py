"""The author's desk plays as a player does: what if, from any scene; writing first; how long."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from scr_sim.engine import Play
from scr_sim.services import Records
from scr_sim.tui.preview.app import PreviewApp
from scr_sim.tui.preview.desk import DeskScreen
from scr_sim.tui.preview.panes import SceneMap
from scr_sim.tui.preview.what_if import WhatIfScreen
from scr_sim.tui.screens.reason_prompt import ReasonPromptScreen
from scr_sim.tui.screens.reasons import ReasonsScreen
from scr_sim.tui.themes import NAMES
from tests.app_driver import EVERYTHING, FILES, SIZES, until
from tests.scenario.small import REVIEW, TINY
from tests.tui.test_contrast import faint_texts
from tests.tui.test_preview import desk, opened, saved, shown


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = tmp_path / "everything.yaml"
    path.write_text(Path(EVERYTHING).read_text("utf-8"), "utf-8")
    return path


def play(app: PreviewApp) -> Play:
    found = desk(app).play
    assert found is not None
    return found


def card(app: PreviewApp) -> WhatIfScreen:
    assert isinstance(app.screen, WhatIfScreen)
    return app.screen


async def asked(app: PreviewApp, pilot: Pilot[int], scene: str) -> WhatIfScreen:
    """Ask “what if?” of a scene that is marked on the map."""
    await pilot.press("m")
    await until(pilot, lambda: desk(app).map.has_focus)
    desk(app).map.mark(scene)
    await until(pilot, lambda: desk(app).map.marked == scene)
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
    return card(app)


async def begun(app: PreviewApp, pilot: Pilot[int]) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, DeskScreen))


async def row(app: PreviewApp, pilot: Pilot[int], words: str) -> None:
    """Move to the row that has some words."""
    rows = card(app).supposed_list
    for _ in rows.options:
        marked = rows.highlighted_option
        if marked is not None and words in str(marked.prompt):
            return
        await pilot.press("down")
    raise AssertionError(f"no row has “{words}”")


async def test_any_scene_is_begun_in_with_any_values_and_played_on_from(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        await asked(app, pilot, "desk")
        assert "From the shortest play that comes here" in shown(app)
        await row(app, pilot, "mood")
        await pilot.press("right", "right")  # there is no word after the last
        await row(app, pilot, "hours")
        await pilot.press("left", "shift+left")  # nor a number below the lowest
        assert "hours  ‹ 0 ›  0 to 4 · Hours before the meeting" in shown(app)
        await begun(app, pilot)
        assert play(app).variables == {"hours": 0, "goodwill": 1, "mood": "cross"}
        assert play(app).scene == "desk"
        assert "What if, from desk" in shown(app)
        assert "What if: begun in desk, and no play." in shown(app)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, ReasonsScreen))
        await begun(app, pilot)
        assert play(app).ending == "shut"  # as the variant has it


async def test_notes_are_held_as_the_author_says(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        await asked(app, pilot, "desk")
        await row(app, pilot, "no-form")
        assert "[ ] no-form  record, Minutes of the meeting" in shown(app)
        await pilot.press("space")
        assert "[x] no-form" in shown(app)
        await row(app, pilot, "enquired desk.tray")
        await pilot.press("space")
        await begun(app, pilot)
        assert play(app).notes == ("says-sent", "no-form")
        assert [one.id for one in play(app).enquiries() if one.made] == ["tray"]


async def test_it_begins_with_this_play_the_shortest_or_the_starting_values(
    everything: Path,
) -> None:
    async with opened(everything) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: play(app).scene == "desk")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
        found = []
        for _ in range(3):
            found.append((shown(app).count("From this play"), card(app).supposition.values["mood"]))
            await pilot.press("o")
        assert found == [(1, "calm"), (0, "calm"), (0, "calm")]
        assert "From this play" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert play(app).supposition is None


async def test_u_at_its_beginning_goes_back_to_the_play_that_was_left(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: play(app).actions_taken == ("?look",))
        await asked(app, pilot, "found")
        await begun(app, pilot)
        assert play(app).ending == "found"
        await pilot.press("u")
        await until(pilot, lambda: play(app).actions_taken == ("?look",))
        assert "What if" not in shown(app).splitlines()[0]


async def test_a_what_if_holds_when_the_file_is_saved_and_says_so_when_it_does_not(
    everything: Path,
) -> None:
    text = everything.read_text("utf-8")
    async with opened(everything) as (app, pilot):
        await asked(app, pilot, "desk")
        await row(app, pilot, "goodwill")
        await pilot.press("right", "right")
        await begun(app, pilot)
        await saved(app, pilot, everything, text.replace("still missing", "missing still"))
        assert play(app).variables["goodwill"] == 3
        assert "missing still" in shown(app)
        await saved(app, pilot, everything, text.replace("max: 3, label: G", "max: 2, label: G"))
        await until(pilot, lambda: "does not hold any more" in shown(app))
        assert "“goodwill” cannot be “3”: it may be 0 to 2." in " ".join(shown(app).split())
        assert (play(app).scene, play(app).supposition) == ("gate", None)


async def test_a_what_if_is_never_kept(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        await asked(app, pilot, "desk")
        await begun(app, pilot)
        await pilot.press("1")
        await pilot.pause()
    assert Records.open().plays() == []


async def test_a_scene_that_no_play_reaches_has_the_starting_values(tmp_path: Path) -> None:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = tmp_path / "tiny.yaml"
    lost = "lost: {title: L, text: Out., add: {trust: 1}, ending: {title: No, kind: missed}}"
    path.write_text(f"{TINY}  {lost}\n", "utf-8")
    async with opened(path) as (app, pilot):
        await asked(app, pilot, "lost")
        assert "From the starting values" in shown(app)
        assert "trust  ‹ 4 ›" in shown(app)  # what entering it does is done
        await begun(app, pilot)
        assert play(app).scene == "lost"
        assert play(app).variables["trust"] == 4


async def test_a_click_changes_a_row_and_begins(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        rows = (await asked(app, pilot, "desk")).supposed_list
        at = shown(app).splitlines().index(next(t for t in shown(app).splitlines() if "mood" in t))
        await pilot.click(rows, offset=(6, at - rows.region.y))
        await until(pilot, lambda: card(app).supposition.values["mood"] == "cross")
        await pilot.click(rows, offset=(6, at - rows.region.y))
        await until(pilot, lambda: card(app).supposition.values["mood"] == "calm")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", NAMES)
async def test_the_card_can_be_read_at_every_size(
    everything: Path, size: tuple[int, int], theme: str
) -> None:
    records = Records.open()
    records.settings.theme = theme
    records.close()
    async with opened(everything, size) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, WhatIfScreen))
        assert "hours  ‹ 4 ›" in shown(app)
        assert faint_texts(app) == {}
        await pilot.press("end")
        await pilot.pause()
        assert "❯ Begin here" in shown(app)


async def test_something_can_be_written_before_choosing_and_is_laid_beside(
    everything: Path,
) -> None:
    async with opened(everything) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: play(app).scene == "desk")
        assert "0 · Write something first" in shown(app)
        await pilot.press("0")
        await until(pilot, lambda: isinstance(app.screen, ReasonPromptScreen))
        await pilot.press(*"the tray")
        await begun(app, pilot)
        assert "0 ✓ What you wrote first" in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: play(app).finished)
        told = " ".join(shown(app).split())
        assert "You wrote: the tray" in told
        assert "The minutes said where to look." in told


async def test_where_nothing_was_written_a_choice_asks_and_thinking_again_loses_nothing(
    everything: Path,
) -> None:
    async with opened(everything) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: play(app).scene == "desk")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, ReasonsScreen))
        await pilot.press(*"the form", "escape")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert not play(app).finished
        assert "0 ✓ What you wrote first" in shown(app)
        await pilot.press("0")
        await until(pilot, lambda: isinstance(app.screen, ReasonPromptScreen))
        assert "the form" in shown(app)


async def test_it_tells_how_much_there_is_to_read(everything: Path) -> None:
    async with opened(everything) as (app, pilot):
        await pilot.press("l")
        await until(pilot, lambda: "The longest" in shown(app))
        told = " ".join(shown(app).split())
        assert "To read, at 220 words a minute" in told
        assert "minutes, 1 decision" in told
        assert "The file says 5 minutes" in told


@pytest.mark.parametrize("name", ["everything", "small"])
async def test_every_scene_of_the_map_is_played_on_from_by_a_play_that_holds(name: str) -> None:
    async with opened(FILES / f"{name}.yaml", (100, 30)) as (app, pilot):
        for scene in play(app).scenario.scenes:
            await pilot.press("m")
            await until(pilot, lambda: desk(app).map.has_focus)
            desk(app).map.post_message(SceneMap.SceneWanted(scene))
            await until(pilot, lambda: desk(app).doings.has_focus)
            found = play(app)
            assert scene in found.visited[-2:]  # a passage was walked through just before
            assert ("walked through" in shown(app)) == (found.scene != scene)
            again = Play(found.scenario, found.actions_taken)
            assert (again.state, again.notebook) == (found.state, found.notebook)
            if not found.finished:
                await go_on(app, pilot)


async def go_on(app: PreviewApp, pilot: Pilot[int]) -> None:
    """Take the last choice, and leave empty what it may ask."""
    before = len(play(app).actions_taken)
    await pilot.press("end", "enter")
    await until(pilot, lambda: not isinstance(app.screen, DeskScreen) or moved(app, before))
    if not isinstance(app.screen, DeskScreen):
        await begun(app, pilot)
        await until(pilot, lambda: moved(app, before))


def moved(app: PreviewApp, before: int) -> bool:
    return len(play(app).actions_taken) > before

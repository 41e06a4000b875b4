"""Each scenario, played to every ending line by line, and to one and more on the screen.

A decision costs a hundred times as much on the screen: there a scenario's longest play stands for
the others, and every ending is played of a small one.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.engine import EnquiryAction, Play, read_action
from scr_sim.engine.beats import Entered
from scr_sim.plain import run
from scr_sim.scenario import LoadedScenario
from scr_sim.services import Records
from scr_sim.text.prose import plain
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.widgets.story import BeatView
from tests.app_driver import BUNDLED, SMALL, act, opened, playing, settle, start_playing
from tests.journeys.walks import endings, ways_to_endings


@cache
def scenario(name: str) -> LoadedScenario:
    return load(name)


@cache
def ways(name: str) -> dict[str, tuple[str, ...]]:
    return ways_to_endings(scenario(name))


def every_ending() -> list[tuple[str, str]]:
    return [(name, ending) for name in (*BUNDLED, SMALL) for ending in endings(scenario(name))]


def on_screen() -> list[tuple[str, str]]:
    """Return what is played on the screen; the longest play is found when its turn comes."""
    return [*((name, "") for name in BUNDLED), *((SMALL, end) for end in endings(scenario(SMALL)))]


def words(text: str) -> str:
    """Return a text's words, so that only they are compared, not how lines are broken."""
    return " ".join(text.replace("•", " ").replace("│", " ").replace("- ", " ").split())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "ending"), on_screen(), ids=lambda value: Path(value).stem)
async def test_the_story_is_played_to_its_debrief_on_the_screen(name: str, ending: str) -> None:
    ending = ending or max(ways(name), key=lambda end: len(ways(name)[end]))
    way = ways(name)[ending]
    expected = Play(scenario(name), way)
    async with opened((80, 24), name) as (app, pilot):
        await start_playing(app, pilot)
        for action in way:
            await act(app, pilot, action)
        play = playing(app).kept.play
        assert play.ending == ending
        assert play.actions_taken == way
        shown = words(" ".join(str(view.visual) for view in app.screen.query(BeatView)))
        for beat in expected.story:
            assert words(plain(beat.text)) in shown, beat
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.debrief.ending is not None
        assert app.screen.debrief.ending.scene == ending
        assert len(app.screen.debrief.findings) == len(expected.scenario.case_review.findings)


def typed(play: Play, action: str) -> list[str]:
    """Return the lines that a person types in the plain mode for one action."""
    read = read_action(action)
    if isinstance(read, EnquiryAction):
        offered = play.enquiries()
        made = next(e for e in offered if e.id == read.enquiry)
        lines = ["l", str(offered.index(made) + 1)]
        if made.page is not None:
            page = [line for line, _ in made.page.lines]
            lines.append(" ".join(str(page.index(line) + 1) for line in read.noted or ()) or "0")
        return lines
    ids = [c.id for c in play.choices()]
    lines = [str(ids.index(read.choice) + 1)]
    if read.cited is not None:
        lines.append(" ".join(str(play.notes.index(note) + 1) for note in read.cited) or "0")
    if play.ask:  # what is asked before choosing may be left empty
        lines.append("")
    return lines


@pytest.mark.parametrize(("name", "ending"), every_ending(), ids=lambda value: Path(value).stem)
def test_the_plain_transcript_agrees(name: str, ending: str) -> None:
    way = ways(name)[ending]
    play = Play(scenario(name))
    lines = ["", "n"] if any(s.sensitive for s in scenario(name).scenes.values()) else [""]
    for action in way:
        lines += typed(play, action)
        play = play.take(action)
    out = io.StringIO()
    records = Records.open()
    status = run(
        name,
        why="it was asked for",
        stdin=io.StringIO("\n".join(lines) + "\n"),
        stdout=out,
        records=records,
    )
    transcript = words(out.getvalue())
    assert status == 0
    kept = records.plays()[0]
    debrief = records.resume(kept.id).session.debrief()
    assert debrief.ending is not None
    assert debrief.ending.scene == ending
    assert len(debrief.findings) == len(play.scenario.case_review.findings)
    assert tuple(action.word for action in kept.actions) == way
    assert kept.ending == ending
    for beat in play.story:
        assert words(plain(beat.text)) in transcript, beat
        if isinstance(beat, Entered):
            assert words(beat.title) in transcript
    for note in play.notebook:
        assert words(plain(note.text)) in transcript


@pytest.mark.parametrize("name", BUNDLED)
def test_the_bundled_scenarios_are_what_they_promise(name: str) -> None:
    story = scenario(name)
    found = ways(name)
    assert set(found) == set(endings(story)), "an ending that no try has come to"
    assert len(found) >= 4
    kinds = {scene.ending.kind for scene in story.scenes.values() if hasattr(scene, "ending")}
    assert kinds == {"protected", "mixed", "missed"}
    assert len(story.notes or {}) >= 12
    assert any(note.contradicts for note in (story.notes or {}).values())
    assert max(len(Play(story, way).steps) for way in found.values()) >= 8


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("stance", ["accept", "challenge", "escalate"])
def test_no_single_stance_protects(name: str, stance: str) -> None:
    play = Play(scenario(name))
    while not play.finished:
        offered = [c for c in play.choices() if not c.locked]
        choice = next((c for c in offered if c.stance == stance), offered[0])
        play = play.take(choice.id if not choice.pick else f"{choice.id}@")
    ending = scenario(name).scenes[play.scene]
    assert ending.kind == "ending"
    assert ending.ending.kind != "protected"

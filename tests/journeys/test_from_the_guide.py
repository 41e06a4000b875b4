"""A story that was written from the authors' guide alone is sound, and every ending is come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.cli.main import main
from scr_sim.engine import Play
from tests.app_driver import FILES
from tests.journeys.both_ways import WROTE, in_lines, on_screen

LUNCH = str(FILES / "lunch-card.yaml")
#: Every ending, by the pages, citings, costs and variants on the way to them.
WAYS = {
    "a page, its variant, and what was cited": (
        *("?ask-cook", "?ledger@milk,names", "plate", "shoes"),
        *("put-to-him@ledger-gap,gym-shoes", "since"),
    ),
    "a cost, then a citing that does not convince": ("sit", "soon", "put-to-him@", "know"),
    "a citing whose variant says that it came late": (
        *("?ledger@names", "plate", "soon", "put-to-him@ledger-gap", "know", "card"),
    ),
    "the locked choice, opened": ("?ask-cook", "office", "wait-form", "since"),
    "over their heads": ("?ask-cook", "office", "above"),
    "a rumour that closes the door": ("?ledger@", "plate", "soon"),
    "what is not known": ("plate", "shoes", "thank", "not-know"),
    "a threat": ("plate", "shoes", "refer"),
}


def ending(way: tuple[str, ...]) -> str | None:
    return Play(load(LUNCH), way).ending


def test_it_is_sound_has_twelve_scenes_and_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", LUNCH, "--strict"]) == 0, capsys.readouterr().out
    scenario = load(LUNCH)
    assert len(scenario.scenes) == 12
    assert {ending(way) for way in WAYS.values()} == {
        name for name, scene in scenario.scenes.items() if scene.kind == "ending"
    }
    text = Path(LUNCH).read_text("utf-8")
    parts = (
        *("cost", "unit", "variants", "lines", "pick", "sure", "role", "ask", "compare", "review"),
        *("practice", "allow", "sensitive", "agencies", "agency", "cite", "need", "otherwise"),
        *("locked", "once", "unseen", "trainer", "opening", "closing", "contradicts", "limit"),
    )
    for part in parts:
        assert f"{part}: " in text or f"{part}:\n" in text, part


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_every_ending_is_come_to_on_the_screen_and_line_by_line(
    way: tuple[str, ...],
) -> None:
    transcript, debrief = in_lines(LUNCH, way)
    assert debrief.finished
    assert await on_screen(LUNCH, way) == debrief
    reached = ending(way)
    assert reached is not None
    for view in debrief.decisions:
        assert view.label in transcript
    last = load(LUNCH).scenes[reached]
    assert last.kind == "ending"
    assert last.ending.title in transcript
    asked = [view for view in debrief.decisions if view.ask]
    assert [view.reason for view in asked] == [WROTE] * len(asked)

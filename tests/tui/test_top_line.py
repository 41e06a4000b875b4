"""The top line of a play: whose eyes these are and what day it is, however narrow the terminal."""

from __future__ import annotations

from random import Random

import pytest

from scr_sim import Play, load
from scr_sim.engine import Entered
from scr_sim.scenario.library import ids
from scr_sim.tui.presenters import play_view
from tests.app_driver import SMALL

STORIES: list[tuple[str, ...]] = [
    *((name,) for name in ids()),
    ("headlice-account", "housing-visit"),
    ("unverified-sightings", "late-book"),
]


@pytest.mark.parametrize("named", STORIES, ids="-".join)
def test_role_and_date_are_whole_at_eighty_columns(named: tuple[str, ...]) -> None:
    scenario = load(named[0], named[1:])
    for seed in range(5):
        chance, play = Random(seed), Play(scenario)
        while not play.finished:
            play = play.take(chance.choice(play.actions()))
            scene = next(beat for beat in reversed(play.story) if isinstance(beat, Entered))
            told = len(play.story)
            for width in (136, 76):
                line = play_view.top(play, told, width, kept=True)
                shown = line.truncate(width, ellipsis=True).plain
                assert scene.role.partition(",")[0] in shown
                # A time of day may be cut off, and the day never.
                assert ",".join(scene.date.split(",")[:2]) in shown
            narrow = play_view.top(play, told, 56, kept=True).truncate(56, ellipsis=True).plain
            assert scene.role.partition(",")[0] in narrow
            assert scene.date.partition(",")[0] in narrow


def test_what_is_left_out_first_is_the_place_and_then_the_title() -> None:
    play = Play(load(SMALL))
    told = len(play.story)

    def line(width: int, *, kept: bool = True) -> str:
        return play_view.top(play, told, width, kept=kept).plain

    whole = "The missing form   Class teacher · Month 2, Tuesday 3 August · The school gate"
    assert line(100) == line(len(whole)) == whole
    assert line(len(whole) - 1) == "The missing form   Class teacher · Month 2, Tuesday 3 August"
    assert line(59) == line(10) == "Class teacher · Month 2, Tuesday 3 August"
    assert line(60, kept=False) == "! Not kept   Class teacher · Month 2, Tuesday 3 August"

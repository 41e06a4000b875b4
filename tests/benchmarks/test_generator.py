"""What is measured is what it is meant to be: the same each time, sound, and playable."""

from __future__ import annotations

from pathlib import Path

from scr_sim.engine import Engine
from scr_sim.scenario import check_files, load
from tests.benchmarks.generator import scenario_text, write
from tests.benchmarks.measures import random_choices


def test_the_generated_scenario_is_the_same_each_time() -> None:
    assert scenario_text(60) == scenario_text(60)
    assert scenario_text(60) != scenario_text(60, seed=2)


def test_the_generated_scenario_is_clean(tmp_path: Path) -> None:
    for scenes in (10, 60, 300):
        (checked,) = check_files([write(tmp_path, scenes)])
        assert checked.problems == []
        assert checked.scenario is not None
        assert len(checked.scenario.scenes) == scenes


def test_random_plays_come_to_an_ending(tmp_path: Path) -> None:
    engine = Engine(load(str(write(tmp_path, 60))))
    made = random_choices(engine, plays=50, seed=1)
    assert made >= 50
    assert made == random_choices(engine, plays=50, seed=1)

"""Loops of passages that hang on what was chosen before are found by exploring."""

from __future__ import annotations

from pathlib import Path

from scr_sim import load
from scr_sim.exploration import explore
from tests.app_driver import BUNDLED, FILES, SMALL

ENDLESS = FILES / "endless.yaml"


def loops(name: str) -> list[tuple[str, ...]]:
    """Return the loops, the same whichever way the scenario is explored."""
    scenario = load(name)
    found = explore(scenario).loops
    assert explore(scenario, limit=1).loops in {(), found}
    return list(found)


def changed(folder: Path, before: str, after: str) -> str:
    text = ENDLESS.read_text(encoding="utf-8")
    assert before in text
    path = folder / "endless.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    (folder / "review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    return str(path)


def test_a_loop_that_one_choice_opens_is_found() -> None:
    assert loops(str(ENDLESS)) == [("around", "again")]


def test_a_loop_that_no_choice_opens_is_none(tmp_path: Path) -> None:
    assert loops(changed(tmp_path, "set: {stuck: true}, ", "")) == []


def test_a_loop_that_counts_its_way_out_is_none(tmp_path: Path) -> None:
    counted = changed(
        tmp_path,
        "next: [{if: stuck, go: again}, {go: done}]}",
        "add: {n: 1}, next: [{if: stuck and n < 9, go: again}, {go: done}]}",
    )
    text = (
        Path(counted)
        .read_text(encoding="utf-8")
        .replace("variables:\n", "variables:\n  n: {start: 0, min: 0, max: 20}\n")
    )
    Path(counted).write_text(text, encoding="utf-8")
    assert loops(counted) == []


def test_a_loop_at_the_very_start_is_found(tmp_path: Path) -> None:
    at_once = changed(tmp_path, "start: here", "start: around")
    Path(at_once).write_text(
        Path(at_once)
        .read_text(encoding="utf-8")
        .replace("stuck: {start: false}", "stuck: {start: true}"),
        encoding="utf-8",
    )
    assert loops(at_once) == [("around", "again")]


def test_other_scenarios_have_none() -> None:
    for name in (SMALL, *BUNDLED):
        assert loops(name) == []

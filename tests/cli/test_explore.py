"""``scr-sim explore``, and what exploring adds to ``scr-sim check``, as tools rely on them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.engine import Play
from tests.app_driver import BUNDLED, SMALL
from tests.cli.test_expected_plays import run
from tests.exploration.test_problems import SHED
from tests.scenario.small import REVIEW, TINY, changed
from tests.scenario.test_branches import BRANCH

Capture = pytest.CaptureFixture[str]
KEYS = {
    "scenario",
    "states",
    "scenes",
    "choices",
    "dead_ends",
    "no_way_out",
    "shape",
    "endings",
    "plays",
    "decisions",
    "variables",
    "findings",
    "complete",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(TINY, "utf-8")
    (tmp_path / "neighbour.yaml").write_text(BRANCH, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [*BUNDLED, SMALL])
def test_what_is_printed_as_data(name: str, capsys: Capture) -> None:
    status, out, err = run(capsys, "explore", name, "--json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    assert set(data) >= KEYS
    assert data["complete"] is True
    scenario = load(name)
    assert [*data["scenes"]["reachable"], *data["scenes"]["unreachable"]]
    assert set(data["findings"]) == {str(number) for number in scenario.case_review.findings}
    for ending, found in data["endings"].items():
        assert Play(scenario, found["shortest"]).ending == ending
    low, high = data["decisions"]["fewest"], data["decisions"]["most"]
    assert high is None or low <= high
    assert data["plays"] is None or data["plays"] <= sum(
        found["plays"] for found in data["endings"].values()
    )


def test_the_tiny_one_by_hand(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "explore", str(folder / "tiny.yaml"), "--json")
    data = json.loads(out)
    assert data["scenes"] == {"reachable": ["door", "end"], "unreachable": []}
    assert data["choices"] == {"available": ["door.wait", "door.ask"], "never": []}
    # Waiting, asking with the letter, asking without it.
    assert data["plays"] == 3
    assert data["endings"] == {"end": {"plays": 3, "shortest": ["wait"]}}
    assert data["decisions"] == {"fewest": 1, "most": 1}
    assert data["variables"] == {"trust": {"min": 3, "max": 3}}
    assert data["findings"]["1"] == {"echoed_by": ["door.wait"], "answered_by": ["door.ask"]}
    assert data["findings"]["2"] == {"echoed_by": ["door.ask"], "answered_by": []}
    assert data["dead_ends"] == []


def test_with_a_branch(folder: Path, capsys: Capture) -> None:
    words = ("explore", str(folder / "tiny.yaml"), "--branch", "neighbour", "--json")
    _, out, _ = run(capsys, *words)
    data = json.loads(out)
    assert data["branches"] == ["neighbour"]
    assert "fence" in data["scenes"]["reachable"]
    assert data["decisions"] == {"fewest": 1, "most": 3}


def test_a_search_that_stops_says_so(capsys: Capture) -> None:
    _, out, _ = run(capsys, "explore", "headlice-account", "--json", "--limit", "50")
    data = json.loads(out)
    assert data["complete"] is False
    assert data["states"] == 50
    assert data["plays"] is None
    _, told, _ = run(capsys, "explore", "headlice-account", "--limit", "50")
    assert "Not every state was looked at" in told


def test_a_loop_has_no_count_and_no_longest_play(folder: Path, capsys: Capture) -> None:
    text = changed(
        ("next: end\n        debrief: {echoes: [1]", "next: door\n        debrief: {echoes: [1]")
    )
    (folder / "tiny.yaml").write_text(text, "utf-8")
    _, out, _ = run(capsys, "explore", str(folder / "tiny.yaml"), "--json")
    data = json.loads(out)
    assert data["plays"] is None
    assert data["endings"]["end"]["plays"] is None
    assert data["decisions"] == {"fewest": 1, "most": None}
    assert "loop" in data["why"]["plays"]


def test_in_words(capsys: Capture) -> None:
    _, out, _ = run(capsys, "explore", "cancelled-icpc")
    assert re.search(r"^Plays: [0-9,]+$", out, re.MULTILINE)
    assert "No play" not in out
    assert max(len(line) for line in out.splitlines()) < 400


def test_check_prints_what_exploring_finds(folder: Path, capsys: Capture) -> None:
    (folder / "tiny.yaml").write_text(TINY + SHED, "utf-8")
    status, out, _ = run(capsys, "check", str(folder / "tiny.yaml"), "--format", "json")
    assert status == 0
    [problem] = json.loads(out)
    assert (problem["code"], problem["severity"]) == ("unreachable-scene", "warning")
    assert run(capsys, "check", str(folder / "tiny.yaml"), "--strict")[0] == 1


def test_check_of_a_folder_tells_a_branchs_problems_in_the_branch(
    folder: Path, capsys: Capture
) -> None:
    (folder / "neighbour.yaml").write_text(
        BRANCH.replace("label: Ring,", "label: Ring, if: trust > 3,"), "utf-8"
    )
    status, out, _ = run(capsys, "check", str(folder), "--format", "json")
    assert status == 0
    [problem] = json.loads(out)
    assert problem["code"] == "never-available"
    assert problem["file"].endswith("neighbour.yaml")
    assert BRANCH.splitlines()[problem["line"] - 1].strip().startswith("- {stance: escalate")


def test_wrong_use(capsys: Capture) -> None:
    assert run(capsys, "explore", "nothing-like-it")[0] == 1
    assert run(capsys, "explore", "headlice-account", "--limit", "0")[0] == 2
    assert run(capsys, "explore", "headlice-account", "--branch", "nobody")[0] == 1

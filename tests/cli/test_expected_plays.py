"""``scr-sim test``: expected plays, replayed and reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scr_sim import paths
from scr_sim.cli.main import main
from tests.app_driver import BUNDLED
from tests.scenario.small import REVIEW, TINY
from tests.scenario.test_branches import BRANCH

PLAYS = """\
format: 1
plays:
  - name: She waits
    actions: wait
    ending: end
    values: {trust: 3, told: false, stage: none}
    notes: [letter]
    findings: {echoes: [1], answers: []}
  - name: She asks, with the letter
    actions: ["?ring", ask@letter]
    ending: end
    findings: {echoes: [], answers: [1]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(TINY, "utf-8")
    (tmp_path / "tiny.plays.yaml").write_text(PLAYS, "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_plays_that_come_out_as_expected(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "test", str(folder / "tiny.yaml"), "--strict")
    assert status == 0
    assert "ok      She waits" in out
    assert "2 plays: all as expected." in out
    assert "2 of 2" in out


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("ending: end\n    values", "ending: door\n    values", 5, "ends in “end”"),
        ("actions: wait\n", 'actions: "?ring"\n', 5, "still in “door”"),
        ("trust: 3", "trust: 4", 6, "“trust” should be “4”, and is “3”"),
        ("told: false", "told: true", 6, "“told” should be true, and is false"),
        ("stage: none", "stage: asked", 6, "and is “none”"),
        ("trust: 3", "trsut: 3", 6, "no variable “trsut”"),
        ("notes: [letter]", "notes: [wort]", 7, "“wort” is not held"),
        ("echoes: [1], answers: []}", "echoes: [2], answers: []}", 8, "should be 2, and are 1"),
        ("echoes: [], answers: [1]}", "echoes: [], answers: []}", 12, "should be none, and are 1"),
        ("actions: wait\n", "actions: wiat\n", 4, "These can be taken"),
    ],
)
def test_what_comes_out_otherwise_is_told_at_its_line(
    before: str,
    after: str,
    line: int,
    says: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert before in PLAYS
    (folder / "tiny.plays.yaml").write_text(PLAYS.replace(before, after), "utf-8")
    status, out, _ = run(capsys, "test", str(folder / "tiny.yaml"))
    assert status == 1
    told = [text for text in out.splitlines() if f"line {line}:" in text]
    assert any(says in text for text in told), out
    assert "1 came out otherwise" in out


def test_choices_in_no_play_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = PLAYS[: PLAYS.index("  - name: She asks")]
    (folder / "tiny.plays.yaml").write_text(only, "utf-8")
    status, out, _ = run(capsys, "test", str(folder / "tiny.yaml"))
    assert status == 0
    assert "1 of 2" in out
    assert "  door.ask" in out
    assert run(capsys, "test", str(folder / "tiny.yaml"), "--strict")[0] == 1


def test_the_same_as_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "test", str(folder / "tiny.yaml"), "--json")
    data = json.loads(out)
    assert status == 0
    assert [play["passed"] for play in data["plays"]] == [True, True]
    assert data["choices"] == {"covered": ["door.wait", "door.ask"], "not_covered": []}


def test_a_file_of_plays_with_problems_tells_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tiny.plays.yaml").write_text(PLAYS.replace("ending:", "endng:", 1), "utf-8")
    status, out, _ = run(capsys, "test", str(folder / "tiny.yaml"))
    assert status == 1
    assert "unknown-key" in out
    assert "Did you mean “ending”" in out


def test_no_file_of_plays_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tiny.plays.yaml").unlink()
    status, out, err = run(capsys, "test", str(folder / "tiny.yaml"))
    assert (status, out) == (2, "")
    assert "tiny.plays.yaml" in err


def test_a_branch_has_plays_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "neighbour.yaml").write_text(BRANCH, "utf-8")
    (folder / "neighbour.plays.yaml").write_text(
        "format: 1\nplays:\n  - {name: Over the fence, actions: '?look next-door escalate',"
        " ending: end}\n",
        "utf-8",
    )
    words = ("test", str(folder / "tiny.yaml"), "--branch", "neighbour")
    status, out, _ = run(capsys, *words)
    assert status == 0
    assert "2 of 3" in out
    assert "  fence.accept" in out
    assert "door.wait" not in out


@pytest.mark.parametrize("scenario", BUNDLED)
def test_every_choice_that_ships_is_in_a_play_that_comes_out_as_expected(
    scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "test", scenario, "--strict")
    assert status == 0, out


def test_every_branch_that_ships_has_such_plays(capsys: pytest.CaptureFixture[str]) -> None:
    from scr_sim.scenario import branches_of

    for scenario in BUNDLED:
        file = paths.scenarios() / f"{scenario}.yaml"
        for branch in branches_of(scenario, file):
            status, out, _ = run(capsys, "test", scenario, "--branch", branch.id, "--strict")
            assert status == 0, out


def test_check_leaves_expected_plays_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "check", str(folder))
    assert status == 0
    assert "2 files checked" in out

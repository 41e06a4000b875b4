"""``scr-sim new``: a start that works at once, whatever it is begun from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from scr_sim.scenario.model.json_schema import SchemaKind, schema
from scr_sim.scenario.syntax.reader import read_file
from tests.app_driver import BUNDLED
from tests.cli.test_expected_plays import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    return tmp_path


def test_a_new_scenario_checks_clean_and_comes_out_as_expected(capsys: Capture) -> None:
    assert run(capsys, "new", "night-shift")[0] == 0
    status, out, _ = run(capsys, "check", "night-shift.yaml", "--strict")
    assert status == 0, out
    status, out, _ = run(capsys, "test", "night-shift.yaml", "--strict")
    assert status == 0, out
    status, out, _ = run(capsys, "explore", "night-shift.yaml")
    assert "answered" in out
    assert "No play" not in out


@pytest.mark.parametrize("scenario", BUNDLED)
def test_a_new_branch_of_what_ships_does_too(scenario: str, capsys: Capture) -> None:
    assert run(capsys, "new", "night_shift", "--branch-of", scenario)[0] == 0
    status, out, _ = run(capsys, "check", "night_shift.yaml", "--strict")
    assert status == 0, out
    words = ("test", scenario, "--branch", "night_shift.yaml", "--strict")
    status, out, _ = run(capsys, *words)
    assert status == 0, out


def test_a_branch_of_a_file_is_written_beside_it(here: Path, capsys: Capture) -> None:
    (here / "mine").mkdir()
    run(capsys, "new", "first")
    (here / "first.yaml").rename(here / "mine" / "first.yaml")
    status, _, _ = run(capsys, "new", "second", "--branch-of", "mine/first.yaml")
    assert status == 0
    assert (here / "mine" / "second.yaml").is_file()
    assert run(capsys, "check", "mine", "--strict")[0] == 0


def test_editors_are_told_where_the_schema_is(here: Path, capsys: Capture) -> None:
    run(capsys, "new", "night-shift")
    run(capsys, "new", "other-view", "--branch-of", "headlice-account")
    for name, kind in (
        ("night-shift.yaml", "scenario"),
        ("night-shift.plays.yaml", "plays"),
        ("other-view.yaml", "branch"),
        ("other-view.plays.yaml", "plays"),
    ):
        first = (here / name).read_text("utf-8").splitlines()[0]
        lead, _, named = first.partition("$schema=")
        assert lead == "# yaml-language-server: "
        assert not Path(named).is_absolute()
        assert str(here) not in first
        written = json.loads((here / named).read_text("utf-8"))
        assert written == schema(cast(SchemaKind, kind))


def test_a_schema_of_an_earlier_version_is_replaced(here: Path, capsys: Capture) -> None:
    (here / ".scr-sim").mkdir()
    (here / ".scr-sim" / "plays.schema.json").write_text("old", "utf-8")
    assert run(capsys, "new", "night-shift")[0] == 0
    assert "title" in json.loads((here / ".scr-sim" / "plays.schema.json").read_text("utf-8"))


def test_a_start_is_written_where_schemas_cannot_be(here: Path, capsys: Capture) -> None:
    (here / ".scr-sim").write_text("a file", "utf-8")
    status, _, err = run(capsys, "new", "night-shift")
    assert status == 0
    assert "schemas for editors cannot be written" in err
    assert run(capsys, "check", "night-shift.yaml", "--strict")[0] == 0


def test_a_branch_cites_a_finding_that_fits_its_words(here: Path, capsys: Capture) -> None:
    run(capsys, "new", "other-view", "--branch-of", "headlice-account")
    text = (here / "other-view.yaml").read_text("utf-8")
    assert text.count("[4]") == 3
    assert "what the parents say" in text


def test_nothing_is_written_over(here: Path, capsys: Capture) -> None:
    (here / "night-shift.plays.yaml").write_text("mine", "utf-8")
    status, out, err = run(capsys, "new", "night-shift")
    assert (status, out) == (1, "")
    assert "is there already" in err
    assert not (here / "night-shift.yaml").exists()
    assert (here / "night-shift.plays.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["Night", "1st", "a" * 65, "a/b", "../a", ""])
def test_what_is_no_id_is_refused(name: str, here: Path, capsys: Capture) -> None:
    status, _, err = run(capsys, "new", name)
    assert status == 2
    assert "is no id" in err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["mine.yaml", "Mine", "mine.yml"])
def test_what_would_be_an_id_is_offered(name: str, here: Path, capsys: Capture) -> None:
    status, _, err = run(capsys, "new", name)
    assert status == 2
    assert "Did you mean “mine”?" in err
    assert list(here.iterdir()) == []


def test_an_id_that_the_library_has_is_refused(capsys: Capture) -> None:
    status, _, err = run(capsys, "new", "headlice-account")
    assert status == 1
    assert "Choose another id" in err


def test_a_branch_of_nothing_is_told(capsys: Capture) -> None:
    status, _, err = run(capsys, "new", "night-shift", "--branch-of", "headlise-account")
    assert status == 1
    assert "headlice-account" in err


def test_the_starts_are_read_as_they_are_meant(here: Path, capsys: Capture) -> None:
    run(capsys, "new", "night-shift")
    data = read_file(here / "night-shift.yaml").data
    assert data is not None
    assert data["title"] == "Night shift"


@pytest.mark.parametrize("new_id", ["a" * 64, f"{'long-' * 12}ends"])
def test_the_longest_ids_of_the_format_are_taken(new_id: str, here: Path, capsys: Capture) -> None:
    assert len(new_id) == 64
    assert run(capsys, "new", new_id)[0] == 0
    assert run(capsys, "check", f"{new_id}.yaml", "--strict")[0] == 0
    other = f"b{new_id[1:]}"
    assert run(capsys, "new", other, "--branch-of", f"{new_id}.yaml")[0] == 0
    status, out, _ = run(capsys, "check", ".", "--strict")
    assert status == 0, out
    words = ("test", f"{new_id}.yaml", "--branch", f"{other}.yaml", "--strict")
    status, out, _ = run(capsys, *words)
    assert status == 0, out
    status, _, err = run(capsys, "new", f"{new_id}x")
    assert status == 2
    assert "64 at most" in err

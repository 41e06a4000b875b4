"""The authors' commands: schemas and explanations, printed plainly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scr_sim.scenario.syntax.diagnostics import SEVERITIES
from tests.cli.test_cli import run


@pytest.mark.parametrize("kind", ["scenario", "branch", "review", "plays"])
def test_schema_prints_json(kind: str) -> None:
    done = run("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["title"] == f"scr-sim {kind}, format 1"


def test_schema_of_nothing_known_is_wrong_use() -> None:
    done = run("schema", "story")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_schema_of_nothing_named_says_what_there_is() -> None:
    done = run("schema")
    assert (done.returncode, done.stdout) == (2, "")
    assert "scenario, branch, review, plays" in done.stderr


def test_schemas_are_written_beside_a_folders_files_or_one_of_them(tmp_path: Path) -> None:
    done = run("schema", "--write", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name for path in (tmp_path / ".scr-sim").iterdir()}
    assert names == {
        f"{kind}.schema.json" for kind in ("scenario", "branch", "review", "plays", "case")
    }
    for line in done.stdout.splitlines():
        if "$schema=" in line:
            assert (tmp_path / line.partition("$schema=")[2]).is_file()
    story = tmp_path / "mine" / "story.yaml"
    story.parent.mkdir()
    story.write_text("", "utf-8")
    done = run("schema", "scenario", "--write", str(story))
    assert [path.name for path in (story.parent / ".scr-sim").iterdir()] == ["scenario.schema.json"]


def test_schemas_beside_nothing_or_where_nothing_can_be_written_are_told(tmp_path: Path) -> None:
    done = run("schema", "--write", str(tmp_path / "gone"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no file, folder or scenario" in done.stderr
    done = run("schema", "--write", "headlice-account")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ship with the program" in done.stderr
    (tmp_path / ".scr-sim").write_text("a file", "utf-8")
    done = run("schema", "--write", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_lists_every_code_on_a_line() -> None:
    done = run("explain")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[: len(SEVERITIES)]] == list(SEVERITIES)
    assert max(map(len, lines)) <= 80


def test_explain_says_what_a_problem_is_and_how_to_mend_it() -> None:
    done = run("explain", "no-ending")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("no-ending (error)\nThe story cannot end\n")
    assert "An example\n" in done.stdout
    assert "How to mend it\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_explain_of_no_code_names_the_nearest() -> None:
    done = run("explain", "unknwn-scene")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "scr-sim: There is no problem “unknwn-scene”. Did you mean “unknown-scene”?\n"
    )
    assert run("explain", "\x1b[31m\n").stderr.count("\n") == 1

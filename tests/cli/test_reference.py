"""The authors' commands: schemas and explanations, printed plainly."""

from __future__ import annotations

import json

import pytest

from scr_sim.scenario.syntax.diagnostics import SEVERITIES
from tests.cli.test_cli import run


@pytest.mark.parametrize("kind", ["scenario", "branch", "review"])
def test_schema_prints_json(kind: str) -> None:
    done = run("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["title"] == f"scr-sim {kind}, format 1"


def test_schema_of_nothing_known_is_wrong_use() -> None:
    done = run("schema", "story")
    assert done.returncode == 2
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

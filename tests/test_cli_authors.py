"""The authors' commands: schemas, printed plainly."""

from __future__ import annotations

import json

import pytest

from tests.test_cli import run


@pytest.mark.parametrize("kind", ["scenario", "branch", "review"])
def test_schema_prints_json(kind: str) -> None:
    done = run("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["title"] == f"scr-sim {kind}, format 1"


def test_schema_of_nothing_known_is_wrong_use() -> None:
    done = run("schema", "story")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr

"""A branch by itself: its keys, which are required, and which are a scenario's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.scenario import Problem
from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.syntax.reader import read_file
from scr_sim.scenario.validation.schema_errors import validate
from tests.scenario.small import changed

BRANCH = """\
format: 1
branch: second-knock
extends: tiny
title: A second knock
summary: Somebody else comes to the door.
people:
  aunt: {name: Aunt}
variables:
  knocked: {start: false, show: true}
notes:
  aunt-says: {kind: account, from: The aunt, text: Nobody is in.}
scenes:
  aunt-opens:
    title: The aunt opens
    text: She shakes her head.
    notes: [aunt-says]
    next: end
at:
  door:
    choices:
      - stance: challenge
        label: Knock again
        set: {knocked: true}
        next: aunt-opens
        debrief: {answers: [1], because: You knocked again.}
    enquiries:
      - id: look
        label: Look through the window
        text: A light is on.
"""


def read(folder: Path, text: str) -> tuple[Branch | None, list[Problem]]:
    path = folder / "branch.yaml"
    path.write_text(text, "utf-8")
    reading = read_file(path)
    assert reading.data is not None
    return validate(Branch, reading.data)


def test_a_branch_is_read(tmp_path: Path) -> None:
    branch, problems = read(tmp_path, BRANCH)
    assert problems == []
    assert branch is not None
    assert (branch.branch, branch.extends) == ("second-knock", "tiny")
    assert branch.at is not None
    assert [choice.id for choice in branch.at["door"].choices or ()] == ["challenge"]
    assert [enquiry.id for enquiry in branch.at["door"].enquiries or ()] == ["look"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("title: A second knock\n", ""), "missing-key"),
        (("summary: Somebody else comes to the door.\n", ""), "missing-key"),
        (("people:\n", "agencies: {gp: A practice}\npeople:\n"), "unknown-key"),
        (("branch: second-knock", "branch: Second"), "bad-id"),
        (("    choices:\n", "    text: Another.\n    choices:\n"), "unknown-key"),
    ],
)
def test_what_a_branch_may_not_be(change: tuple[str, str], code: str, tmp_path: Path) -> None:
    branch, problems = read(tmp_path, changed(change, text=BRANCH))
    assert branch is None
    assert [problem.code for problem in problems] == [code]

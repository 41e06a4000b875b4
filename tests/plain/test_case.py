"""A case line by line: its scenarios in order, what is carried, and its debrief."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scr_sim.plain import run
from scr_sim.services import Records
from tests.services.test_cases import put_case


@pytest.fixture
def case(tmp_path: Path) -> str:
    return put_case(tmp_path)


def said(case: str, *typed: str) -> str:
    out = io.StringIO()
    records = Records.open()
    status = run(
        None, case=case, stdin=io.StringIO("\n".join(typed) + "\n"), stdout=out, records=records
    )
    records.close()
    assert status == 0
    return out.getvalue()


def test_a_case_is_played_to_its_debrief(case: str) -> None:
    told = said(case, "", "", "1", "q", "", "", "2", "q", "d", "q")
    assert "1. First, Teacher: not played yet." in told
    assert "2. Second, Teacher: opens when the one before has ended." in told
    assert "So far it is 2." in told
    assert "1. First, Teacher: ended: Over." in told
    assert "Debrief of the case: A pair" in told
    assert "Second, decision 1, The door: Challenge: Ask" in told


def test_it_goes_on_where_it_was_left(case: str) -> None:
    said(case, "", "", "1", "q", "q")
    told = said(case, "q")
    assert "1. First, Teacher: ended: Over." in told
    assert "2. Second, Teacher: not played yet." in told


def test_leaving_in_the_middle_of_a_scenario_leaves_the_program(case: str) -> None:
    told = said(case, "", "", "q")
    assert "The play is kept" in told
    assert "begun: no decision made yet" in said(case, "q")


def test_what_is_not_known_is_answered_and_what_is_closed_says_so(case: str) -> None:
    told = said(case, "zz", "2", "d", "h", "n", "q")
    assert "Not known here" in told
    assert "opens when the one before it has ended" in told
    assert "Nothing of this case was played yet." in told
    assert "d: Debrief." in told
    assert "The case begins anew." in told


def test_a_case_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    out = io.StringIO()
    assert run(None, case="nowhere", stdin=io.StringIO(""), stdout=out) == 1
    assert "There is no case “nowhere”" in out.getvalue()

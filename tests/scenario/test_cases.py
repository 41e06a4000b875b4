"""Case files: read, joined to their scenarios, and every mistake told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.scenario import ScenarioError, check_files, load_case
from scr_sim.scenario.syntax.diagnostics import Problem
from tests.scenario.small import REVIEW, TINY, place

CASE = """\
format: 1
case: pair
title: A pair
summary: Two stories.
content_note: Nothing happens.
review: small-review
carry:
  level: {start: 1, min: 0, max: 5, label: Level}
  seen: {start: false}
scenarios:
  - id: tiny
    in: {trust: level}
    out: {seen: told}
  - id: other
    in: {trust: level, told: seen}
    out: {level: trust}
    between:
      - It is {level}.
      - {if: seen and level > 1, text: It was seen.}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(TINY, "utf-8")
    (tmp_path / "other.yaml").write_text(TINY.replace("id: tiny", "id: other"), "utf-8")
    return tmp_path


def problems(shelf: Path, text: str) -> list[Problem]:
    path = shelf / "pair.yaml"
    path.write_text(text, "utf-8")
    return check_files([path])[0].problems


def test_a_case_is_joined_to_its_scenarios_and_its_review(shelf: Path) -> None:
    assert problems(shelf, CASE) == []
    case = load_case(str(shelf / "pair.yaml"))
    assert [scenario.id for scenario in case.scenarios] == ["tiny", "other"]
    assert case.case_review.id == "small-review"
    assert case.started() == {"level": 1, "seen": False}


def test_what_is_carried_starts_a_scenario_and_comes_out_of_it_within_bounds(shelf: Path) -> None:
    problems(shelf, CASE)
    case = load_case(str(shelf / "pair.yaml"))
    begun = case.begin(1, {"level": 4, "seen": True})
    assert begun.variables is not None
    assert (begun.variables["trust"].start, begun.variables["told"].start) == (4, True)
    assert case.begin(0, {"level": 4, "seen": True}).variables["told"].start is False  # type: ignore[index]
    after = case.carry_on(1, {"level": 4, "seen": True}, {"trust": 9, "told": False})
    assert after == {"level": 5, "seen": True}


MISTAKES = [
    ("id: other", "id: othr", "unknown-scenario", "othr"),
    ("id: other", "id: tiny", "duplicate-id", "tiny\n    in: {trust: level, told"),
    ("in: {trust: level}", "in: {trus: level}", "unknown-variable", "trus:"),
    ("in: {trust: level}", "in: {trust: levl}", "unknown-variable", "levl"),
    ("in: {trust: level}", "in: {trust: seen}", "wrong-type", "seen}\n    out"),
    ("in: {trust: level}", "in: {stage: level}", "wrong-type", "level}\n    out"),
    ("out: {level: trust}", "out: {levl: trust}", "unknown-variable", "levl"),
    ("out: {level: trust}", "out: {level: trus}", "unknown-variable", "trus}"),
    ("out: {level: trust}", "out: {level: told}", "wrong-type", "told}\n    between"),
    ("max: 5, label", "max: 7, label", "wrong-type", "level}\n    out"),
    ("start: 1, min", "start: 9, min", "wrong-type", "9, min"),
    ("min: 0, max: 5", "min: 0, max: -1", "wrong-type", "-1"),
    ("{start: false}", "{start: a, values: [a, b]}", "wrong-type", "seen: {start"),
    ("It is {level}.", "It is {levl}.", "unknown-variable", "levl"),
    ("if: seen and level > 1", "if: seen and level", "bad-condition", "level, text"),
    ("if: seen and level > 1", 'if: held("x")', "unknown-note", 'x")'),
    ("review: small-review", "review: smal-review", "unknown-review", "smal-review"),
    ("summary: Two stories.\n", "", "missing-key", "format"),
    (
        "  - id: tiny\n    in: {trust: level}\n    out: {seen: told}\n",
        "",
        "wrong-type",
        "- id: other",
    ),
    ("carry:\n", "cary:\n", "unknown-key", "cary"),
]


@pytest.mark.parametrize(("old", "new", "code", "mark"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(
    shelf: Path, old: str, new: str, code: str, mark: str
) -> None:
    text = CASE.replace(old, new, 1)
    assert text != CASE
    found = problems(shelf, text)
    first = next(p for p in found if p.code == code)
    assert (first.line, first.column) == place(text, mark)


def test_a_value_that_goes_nowhere_is_told(shelf: Path) -> None:
    text = CASE.replace("carry:\n", "carry:\n  spare: {start: false}\n")
    (problem,) = problems(shelf, text)
    assert (problem.code, problem.severity) == ("unused-variable", "warning")


def test_a_scenario_with_problems_of_its_own_is_told(shelf: Path) -> None:
    (shelf / "other.yaml").write_text(TINY.replace("id: tiny", "id: other") + "x: 1\n", "utf-8")
    (problem,) = problems(shelf, CASE)
    assert problem.code == "unknown-scenario"
    assert "has problems of its own" in problem.message


def test_a_scenario_of_another_review_does_not_fit(shelf: Path) -> None:
    (shelf / "second-review.yaml").write_text(
        REVIEW.replace("id: small-review", "id: second-review"), "utf-8"
    )
    other = TINY.replace("id: tiny", "id: other").replace("small-review", "second-review")
    (shelf / "other.yaml").write_text(other, "utf-8")
    (problem,) = problems(shelf, CASE)
    assert problem.code == "unknown-review"
    assert "“other” practises “second-review”" in problem.message


def test_what_is_no_case_is_no_case(shelf: Path) -> None:
    with pytest.raises(ScenarioError, match="no case"):
        load_case(str(shelf / "tiny.yaml"))
    with pytest.raises(ScenarioError, match="There is no case “nowhere”"):
        load_case("nowhere")

"""``scr-sim list``: what can be played, what of it is one's own, and where that lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app_driver import FILES
from tests.cli.test_cli import home, run
from tests.scenario.test_branches import BRANCH
from tests.services.test_cases import put_case

__all__ = ["home"]


@pytest.fixture
def own(home: Path) -> Path:
    folder = home / "scenarios"
    folder.mkdir(parents=True)
    return folder


def of_your_own(told: str) -> list[str]:
    return told.partition("Of your own")[2].splitlines()


def test_a_case_is_named_by_what_plays_it() -> None:
    told = run("list").stdout
    assert "--case family-m  Family M, the whole case  (6 scenarios in order; about" in told
    assert "Of your own" not in told


def test_what_is_ones_own_stands_below_the_folder_that_it_is_in(own: Path) -> None:
    (own / "small.yaml").write_text((FILES / "small.yaml").read_text("utf-8"), "utf-8")
    put_case(own)
    (own / "broken.yaml").write_text("title: [", "utf-8")
    told = run("list").stdout
    head, *rows = of_your_own(told)
    assert head == f", in {own}:"
    assert any(row.startswith("small  ") for row in rows)
    assert any(row.startswith("--case pair  A pair  (2 scenarios in order") for row in rows)
    assert any(row.startswith(f"{own / 'broken.yaml'}  cannot be played: ") for row in rows)
    assert not any("headlice-account" in row for row in rows)
    assert "headlice-account  The headlice account" in told


def test_a_folder_of_ones_own_without_a_scenario_is_named_too(own: Path) -> None:
    assert of_your_own(run("list").stdout) == [f", in {own}:", "  nothing yet"]
    (own / "branch.yaml").write_text(
        (FILES.parents[1] / "scenarios" / "late-book.yaml").read_text("utf-8"), "utf-8"
    )
    assert of_your_own(run("list").stdout)[1:] == ["  branches, which stand with their scenarios"]


def test_a_branch_of_nothing_that_is_there_is_not_passed_over(own: Path) -> None:
    (own / "neighbour.yaml").write_text(BRANCH, "utf-8")
    [_, row] = of_your_own(run("list").stdout)
    assert row.startswith(f"{own / 'neighbour.yaml'}  cannot be played: ")


def test_as_data_a_scenario_says_in_which_cases_it_is_played() -> None:
    by_id = {one["id"]: one for one in json.loads(run("list", "--json").stdout)}
    assert set(by_id) >= {"first-days", "headlice-account"}
    assert all("role" in one and "branches" in one for one in by_id.values())
    [case] = by_id["headlice-account"]["cases"]
    assert (case["id"], case["place"]) == ("family-m", 3)

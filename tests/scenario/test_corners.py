"""Corners of the format that few files reach: what is told there, and what still works."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.scenario import ScenarioError
from scr_sim.scenario.conditions.parser import parse
from scr_sim.scenario.syntax.reader import read_bytes
from tests.scenario.small import TINY, changed, problems


@pytest.mark.parametrize(
    ("word", "hint"), [("letter", 'Did you mean held("letter")?'), ("door", 'visited("door")')]
)
def test_a_bare_word_that_is_a_note_or_a_scene_is_asked_about(
    word: str, hint: str, tmp_path: Path
) -> None:
    text = changed(("        stance: accept\n", f"        stance: accept\n        if: {word}\n"))
    [found] = problems(tmp_path, text)
    assert found.code == "unknown-variable"
    assert hint in found.hint


def test_numbers_and_flags_may_be_tagged() -> None:
    text = TINY.replace("minutes: 5", "minutes: !!int 5").replace(
        "start: false", "start: !!bool false"
    )
    data = read_bytes(text.encode(), "tiny").data
    assert data is not None
    assert data["minutes"].value == 5
    assert data["variables"]["told"]["start"].value is False


def test_a_file_of_too_many_values_is_refused() -> None:
    reading = read_bytes(b"a: [" + b"1," * 250_001 + b"]", "many")
    assert [problem.code for problem in reading.problems] == ["yaml"]
    assert "250,000" in reading.problems[0].message


def test_a_file_without_an_ending_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes").write_text("title: No scenario\n", "utf-8")
    with pytest.raises(ScenarioError) as error:
        load("notes")
    assert error.value.problems[0].file == "notes"


@pytest.mark.parametrize(
    "change",
    [
        ("        next: end\n", "        variants: [5]\n        next: end\n"),
        ("      limit: 1\n      from:\n", "      limit: 1\n      from:\n        - 5\n"),
    ],
)
def test_an_item_that_is_no_mapping_is_told_and_the_rest_is_looked_at(
    change: tuple[str, str], tmp_path: Path
) -> None:
    found = problems(tmp_path, changed(change))
    assert [problem.code for problem in found] == ["wrong-type"]
    assert "should be a mapping, not a number" in found[0].message


def test_not_not_reads_as_a_condition() -> None:
    from scr_sim.scenario.conditions.phrases import _joins

    assert _joins(parse("not not told")) == _joins(parse("told"))

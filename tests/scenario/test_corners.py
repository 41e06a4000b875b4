"""Corners of the format that few files reach: what is told there, and what still works."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.scenario import ScenarioError
from scr_sim.scenario.conditions.parser import parse
from scr_sim.scenario.model.model_lookup import model_at
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.model.variables import variable_kind
from scr_sim.scenario.syntax.diagnostics import nearest
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from tests.app_driver import SMALL
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
        ("text: It rings.\n", "text: It rings.\n          lines: {ask: Which?, from: [5, 6]}\n"),
    ],
)
def test_an_item_that_is_no_mapping_is_told_and_the_rest_is_looked_at(
    change: tuple[str, str], tmp_path: Path
) -> None:
    found = problems(tmp_path, changed(change))
    assert {problem.code for problem in found} == {"wrong-type"}
    assert "should be a mapping, not a number" in found[0].message


def test_not_not_reads_as_a_condition() -> None:
    from scr_sim.scenario.conditions.condition_words import _joins

    assert _joins(parse("not not told")) == _joins(parse("told"))


def test_kinds_of_variable_are_known_before_and_after_they_are_checked() -> None:
    variables = load(SMALL).variables or {}
    data = read_file(Path(SMALL)).data
    assert data is not None
    for name, variable in variables.items():
        assert variable_kind(variable) == variable_kind(data["variables"][name])


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (PermissionError(13, "no"), "you are not allowed to"),
        (OSError(5, "no"), "the disk or the network did not give it"),
    ],
)
def test_why_a_file_cannot_be_read_is_said_in_our_words(
    error: OSError, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    path = tmp_path / "there.yaml"
    path.write_text(TINY, "utf-8")
    monkeypatch.setattr(Path, "open", refused)
    [found] = read_file(path).problems
    assert why in found.message


def test_a_very_long_word_is_like_no_other() -> None:
    assert nearest("trust" * 100, ["trust"]) == ""
    assert nearest("trusty", ["trust"]) != ""


def test_what_leads_to_nothing_has_the_last_model_on_the_way() -> None:
    data = read_bytes(TINY.encode(), "tiny").data
    assert model_at(Scenario, data, ("scenes", "nowhere", "text", 0, "deeper")) is Scenario
    assert model_at(Scenario, data, ("minutes", "deeper")) is Scenario
    assert model_at(Scenario, data, ("scenes", "door", "choices", 9)).__name__ == "Choice"

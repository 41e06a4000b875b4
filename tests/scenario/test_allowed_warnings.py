"""What an author allows is not warned of: in the whole file, or in one scene; and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small import TINY, changed, problems

ONE_STANCE = (
    "stance: challenge\n        label: Ask once more",
    "stance: accept\n        label: Ask once more",
)
UNUSED = ("  word: {kind", "  spare: {kind: record, from: F, text: T}\n  word: {kind")


def codes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    return [p.code for p in problems(folder, changed(*changes), plays=True)]


def allow(*entries: str) -> tuple[str, str]:
    return "start: door\n", f"start: door\nallow: [{', '.join(entries)}]\n"


def test_a_warning_is_silenced_for_the_file_or_for_its_scene(tmp_path: Path) -> None:
    assert codes(tmp_path, ONE_STANCE, UNUSED) == ["unused-note", "one-sided"]
    both = "{code: one-sided, scene: door, because: B}", "{code: unused-note, because: B}"
    assert codes(tmp_path, ONE_STANCE, UNUSED, allow(*both)) == []


def test_what_only_exploring_finds_is_silenced_too(tmp_path: Path) -> None:
    lone = ("  end:\n", "  lone: {title: L, text: L, next: end}\n  end:\n")
    assert codes(tmp_path, lone) == ["unreachable-scene"]
    assert codes(tmp_path, lone, allow("{code: unreachable-scene, because: B}")) == []


def test_another_scene_s_allowance_silences_nothing_and_is_told(tmp_path: Path) -> None:
    entry = allow("{code: one-sided, scene: end, because: B}")
    assert codes(tmp_path, ONE_STANCE, entry) == ["unused-allow", "one-sided"]


@pytest.mark.parametrize("code", ["dead-end", "one-sidd", "nothing-at-all"])
def test_an_error_or_an_unknown_code_cannot_be_allowed(code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, allow(f"{{code: {code}, because: B}}")) == ["unknown-code"]


@pytest.mark.parametrize("key", ["code", "because"])
def test_an_allowance_needs_its_keys(key: str, tmp_path: Path) -> None:
    entry = {"code": "code: one-sided", "because": "because: B"}
    del entry[key]
    assert "missing-key" in codes(tmp_path, allow(f"{{{', '.join(entry.values())}}}"))


@pytest.mark.parametrize(
    "written", ["trust >= 0", "true", "[trust >= 0, 'not told']", "'held(\"letter\")'"]
)
def test_a_promise_is_one_condition_or_several(written: str, tmp_path: Path) -> None:
    text = changed(
        ("    text: You knock.", f"    text: You knock.\n    sure: {written}"), text=TINY
    )
    assert problems(tmp_path, text, plays=True) == []
    prose = changed(("    text: You knock.", f"    text: [{{sure: {written}, text: You knock.}}]"))
    assert problems(tmp_path, prose, plays=True) == []


def test_a_promise_is_checked_as_any_condition(tmp_path: Path) -> None:
    for written, code in (("trst > 1", "unknown-variable"), ("[told, trust]", "bad-condition")):
        text = ("    text: You knock.", f"    text: You knock.\n    sure: {written}")
        assert codes(tmp_path, text) == [code]


def test_enquiries_of_the_wrong_shape_are_told_beside_an_allowance(tmp_path: Path) -> None:
    listed = ("    enquiries:\n      limit: 1\n      from:\n", "    enquiries:\n")
    entry = allow("{code: one-sided, scene: door, because: B}")
    assert codes(tmp_path, ONE_STANCE, listed, entry) == ["wrong-type"]

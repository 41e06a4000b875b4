"""What a hurried person writes where something else is wanted: the hint says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small import changed, place, problems

SOUND = (Path(__file__).parent / "mistakes" / "sound.yaml").read_text("utf-8")
MARK = "▸"

#: What stands in the sound scenario, what is written instead with the place, and what to write.
WRITTEN = [
    ("echoes: [1]", "echoes: ▸1", "brackets: [1]"),
    ("notes: [letter, word]", "notes: ▸letter, word", "brackets: [letter, word]"),
    ("features: [looking-twice]", "features: ▸looking-twice", "brackets: [looking-twice]"),
    ("add: {hours: -1}", "add: ▸hours -1", "{hours: -1}"),
    ("add: {hours: -1}", "add: {▸hours -1}", "colon"),
    ("add: {hours: -1}", "add: {hours: ▸-1.5}", "without a point"),
    ("minutes: 5", "minutes: ▸five", "Write 5"),
    ("minutes: 5", "minutes: ▸5 mins", "Write 5"),
    ("        if: hours >= 1", "        once: ▸yes\n        if: hours >= 1", "Write true"),
    ("        if: hours >= 1", "        once: ▸False\n        if: hours >= 1", "Write false"),
    ("    place: Hall", "    reason: ▸Why?\n    place: Hall", "its own keys: ask, compare"),
    ("kind: mixed", "kind: ▸good", ""),
    ("    kind: record", "    ▸type: record", "“kind”"),
    ("{go: street}", "{▸else: street}", "“go”"),
    ("    next: house", "    next: ▸The house", "“house”"),
    ("hours >= 1", "hours ▸is 1", "=="),
    ("hours >= 1", "hours <▸> 1", "!="),
    ("hours >= 1", "hours > ▸= 1", ">="),
    ('hours >= 1 and held("letter")', 'held("letter") ▸AND hours >= 1', "“and”"),
]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    WRITTEN,
    ids=[case[1] for case in WRITTEN],
)
def test_one_problem_with_what_to_write(old: str, new: str, hint: str, tmp_path: Path) -> None:
    marked = changed((old, new), text=SOUND)
    (found,) = problems(tmp_path, marked.replace(MARK, ""))
    assert (found.line, found.column) == place(marked, MARK)
    assert hint in found.hint


def test_variants_and_ways_on_that_are_no_lists_are_told_how(tmp_path: Path) -> None:
    ways = "        next:\n          - {if: trust >= 3, go: attic}\n          - {go: street}\n"
    one = "        next: ▸{if: trust >= 3, go: attic}\n"
    marked = changed((ways, one), text=SOUND)
    (found,) = [p for p in problems(tmp_path, marked.replace(MARK, "")) if p.severity == "error"]
    assert (found.line, found.column) == place(marked, MARK)
    assert "[{if: CONDITION, go: ID}, {go: ID}]" in found.hint
    variants = "        variants:\n          if: told\n          outcome: No.\n"
    text = changed(
        ("        add: {trust: 1}\n", "        add: {trust: 1}\n" + variants), text=SOUND
    )
    (found,) = problems(tmp_path, text)
    assert "Begin each item with “-”" in found.hint


def test_an_item_that_has_lost_its_dash_is_one_problem(tmp_path: Path) -> None:
    marked = changed(("      - id: ask\n", "        ▸id: ask\n"), text=SOUND)
    (found,) = problems(tmp_path, marked.replace(MARK, ""))
    assert (found.code, found.line, found.column) == ("duplicate-key", *place(marked, MARK))
    assert "“-”" in found.hint


def test_of_two_documents_only_that_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, changed(("start: door\n", "---\nstart: door\n"), text=SOUND))
    assert found.code == "yaml"


def test_a_scene_within_a_scene_is_one_problem(tmp_path: Path) -> None:
    inner = SOUND[SOUND.index("  street:") : SOUND.index("  house:")]
    moved = "".join("  " + line for line in inner.splitlines(keepends=True))
    marked = SOUND.replace(inner, moved.replace("street:", "▸street:"))
    (found,) = problems(tmp_path, marked.replace(MARK, ""))
    assert (found.code, found.line, found.column) == ("unknown-key", *place(marked, MARK))
    assert "2 spaces" in found.hint

"""How scenes lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small import TINY, changed, place, problems, told


def with_scenes(*scenes: str) -> str:
    """Return the tiny scenario with its decision leading to scene `a` too, and more scenes."""
    return changed(("        next: end\n", "        next: a\n")) + "".join(
        f"  {scene}\n" for scene in scenes
    )


def test_no_ending_can_be_reached(tmp_path: Path) -> None:
    text = TINY.replace("next: end", "next: door")
    assert told(problems(tmp_path, text)) == [("no-ending", *place(text, "door\nscenes"))]


def test_an_ending_by_way_of_otherwise_is_enough(tmp_path: Path) -> None:
    text = TINY.replace("        next: end\n        debrief", "        next: door\n        debrief")
    assert text.count("next: end") == 1
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(
    ("scenes", "first"),
    [
        (["a: {title: A, text: A, next: a}"], "a: {"),
        (["b: {title: A, text: A, next: a}", "a: {title: A, text: A, next: b}"], "b: {"),
        (
            [
                "b: {title: A, text: A, next: c}",
                "c: {title: A, text: A, next: b}",
                "a: {title: A, text: A, next: [{if: told, go: b}, {go: c}]}",
            ],
            "b: {",
        ),
        (["a: {title: A, text: A, next: [{if: true, go: a}, {go: end}]}"], "a: {"),
        (["a: {title: A, text: A, next: [{if: false, go: end}, {go: a}]}"], "a: {"),
    ],
)
def test_passages_that_lead_into_one_another(scenes: list[str], first: str, tmp_path: Path) -> None:
    text = with_scenes(*scenes)
    assert told(problems(tmp_path, text)) == [("passage-loop", *place(text, f"  {first}", 2))]


@pytest.mark.parametrize(
    "scenes",
    [
        ["a: {title: A, text: A, next: [{if: told, go: a}, {go: end}]}"],
        ["a: {title: A, text: A, next: b}", "b: {title: A, text: A, next: door}"],
        [
            "a: {title: A, text: A, next: b}",
            "b: {title: A, text: A, next: [{if: trust > 1, go: end}, {go: a}]}",
        ],
        ["a: {title: A, text: A, next: end}", "b: {title: A, text: A, next: b}"],
    ],
)
def test_passages_that_a_condition_or_a_decision_leads_out_of(
    scenes: list[str], tmp_path: Path
) -> None:
    assert problems(tmp_path, with_scenes(*scenes)) == []


def test_two_loops_are_told_apart(tmp_path: Path) -> None:
    text = with_scenes(
        "a: {title: A, text: A, next: [{if: told, go: b}, {go: c}]}",
        "b: {title: A, text: A, next: b}",
        "c: {title: A, text: A, next: c}",
    )
    assert [p.line for p in problems(tmp_path, text)] == [
        place(text, "  b: {")[0],
        place(text, "  c: {")[0],
    ]

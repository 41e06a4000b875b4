"""How scenes lead on, and the patterns that a player could learn instead of judging."""

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


def decisions(*answering: str, longest: int = 0, others: int = 0) -> str:
    """Return the tiny scenario with decisions after it whose named stances alone only answer."""
    scenes = []
    for number, stances in enumerate(answering):
        choices = []
        for stance in ("accept", "challenge", "escalate"):
            only = stance in stances.split()
            label = "A label as long" + (" as can be" if only and number < longest else "")
            finds = "answers: [1]" if only else "echoes: [1], answers: [2]"
            choices.append(
                f"{{stance: {stance}, label: {label}, next: end, debrief: {{{finds}, because: x}}}}"
            )
        scenes.append(f"d{number}: {{title: D, text: D, choices: [{', '.join(choices)}]}}")
    tiny = changed(("{answers: [1], because: You asked.}", "{echoes: [1], because: You asked.}"))
    return tiny + "".join(f"  {scene}\n" for scene in scenes)


@pytest.mark.parametrize(
    ("answering", "codes"),
    [
        (["accept"] * 4, []),
        (["accept"] * 5, ["one-stance-best"]),
        (["accept"] * 4 + ["challenge"], ["one-stance-best"]),
        (["accept"] * 3 + ["challenge"] * 2, []),
        (["accept"] * 3 + ["accept challenge"] * 2, []),
        (["challenge"] * 5 + [""] * 20, ["one-stance-best"]),
        (["accept", "challenge", "escalate", "accept", "challenge"], []),
    ],
)
def test_one_stance_best(answering: list[str], codes: list[str], tmp_path: Path) -> None:
    text = decisions(*answering)
    found = problems(tmp_path, text)
    assert [p.code for p in found] == codes
    for problem in found:
        assert (problem.line, problem.column) == place(text, "\nscenes:", 1)
        assert problem.severity == "warning"


@pytest.mark.parametrize(("longest", "codes"), [(3, []), (4, ["longest-is-best"])])
def test_longest_is_best(longest: int, codes: list[str], tmp_path: Path) -> None:
    stances = ["accept", "challenge", "escalate", "accept", "challenge"]
    assert [p.code for p in problems(tmp_path, decisions(*stances, longest=longest))] == codes


def test_a_pattern_names_the_decisions_that_make_it(tmp_path: Path) -> None:
    text = decisions("accept", "accept", "accept", "accept", "challenge", longest=4)
    one, other = sorted(problems(tmp_path, text), key=lambda p: p.code)
    assert (one.code, other.code) == ("longest-is-best", "one-stance-best")
    for problem in (one, other):
        assert "They are d0, d1, d2, d3." in problem.message

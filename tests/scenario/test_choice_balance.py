"""The patterns that a player could learn instead of judging."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small import changed, place, problems


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

"""Every code of section 9, at its place, with its hint; and all of a file's problems at once."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.scenario.syntax.diagnostics import near_words
from tests.scenario.problem_cases import CASES
from tests.scenario.small import TINY, changed, place, problems, told


@pytest.mark.parametrize("name", CASES)
def test_each_problem_at_its_place(name: str, tmp_path: Path) -> None:
    code, change, mark, offset, hint = CASES[name]
    changes = [change]
    if name == "a stance as id that is an id already":
        changes.append(("      - id: ask\n        stance", "      - stance"))
        mark = "stance: challenge"
    text = changed(*changes)
    found = problems(tmp_path, text)
    assert told(found) == [(code, *place(text, mark, offset))], found
    assert hint in found[0].hint
    assert found[0].message.endswith(".")


def test_a_clean_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TINY) == []


def test_everything_is_told_at_once_though_the_shape_is_broken(tmp_path: Path) -> None:
    text = changed(
        ("role: Teacher", "role: [x]"),
        ("title: A tiny one", "title: A tiny one\ncolour: red"),
        ("start: 3", "start: 9"),
        ("text: You knock.", "text: You {nobody} knock."),
        ("label: Ring\n", "label: Ring\n          agency: nowhere\n"),
        ("stance: accept", "stance: accept\n        if: trust >"),
        ("        next: end\n", "        next: nowhere\n"),
        ("echoes: [1]", "echoes: [7]"),
        ("kind: mixed", "kind: good"),
    )
    assert [(p.code, p.line) for p in problems(tmp_path, text)] == [
        ("unknown-key", 4),
        ("wrong-type", 8),
        ("wrong-type", 16),
        ("unknown-variable", 26),
        ("unknown-agency", 33),
        ("bad-condition", 38),
        ("unknown-scene", 40),
        ("unknown-finding", 41),
        ("wrong-type", 56),
    ]


@pytest.mark.parametrize(
    "written",
    ["|\n      {nobody}", ">-\n      {nobody}", "&x '{nobody}'", "!!str '{nobody}'"],
)
def test_what_stands_nowhere_certain_is_told_at_its_key(written: str, tmp_path: Path) -> None:
    text = changed(("    text: You knock.", f"    text: {written}"))
    assert told(problems(tmp_path, text)) == [
        ("unknown-variable", *place(text, f"text: {written}"))
    ]


def test_an_alias_is_told_where_it_is_used(tmp_path: Path) -> None:
    text = changed(("role: Teacher", "role: &r ''"), ("label: Wait a while", "label: *r"))
    assert told(problems(tmp_path, text)) == [
        ("wrong-type", *place(text, "role:")),
        ("wrong-type", *place(text, "label: *r")),
    ]


def test_a_key_with_nothing_after_it_is_a_mistake_whatever_the_key(tmp_path: Path) -> None:
    text = changed(
        ("minutes: 5\n", "minutes: 5\naims:\nauthors:\nlanguage:\ntrainer:\n"),
        ("told: {start: false, show: true}", "told: {start: false, show: true, label: }"),
        (
            "stance: accept\n",
            "stance: accept\n        once: ~\n        if:\n        locked: null\n",
        ),
        ("          convincing", "          pick:\n          need:\n          convincing"),
        ("    text: It ends.\n", "    text: It ends.\n    unseen:\n    sensitive:\n    date:\n"),
    )
    found = problems(tmp_path, text)
    assert {problem.code for problem in found} == {"wrong-type"}
    told = [problem.message.split("“")[1].split("”")[0] for problem in found]
    assert told == [
        *("aims", "authors", "language", "trainer", "label", "once", "if", "locked"),
        *("pick", "need", "unseen", "sensitive", "date"),
    ]
    assert found[0].hint == "Write what belongs after “aims:”, or leave the key out."


def test_braces_that_are_no_reference_are_text(tmp_path: Path) -> None:
    prose = "'{{nobody}} { } {Nobody} {no body} {trust} {parent} }{ {}'"
    text = changed(("text: You knock.", f"text: {prose}"))
    assert problems(tmp_path, text) == []


def test_titles_and_labels_have_no_references(tmp_path: Path) -> None:
    text = changed(("label: Wait a while", "label: 'Wait {nobody}'"))
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(
    "prose", ["[a, {text: b}]", "[{if: told, text: c}]", "[{if: true, text: d}]"]
)
def test_prose_may_be_a_list(prose: str, tmp_path: Path) -> None:
    assert problems(tmp_path, changed(("text: You knock.", f"text: {prose}"))) == []


@pytest.mark.parametrize(
    ("prose", "code", "mark"),
    [
        ("[{if: tol, text: c}]", "unknown-variable", "tol,"),
        ("[{if: told, text: '{x}'}]", "unknown-variable", "x}'"),
        ("[{if: told, txt: c}]", "unknown-key", "txt: c"),
        ("[[a]]", "wrong-type", "[a]]"),
        ("{a: b}", "wrong-type", "{a: b}"),
    ],
)
def test_problems_of_prose_in_a_list(prose: str, code: str, mark: str, tmp_path: Path) -> None:
    text = changed(("text: You knock.", f"text: {prose}"))
    assert (code, *place(text, mark)) in told(problems(tmp_path, text))


def test_a_condition_that_cannot_be_read_leaves_no_variable_unused(tmp_path: Path) -> None:
    text = changed(
        ("told: {start: false, show: true}", "told: {start: false}"),
        ("stance: accept", "stance: accept\n        if: told and"),
    )
    assert [p.code for p in problems(tmp_path, text)] == ["bad-condition"]


WORDS = st.text(st.sampled_from("abé_"), max_size=8)


@given(WORDS, st.lists(WORDS, max_size=12))
def test_no_word_that_is_near_is_passed_over_to_save_work(word: str, known: list[str]) -> None:
    assert near_words(word, known) == get_close_matches(word, known, 3, 0.6)

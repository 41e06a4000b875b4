"""What is wrong with a file is said in our own words, whatever library found it."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticKnownError
from pydantic_core.core_schema import ErrorType

from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from scr_sim.scenario.syntax.yaml_messages import fault
from scr_sim.scenario.validation.schema_errors import OWN_KINDS, shape_problem
from tests.profiles import examples
from tests.scenario.small import TINY, changed, checked

KINDS: tuple[str, ...] = get_args(ErrorType)
#: What an error's kind may need to be made with.
CONTEXT: dict[str, Any] = {
    "expected": "'a' or 'b'", "expected_tokens": "'a'", "tag": "t", "expected_tags": "'a'",
    "discriminator": "d()", "error": "E", "class": "C", "class_name": "C", "method_name": "m",
    "attribute": "a", "field_type": "F", "min_length": 1, "max_length": 2, "actual_length": 3,
    "gt": 1, "ge": 1, "lt": 1, "le": 1, "multiple_of": 2, "pattern": "p", "encoding": "utf-8",
    "encoding_error": "E", "expected_version": 1, "expected_schemes": "s", "max_digits": 1,
    "decimal_places": 1, "whole_digits": 1, "tz_expected": 1, "tz_actual": 2, "enum_type": "E",
    "recursion_limit": 1,
}  # fmt: skip


def templates() -> dict[str, str]:
    """Return the library's own sentence for each of its kinds of error."""
    found = {}
    for kind in KINDS:
        error = None
        for context in (None, CONTEXT):
            try:
                error = PydanticKnownError(kind, context)  # type: ignore[arg-type]
                break
            except (TypeError, ValueError):
                continue
        assert error is not None, kind
        found[kind] = error.message_template
    return found


TEMPLATES = templates()
#: Runs of four words or more of the library's sentences, none of which may reach anybody.
FOREIGN = re.compile(
    "|".join(
        sorted(
            {
                re.escape(piece.strip())
                for template in TEMPLATES.values()
                for piece in re.split(r"\{[^}]*\}", template)
                if len(piece.split()) > 3
            }
        )
    )
)


def nothing_foreign(problems: list[Any]) -> None:
    for problem in problems:
        for said in (problem.message, problem.hint):
            assert not FOREIGN.search(said), said
            assert "Input should" not in said
            assert "pydantic" not in said.casefold()


@pytest.mark.parametrize(
    "where", [("title",), ("scenes", "door", "title"), (), ("people", "[key]")]
)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_has_our_own_sentence(kind: str, where: tuple[str, ...]) -> None:
    data = read_bytes(TINY.encode(), "tiny.yaml").data
    assert data is not None
    told = {"type": kind, "loc": where or ("scenes",), "msg": TEMPLATES[kind], "ctx": CONTEXT}
    problem = shape_problem(Scenario, data, told)
    follows = kind == "too_short" and where in {(), ("people", "[key]")}  # these are not short
    if kind == "default_factory_not_called" or follows:
        assert problem is None
        return
    assert problem is not None
    nothing_foreign([problem])
    assert TEMPLATES[kind] not in problem.message
    assert problem.message.endswith(".")


def test_a_kind_that_a_later_version_brings_has_a_sentence_too() -> None:
    data = read_bytes(TINY.encode(), "tiny.yaml").data
    assert data is not None
    told = {"type": "later_kind", "loc": ("title",), "msg": "Of the library", "ctx": {}}
    problem = shape_problem(Scenario, data, told)
    assert problem is not None
    assert problem.message == "“title” is not what belongs here."


def test_our_own_kinds_are_none_of_the_library() -> None:
    assert not OWN_KINDS & set(KINDS)


@pytest.mark.parametrize(
    "line",
    ["        next: end\n        debrief: {echoes: [1], because: You waited.}\n", "next: end\n"],
)
def test_what_a_choice_lacks_is_one_problem_for_each_key(line: str, tmp_path: Path) -> None:
    found = checked(tmp_path, changed((line, "\n" if line.startswith("next") else ""))).problems
    lacking = [problem for problem in found if problem.severity == "error"]
    assert {problem.code for problem in lacking} == {"missing-key"}
    nothing_foreign(found)


def test_a_choice_without_because_is_one_problem(tmp_path: Path) -> None:
    found = checked(tmp_path, changed((", because: You waited.", ""))).problems
    assert [problem.code for problem in found] == ["missing-key"]


# -- YAML

#: Mistakes, and a word of what is said of each.
MISTAKES = {
    "a: b: c": "colon",
    "a: 'b": "quotation mark",
    'a: "b': "quotation mark",
    'a: "\\q"': "backslash",
    'a: "\\x1"': "backslash",
    'a: "\\UFFFFFFFF"': "backslash",
    "a: [1, 2": "brackets",
    "a: {b: 1": "braces",
    "a: @b": "cannot begin",
    "a: `b": "cannot begin",
    "a:\n\t- b": "tab",
    "a:\n  - b\n  c": "",
    "a: - b": "list",
    "a\nb: c": "colon",
    "a: &\n": "after “&”",
    "a: *\n": "after “&”",
    "a: |0\n b": "",
    "a: | b\n": "",
    "%YAML 9.9\n---\na: b": "%",
    "%TAG ! x\n%TAG ! x\n---\na: b": "%",
    "a: !<x": "tag",
    "a: !x!y z": "tag",
    "a: b\n]": "",
    "a: ? b": "",
    "a: 'b\n--- c'": "quoted",
    "[" * 2000: "",
}
FOREIGN_YAML = re.compile(r"\bdid not find|could not find|while (parsing|scanning)|\bfound\b")


@pytest.mark.parametrize("text", MISTAKES)
def test_a_fault_of_yaml_is_told_in_our_own_words(text: str) -> None:
    problems = read_bytes(text.encode(), "f.yaml").problems
    assert problems
    for problem in problems:
        assert not FOREIGN_YAML.search(f"{problem.message} {problem.hint}")
        assert MISTAKES[text] in problem.message


def test_what_the_parser_never_said_before_is_told_in_our_own_words_too() -> None:
    assert fault("zzz zzz") == fault("yyy")
    assert "zzz" not in "".join(fault("zzz zzz"))


PIECES = st.sampled_from(
    [*"[]{}:,-?#&*!|>'\"%@` \t\n", ": ", "- ", "<<: ", "---\n", "!!int ", "&a ", "*a", "\\x", "a",
     "\ufffe", "\x85", "1", "~", "%YAML ", "%TAG ", "\n  ", "? "]
)  # fmt: skip


@settings(max_examples=examples(150))
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_of_the_parser_is_told_of_any_text(text: str) -> None:
    said = ""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.YAMLError as error:
        said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    for problem in read_bytes(text.encode(), "f.yaml").problems:
        assert not said or said not in f"{problem.message} {problem.hint}"
        assert not FOREIGN_YAML.search(f"{problem.message} {problem.hint}")


VALUES = st.sampled_from(
    ["", "~", "1", "-1", "true", "'1'", "x", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[x, 1, ~]",
     "1.5", "{1: 2}", "99999999999999999999", "!!str 1", "''", "' '", "|\n   a\n",
     "{if: x, text: y}"]
)  # fmt: skip


@settings(max_examples=examples(100))
@given(st.data())
def test_no_word_of_the_models_is_told_of_any_file(data: st.DataObject) -> None:
    lines = TINY.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        if data.draw(st.booleans()):
            del lines[at]
            continue
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {data.draw(VALUES)}" if colon else data.draw(VALUES)
    with TemporaryDirectory() as folder:
        nothing_foreign(checked(Path(folder), "\n".join(lines)).problems)


def test_why_a_file_cannot_be_opened_is_told_in_our_own_words(tmp_path: Path) -> None:
    for name in ("gone.yaml", "gone/gone.yaml", "a" * 300 + ".yaml", "a\0.yaml"):
        (problem,) = read_file(tmp_path / name).problems
        assert problem.message.startswith("The file cannot be read: ")
        assert "Errno" not in problem.message
        assert problem.hint

"""Conditions: their grammar, types and bounds, and what they come out as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.scenario.conditions.compiler import compile_condition
from scr_sim.scenario.conditions.parser import parse
from scr_sim.scenario.validation.symbols import Names, VariableType
from scr_sim.scenario.validation.type_checks import check_condition

NAMES = Names(
    variables={
        "n": VariableType(kind="number", values=(), lowest=0, highest=9),
        "m": VariableType(kind="number", values=(), lowest=0, highest=9),
        "f": VariableType(kind="flag"),
        "g": VariableType(kind="flag"),
        "w": VariableType(kind="word", values=("one", "two")),
        "v": VariableType(kind="word", values=("two", "three")),
    },
    notes={"a-note"},
    scenes={"s"},
    choices={"s": {"c", "d"}},
    enquiries={"s": {"e"}},
    citing={"s.c"},
)
PLACES = {name: place for place, name in enumerate(NAMES.variables)}
BITS = {
    ("held", "a-note"): 0,
    ("visited", "s"): 1,
    ("chose", "s.c"): 2,
    ("convinced", "s.c"): 3,
    ("enquired", "s.e"): 4,
}


def told(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    check_condition(text, NAMES, lambda code, _message, at, _hint: found.append((code, at)))
    return found


def asked(text: str, *values: int | bool | str, facts: int = 0) -> bool:
    test = compile_condition(text, PLACES, BITS)
    return True if test is None else test(values or (3, 4, True, False, "one", "two"), facts)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("true", True),
        (" true ", True),
        ("false", False),
        ("f", True),
        ("not f", False),
        ("not g and f", True),
        ("g or not g", True),
        ("g and g or f", True),
        ("f or g and g", True),
        ("(f or g) and g", False),
        ("not n == 3", False),
        ("not not f", True),
        ("n < m", True),
        ("1 < n <= 3 < m", True),
        ("1 < n > 4", False),
        ("n == m - 1", True),
        ("n + m == 7", True),
        ("10 - n - m == 3", True),
        ("-n == -3", True),
        ("- -n == +3", True),
        ("n - (m - 1) == 0", True),
        ("w == 'one'", True),
        ('w != "two"', True),
        ("w == v", False),
        ("'one' == w", True),
        ("f == true", True),
        ("f != g", True),
        ("(n > 1) == f", True),
        ("held('a-note')", False),
        ("not held ( 'a-note' )", True),
    ],
)
def test_what_it_comes_out_as(text: str, holds: bool) -> None:
    assert told(text) == []
    assert asked(text) is holds


@pytest.mark.parametrize("call", BITS)
def test_calls_ask_one_thing_each(call: tuple[str, str]) -> None:
    text = f'{call[0]}("{call[1]}")'
    assert told(text) == []
    bit = 1 << BITS[call]
    assert asked(text, facts=bit)
    assert not asked(text, facts=~bit & 0b11111)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 0),
        ("n >", 3),
        ("n > 1 and", 9),
        ("n = 1", 2),
        ("f && g", 2),
        ("!f", 0),
        ("f g", 2),
        ("(f", 2),
        ("f)", 1),
        ("w == 'one", 5),
        ("3x > 1", 0),
        ("n > 1.5", 5),
        ("held", 0),
        ("held(a-note)", 5),
        ("held('a-note'", 13),
        ("n('x')", 0),
        ("and f", 0),
        ("f == not g", 5),
        ("n", 0),
        ("1 + 1", 0),
        ("'one'", 0),
        ("n and f", 0),
        ("not n", 4),
        ("f < g", 0),
        ("w < v", 0),
        ("f + n > 1", 0),
        ("-f == 1", 1),
        ("n == 'one'", 5),
        ("n == f", 5),
        ("w == 'three'", 5),
        ("'three' == w", 0),
        ("w == 'one' == f", 14),
        ("convinced('s.d')", 11),
        ("__import__('os')", 0),
        ("n > 9999999999999999999", 4),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(text: str, at: int) -> None:
    found = told(text)
    assert found[0][0] == "bad-condition", found
    assert at in [place for _, place in found]


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("x > 1", "unknown-variable", 0),
        ("held('b')", "unknown-note", 6),
        ("visited('t')", "unknown-scene", 9),
        ("chose('s.x')", "unknown-choice", 7),
        ("chose('t.c')", "unknown-choice", 7),
        ("chose('s')", "unknown-choice", 7),
        ("convinced('s.x')", "unknown-choice", 11),
        ("enquired('s.c')", "unknown-enquiry", 10),
    ],
)
def test_what_is_not_there(text: str, code: str, at: int) -> None:
    assert told(text) == [(code, at)]


def test_everything_wrong_in_one_condition_is_told() -> None:
    assert told("x > 1 and held('b') or y") == [
        ("unknown-variable", 0),
        ("unknown-note", 16),
        ("unknown-variable", 23),
    ]


def test_length() -> None:
    longest = "f" + " or f" * 99 + "    "
    assert len(longest) == 500
    assert told(longest) == []
    assert told(longest + " ") == [("bad-condition", 0)]


@pytest.mark.parametrize(
    "deep",
    [
        lambda n: "(" * n + "f" + ")" * n,
        lambda n: "not " * n + "f",
        lambda n: "-" * n + "n == 3",
        lambda n: "not(" * (n // 2) + "f" + ")" * (n // 2),
    ],
)
def test_depth(deep: object) -> None:
    assert callable(deep)
    assert told(deep(30)) == []
    assert told(deep(32))[0][0] == "bad-condition"


#: Conditions of every shape, as their text and as Python's own reading of it.
NUMBERS = st.recursive(
    st.sampled_from(["n", "m", "0", "7"]),
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("{} - {}".format, inner, st.sampled_from(["n", "2"])),
        st.builds("(-{})".format, inner),
    ),
    max_leaves=4,
)
FLAGS = st.recursive(
    st.one_of(
        st.sampled_from(["f", "g", "true", "false", "w == 'one'", "w != v"]),
        st.builds(
            "{} {} {}".format, NUMBERS, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBERS
        ),
        st.builds("{} < {} <= {}".format, NUMBERS, NUMBERS, NUMBERS),
    ),
    lambda inner: st.one_of(
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
        st.builds("not {}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=6,
)


@given(
    FLAGS,
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 9),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["one", "two"]),
        st.sampled_from(["two", "three"]),
    ),
)
def test_conditions_mean_what_python_means(
    text: str, values: tuple[int, int, bool, bool, str, str]
) -> None:
    if len(text) > 500:
        return
    meant = eval(  # the strategy's own text, with nothing in reach
        text,
        {"__builtins__": {}},
        {**dict(zip(PLACES, values, strict=True)), "true": True, "false": False},
    )
    assert told(text) == []
    assert asked(text, *values) is meant


@given(st.text(alphabet="nfwx3 ()'\"<>=!+-,andortheld.é²\n", max_size=40))
def test_any_text_is_a_condition_or_a_problem(text: str) -> None:
    found = told(text)
    for _, at in found:
        assert 0 <= at <= len(text)
    if not found:
        parse(text)

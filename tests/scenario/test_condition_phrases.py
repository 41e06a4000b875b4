"""Conditions in words: total, whole, and never to be taken for another condition."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.scenario.conditions.compiler import compile_tree
from scr_sim.scenario.conditions.condition_words import Vocabulary, in_words
from scr_sim.scenario.conditions.parser import CALLS, parse
from tests.scenario.conditions import condition_texts

WORDS = Vocabulary(
    {"trust": "Working relationship", "told": "The GP was told", "stage": "Stage"},
    {
        ("held", "letter"): "The GP's letter",
        ("visited", "door"): "At the door",
        ("enquired", "door.ring"): "Ring the GP practice",
        ("chose", "door.wait"): "Wait",
        ("convinced", "door.show"): "Show her the “letter”",
    },
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("trust >= 3", "“Working relationship” is at least 3"),
        ("3 < trust", "“Working relationship” is more than 3"),
        ("not trust >= 3", "“Working relationship” is less than 3"),
        (
            "1 <= trust < 4",
            "“Working relationship” is at least 1 and “Working relationship” is less than 4",
        ),
        ("told", "“The GP was told” is so"),
        ("told == false", "“The GP was told” is not so"),
        ("not told", "“The GP was told” is not so"),
        ("stage == 'manager'", "“Stage” is “manager”"),
        ("stage != other", "“Stage” is not the same as “other”"),
        ('held("letter")', "you hold the note “The GP's letter”"),
        ('not held("letter")', "you do not hold the note “The GP's letter”"),
        ('visited("door")', "you have come to “At the door”"),
        ('enquired("door.ring")', "you have looked into “Ring the GP practice”"),
        ('not chose("door.wait")', "you have not chosen “Wait”"),
        ('convinced("door.show")', "you have convinced with “Show her the ‘letter’”"),
        ('held("unknown")', "you hold the note “unknown”"),
        ("a and (b or c)", "“a” is so and (“b” is so or “c” is so)"),
        ("a and b or c", "(“a” is so and “b” is so) or “c” is so"),
        ("not (a and b) or c", "it is not so that (“a” is so and “b” is so) or “c” is so"),
        ("a + 1 - (b - 2) > -3", "“a” plus 1 minus (“b” minus 2) is more than minus 3"),
        ("true", "always"),
        ("not true", "never"),
        ("trust >=", "“trust >=”"),
    ],
)
def test_each_form_reads_as_a_person_would_say_it(condition: str, words: str) -> None:
    assert in_words(condition, WORDS) == words


def _outside_quotes(words: str) -> str:
    return re.sub("“[^”]*”", "X", words)


def _top(words: str) -> str:
    """Return what stands outside of quotes and of every bracket."""
    words = _outside_quotes(words)
    while (inner := re.sub(r"\([^()\[\]]*\)|\[[^\[\]]*\]", "X", words)) != words:
        words = inner
    return words


@given(condition_texts())
def test_every_condition_has_words_and_its_brackets_close(condition: str) -> None:
    words = in_words(condition, WORDS)
    assert words
    assert not re.search(r"[()\[\]]", _top(words)), words
    assert not (" and " in _top(words) and " or " in _top(words)), words


@given(st.text(max_size=60))
def test_what_is_no_condition_never_raises(text: str) -> None:
    assert in_words(text, Vocabulary())


def test_two_conditions_of_the_same_words_mean_the_same() -> None:
    atoms = ["a", "b", "c", "true"]
    places, values = {"a": 0, "b": 1, "c": 2}, list(product((False, True), repeat=3))
    once = [*atoms, *(f"not {atom}" for atom in atoms)]
    signs = ("and", "or", "==", "!=")
    twice = [f"({x}) {sign} ({y})" for x, y in product(once, repeat=2) for sign in signs]
    more = [f"({x}) {sign} ({y})" for x in twice[::3] for y in once for sign in signs]
    more += [f"not ({x})" for x in twice]
    more += [
        f"({x}) {sign} ({y})" for x, y in zip(twice, twice[7:], strict=False) for sign in signs
    ]
    meant: dict[str, tuple[bool, ...]] = {}
    for condition in [*once, *twice, *more]:
        test = compile_tree(parse(condition), places, {})
        means = tuple(test(chosen, 0) for chosen in values)
        words = in_words(condition, Vocabulary())
        assert meant.setdefault(words, means) == means, (condition, words)


def test_every_call_has_words() -> None:
    for call in CALLS:
        words = in_words(f'{call}("x.y")', Vocabulary())
        assert re.fullmatch(r"you [a-z ]+ “x\.y”", words)
        assert re.fullmatch(
            r"you (do|have) not [a-z ]+ “x\.y”", in_words(f'not {call}("x.y")', Vocabulary())
        )

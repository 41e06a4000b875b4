"""Conditions made ready to be asked: a tree becomes a function of values and facts.

Nothing of a file's text is ever run; each node of the checked tree becomes a small function.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from scr_sim.scenario.conditions.parser import (
    Both,
    Call,
    Compare,
    Name,
    Not,
    Number,
    Quoted,
    Sum,
    Tree,
    Truth,
    parse,
)

Value = int | bool | str
Values = tuple[Value, ...]
#: Takes the variables' values and the facts' bits; a condition gives true or false.
Test = Callable[[Values, int], bool]
_Getter = Callable[[Values, int], Value]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_condition(
    text: str, places: Mapping[str, int], bits: Mapping[tuple[str, str], int]
) -> Test | None:
    """Return the test that a checked condition stands for; None where it always holds.

    ``places`` gives each variable's place among the values, ``bits`` the bit of each fact that
    a call asks about, by the call's name and id.
    """
    if text.strip() == "true":
        return None
    return compile_tree(parse(text), places, bits)


def compile_tree(
    tree: Tree, places: Mapping[str, int], bits: Mapping[tuple[str, str], int]
) -> Test:
    """Return the test that a condition's tree stands for."""
    return _Compiler(places, bits).test(tree)


class _Compiler:
    def __init__(self, places: Mapping[str, int], bits: Mapping[tuple[str, str], int]) -> None:
        self.places = places
        self.bits = bits

    def test(self, tree: Tree) -> Test:
        match tree:
            case Call():
                bit = 1 << self.bits[tree.name, tree.ref]
                return lambda values, facts: facts & bit != 0
            case Not():
                inner = self.test(tree.inner)
                return lambda values, facts: not inner(values, facts)
            case Both(word, parts):
                tests = [self.test(part) for part in parts]
                return all_of(tests) if word == "and" else _any(tests)
            case Compare():
                return self.comparison(tree)
            case _:
                get = self.value(tree)
                return lambda values, facts: bool(get(values, facts))

    def comparison(self, tree: Compare) -> Test:
        first, rest = tree.first, tree.rest
        if len(rest) == 1 and isinstance(first, Name) and isinstance(rest[0][1], Number | Quoted):
            place = self.places[first.id]
            return _against(rest[0][0], place, rest[0][1].value)
        getters = [self.value(first), *(self.value(part) for _, part in rest)]
        signs = [_COMPARE[sign] for sign, _ in rest]

        def chained(values: Values, facts: int) -> bool:
            found = [get(values, facts) for get in getters]
            return all(sign(found[i], found[i + 1]) for i, sign in enumerate(signs))

        return chained

    def value(self, tree: Tree) -> _Getter:
        match tree:
            case Number(value) | Truth(value) | Quoted(value):
                return lambda values, facts: value
            case Name(name):
                place = self.places[name]
                return lambda values, facts: values[place]
            case Sum(terms):
                signed = [(1 if sign == "+" else -1, self.value(term)) for sign, term in terms]
                return lambda values, facts: sum(
                    factor * int(get(values, facts)) for factor, get in signed
                )
            case _:
                return self.test(tree)


def _against(sign: str, place: int, constant: Any) -> Test:
    """Return the test of a variable against a constant: the most common, each sign in line."""
    match sign:
        case "<":
            return lambda values, facts: values[place] < constant
        case "<=":
            return lambda values, facts: values[place] <= constant
        case ">":
            return lambda values, facts: values[place] > constant
        case ">=":
            return lambda values, facts: values[place] >= constant
        case "!=":
            return lambda values, facts: values[place] != constant
        case _:
            return lambda values, facts: values[place] == constant


def all_of(tests: list[Test]) -> Test:
    """Return the test that all of some tests hold; most often they are two."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        one, other = tests
        return lambda values, facts: one(values, facts) and other(values, facts)

    def holds(values: Values, facts: int) -> bool:
        for test in tests:  # noqa: SIM110 - a generator takes three times as long
            if not test(values, facts):
                return False
        return True

    return holds


def _any(tests: list[Test]) -> Test:
    """Return the test that any of some tests holds."""
    if len(tests) == 2:
        one, other = tests
        return lambda values, facts: one(values, facts) or other(values, facts)

    def holds(values: Values, facts: int) -> bool:
        for test in tests:  # noqa: SIM110 - a generator takes three times as long
            if test(values, facts):
                return True
        return False

    return holds

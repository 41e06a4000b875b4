"""Styles, read once for the same text: every app that a test opens reads some sixty sheets."""

from __future__ import annotations

import textual.css.stylesheet as sheets
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

_Variables = dict[str, list[Token]]
_Sheet = tuple[str, str, CSSLocation, int, bool, int]
_variables: dict[frozenset[tuple[str, str]], _Variables] = {}
_rules: dict[_Sheet, list[RuleSet]] = {}


def variables_once(values: dict[str, str]) -> _Variables:
    """Return what ``tokenize_values`` makes of a theme's variables."""
    key = frozenset(values.items())
    if key not in _variables:
        _variables[key] = tokenize_values(values)
    return _variables[key]


def parse_once(
    scope: str,
    css: str,
    read_from: CSSLocation,
    *,
    variable_tokens: _Variables,
    is_default_rules: bool,
    tie_breaker: int,
) -> list[RuleSet]:
    """Return the rules that ``parse`` finds, found anew wherever anything it is given differs."""
    # The variables are all kept, so that none stands where others have stood.
    key = (scope, css, read_from, id(variable_tokens), is_default_rules, tie_breaker)
    if key not in _rules:
        _rules[key] = list(
            parse(
                scope,
                css,
                read_from,
                variable_tokens=variable_tokens,
                is_default_rules=is_default_rules,
                tie_breaker=tie_breaker,
            )
        )
    return _rules[key]


def install() -> None:
    """Let every app of this process read by way of it."""
    vars(sheets).update(parse=parse_once, tokenize_values=variables_once)

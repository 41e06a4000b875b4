"""What to write where a value is of the wrong kind: as it would have to be written to be right."""

from __future__ import annotations

import re

from pydantic import BaseModel

from scr_sim.scenario.syntax.nodes import Loose, Map, Written, text_of
from scr_sim.scenario.validation.type_checks import NUMBERS

_IDS = re.compile(r"[\w-]{1,64}(?:[ \t]*,[ \t]*[\w-]{1,64})*\Z")
_CHANGE = re.compile(r"(?P<name>[a-z][a-z0-9_-]*)[ \t]*[ \t=][ \t]*(?P<value>[+-]?\w{1,64})\Z")
_AMOUNT = re.compile(r"(?P<value>[+-]?[0-9]{1,18})(?:[ \t]+[A-Za-z]{1,64})?\Z")
_WITH_UNIT = re.compile(r"(?P<number>[+-]?[0-9]{1,18})[ \t]*[A-Za-z]")
_POINT = re.compile(r"[+-]?[0-9]+[.,][0-9]+\Z")
_TRUE = frozenset(("true", "yes", "on", "y"))
_FALSE = frozenset(("false", "no", "off", "n"))

NEXT = "As a list: [{if: CONDITION, go: ID}, {go: ID}]."


def for_list(value: Loose) -> str:
    """Return how something would be written as a list."""
    if isinstance(value, Map):
        return "Begin each item with “-” and a space."
    said = text_of(value) or ""
    if said.startswith("-"):
        return "Put a space after each “-”."
    if _IDS.match(said):
        return f"Put it in brackets: [{said}]."
    return "Begin each item on a line of its own, with “-” and a space." if said else ""


def for_mapping(value: Loose, model: type[BaseModel] | None) -> str:
    """Return how something would be written as a mapping; ``model`` says which keys it has."""
    if model is not None:
        return f"It has its own keys: {', '.join(keys_of(model))}."
    said = text_of(value) or ""
    if (change := _CHANGE.match(said)) is not None:
        return f"Write it as {{{change['name']}: {change['value']}}}."
    if (amount := _AMOUNT.match(said)) is not None:
        return f"Write it as {{VARIABLE: {amount['value']}}}, with the id of a variable."
    return ""


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that a model has in a file."""
    return [one.alias or name for name, one in model.model_fields.items()]


def for_number(value: Loose) -> str:
    """Return how something would be written as a whole number."""
    said = text_of(value) or ""
    if not isinstance(value, Written) and said.lstrip("+-").isdigit():
        return "Numbers stand without quotes and have 18 digits at most."
    if said.casefold() in NUMBERS:
        return f"Write {NUMBERS.index(said.casefold())}."
    if _POINT.match(said):
        return "Write it without a point: as a number of something smaller."
    unit = _WITH_UNIT.match(said)
    return f"Write {unit['number']}, without a word." if unit is not None else ""


def for_flag(value: Loose) -> str:
    """Return how something would be written as true or false."""
    said = (text_of(value) or "").casefold()
    if said in _TRUE | _FALSE:
        right = "true" if said in _TRUE else "false"
        return f"Write {right}, in small letters and without quotes."
    return ""


def for_start(variable: Loose) -> str:
    """Return what a variable may be that starts with a word, and has no list of words."""
    start = variable.get("start") if isinstance(variable, Map) else None
    hint = "List the words that it can be: values: [calm, cross]."
    return for_flag(start) or for_number(start) or hint


def colon_lost(key: object) -> str:
    """Return what to do about a key that has swallowed its value, for want of a colon."""
    change = _CHANGE.match(str(key))
    return f"Put a colon after “{change['name']}”." if change is not None else ""

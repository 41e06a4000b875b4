"""The three kinds of variable: a number within bounds, a flag, and one of a few words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from scr_sim.scenario.model.fields import (
    Flag,
    Line,
    Model,
    OneWord,
    SomeTexts,
    Text,
    Whole,
    or_default,
)
from scr_sim.scenario.syntax.nodes import Written


class NumberVariable(Model):
    """A whole number within bounds."""

    start: Whole
    min: Whole
    max: Whole
    label: Line | None = None
    unit: OneWord | None = None
    show: Annotated[Flag, or_default(False)] = False


class FlagVariable(Model):
    """True or false."""

    start: Flag
    label: Line | None = None
    show: Annotated[Flag, or_default(False)] = False


class WordVariable(Model):
    """One of a few words."""

    start: Text
    values: SomeTexts
    label: Line | None = None
    show: Annotated[Flag, or_default(False)] = False


def variable_kind(value: Any) -> str:
    """Return which kind of variable a declaration is, by what it holds."""
    if isinstance(value, NumberVariable):
        return "number"
    if isinstance(value, WordVariable):
        return "word"
    if not isinstance(value, dict):
        return "flag"
    start = value.get("start")
    if "values" in value:
        return "word"
    if "min" in value or "max" in value:
        return "number"
    if type(start) is Written:
        return "flag" if type(start.value) is bool else "number"
    return "word" if isinstance(start, str) else "flag"


Variable = Annotated[
    Annotated[NumberVariable, Tag("<number>")]
    | Annotated[FlagVariable, Tag("<flag>")]
    | Annotated[WordVariable, Tag("<word>")],
    Discriminator(lambda value: f"<{variable_kind(value)}>"),
]

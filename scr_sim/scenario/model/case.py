"""The checked model of a case: scenarios in order, and what goes from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from scr_sim.scenario.model.fields import (
    Bounded,
    Format,
    Id,
    Line,
    Model,
    Prose,
    Text,
)
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import VariableKey
from scr_sim.scenario.model.variables import FlagVariable, NumberVariable, Variable, WordVariable


class CaseScenario(Model):
    """One scenario of a case: what it starts with, and what of its end goes on."""

    id: Text
    incoming: Annotated[dict[str, Text], Bounded] | None = Field(None, alias="in")
    outgoing: Annotated[dict[str, Text], Bounded] | None = Field(None, alias="out")
    between: Prose | None = None


class Case(Model):
    """A whole case, as its file has it; what it refers to is checked by itself."""

    format: Format
    case: Id
    title: Line
    summary: Text
    content_note: Text
    review: Text
    carry: Annotated[dict[VariableKey, Variable], Bounded] | None = None
    scenarios: Annotated[tuple[CaseScenario, ...], Field(min_length=2), Bounded]


#: What a case's values are, by their ids: whole numbers, and true or false.
Carried = Mapping[str, int | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCase:
    """A case joined to its review and to the scenarios that it names, in order."""

    case: Case
    case_review: Review
    scenarios: tuple[LoadedScenario, ...]
    #: The file of each scenario, in the same order, and the case's own.
    files: tuple[str, ...] = ()
    file: str = ""

    def started(self) -> dict[str, int | bool]:
        """Return the values that the case itself starts with."""
        carried: dict[str, int | bool] = {}
        for name, variable in (self.case.carry or {}).items():
            if not isinstance(variable, WordVariable):
                carried[name] = variable.start
        return carried

    def begin(self, at: int, carried: Carried) -> LoadedScenario:
        """Return the scenario at a place of the case, starting with what is carried into it.

        The scenario itself where nothing is. ``carried`` has every value of the case.
        """
        incoming = self.case.scenarios[at].incoming or {}
        starts = {name: carried[value] for name, value in incoming.items()}
        return self.scenarios[at].starting(starts) if starts else self.scenarios[at]

    def carry_on(
        self, at: int, carried: Carried, values: Mapping[str, object]
    ) -> dict[str, int | bool]:
        """Return the case's values after the scenario at a place has ended with ``values``.

        What it carries out is stopped at the case's bounds; what it does not, stays.
        """
        after = dict(carried)
        for name, variable in (self.case.scenarios[at].outgoing or {}).items():
            value = values[variable]
            if isinstance(value, bool | int):
                after[name] = within(self.case, name, value)
        return after


def within(case: Case, name: str, value: int | bool) -> int | bool:
    """Return a value stopped at the bounds that the case gives it; a flag as it is."""
    variable = (case.carry or {})[name]
    if isinstance(variable, NumberVariable):
        return min(max(value, variable.min), variable.max)
    return value


def possible_values(variable: Variable) -> tuple[int | bool, ...]:
    """Return every value that a case's variable can have, in order."""
    if isinstance(variable, NumberVariable):
        return tuple(range(variable.min, variable.max + 1))
    return (False, True) if isinstance(variable, FlagVariable) else ()

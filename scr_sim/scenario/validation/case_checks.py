"""What a case refers to is there, and what goes from one scenario to the next fits.

Works on the data as read, so that all problems of a file are told at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.model.variables import NumberVariable, Variable, variable_kind
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.locations import Path
from scr_sim.scenario.syntax.nodes import Map, entries, items, number_of, text_of
from scr_sim.scenario.validation.data_check import DataCheck
from scr_sim.scenario.validation.symbols import Names, VariableType, variable_type

_KINDS = {"number": "a number", "flag": "true or false", "word": "a word"}


class CaseReferences(DataCheck):
    """Looks whether what a case refers to is there, and whether its values fit where they go.

    ``scenarios`` are those that it names and that can be used, by id; ``review`` is its review.
    """

    def __init__(self, data: Map, scenarios: Mapping[str, Scenario], review: Review | None) -> None:
        carried = {name: variable_type(value) for name, value in entries(data.get("carry"))}
        super().__init__(data, Names(variables=carried))
        self._scenarios = scenarios
        self._review = review

    def check(self) -> list[Problem]:
        """Walk the whole case and return every problem found."""
        for name, value in entries(self.data.get("carry")):
            self._carried(name, value)
        seen: set[str] = set()
        for at, one in items(self.data.get("scenarios")):
            if isinstance(one, Map):
                self._scenario(("scenarios", at), one, seen)
        self._unused()
        return self.problems

    def _carried(self, name: str, value: Map) -> None:
        kind = self.names.variables[name]
        if kind.kind == "word":
            said = f"A case carries numbers, true and false; “{name}” is a word."
            self.at_key(("carry", name), "wrong-type", said)
        start = number_of(value.get("start"))
        if kind.kind != "number" or kind.lowest is None or kind.highest is None:
            return
        if kind.highest < kind.lowest:
            said = f"“max” of “{name}” is below its “min”."
            self.at_value(("carry", name, "max"), "wrong-type", said)
        elif start is not None and not kind.lowest <= start <= kind.highest:
            said = f"“{name}” cannot be {start}: its bounds are {kind.lowest} and {kind.highest}."
            self.at_value(("carry", name, "start"), "wrong-type", said)

    def _scenario(self, path: Path, one: Map, seen: set[str]) -> None:
        id_ = text_of(one.get("id"))
        if id_ is not None and id_ in seen:
            said = f"The case has “{id_[:80]}” twice."
            self.at_value((*path, "id"), "duplicate-id", said, "Name each scenario once.")
        elif id_ is not None:
            seen.add(id_)
        self.prose((*path, "between"), one.get("between"))
        scenario = self._scenarios.get(id_ or "")
        if scenario is not None and self._review is not None:
            self._same_review((*path, "id"), scenario, self._review)
        variables = None if scenario is None else scenario.variables or {}
        for key in ("in", "out"):
            for left, right in entries_of_texts(one.get(key)):
                inside, value = (left, right) if key == "in" else (right, left)
                self._fits((*path, key, left), inside, value, variables, going_in=key == "in")

    def _same_review(self, path: Path, scenario: Scenario, review: Review) -> None:
        if scenario.review != review.id:
            said = f"“{scenario.id}” practises “{scenario.review}”, and the case “{review.id}”."
            self.at_value(path, "unknown-review", said, "All scenarios of a case practise one.")

    def _fits(
        self,
        path: Path,
        inside: str,
        value: str,
        variables: Mapping[str, Variable] | None,
        *,
        going_in: bool,
    ) -> None:
        """Look whether a case's value and a scenario's variable are there, and fit."""
        carried = self.names.variables.get(value)
        tell = self.at_value if going_in else self.at_key
        if carried is None:
            near = self.names.hints.nearest(value, list(self.names.variables), "carried values")
            tell(path, "unknown-variable", f"The case carries no value “{value[:80]}”.", near)
        else:
            self.read_variables.add(value)
        if variables is None:
            return
        if inside not in variables:
            near = self.names.hints.nearest(inside, list(variables), f"variables {path[1]}")
            said = f"The scenario has no variable “{inside[:80]}”."
            (self.at_key if going_in else self.at_value)(path, "unknown-variable", said, near)
        elif carried is not None and carried.kind in ("number", "flag"):
            self._typed(path, inside, value, variables[inside], carried, going_in=going_in)

    def _typed(
        self,
        path: Path,
        inside: str,
        value: str,
        variable: Variable,
        carried: VariableType,
        *,
        going_in: bool,
    ) -> None:
        kind = variable_kind(variable)
        if kind != carried.kind:
            said = f"“{value}” is {_KINDS[carried.kind]}, and “{inside}” is {_KINDS[kind]}."
            self.at_value(path, "wrong-type", said)
        elif going_in and isinstance(variable, NumberVariable):
            lowest, highest = carried.lowest, carried.highest
            if lowest is None or highest is None:
                return
            if lowest < variable.min or highest > variable.max:
                said = (
                    f"“{value}” can be {lowest} to {highest}, and “{inside}” only "
                    f"{variable.min} to {variable.max}."
                )
                hint = "Make the case's bounds narrower, or the scenario's wider."
                self.at_value(path, "wrong-type", said, hint)

    def _unused(self) -> None:
        for name in self.names.variables:
            if name not in self.read_variables:
                said = f"“{name}” goes into no scenario, comes out of none, and no prose reads it."
                self.at_key(("carry", name), "unused-variable", said)


def entries_of_texts(value: object) -> list[tuple[str, str]]:
    """Return the entries of a mapping whose keys and values are texts."""
    if not isinstance(value, Map):
        return []
    return [
        (key, word)
        for key, one in value.items()
        if isinstance(key, str) and (word := text_of(one)) is not None
    ]

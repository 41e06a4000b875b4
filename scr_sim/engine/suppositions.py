"""What if: a scene, and what is supposed to be so in it, with no play that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.variables import NumberVariable, Variable, WordVariable
from scr_sim.text.characters import one_line

#: What a condition can ask about: a call's name, and the id that it names.
Fact = tuple[str, str]


class SuppositionError(ValueError):
    """Something cannot be supposed of a scenario. Its text is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """A scene, and what is so while it is read: its own effects and notes are not added again.

    A variable that ``values`` leaves out has its starting value. ``facts`` are what has happened:
    notes held, scenes visited (the scene itself always is), choices made, enquiries made.
    """

    scene: str
    values: Mapping[str, Value]
    facts: frozenset[Fact] = frozenset()

    def with_value(self, variable: str, value: Value) -> Supposition:
        """Return the same with another value of a variable."""
        return replace(self, values={**self.values, variable: value})

    def with_fact(self, fact: Fact, *, so: bool) -> Supposition:
        """Return the same with something that has happened, or has not.

        What convinced was chosen too, so the one brings or takes the other along.
        """
        call, name = fact
        along = {fact}
        if (call, so) in {("convinced", True), ("chose", False)}:
            along |= {("chose", name), ("convinced", name)}
        return replace(self, facts=self.facts | along if so else self.facts - along)


def check_supposition(scenario: LoadedScenario, supposition: Supposition) -> None:
    """Raise `SuppositionError` where the scenario has no such scene, variable, value or fact."""
    if supposition.scene not in scenario.scenes:
        raise SuppositionError(f"There is no scene “{_shown(supposition.scene)}”.")
    variables = scenario.variables or {}
    for name, value in supposition.values.items():
        if name not in variables:
            raise SuppositionError(f"There is no variable “{_shown(name)}”.")
        if not _fits(variables[name], value):
            raise SuppositionError(
                f"“{name}” cannot be “{_shown(value_in_words(value))}”: "
                f"it may be {range_in_words(variables[name])}."
            )
    known = known_facts(scenario)
    for call, name in sorted(supposition.facts - known):
        raise SuppositionError(f"Nothing in the scenario is meant by {call}(“{_shown(name)}”).")


def known_facts(scenario: LoadedScenario) -> frozenset[Fact]:
    """Return everything that can have happened in a scenario."""
    found: set[Fact] = {("held", note) for note in scenario.notes or ()}
    for name, scene in scenario.scenes.items():
        found.add(("visited", name))
        if scene.kind == "decision":
            for choice in scene.choices:
                calls = ("chose", "convinced") if choice.cite is not None else ("chose",)
                found.update((call, f"{name}.{choice.id}") for call in calls)
            offered = scene.enquiries.offered if scene.enquiries is not None else ()
            found.update(("enquired", f"{name}.{enquiry.id}") for enquiry in offered)
    return frozenset(found)


def possible_values(variable: Variable) -> range | tuple[Value, ...]:
    """Return the values that a variable can have, in order."""
    if isinstance(variable, NumberVariable):
        return range(variable.min, variable.max + 1)
    return tuple(variable.values) if isinstance(variable, WordVariable) else (False, True)


def range_in_words(variable: Variable) -> str:
    """Return what a variable may be: “0 to 5”, “false or true”, “calm or cross”."""
    if isinstance(variable, NumberVariable):
        return f"{variable.min} to {variable.max}"
    *others, last = [value_in_words(value) for value in possible_values(variable)]
    return f"{', '.join(others)} or {last}" if others else last


def value_in_words(value: Value) -> str:
    """Return a variable's value as a file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fits(variable: Variable, value: Value) -> bool:
    return value in possible_values(variable) and isinstance(value, bool) == isinstance(
        variable.start, bool
    )


def _shown(text: str) -> str:
    return one_line(text[:80])

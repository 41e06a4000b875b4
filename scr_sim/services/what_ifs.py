"""What if: an author looks at a scene with other values, and plays on from there.

A what-if is no play: nobody came there, so it is never kept. It begins with what is so somewhere
else, and is changed from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scr_sim.engine import Engine, Fact, Play, Supposition, SuppositionError, possible_values
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.exploration import Reached, way_to
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.conditions.compiler import Value, Values
from scr_sim.scenario.conditions.parser import (
    Call,
    leaves,
    parse,
)
from scr_sim.scenario.model.fields import Model
from scr_sim.scenario.model.variables import NumberVariable, Variable, WordVariable
from scr_sim.text.characters import one_line

_CALLS = ("held", "visited", "chose", "enquired", "convinced")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a what-if can begin with, and in words where that is from."""

    words: str
    supposition: Supposition


def origins(reached: Reached, scene: str, play: Play | None = None) -> tuple[Origin, ...]:
    """Return what is so in a scene: in a play that stands there, in the shortest, at the start.

    What no play reaches has the starting values alone. Raises nothing for a scene that is there.
    """
    engine = reached.engine
    found = []
    if play is not None and play.scene == scene:
        here = _so_far(engine, scene, play.state.values, play.state.facts)
        found.append(Origin("this play", here))
    way = way_to(reached, scene)
    if way is not None:
        values, facts = _on_entering(engine, way, scene)
        found.append(
            Origin("the shortest play that comes here", _so_far(engine, scene, values, facts))
        )
    table = engine.scenes[engine.scene_numbers[scene]]
    values = (
        engine.start_values if table.change is None else table.change.applied(engine.start_values)
    )
    found.append(Origin("the starting values", _so_far(engine, scene, values, table.facts)))
    return tuple(found)


def supposed(
    scenario: LoadedScenario, scene: str, values: Sequence[str], facts: Sequence[str]
) -> Supposition:
    """Return what was typed as a supposition: ``trust=1``, ``held(letter)``.

    Raises `SuppositionError` where a text is neither; what the scenario does not have is told
    when the what-if begins.
    """
    variables = scenario.variables or {}
    read: dict[str, Value] = {}
    for text in values:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise SuppositionError(
                f"“{one_line(text[:80])}” gives no variable a value: write it like trust=1."
            )
        read[name] = _value(variables[name], value) if name in variables else value
    return Supposition(scene=scene, values=read, facts=frozenset(_fact(text) for text in facts))


def facts_that_count(scenario: LoadedScenario, scene: str) -> tuple[Fact, ...]:
    """Return what makes a difference in a play from a scene on, notes aside.

    That is what some condition asks about, choices that can be made only once, and the enquiries
    of the scene itself. The scene itself has always been visited, and is left out.
    """
    found: dict[Fact, None] = {}
    here = scenario.scenes[scene]
    if here.kind == "decision" and here.enquiries is not None:
        found |= {("enquired", f"{scene}.{one.id}"): None for one in here.enquiries.offered}
    for condition in _conditions((scenario.scenes, scenario.notes)):
        asked = [one for one in leaves(parse(condition)) if isinstance(one, Call)]
        found |= dict.fromkeys([(one.name, one.ref) for one in asked])
    for name, model in scenario.scenes.items():
        if model.kind == "decision":
            found |= {("chose", f"{name}.{one.id}"): None for one in model.choices if one.once}
    return tuple([fact for fact in found if fact[0] != "held" and fact != ("visited", scene)])


def next_value(variable: Variable, value: Value, by: int) -> Value:
    """Return the value that is so many steps on from another; it stops at the first and last."""
    values = possible_values(variable)
    at = values.index(value) + by  # type: ignore[arg-type]
    return values[max(0, min(len(values) - 1, at))]


def _so_far(engine: Engine, scene: str, values: Values, facts: int) -> Supposition:
    count = {*facts_that_count(engine.scenario, scene)}
    so = [
        fact
        for fact, bit in engine.bits.items()
        if facts >> bit & 1 and (fact[0] == "held" or fact in count)
    ]
    named = dict(zip(engine.variable_ids, values, strict=True))
    return Supposition(scene=scene, values=named, facts=frozenset(so))


def _on_entering(engine: Engine, way: Sequence[str], scene: str) -> tuple[Values, int]:
    """Return the values and facts with which a way's last action comes into a scene."""
    trail: Trail = []
    if way:
        before = Play(engine.scenario, way[:-1])
        transition = engine.meant(before.state, way[-1])
        assert transition is not None
        engine.make(before.state, transition, trail)
    else:
        engine.begin(trail)
    return next((values, facts) for table, values, facts in trail if table.id == scene)


def _value(variable: Variable, text: str) -> Value:
    """Return a value as it was typed; what cannot be one comes back as the text that it is."""
    text = text.strip()
    if isinstance(variable, NumberVariable):
        digits = text.removeprefix("-")
        short = digits.isascii() and digits.isdecimal() and len(digits) <= 18
        return int(text) if short else text
    if isinstance(variable, WordVariable):
        return text
    return {"true": True, "false": False}.get(text, text)


def _fact(text: str) -> Fact:
    call, opened, rest = text.strip().partition("(")
    name = rest.removesuffix(")").strip().strip("\"'“”")
    if not opened or not rest.endswith(")") or call.strip() not in _CALLS or not name:
        raise SuppositionError(
            f"“{one_line(text[:80])}” is nothing that can be so: write it as in a condition, "
            "like held(letter) or chose(door.wait)."
        )
    return call.strip(), name


def _conditions(part: Any) -> Iterator[str]:
    """Return every condition in a part of a scenario."""
    if isinstance(part, Model):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name not in {"condition", "unless"}:
                yield from _conditions(value)
            elif value is not None:
                yield value
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _conditions(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _conditions(value)

"""What a case's scenarios start with: every value that some play carries in, and what comes of it.

A scenario that can start in several ways is explored as one whose first decision is how it starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod

from scr_sim.exploration import limits
from scr_sim.exploration.reachability import reach
from scr_sim.scenario import LoadedCase, LoadedScenario
from scr_sim.scenario.model.case import Carried, possible_values
from scr_sim.scenario.model.choice import Choice, Debrief
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.fields import Link
from scr_sim.scenario.model.scene import Decision, Ending, Passage
from scr_sim.scenario.model.variables import NumberVariable

_BEGIN, _END, _OVER = "carried-in", "carried-out", "over"
#: What nobody reads.
_NAMELESS = "-"


def carried_in(
    case: LoadedCase, limit: int = limits.CHECKED_STATES
) -> tuple[list[list[dict[str, int | bool]]], bool]:
    """Return for each scenario of a case the values, all together, that plays carry into it.

    Exact for what a scenario carries out; what it does not, keeps each of its values beside each
    of those. Where there are too many states to tell how plays end, every value within the case's
    bounds counts. And whether all were looked at: where values are too many to be told apart, only
    the least and the greatest of each are.
    """
    names = list(case.case.carry or {})
    here = {tuple(case.started()[name] for name in names)}
    found, whole = [], True
    for at in range(len(case.scenarios)):
        carried = [dict(zip(names, values, strict=True)) for values in sorted(here)]
        found.append(carried)
        outgoing = case.case.scenarios[at].outgoing or {}
        if not outgoing:
            continue
        ends, all_ends = _ends(case, at, carried, limit)
        kept = {tuple(v[name] for name in names if name not in outgoing) for v in carried}
        here = set()
        for stays, comes in product(kept, ends):
            staying = iter(stays)
            here.add(tuple(comes[n] if n in outgoing else next(staying) for n in names))
        whole = whole and all_ends
    return found, whole


def _ends(
    case: LoadedCase, at: int, carried: Sequence[Carried], limit: int
) -> tuple[list[dict[str, int | bool]], bool]:
    """Return every way, in the case's values, in which plays of a scenario end; and if all."""
    outgoing = case.case.scenarios[at].outgoing or {}
    declared = case.case.carry or {}
    possible = {name: possible_values(declared[name]) for name in outgoing}
    together = prod(len(values) for values in possible.values())
    if together * len(carried) > limits.MOST_WAYS_TO_END * 16 or together > limits.MOST_WAYS_TO_END:
        furthest = [(values[0], values[-1]) for values in possible.values()]
        return [dict(zip(possible, one, strict=True)) for one in product(*furthest)], False
    every = [dict(zip(possible, one, strict=True)) for one in product(*possible.values())]
    ways = {
        f"end-{number}": " and ".join(
            _is(case, *entry, outgoing[entry[0]]) for entry in one.items()
        )
        for number, one in enumerate(every)
    }
    begun = begun_with(case.scenarios[at], starts_of(case, at, carried))
    reached = reach(_ending_apart(begun, ways), one_by_one=limit, ways_to_endings=False)
    if not reached.complete:
        return every, True
    made = {made.choice.id for made in reached.made if made.kind == "choice"}
    return [one for number, one in enumerate(every) if f"end-{number}" in made], True


def _is(case: LoadedCase, name: str, value: int | bool, variable: str) -> str:
    """Return the condition that a variable, stopped at the case's bounds, has a value."""
    if isinstance(value, bool):
        return variable if value else f"not {variable}"
    declared = (case.case.carry or {})[name]
    assert isinstance(declared, NumberVariable)
    if declared.min == declared.max:
        return "true"
    if value == declared.min:
        return f"{variable} <= {value}"
    if value == declared.max:
        return f"{variable} >= {value}"
    return f"{variable} == {value}"


def starts_of(case: LoadedCase, at: int, carried: Iterable[Carried]) -> list[dict[str, int | bool]]:
    """Return what a scenario's variables start with, for values of the case, each once."""
    incoming = case.case.scenarios[at].incoming or {}
    found = {
        tuple((name, values[value]) for name, value in incoming.items()): None for values in carried
    }
    return [dict(start) for start in found]


def begun_with(
    scenario: LoadedScenario, starts: Sequence[Mapping[str, int | bool]]
) -> LoadedScenario:
    """Return a scenario whose first decision is with which of several values it starts."""
    if len(starts) == 1:
        return scenario.starting(starts[0]) if starts[0] else scenario
    begin = _new_id(scenario, _BEGIN)
    ways = [_choice(start_name(start), scenario.start, sets=start) for start in starts]
    scenes = {begin: _decision(ways), **scenario.scenes}
    return scenario.model_copy(update={"start": begin, "scenes": scenes})


def _ending_apart(scenario: LoadedScenario, ways: Mapping[str, str]) -> LoadedScenario:
    """Return a scenario whose endings lead to a decision that tells apart how it has ended."""
    end, over = _new_id(scenario, _END), _new_id(scenario, _OVER)
    scenes = dict(scenario.scenes)
    for id_, scene in scenario.scenes.items():
        if scene.kind == "ending":
            happens = {key: getattr(scene, key) for key in Effects.model_fields}
            scenes[id_] = Passage.model_construct(
                title=scene.title, text=(), next=_leads(end), **happens
            )
            title = scene.ending
    scenes[end] = _decision([_choice(name, over, test=test) for name, test in ways.items()])
    scenes[over] = Ending.model_construct(title=_NAMELESS, text=(), ending=title)
    return scenario.model_copy(update={"scenes": scenes})


def _decision(choices: Iterable[Choice]) -> Decision:
    return Decision.model_construct(title=_NAMELESS, text=(), choices=tuple(choices))


def _choice(
    id_: str, target: str, sets: Mapping[str, int | bool] | None = None, test: str | None = None
) -> Choice:
    return Choice.model_construct(
        id=id_,
        stance="accept",
        label=_NAMELESS,
        condition=test,
        set=dict(sets) if sets else None,
        next=_leads(target),
        debrief=Debrief.model_construct(because=()),
    )


def _leads(target: str) -> tuple[Link, ...]:
    return (Link.model_construct(go=target),)


def _new_id(scenario: LoadedScenario, wanted: str) -> str:
    while wanted in scenario.scenes:
        wanted += "-"
    return wanted


def start_name(start: Mapping[str, int | bool]) -> str:
    """Return the id under which a way tells how the scenario started: ``voice-2_told-true``."""
    return "_".join(f"{name}-{str(value).lower()}" for name, value in start.items())

"""Expected plays, replayed: what came out otherwise than their author wrote down."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.engine.action_words import ActionError
from scr_sim.engine.play import Play
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.expected_plays import ExpectedFindings, ExpectedPlay
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.syntax.diagnostics import ScenarioError
from scr_sim.scenario.syntax.nodes import Written


@dataclass(frozen=True, slots=True)
class Difference:
    """What came out otherwise: the key that says what was expected, and a sentence."""

    key: tuple[str | int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One expected play, replayed; ``chosen`` are its choices, as ``scene.choice``."""

    name: str
    differences: tuple[Difference, ...]
    chosen: frozenset[str]


def replay_expected(scenario: LoadedScenario, expected: ExpectedPlay) -> Tried:
    """Replay an expected play as far as it can be, and say what came out otherwise."""
    play = Play(scenario)
    found: list[Difference] = []
    for index, action in enumerate(expected.actions):
        try:
            play = play.take(action)
        except (ActionError, ScenarioError) as error:
            stopped = ActionError(
                getattr(error, "message", str(error)),
                action,
                getattr(error, "available", ()),
                index,
            )
            found.append(Difference(("actions", index), str(stopped)))
            break
    else:
        found += _compared(play, expected)
    chosen = frozenset(f"{step.scene}.{step.choice}" for step in play.steps)
    return Tried(expected.name, tuple(found), chosen)


def _compared(play: Play, expected: ExpectedPlay) -> list[Difference]:
    found = []
    if expected.ending is not None and play.ending != expected.ending:
        came = f"ends in “{play.ending}”" if play.finished else f"is still in “{play.scene}”"
        message = f"It should end in “{expected.ending}”, and {came}."
        found.append(Difference(("ending",), message))
    if expected.scene is not None and play.scene != expected.scene:
        message = f"It should be in “{expected.scene}”, and is in “{play.scene}”."
        found.append(Difference(("scene",), message))
    for name, value in (expected.values or {}).items():
        wanted = _value(value, play.variables.get(name))
        if name not in play.variables:
            found.append(Difference(("values", name), f"There is no variable “{name}”."))
        elif play.variables[name] != wanted:
            message = f"“{name}” should be {_shown(wanted)}, and is {_shown(play.variables[name])}."
            found.append(Difference(("values", name), message))
    for at, note in enumerate(expected.notes or ()):
        if note not in play.notes:
            found.append(Difference(("notes", at), f"The note “{note}” is not held."))
    if expected.findings is not None:
        found += _findings(play, expected.findings)
    return found


def _findings(play: Play, expected: ExpectedFindings) -> list[Difference]:
    found = []
    for key, wanted, touched in (
        ("echoes", expected.echoes, {n for step in play.steps for n in step.echoes}),
        ("answers", expected.answers, {n for step in play.steps for n in step.answers}),
    ):
        if wanted is not None and set(wanted) != touched:
            message = f"“{key}” should be {_numbers(wanted)}, and are {_numbers(touched)}."
            found.append(Difference(("findings", key), message))
    return found


def _numbers(numbers: object) -> str:
    listed = sorted(numbers) if isinstance(numbers, (set, tuple)) else []
    return ", ".join(str(number) for number in listed) or "none"


def _value(written: object, like: Value | None) -> object:
    if isinstance(written, Written):
        return written.text if isinstance(like, str) else written.value
    return written


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"“{value}”"

"""Ways through a scenario, one to each ending: found by trying, or else by exploring."""

from __future__ import annotations

import random
from collections.abc import Sequence

from scr_sim.engine import Engine, State, engine_for
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import explore
from scr_sim.scenario import LoadedScenario

_TRIES = 500


def endings(scenario: LoadedScenario) -> list[str]:
    """Return the ids of a scenario's endings."""
    return [name for name, scene in scenario.scenes.items() if scene.kind == "ending"]


def ways_to_endings(scenario: LoadedScenario, seed: int = 1) -> dict[str, tuple[str, ...]]:
    """Return one list of actions for each ending that can be reached.

    It is the longest of those that random plays came to; where none did, the shortest of all.
    They are played on the engine's own states, which is fast enough to try many.
    """
    chance = random.Random(seed)
    engine = engine_for(scenario)
    found: dict[str, tuple[str, ...]] = {}
    for _ in range(_TRIES):
        ending, actions = _walk(engine, chance)
        if len(actions) > len(found.get(ending, ())):
            found[ending] = actions
    if any(ending not in found for ending in endings(scenario)):
        found = {ending.scene: ending.shortest for ending in explore(scenario).endings} | found
    return found


def _walk(engine: Engine, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    curious = chance.random()
    state = engine.start
    actions: list[str] = []
    while engine.scenes[state.scene].kind == "decision":
        open_now = engine.open_enquiries(state) if engine.has_time(state) else []
        transitions: Sequence[Transition] = (
            open_now if open_now and chance.random() < curious else engine.choices(state)
        )
        transition = chance.choice(transitions)
        actions.append(_word(engine, state, transition))
        state = engine.make(state, transition)
    return engine.scenes[state.scene].id, tuple(actions)


def _word(engine: Engine, state: State, transition: Transition) -> str:
    if transition.kind == "enquiry" or transition.choice.cite is None:
        return transition.word
    held = [note for note, bit in engine.note_bits.items() if state.facts >> bit & 1]
    convincing = [note for note in held if note in transition.choice.cite.convincing]
    cited = convincing[: transition.choice.cite.need] if transition.convincing else []
    return f"{transition.choice.id}@{','.join(cited)}"

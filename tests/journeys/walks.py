"""Ways through a scenario, found by trying: one to each ending."""

from __future__ import annotations

import random

from scr_sim.engine import Engine, State, engine_for
from scr_sim.engine.compiled_scenario import Move
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.scenario import Ending

_MOST_TRIES = 150_000
_FEWEST_TRIES = 500


def endings(scenario: LoadedScenario) -> list[str]:
    """Return the ids of a scenario's endings."""
    return [name for name, scene in scenario.scenes.items() if isinstance(scene, Ending)]


def ways_to_endings(scenario: LoadedScenario, seed: int = 1) -> dict[str, tuple[str, ...]]:
    """Return one list of actions for each ending that random plays come to.

    They are played on the engine's own states, which is fast enough to try very many.
    """
    chance = random.Random(seed)
    engine = engine_for(scenario)
    wanted = set(endings(scenario))
    found: dict[str, tuple[str, ...]] = {}
    for tries in range(_MOST_TRIES):
        ending, actions = _walk(engine, chance)
        if len(actions) > len(found.get(ending, ())):
            found[ending] = actions
        if tries >= _FEWEST_TRIES and wanted <= set(found):
            break
    return found


def _walk(engine: Engine, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    curious = chance.random()
    state = engine.start
    actions: list[str] = []
    while engine.scenes[state.scene].decides:
        open_now = engine.open_enquiries(state) if engine.has_time(state) else []
        moves = open_now if open_now and chance.random() < curious else engine.choices(state)
        move = chance.choice(moves)
        actions.append(_word(engine, state, move))
        state = engine.make(state, move)
    return engine.scenes[state.scene].id, tuple(actions)


def _word(engine: Engine, state: State, move: Move) -> str:
    if move.enquiry is not None:
        return f"?{move.enquiry.id}"
    assert move.choice is not None
    if move.choice.cite is None:
        return move.choice.id
    held = [note for note, bit in engine.note_bits.items() if state.facts >> bit & 1]
    convincing = [note for note in held if note in move.choice.cite.convincing]
    cited = convincing[: move.choice.cite.need] if move.convincing else []
    return f"{move.choice.id}@{','.join(cited)}"

"""Ways through a scenario, found by trying: one to each ending."""

from __future__ import annotations

import random

from scr_sim.play import Play
from scr_sim.scenario.model import Ending, Scenario


def endings(scenario: Scenario) -> list[str]:
    """Return the ids of a scenario's endings."""
    return [name for name, scene in scenario.scenes.items() if isinstance(scene, Ending)]


def ways_to_endings(scenario: Scenario, seed: int = 1) -> dict[str, tuple[str, ...]]:
    """Return one list of actions for each ending that random plays come to.

    Each play leans to one stance for a while, so that endings that want steadiness are found.
    """
    chance = random.Random(seed)
    wanted = set(endings(scenario))
    found: dict[str, tuple[str, ...]] = {}
    for number in range(4000):
        lean = chance.choice(("accept", "challenge", "escalate", "", ""))
        play = Play(scenario)
        while not play.finished:
            play = play.take(_pick(play, lean, chance))
        assert play.ending is not None
        best = found.get(play.ending)
        if best is None or len(play.actions_taken) > len(best):
            found[play.ending] = play.actions_taken
        if wanted <= set(found) and number >= 200:
            break
    return found


def _pick(play: Play, lean: str, chance: random.Random) -> str:
    actions = play.actions()
    if not lean or chance.random() < 0.3:
        return chance.choice(actions)
    enquiries = [action for action in actions if action.startswith("?")]
    if enquiries and chance.random() < 0.7:
        return chance.choice(enquiries)
    leaning = {choice.id for choice in play.choices() if choice.stance == lean}
    fitting = [action for action in actions if action.partition("@")[0] in leaning]
    return chance.choice(fitting or actions)

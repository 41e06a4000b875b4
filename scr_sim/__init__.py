"""scr-sim: practise professional curiosity, in a terminal.

As a library::

    from scr_sim import load, Play, debrief, explore

    scenario = load("headlice-account")   # an id or a path; raises ScenarioError
    play = Play(scenario)
    play.actions()                        # what can be done now
    play = play.take("accept-account")    # a new play; raises ActionError
    debrief(play)                         # what it meant, as plain data
    explore(scenario)                     # what could happen, over every play
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_sim.debriefs import Debrief, debrief
    from scr_sim.engine import ActionError, Play
    from scr_sim.exploration import Explored, explore
    from scr_sim.scenario import LoadedScenario, Problem, Scenario, ScenarioError, load

__all__ = [
    "ActionError",
    "Debrief",
    "Explored",
    "LoadedScenario",
    "Play",
    "Problem",
    "Scenario",
    "ScenarioError",
    "debrief",
    "explore",
    "load",
]

_ROOMS = {
    "ActionError": "engine",
    "Debrief": "debriefs",
    "Explored": "exploration",
    "LoadedScenario": "scenario",
    "Play": "engine",
    "Problem": "scenario",
    "Scenario": "scenario",
    "ScenarioError": "scenario",
    "debrief": "debriefs",
    "explore": "exploration",
    "load": "scenario",
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the screen's first frame does not wait for the rooms.
    if name in _ROOMS:
        return getattr(import_module(f"scr_sim.{_ROOMS[name]}"), name)
    raise AttributeError(f"module “scr_sim” has no attribute “{name}”")

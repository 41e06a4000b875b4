"""Passages that lead into one another for ever in some play only, found by playing.

What no condition can lead out of is found when the file is read; a loop that hangs on what was
chosen before is found only by trying the states that plays can come to.
"""

from __future__ import annotations

from scr_sim.play.engine import Engine, Trail
from scr_sim.scenario.model import Passage, Scenario
from scr_sim.scenario.problems import ScenarioError

#: States tried before the search gives up; a search that gives up has found what it has found.
MOST_STATES = 100_000


def endless_passages(scenario: Scenario, most: int = MOST_STATES) -> list[tuple[str, ...]]:
    """Return the loops of passages that some play never leaves, each in the file's order.

    Only a scenario whose passages can lead back to themselves is searched at all.
    """
    if not _passages_circle(scenario):
        return []
    try:
        engine = Engine(scenario)
    except ScenarioError:
        return [(scenario.start,)]  # the first scenes of every play never come to a decision
    loops: set[tuple[str, ...]] = set()
    waiting, seen = [engine.start], {engine.start}
    while waiting and len(seen) < most:
        state = waiting.pop()
        moves = list(engine.choices(state))
        if engine.has_time(state):
            moves += engine.open_enquiries(state)
        for move in moves:
            trail: Trail = []
            try:
                after = engine.make(state, move, trail)
            except ScenarioError:
                # Long after its beginning a run that never ends is all loop.
                inside = {table.id for table, _, _ in trail[len(trail) // 2 :]}
                loops.add(tuple(name for name in scenario.scenes if name in inside))
                continue
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    order = list(scenario.scenes)
    return sorted(loops, key=lambda loop: order.index(loop[0]))


def _passages_circle(scenario: Scenario) -> bool:
    """Return whether some passage can lead back to itself through passages alone."""
    onward = {
        name: {link.go for link in scene.next if isinstance(scenario.scenes[link.go], Passage)}
        for name, scene in scenario.scenes.items()
        if isinstance(scene, Passage)
    }
    while leaves := {name for name, targets in onward.items() if not targets & onward.keys()}:
        for name in leaves:
            del onward[name]
    return bool(onward)

"""From a scenario, and what plays of it can reach, to its graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scr_sim.engine.transitions import Transition
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.explorer import Reached, reach
from scr_sim.exploration.scene_steps import run
from scr_sim.graph.layers import layers
from scr_sim.graph.model import (
    ENDING_KINDS,
    OTHERWISE,
    DrawnLink,
    DrawnScene,
    Graph,
    SceneKind,
    Turn,
    Walk,
)
from scr_sim.graph.render.phrases import shortened
from scr_sim.graphs import in_order
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.scenario import Next

#: So much of a title or a label is drawn: each link tells them again.
_MOST_DRAWN = 300

#: A scene and a choice of it (empty: the scene itself), and the branch that brought it.
_Origins = Mapping[tuple[str, str], str]


def draw(
    scenario: LoadedScenario,
    walk: Walk | None = None,
    without: Sequence[LoadedScenario] = (),
    progress: Progress | None = None,
    reached: Reached | None = None,
) -> Graph:
    """Return a scenario's graph.

    ``walk`` is the way of a play to mark. ``without`` is the same scenario with none of its
    branches, with the first, and so on, which tells what each of them brought; where it is not
    given, nothing is told of that. ``progress`` is told how far a long search is;
    ``reached`` is what such a search has found before, where one was made. Where a
    scenario is too wide to hold all its states at once, a conditional way counts as open where
    its choice is taken and its scene reached. Raises nothing for a checked scenario.
    """
    reached = reached or reach(scenario, progress=progress, ways_to_endings=False)
    origins = _origins(scenario, without)
    links = {scene: list(_links(reached, scene, origins)) for scene in scenario.scenes}
    # What some play goes comes first, so that what none goes turns no way round.
    onward = {
        scene: [link.target for link in sorted(leaving, key=lambda link: not link.available)]
        for scene, leaving in links.items()
    }
    place, layer = in_order(onward, [scenario.start]), layers(scenario.start, onward)
    scenes = _scenes(reached, layer, origins)
    if walk is not None:
        scenes = [replace(scene, visited=scene.id in walk.scenes) for scene in scenes]
    ends = {scene.id for scene in scenes if scene.ends}
    went = _went(scenario, walk) if walk is not None else set()
    drawn = []
    for scene in scenes:
        for link in links[scene.id]:
            going: Turn = "on"
            if place[link.target] <= place[scene.id]:
                going = "back"
            elif layer[link.target] > layer[scene.id] + 1 and link.target not in ends:
                going = "ahead"
            way = (link.source, link.choice, link.convincing, link.target)
            drawn.append(replace(link, turn=going, taken=way in went))
    return Graph(
        id=scenario.id,
        title=scenario.full_title,
        branches=tuple(zip(scenario.branches, scenario.branch_titles, strict=True)),
        scenes=tuple(scenes),
        links=tuple(drawn),
        complete=reached.complete,
        walk=walk,
    )


def _origins(scenario: LoadedScenario, without: Sequence[LoadedScenario]) -> _Origins:
    found: dict[tuple[str, str], str] = {}
    stages = [*without, scenario]
    for branch, before, after in zip(scenario.branches, stages, stages[1:], strict=False):
        known = set(_places(before))
        found.update((place, branch) for place in _places(after) if place not in known)
    return found


def _places(scenario: LoadedScenario) -> Iterator[tuple[str, str]]:
    for name, scene in scenario.scenes.items():
        yield name, ""
        if scene.kind == "decision":
            yield from ((name, choice.id) for choice in scene.choices)


# -- scenes


def _scenes(reached: Reached, layer: Mapping[str, int], origins: _Origins) -> list[DrawnScene]:
    endless = {scene for loop in reached.loops for scene in loop}
    found = []
    for number, table in enumerate(reached.engine.scenes):
        model = table.model
        kind: SceneKind
        if model.kind == "ending":
            kind, title = model.ending.kind, model.ending.title
        else:
            kind, title = model.kind, model.title
        found.append(
            DrawnScene(
                id=table.id,
                title=shortened(title, _MOST_DRAWN),
                kind=kind,
                number=0,
                layer=layer[table.id],
                reachable=not reached.complete or number in reached.scenes,
                dead_end=number in reached.dead_ends,
                endless=number in endless,
                branch=origins.get((table.id, ""), ""),
                visited=False,
            )
        )
    found.sort(key=_in_story_order)
    return [replace(scene, number=number) for number, scene in enumerate(found, 1)]


def _in_story_order(scene: DrawnScene) -> tuple[bool, bool, int]:
    """Return what puts scenes in order; those alike in it stay as they are in the file."""
    depth = ENDING_KINDS.index(scene.kind) if scene.kind in ENDING_KINDS else scene.layer
    return not scene.reachable, scene.ends, depth


# -- links


def _links(reached: Reached, scene: str, origins: _Origins) -> Iterator[DrawnLink]:
    """Return what leads out of a scene, in the author's order; its turn is not known yet."""
    engine = reached.engine
    table = engine.scenes[engine.scene_numbers[scene]]
    count = 0
    if table.kind == "passage":
        open_ways = _open(reached, scene, 0, table.model.next)
        for link, is_open in zip(table.model.next, open_ways, strict=True):
            when = _when(link.condition, table.model.next)
            yield DrawnLink(
                source=scene,
                target=link.go,
                letter=_letter(count),
                turn="on",
                available=is_open,
                when=when,
            )
            count += 1
    for at, transition in enumerate(table.choices):
        choice, result = transition.choice, transition.result
        open_ways = _open(reached, scene, at, result.next, transition)
        for link, is_open in zip(result.next, open_ways, strict=True):
            yield DrawnLink(
                source=scene,
                target=link.go,
                letter=_letter(count),
                turn="on",
                available=is_open,
                stance=choice.stance,
                choice=choice.id,
                label=shortened(choice.label, _MOST_DRAWN),
                convincing=transition.convincing,
                if_=choice.condition or "",
                unless=choice.locked.unless if choice.locked is not None else "",
                once=choice.once,
                when=_when(link.condition, result.next),
                branch="" if origins.get((scene, "")) else origins.get((scene, choice.id), ""),
            )
            count += 1


def _letter(at: int) -> str:
    """Return a ... z, aa, ab ..."""
    before, last = divmod(at, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def _when(condition: str | None, ways: Next) -> str:
    return condition or (OTHERWISE if len(ways) > 1 else "")


def _open(
    reached: Reached, scene: str, at: int, ways: Next, transition: Transition | None = None
) -> list[bool]:
    """Return for each way on of a scene's choice, or of a passage, whether some play goes it."""
    if not reached.complete:
        return [True] * len(ways)
    number = reached.engine.scene_numbers[scene]
    if isinstance(reached.source, Sets):
        route = reached.source.scenes[number].routes[at]
        left = run(route.steps, reached.source.there[number] & route.guard)
        found = []
        for mask, _, _ in route.links:
            found.append(bool(left & mask))
            left &= ~mask
        return found + [False] * (len(ways) - len(found))
    made = number in reached.scenes and (transition is None or transition in reached.made)
    targets = [reached.engine.scene_numbers[link.go] for link in ways]
    return [made and target in reached.scenes for target in targets]


def _went(scenario: LoadedScenario, walk: Walk) -> set[tuple[str, str, bool | None, str]]:
    """Return the links that a play went by: scene, choice, convincing or not, next scene."""
    choices = iter(walk.choices)
    found = set()
    for source, target in zip(walk.scenes, walk.scenes[1:], strict=False):
        decides = scenario.scenes[source].kind == "decision"
        choice, convincing = next(choices) if decides else ("", None)
        found.add((source, choice, convincing, target))
    return found

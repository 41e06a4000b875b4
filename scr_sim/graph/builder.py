"""From a scenario, and what plays of it can reach, to its graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from scr_sim.engine.transitions import Transition
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.reachability import Reached, reach
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
from scr_sim.graph.render.graph_words import shortened
from scr_sim.graphs import in_order
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.choice import Cite
from scr_sim.scenario.model.fields import Next
from scr_sim.scenario.model.loaded import ScenePart
from scr_sim.scenario.model.scene import Decision
from scr_sim.scenario.model.variables import NumberVariable
from scr_sim.text.quantities import amount, counted

#: A link that a play went by: scene, choice, convincing or not, variant, next scene.
_Step = tuple[str, str, bool | None, int | None, str]

#: So much of a title or a label is drawn: each link tells them again.
_MOST_DRAWN = 300


def draw(
    scenario: LoadedScenario,
    walk: Walk | None = None,
    progress: Progress | None = None,
    reached: Reached | None = None,
) -> Graph:
    """Return a scenario's graph.

    ``walk`` is the way of a play to mark. ``progress`` is told how far a long search is;
    ``reached`` is what such a search has found before, where one was made. Where a
    scenario is too wide to hold all its states at once, a conditional way counts as open where
    its choice is taken and its scene reached. Raises nothing for a checked scenario.
    """
    reached = reached or reach(scenario, progress=progress, ways_to_endings=False)
    links = {scene: list(_links(reached, scene)) for scene in scenario.scenes}
    # What some play goes comes first, so that what none goes turns no way round.
    onward = {
        scene: [link.target for link in sorted(leaving, key=lambda link: not link.available)]
        for scene, leaving in links.items()
    }
    place, layer = in_order(onward, [scenario.start]), layers(scenario.start, onward)
    scenes = _scenes(reached, layer)
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
            way = (link.source, link.choice, link.convincing, link.number, link.target)
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


# -- scenes


def _scenes(reached: Reached, layer: Mapping[str, int]) -> list[DrawnScene]:
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
                branch=_brought(reached.engine.scenario, (table.id, "scene", table.id)),
                visited=False,
                role=shortened(model.role or "", _MOST_DRAWN),
                pages=_pages(model) if model.kind == "decision" else (),
            )
        )
    found.sort(key=_in_story_order)
    return [replace(scene, number=number) for number, scene in enumerate(found, 1)]


def _in_story_order(scene: DrawnScene) -> tuple[bool, bool, int]:
    """Return what puts scenes in order; those alike in it stay as they are in the file."""
    depth = ENDING_KINDS.index(scene.kind) if scene.kind in ENDING_KINDS else scene.layer
    return not scene.reachable, scene.ends, depth


# -- links


def _links(reached: Reached, scene: str) -> Iterator[DrawnLink]:
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
        varied = OTHERWISE if result.variants else ""
        if transition.variant is not None and result.variants:
            varied = result.variants[transition.variant].condition
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
                cite=_cited(choice.cite) if choice.cite is not None else "",
                cost=_cost(engine.scenario, choice.cost or {}),
                variant=varied,
                number=transition.variant,
                if_=choice.condition or "",
                unless=choice.locked.unless if choice.locked is not None else "",
                once=choice.once,
                when=_when(link.condition, result.next),
                branch=_brought(engine.scenario, (scene, "choice", choice.id)),
            )
            count += 1


def _brought(scenario: LoadedScenario, part: ScenePart) -> str:
    branch = scenario.brought_by(part)
    return branch.id if branch is not None else ""


def _pages(scene: Decision) -> tuple[str, ...]:
    """Return the enquiries of a scene that show a page to read closely."""
    offered = scene.enquiries.offered if scene.enquiries is not None else ()
    return tuple(
        [
            f"{one.id}: a page of {counted(len(one.lines.lines), 'line')}, "
            f"{one.lines.pick} to note at the most"
            for one in offered
            if one.lines is not None
        ]
    )


def _cited(cite: Cite) -> str:
    notes = ", ".join(cite.convincing)
    convinces = "convince" if cite.need > 1 else "convinces"
    return f"cites {counted(cite.pick, 'note')} at the most; {cite.need} of {notes} {convinces}"


def _cost(scenario: LoadedScenario, cost: Mapping[str, int]) -> str:
    told = []
    for name, much in cost.items():
        variable = (scenario.variables or {})[name]
        unit = variable.unit if isinstance(variable, NumberVariable) else None
        told.append(amount(much, unit or "", variable.label or name))
    return " and ".join(told)


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


def _went(scenario: LoadedScenario, walk: Walk) -> set[_Step]:
    """Return the links that a play went by."""
    choices = iter(walk.choices)
    found = set()
    for source, target in zip(walk.scenes, walk.scenes[1:], strict=False):
        decides = scenario.scenes[source].kind == "decision"
        choice, convincing, variant = next(choices) if decides else ("", None, None)
        found.add((source, choice, convincing, variant, target))
    return found

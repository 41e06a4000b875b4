"""A scenario as a drawing: scenes, and what leads from each to the next. Plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scr_sim.explore.exploring import Reached, reach
from scr_sim.explore.sets import Sets
from scr_sim.play import Play
from scr_sim.play.engine import Move
from scr_sim.scenario import Scenario
from scr_sim.scenario.model import Decision, Ending, Link, Passage, Stance


@dataclass(frozen=True, slots=True)
class Spot:
    """One scene. ``kind`` is ``decision``, ``passage`` or an ending's kind."""

    id: str
    title: str
    kind: str
    reached: bool
    dead_end: bool
    played: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one scene to another: a choice's result, or a passage's way.

    ``condition`` is what must hold for this way to be taken, or empty; ``possible`` says whether
    some play takes it.
    """

    source: str
    target: str
    possible: bool
    condition: str = ""
    choice: str = ""
    label: str = ""
    stance: Stance | None = None
    convincing: bool | None = None
    played: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole scenario: scenes in the order of the story, those that no play reaches last."""

    id: str
    title: str
    branches: tuple[str, ...]
    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    played: bool = False

    def leaving(self, scene: str) -> list[Arrow]:
        """Return what leads on from a scene, in the author's order."""
        return [arrow for arrow in self.arrows if arrow.source == scene]


def draw(scenario: Scenario, play: Play | None = None) -> Drawing:
    """Return a scenario's drawing, with a play's way through it marked, if there is one."""
    reached = reach(scenario, ways_to_endings=False)
    spots = [_spot(reached, number) for number in _story_order(reached)]
    arrows = [arrow for spot in spots for arrow in _arrows(reached, spot.id)]
    if play is not None:
        visited = set(play.visited)
        spots = [replace(spot, played=spot.id in visited) for spot in spots]
        taken = set(_taken(play))
        arrows = [
            replace(arrow, played=(arrow.source, arrow.choice, arrow.target) in taken)
            for arrow in arrows
        ]
    return Drawing(
        scenario.id,
        scenario.title,
        scenario.branch_titles,
        tuple(spots),
        tuple(arrows),
        play is not None,
    )


def _story_order(reached: Reached) -> list[int]:
    source = reached.source
    scenes = range(len(reached.engine.scenes))
    if not isinstance(source, Sets):
        return sorted(scenes, key=lambda scene: (scene not in reached.scenes, scene))
    return sorted(
        scenes,
        key=lambda s: (s not in reached.scenes, _is_ending(reached, s), source.rank[s], s),
    )


def _is_ending(reached: Reached, scene: int) -> bool:
    return isinstance(reached.engine.scenes[scene].model, Ending)


def _spot(reached: Reached, number: int) -> Spot:
    table = reached.engine.scenes[number]
    model = table.model
    kind = "decision" if isinstance(model, Decision) else "passage"
    title = model.title
    if isinstance(model, Ending):
        kind, title = model.ending.kind, model.ending.title
    return Spot(table.id, title, kind, number in reached.scenes, number in reached.dead_ends)


def _arrows(reached: Reached, scene: str) -> Iterator[Arrow]:
    table = reached.engine.scenes[reached.engine.scene_numbers[scene]]
    if isinstance(table.model, Passage):
        for link in table.model.next:
            yield Arrow(
                scene,
                link.go,
                _leads(reached, scene, link, None),
                _condition(link, table.model.next),
            )
    for move in table.choices:
        if move.choice is None or move.result is None:
            continue
        for link in move.result.next:
            yield Arrow(
                scene,
                link.go,
                _leads(reached, scene, link, move),
                _condition(link, move.result.next),
                move.choice.id,
                move.choice.label,
                move.choice.stance,
                move.convincing,
            )


def _condition(link: Link, links: tuple[Link, ...]) -> str:
    if link.condition is not None:
        return f"if {link.condition}"
    return "otherwise" if len(links) > 1 else ""


def _leads(reached: Reached, scene: str, link: Link, move: Move | None) -> bool:
    numbers = reached.engine.scene_numbers
    if move is not None and move not in reached.made:
        return False
    if isinstance(reached.source, Sets):
        return numbers[link.go] in reached.source.links.get(numbers[scene], ())
    return numbers[scene] in reached.scenes and numbers[link.go] in reached.scenes


def _taken(play: Play) -> Iterator[tuple[str, str, str]]:
    """Return a play's way, as scene, choice (or nothing) and next scene."""
    steps = iter(play.steps)
    for source, target in zip(play.visited, play.visited[1:], strict=False):
        model = play.scenario.scenes[source]
        choice = next(steps).choice if isinstance(model, Decision) else ""
        yield source, choice, target

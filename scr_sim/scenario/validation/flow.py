"""How a scenario's scenes lead into one another: to an ending, or round for ever."""

from __future__ import annotations

from collections.abc import Iterator

from scr_sim.graphs import circles, reachable, turned_round
from scr_sim.scenario.model.scene import scene_kind
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, entries, items, text_of
from scr_sim.scenario.validation.data_check import DataCheck, named
from scr_sim.scenario.validation.symbols import Names


def check_flow(data: Map, names: Names, *, whole: bool = True) -> list[Problem]:
    """Return the problems of how scenes lead on: no ending, endless passages.

    Where the file could not be read ``whole``, a link to an ending may be in what was not read.
    """
    check = DataCheck(data, names)
    scenes = dict(entries(data.get("scenes")))
    start = text_of(data.get("start"))
    if start in scenes:
        links = {scene_id: _links(scene) for scene_id, scene in scenes.items()}
        reached = reachable([start], links)
        if whole and not any(_may_end(scenes[scene]) for scene in reached if scene in scenes):
            check.at_value(
                ("start",),
                "no-ending",
                "No ending can be reached from the start.",
                "Give a scene the key “ending”, and lead to it.",
            )
        for loop in _loops(scenes, reached):
            check.at_key(
                ("scenes", loop[0]),
                "passage-loop",
                f"These passages lead into one another for ever: {named(loop)}.",
                "Lead one of them to a decision or an ending.",
            )
    return check.problems


def _may_end(scene: Map) -> bool:
    """Return whether a scene is an ending, or might be meant as one."""
    return "ending" in scene or scene_kind(scene) is None


def _links(scene: Map) -> list[str]:
    """Return every scene that a scene can lead to by any link."""
    found = [*_targets(scene.get("next"))]
    for _, choice in items(scene.get("choices")):
        if isinstance(choice, Map):
            found += _after(choice)
            cite = choice.get("cite")
            if isinstance(cite, Map) and isinstance(cite.get("otherwise"), Map):
                found += _after(cite["otherwise"])
    return found


def _after(result: Map) -> list[str]:
    """Return where a result leads, and where its variants do."""
    found = [*_targets(result.get("next"))]
    for _, variant in items(result.get("variants")):
        if isinstance(variant, Map):
            found += _targets(variant.get("next"))
    return found


def _targets(value: Loose) -> Iterator[str]:
    """Return where a ``next`` can lead, without what is never or no longer asked for."""
    if isinstance(value, Seq):
        for link in value:
            if not isinstance(link, Map):
                continue
            condition = text_of(link.get("if"))
            if condition != "false" and (target := text_of(link.get("go"))) is not None:
                yield target
            if condition == "true":
                return
    elif (target := text_of(value)) is not None:
        yield target


def _loops(scenes: dict[str, Map], reached: set[str]) -> Iterator[list[str]]:
    """Find runs of passages that no condition can lead out of, each in the file's order."""
    links = {
        scene: set(_targets(scenes[scene].get("next")))
        for scene in scenes
        if scene in reached and scene_kind(scenes[scene]) == "next"
    }
    # What can lead out, by way of other passages too, is no loop without end.
    leaving = [s for s, targets in links.items() if not targets or not targets <= links.keys()]
    open_ended = reachable(leaving, turned_round(links))
    order = {scene: number for number, scene in enumerate(scenes)}
    closed = {scene: links[scene] for scene in links if scene not in open_ended}
    for loop in circles(closed):
        yield sorted(loop, key=order.__getitem__)

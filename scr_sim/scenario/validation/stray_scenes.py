"""Scenes that stand where none can: within another, or among the keys of the file."""

from __future__ import annotations

from collections.abc import Iterable

from scr_sim.scenario.syntax.locations import Path, follow, key_place
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.text.quantities import counted


def strayed_scenes(
    data: Map, extra: Iterable[tuple[str | int, ...]]
) -> list[tuple[str | int, ...]]:
    """Return the scenes that stand elsewhere for want of the right indentation.

    ``extra`` are the paths of keys that are none.
    """
    scenes = data.get("scenes")
    if not isinstance(scenes, Map):
        return []
    found: list[tuple[str | int, ...]] = []
    for path in extra:
        within = len(path) == 3 and path[0] == "scenes"
        if not within and (len(path) != 1 or not scenes):
            continue
        value = follow(data, path)
        if isinstance(value, Map) and {"title", "text"} <= value.keys():
            found.append(path)
    return found


def where_it_belongs(data: Map, path: Path) -> str:
    """Return how a scene that has strayed would be written."""
    beside: Path = path[:-1] or ("scenes", next(iter(data["scenes"])))
    source, at = key_place(data, beside)
    looks = "It looks like a scene:" if len(path) == 1 else "If it is a scene of its own,"
    spaces = counted(source.place(at)[1] - 1, "space")
    return f"{looks} indent it by {spaces}, like “{beside[1]}”, and its keys too."


def put_beside(data: Map, path: Path) -> None:
    """Let a scene that has strayed stand among the others, for whatever is looked at next."""
    scenes, outer = data["scenes"], follow(data, path[:-1])
    key = path[-1]
    if isinstance(scenes, Map) and isinstance(outer, Map) and key in outer and key not in scenes:
        scenes[key] = outer.pop(key)
        scenes.keys_at[key] = outer.keys_at.pop(key)
        scenes.values_at[key] = outer.values_at.pop(key)

"""Warnings that an author has thought about: which problems a scenario's ``allow`` silences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.nodes import Map, Seq, entries, items, text_of
from scr_sim.scenario.syntax.source import Source

#: Where something begins, and the scene that it belongs to.
_Mark = tuple[int, int, str]


class Allowances:
    """What one scenario allows."""

    def __init__(self, data: Map) -> None:
        self._data = data
        self._allowed = [
            (at, text_of(one.get("code")), text_of(one.get("scene")))
            for at, one in items(data.get("allow"))
            if isinstance(one, Map)
        ]
        self._marks: dict[str, list[_Mark]] | None = None
        self._used: set[int] = set()

    def left(self, problems: list[Problem]) -> list[Problem]:
        """Return the problems that are not allowed."""
        return [problem for problem in problems if not self._silences(problem)]

    def unused(self) -> list[int]:
        """Return the places in the list of what has silenced nothing so far."""
        return [at for at, _, _ in self._allowed if at not in self._used]

    def _silences(self, problem: Problem) -> bool:
        if problem.severity != "warning":
            return False
        silenced = False
        for at, code, scene in self._allowed:
            if code == problem.code and (scene is None or scene == self._scene_of(problem)):
                self._used.add(at)
                silenced = True
        return silenced

    def _scene_of(self, problem: Problem) -> str:
        """Return the scene that a problem stands in; empty for one that stands in none."""
        if self._marks is None:
            self._marks = {}
            for source, at, scene in self._beginnings():
                place = source.place(at)
                self._marks.setdefault(source.name, []).append((*place, scene))
            for marks in self._marks.values():
                marks.sort()
        marks = self._marks.get(problem.file, [])
        found = bisect_right(marks, (problem.line, problem.column, "\U0010ffff"))
        return marks[found - 1][2] if found else ""

    def _beginnings(self) -> Iterator[tuple[Source, int, str]]:
        data = self._data
        for key in data:
            yield data.source_of(key), data.keys_at[key], ""
        scenes = data.get("scenes")
        if not isinstance(scenes, Map):
            return
        for name, scene in entries(scenes):
            yield scenes.source_of(name), scenes.keys_at[name], name
            # What branches have added to it stands in their own files.
            offered = scene.get("enquiries")
            enquiries = offered.get("from") if isinstance(offered, Map) else None
            for added in (scene.get("choices"), enquiries):
                if isinstance(added, Seq):
                    for at, place in enumerate(added.items_at):
                        if added.source_of(at) is not scenes.source_of(name) and place >= 0:
                            yield added.source_of(at), place, name

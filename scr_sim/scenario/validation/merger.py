"""A scenario and a branch, merged into one: plain data in, plain data out, nothing lost.

What is merged knows which of the two files each of its parts stands in, so that a problem of the
merged scenario is told where its author wrote it.
"""

from __future__ import annotations

from typing import Any

from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.loaded import ScenePart
from scr_sim.scenario.model.scene import scene_kind
from scr_sim.scenario.syntax.diagnostics import Hints, Problem
from scr_sim.scenario.syntax.locations import Path, problem_at_key
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, entries
from scr_sim.scenario.syntax.source import Source

#: What a branch may bring that is the scenario's own kind of thing, and what one of it is called.
_BROUGHT = {"people": "person", "variables": "variable", "notes": "note", "scenes": "scene"}


class _JoinedMap(Map):
    """A mapping whose entries stand in two files."""

    __slots__ = ("_others",)

    def __init__(self, first: Map) -> None:
        super().__init__(first.source, first.start)
        self.update(first)
        self.keys_at.update(first.keys_at)
        self.values_at.update(first.values_at)
        self.repeated = first.repeated
        self._others: dict[Any, Source] = {key: first.source_of(key) for key in first}

    def put(self, key: Any, value: Loose, other: Map) -> None:
        """Take an entry of another mapping over, with its place."""
        self[key] = value
        self.keys_at[key] = other.keys_at[key]
        self.values_at[key] = other.values_at[key]
        self._others[key] = other.source_of(key)

    def source_of(self, key: Any) -> Source:
        return self._others.get(key, self.source)


class _JoinedSeq(Seq):
    """A list whose items stand in two files."""

    __slots__ = ("_others",)

    def __init__(self, first: Seq, second: Seq) -> None:
        super().__init__(first.source, first.start)
        self.extend([*first, *second])
        self.items_at = [*first.items_at, *second.items_at]
        self._others = [
            *(first.source_of(at) for at in range(len(first))),
            *(second.source_of(at) for at in range(len(second))),
        ]

    def source_of(self, at: int) -> Source:
        return self._others[at]


def merge(scenario: Map, branch: Map, own: set[str]) -> tuple[Map, list[Problem]]:
    """Return the scenario with the branch's additions, and what keeps the two from fitting.

    ``own`` are the scenes that the scenario had before any branch: only those can be added to.
    """
    merged = _JoinedMap(scenario)
    problems: list[Problem] = []
    for key, what in _BROUGHT.items():
        brought = branch.get(key)
        if not isinstance(brought, Map):
            continue
        had = scenario.get(key)
        together = _JoinedMap(had if isinstance(had, Map) else Map(branch.source, brought.start))
        together.repeated |= brought.repeated
        for name, value in brought.items():
            if name in together:
                problems.append(
                    problem_at_key(
                        branch,
                        (key, name),
                        "duplicate-id",
                        f"The scenario has a {what} called “{str(name)[:80]}” already.",
                        "Give the branch's own another id.",
                    )
                )
            else:
                seen = _seen_by(value, branch) if key == "scenes" else value
                together.put(name, seen, brought)
        if isinstance(had, Map):
            merged[key] = together
        else:
            merged.put(key, together, branch)
    scenes = merged.get("scenes")
    if isinstance(scenes, Map):
        joined = _JoinedMap(scenes)
        problems += _add(joined, branch, own)
        merged["scenes"] = joined
    return merged, problems


def brought(branch: Branch) -> frozenset[ScenePart]:
    """Return what a checked branch brings: whole scenes, and what it adds to the scenario's own."""
    found: set[ScenePart] = {(name, "scene", name) for name in branch.scenes or {}}
    for name, addition in (branch.at or {}).items():
        found |= {(name, "choice", choice.id) for choice in addition.choices or ()}
        found |= {(name, "enquiry", enquiry.id) for enquiry in addition.enquiries or ()}
    return frozenset(found)


def _seen_by(scene: Loose, branch: Map) -> Loose:
    """Return a scene that a branch brings, with the branch's role where it has none of its own."""
    if not isinstance(scene, Map) or "role" in scene or "role" not in branch:
        return scene
    seen = _JoinedMap(scene)
    seen.put("role", branch["role"], branch)
    return seen


def _add(scenes: Map, branch: Map, own: set[str]) -> list[Problem]:
    problems = []
    hints = Hints()
    for name, addition in entries(branch.get("at")):
        path: Path = ("at", name)
        scene = scenes.get(name)
        if name not in own:
            problems.append(
                problem_at_key(
                    branch,
                    path,
                    "unknown-scene",
                    f"The scenario has no scene “{str(name)[:80]}”.",
                    hints.nearest(name, own, "scenes"),
                )
            )
        elif not isinstance(scene, Map) or scene_kind(scene) != "choices":
            problems.append(
                problem_at_key(
                    branch,
                    path,
                    "wrong-type",
                    f"The scene “{name[:80]}” is no decision.",
                    "A branch can add choices and enquiries to decisions alone.",
                )
            )
        else:
            scenes[name] = _added(scene, addition)
    return problems


def _with_ids(choices: Seq) -> Seq:
    """Return a scene's own choices, each with the id that it has had from its stance.

    A branch may add a choice of the same stance; the scenario's own is called what it was.
    """
    named = Seq(choices.source, choices.start)
    for at, choice in enumerate(choices):
        if isinstance(choice, Map) and "id" not in choice and "stance" in choice:
            choice, own = _JoinedMap(choice), choice
            choice["id"] = own["stance"]
            choice.keys_at["id"] = own.keys_at["stance"]
            choice.values_at["id"] = own.values_at["stance"]
        named.append(choice)
        named.items_at.append(choices.items_at[at])
    return named


def _added(scene: Map, addition: Map) -> Map:
    """Return a decision with an addition's choices and enquiries after its own."""
    added = _JoinedMap(scene)
    choices = addition.get("choices")
    if isinstance(choices, Seq) and isinstance(scene.get("choices"), Seq):
        added["choices"] = _JoinedSeq(_with_ids(scene["choices"]), choices)
    enquiries = addition.get("enquiries")
    if isinstance(enquiries, Seq):
        offered = scene.get("enquiries")
        if isinstance(offered, Map) and isinstance(offered.get("from"), Seq):
            more = _JoinedMap(offered)
            more["from"] = _JoinedSeq(offered["from"], enquiries)
            added["enquiries"] = more
        elif offered is None:
            fresh = Map(enquiries.source, enquiries.start)
            fresh["from"] = enquiries
            fresh.keys_at["from"] = addition.keys_at["enquiries"]
            fresh.values_at["from"] = addition.values_at["enquiries"]
            added.put("enquiries", fresh, addition)
    return added

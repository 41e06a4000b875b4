"""Where things are declared and named: in a scenario, its branches, and their expected plays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from scr_sim import paths
from scr_sim.lsp.cursor import word_around
from scr_sim.lsp.documents import (
    Document,
    Unsaved,
    encoded,
    played_by,
    played_file,
    scenario_of_branch,
    scenes_played,
)
from scr_sim.lsp.meanings import Thing
from scr_sim.scenario import branches_of
from scr_sim.scenario.edits.occurrences import Occurrence, occurrences
from scr_sim.scenario.library import ID_LINE, named, named_in, yaml_files
from scr_sim.scenario.loader import beside
from scr_sim.scenario.model.json_schema import KINDS, SchemaKind
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.syntax.reader import Reading, read_bytes, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place in a file: from ``start`` up to ``end`` of its text."""

    path: Path
    text: str
    start: int
    end: int


def definition(document: Document, thing: Thing, unsaved: Unsaved) -> list[Link]:
    """Return where a thing is declared."""
    if thing.what in {"finding", "feature", "statement", "review"}:
        return list(_in_review(document, thing, unsaved))
    if thing.what == "scenario":
        base = scenario_of_branch(document.path, thing.name, unsaved)
        return [Link(path=base.path, text="", start=0, end=0)] if base is not None else []
    found = [one for one in _uses(document, thing, unsaved) if one[1].declares]
    return [link for link, _ in found]


def references(document: Document, thing: Thing, unsaved: Unsaved, *, declared: bool) -> list[Link]:
    """Return every place at which a thing is named; ``declared`` adds where it is declared."""
    return [link for link, one in _uses(document, thing, unsaved) if declared or not one.declares]


def scenario_file(document: Document, unsaved: Unsaved) -> Path | None:
    """Return the file of the scenario that a file belongs to, itself if it is one."""
    if document.kind == "scenario":
        return document.path
    if document.kind == "branch":
        base = scenario_of_branch(document.path, named(document.data, "extends"), unsaved)
        return base.path if base is not None else None
    if document.kind == "plays":
        file = played_file(document.path)
        if file is None or named_in(file, ID_LINE) is not None:
            return file
        extends = named(_reading(file, unsaved).data, "extends")
        base = scenario_of_branch(file, extends, unsaved)
        return base.path if base is not None else None
    return None


def _uses(document: Document, thing: Thing, unsaved: Unsaved) -> Iterator[tuple[Link, Occurrence]]:
    people = document.catalogue.of("person").keys() - document.catalogue.of("variable").keys()
    for path, kind in _family(document, unsaved):
        if path == document.path:
            text, found = document.text, document.occurrences()
        else:
            reading = _reading(path, unsaved)
            text = reading.source.text
            found = _in(path, kind, reading.data, text, people, unsaved)
        for one in found:
            if one.what == thing.what and one.name == thing.name and one.start >= 0:
                yield Link(path=path, text=text, start=one.start, end=one.end), one


def _in(
    path: Path,
    kind: SchemaKind,
    data: Map | None,
    text: str,
    people: Collection[str],
    unsaved: Unsaved,
) -> list[Occurrence]:
    if data is None:
        return []
    scenes = scenes_played(data, played_by(path, unsaved)) if kind == "plays" else []

    def scene_of(play: int, action: int) -> str | None:
        known = scenes[play] if play < len(scenes) else []
        return known[action] if action < len(known) else None

    return list(occurrences(KINDS[kind], data, text, people=people, scene_of=scene_of))


def _family(document: Document, unsaved: Unsaved) -> Iterator[tuple[Path, SchemaKind]]:
    """Return a scenario's file, its branches', and their expected plays'; the file itself first."""
    yield document.path, document.kind
    base = scenario_file(document, unsaved)
    if base is None:
        return
    seen = {document.path}
    scenario = named(_reading(base, unsaved).data, "id") or named_in(base, ID_LINE)
    files: list[tuple[Path, SchemaKind]] = [(base, "scenario")]
    if scenario is not None:
        files.append((beside(base, scenario), "plays"))
        for branch in branches_of(scenario, base):
            files += [(branch.path, "branch"), (beside(branch.path, branch.id), "plays")]
    for path, kind in files:
        if path not in seen and (path in unsaved or path.is_file()):
            seen.add(path)
            yield path, kind


def _reading(path: Path, unsaved: Unsaved) -> Reading:
    raw = unsaved.get(path)
    return read_file(path) if raw is None else read_bytes(raw, str(path))


def _in_review(document: Document, thing: Thing, unsaved: Unsaved) -> Iterator[Link]:
    wanted = thing.name if thing.what == "review" else None
    if wanted is None and document.review is not None:
        wanted = document.review.id
    if document.kind == "review":
        unsaved = {**unsaved, document.path: encoded(document.text)}
    files = [document.path, *yaml_files([document.path.parent], deep=False)]
    for path in dict.fromkeys((*files, *yaml_files(paths.reviews()))):
        reading = _reading(path, unsaved)
        data = reading.data
        if data is None or "findings" not in data or named(data, "id") != wanted:
            continue
        at = _declared(data, thing)
        if at is not None:
            _, end = word_around(reading.source.text, at)
            yield Link(path=path, text=reading.source.text, start=at, end=end)
        return


def _declared(data: Map, thing: Thing) -> int | None:
    if thing.what == "review":
        return data.keys_at.get("id")
    part = data.get(f"{thing.what}s")
    if not isinstance(part, Map):
        return None
    return next((at for key, at in part.keys_at.items() if str(key) == thing.name), None)

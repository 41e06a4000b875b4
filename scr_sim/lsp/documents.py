"""A file as an editor holds it: what kind it is, and what can be read of it while it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from scr_sim.lsp.catalogue import Catalogue, catalogue
from scr_sim.lsp.positions import Positions
from scr_sim.scenario import Checked, Checker, Review
from scr_sim.scenario.edits.occurrences import Occurrence, occurrences
from scr_sim.scenario.library import BRANCH_LINE, ID_LINE, named, named_in, yaml_files
from scr_sim.scenario.loader import SUFFIX
from scr_sim.scenario.model.expected_plays import ExpectedPlays
from scr_sim.scenario.model.json_schema import KINDS, SchemaKind
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.syntax.reader import Reading, read_bytes
from scr_sim.scenario.validation.merger import merge
from scr_sim.scenario.validation.schema_errors import validate
from scr_sim.services.scenario_rename import scenes_of

#: The texts of files as editors hold them, where that may be otherwise than on the disk.
Unsaved = Mapping[Path, bytes]

#: So many lines that cannot be read are passed over, to read what stands around them.
_MOST_PASSED_OVER = 12
_TOP_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
#: Which keys of its top tell a file's kind, the surest first.
_TELLING: tuple[tuple[SchemaKind, frozenset[str]], ...] = (
    ("branch", frozenset({"branch", "extends"})),
    ("case", frozenset({"case", "carry", "scenarios"})),
    ("scenario", frozenset({"scenes", "review", "start", "content_note"})),
    ("review", frozenset({"findings", "publisher"})),
    ("plays", frozenset({"plays"})),
)


def kind_of(path: Path, text: str) -> SchemaKind | None:
    """Return which kind of file a text is, or None where it is none of scr-sim's.

    A file with nothing in it yet may become a scenario.
    """
    if path.name.endswith(SUFFIX):
        return "plays"
    if not text.strip():
        return "scenario"
    keys = set(_TOP_KEY.findall(text))
    if "format" not in keys and not {"scenes", "branch", "case"} & keys:
        return None
    return next((kind for kind, telling in _TELLING if telling & keys), "scenario")


def encoded(text: str) -> bytes:
    """Return a text as the bytes of a file; half characters stay what they are: not readable."""
    return text.encode("utf-8", "surrogatepass")


@dataclass(slots=True, kw_only=True)
class Document:
    """One version of a text, with what can be read of it.

    ``readable`` is the text with lines that cannot be read made blank: it has the same places.
    ``data`` is what it holds; None where nothing could be read. ``scenes`` are, for each expected
    play, those in which its actions are done. ``reading`` is what reading the text itself came to.
    ``catalogued`` makes its catalogue, once that is wanted.
    """

    path: Path
    kind: SchemaKind
    positions: Positions
    readable: str = ""
    data: Map | None = None
    review: Review | None = None
    scenes: list[list[str]] = field(default_factory=list)
    reading: Reading | None = None
    catalogued: Callable[[], Catalogue] = Catalogue
    _catalogue: Catalogue | None = None
    _found: list[Occurrence] | None = None

    @property
    def text(self) -> str:
        """Return the text, without a byte order mark."""
        return self.positions.text

    @property
    def model(self) -> type[BaseModel]:
        """Return the model of such a file."""
        return KINDS[self.kind]

    @property
    def catalogue(self) -> Catalogue:
        """Return what can be named in it: of the last version that could be read."""
        if self._catalogue is None:
            self._catalogue = self.catalogued()
        return self._catalogue

    def occurrences(self) -> list[Occurrence]:
        """Return every id that stands at a certain place of the text."""
        if self._found is None:
            self._found = []
            if self.data is not None:
                people = self.catalogue.of("person").keys() - self.catalogue.of("variable").keys()
                found = occurrences(
                    self.model, self.data, self.readable, people=people, scene_of=self._scene_of
                )
                self._found = [one for one in found if one.start >= 0]
        return self._found

    def _scene_of(self, play: int, action: int) -> str | None:
        known = self.scenes[play] if play < len(self.scenes) else []
        return known[action] if action < len(known) else None

    def occurrence_at(self, index: int) -> Occurrence | None:
        """Return the id that stands at an index."""
        return next((one for one in self.occurrences() if one.start <= index <= one.end), None)


def read_document(
    path: Path,
    positions: Positions,
    unsaved: Unsaved,
    before: Document | None = None,
) -> Document | None:
    """Return a text with what can be read of it, or None where it is no file of scr-sim's.

    ``before`` is the version before it, whose names still count where this one cannot be read.
    """
    kind = kind_of(path, positions.text)
    if kind is None:
        return None
    reading = read_bytes(encoded(positions.text), str(path))
    readable, data = _readable(positions.text, reading)
    document = Document(
        path=path, kind=kind, positions=positions, readable=readable, data=data, reading=reading
    )
    # Not the version itself, or each would hold all before it.
    earlier = before.catalogue if before is not None else None
    if data is None and before is not None:
        document._catalogue, document.review = earlier, before.review
        return document
    if kind != "review":
        whole, document.review = _around(document, unsaved)
        document.catalogued = partial(_catalogued, whole, document.review, earlier)
    return document


def _catalogued(data: Map | None, review: Review | None, earlier: Catalogue | None) -> Catalogue:
    found = catalogue(data, review)
    if data is not None and earlier is not None:
        _keep(found, earlier)
    return found


def _readable(text: str, reading: Reading) -> tuple[str, Map | None]:
    """Return a text and its data; where it cannot be read, with lines made blank until it can."""
    for _ in range(_MOST_PASSED_OVER):
        if reading.data is not None or not reading.problems:
            return text, reading.data
        lines = re.split(r"(\r\n|\n|\r)", text)
        at = 2 * (reading.problems[0].line - 1)
        while at > 0 and (at >= len(lines) or not lines[at].strip()):
            at -= 2
        if not lines[at].strip():
            break
        lines[at] = " " * len(lines[at])
        text = "".join(lines)
        reading = read_bytes(encoded(text), reading.source.name)
    return text, reading.data


def _keep(now: Catalogue, before: Catalogue) -> None:
    """Keep whole kinds of things that this version has lost: their lines are being written."""
    for what, things in before.things.items():
        if things and not now.things.get(what):
            now.things[what] = things
    if not now.names.variables:
        now.names.variables = before.names.variables


def _around(document: Document, unsaved: Unsaved) -> tuple[Map | None, Review | None]:
    """Return the data that ids of a file are looked for in, and the review that it practises."""
    data, path = document.data, document.path
    if document.kind == "branch":
        base = scenario_of_branch(path, named(data, "extends"), unsaved)
        scenario = base.data if base is not None else None
        if data is not None and scenario is not None:
            scenes = scenario.get("scenes")
            own = set(scenes) if isinstance(scenes, Map) else set()
            data = merge(scenario, data, own)[0]
    elif document.kind == "plays":
        played = played_by(path, unsaved)
        document.scenes = scenes_played(data, played)
        data = played.data if played is not None else None
    wanted = named(data, "review")
    review = None
    if wanted is not None:
        review = Checker(unsaved=unsaved).find_review(wanted, path)
    return data, review


def scenario_of_branch(path: Path, extends: str | None, unsaved: Unsaved) -> Checked | None:
    """Return the scenario that a branch's file adds to, checked, or None where it is not found."""
    if extends is None:
        return None
    return Checker(unsaved=unsaved).find_scenario(extends, path)


def played_file(path: Path) -> Path | None:
    """Return the file of the scenario or branch that a file of expected plays is for."""
    name = path.name.removesuffix(SUFFIX)
    for line in (ID_LINE, BRANCH_LINE):
        for one in yaml_files([path.parent], deep=False):
            if named_in(one, line) == name:
                return one
    return None


def played_by(path: Path, unsaved: Unsaved) -> Checked | None:
    """Return what a file of expected plays is for, checked, or None where it is not found."""
    file = played_file(path)
    return Checker(unsaved=unsaved).check(file) if file is not None else None


def scenes_played(data: Map | None, played: Checked | None) -> list[list[str]]:
    """Return, for each expected play of a file's data, the scenes in which its actions are done."""
    read = validate(ExpectedPlays, data)[0] if data is not None else None
    if read is None or played is None or played.scenario is None:
        return []
    return [scenes_of(played.scenario, play) for play in read.plays]

"""An id renamed everywhere: in its scenario, the scenario's branches and cases, expected plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel

from scr_sim import whole_files
from scr_sim.engine import ActionError, Play, replay_expected
from scr_sim.scenario import Checked, Checker, LoadedScenario, ScenarioError, branches_of, find
from scr_sim.scenario.edits import Edit, applied, unified
from scr_sim.scenario.edits.occurrences import INSIDE, Occurrence, occurrences
from scr_sim.scenario.edits.occurrences import carried as carried_in
from scr_sim.scenario.edits.rename import RenameError, Renaming, rename_edits
from scr_sim.scenario.library import case_files
from scr_sim.scenario.loader import beside
from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.case import Case
from scr_sim.scenario.model.expected_plays import ExpectedPlay, ExpectedPlays
from scr_sim.scenario.model.marks import Thing
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.syntax.reader import Reading, read_bytes
from scr_sim.scenario.validation.schema_errors import validate
from scr_sim.scenario.validation.symbols import Names, gather
from scr_sim.services.text_files import TextFile


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file, its text with the new id, and the edits that lead from one to the other."""

    file: TextFile
    text: str
    edits: tuple[Edit, ...] = ()

    @property
    def difference(self) -> str:
        """Return the changes as a unified diff."""
        return unified(str(self.file.path), self.file.text, self.text)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming changes; nothing is written before `write`."""

    places: int
    files: tuple[Rewritten, ...]

    def write(self) -> None:
        """Write every file. Raises OSError; then those already written are as they were."""
        done: list[Rewritten] = []
        try:
            for one in self.files:
                whole_files.put(one.file.path, one.file.encoded(one.text), anew=False)
                done.append(one)
        except OSError:
            for one in done:
                whole_files.put(one.file.path, one.file.encoded(one.file.text))
            raise


def rename(
    scenario: str, what: Thing, old: str, new: str, unsaved: Mapping[Path, bytes] | None = None
) -> Renamed:
    """Return what renaming a scenario's scene, note or the like changes.

    ``scenario`` is an id or a path. Of a choice or an enquiry, ``old`` is ``scene.id``, or its id
    where only one scene has it. ``unsaved`` are files as they stand in an editor. Raises
    `RenameError`, or `ScenarioError` where there is no such scenario.
    """
    unsaved = unsaved or {}
    path, checker = find(scenario), Checker(unsaved=unsaved)
    # Of all that is in a scenario, a case names its variables alone.
    carried = what == "variable"
    family = _Family(path=path, unsaved=unsaved, checker=checker, carried=carried)
    renaming = _understood(family.names, what, old, new)
    every = family.occurrences()
    declared = [one for _, found in every for one in found if one.declares]
    if not any(one.what == what and one.name == renaming.old for one in declared):
        raise RenameError(
            f"The {what} “{renaming.old}” has no id of its own, and is called by its stance: give "
            "it an “id” first."
        )
    changed = []
    places = 0
    for file, found in every:
        edits = rename_edits(renaming, found, read_bytes(b"", str(file.path)).source)
        if edits:
            places += len(edits)
            changed.append(Rewritten(file=file, text=applied(file.text, edits), edits=tuple(edits)))
    renamed = {one.file.path: one.file.encoded(one.text) for one in changed}
    if not family.comes_out_alike({**unsaved, **renamed}):
        raise RenameError(
            f"Renaming “{renaming.old}” would change what the story says, so nothing was changed. "
            "It may stand behind an anchor (&) of YAML: write it out there."
        )
    return Renamed(places, tuple(changed))


def _understood(names: list[Names], what: Thing, old: str, new: str) -> Renaming:
    """Return what is meant. Raises `RenameError` where the old is not there, or the new one is."""
    known = [one for each in names for one in _known(each, what)]
    scene = ""
    if what in INSIDE:
        if "." not in old:
            meant = sorted({one for one in known if one.partition(".")[2] == old})
            if len(meant) > 1:
                raise RenameError(f"Several scenes have “{old}”: name one of {', '.join(meant)}.")
            old = meant[0] if meant else old
        scene = f"{old.partition('.')[0]}."
        new = new.removeprefix(scene)
    if old not in known:
        near = get_close_matches(old, known, 1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise RenameError(f"There is no {what} “{old[:80]}”.{hint}")
    renaming = Renaming(what=what, old=old, new=new)
    renaming.check_new()
    taken = list(known)
    if what in {"variable", "person"}:  # prose names both alike
        taken += [one for each in names for one in (*each.variables, *each.people)]
    if f"{scene}{new}" in taken:
        raise RenameError(f"There is “{scene}{new}” already: choose another id.")
    return renaming


def _known(names: Names, what: Thing) -> list[str]:
    if what in INSIDE:
        return names.inside(what)
    return list(
        {
            "scene": names.scenes,
            "note": names.notes,
            "variable": names.variables,
            "person": names.people,
            "agency": names.agencies,
        }[what]
    )


@dataclass(slots=True, kw_only=True)
class _Member:
    """A file of the family: read, with its model and, of expected plays, what they are plays of."""

    file: TextFile
    reading: Reading
    model: type[BaseModel]
    played: LoadedScenario | None = None
    plays: tuple[ExpectedPlay, ...] = ()

    @property
    def data(self) -> Map:
        """Return what the file holds."""
        assert self.reading.data is not None
        return self.reading.data


@dataclass(slots=True, kw_only=True)
class _Family:
    """A scenario with its branches and all their expected plays, as they are or would be.

    Where it hangs on what is ``carried``, with the cases that it is part of.
    """

    path: Path
    unsaved: Mapping[Path, bytes]
    checker: Checker
    carried: bool
    members: list[_Member] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)
    names: list[Names] = field(default_factory=list)
    id: str = ""

    def __post_init__(self) -> None:
        base = self._take(Scenario, self.path, ())
        if base.scenario is None:
            raise RenameError(f"{self.path} has errors: “scr-sim check” tells them. Mend it first.")
        self.id = base.scenario.id
        for branch in branches_of(self.id, self.path):
            self._take(Branch, branch.path, (str(branch.path),))
        for path in case_files(self.path) if self.carried else ():
            checked = self.checker.check(path)
            # Another file may have the same id: a case is of the one that it finds.
            own = checked.scenarios.get(self.id)
            if own is not None and own.path.resolve() == self.path.resolve():
                self.checked.append(checked)
                self.members.append(self._read(Case, path))

    def _take(self, model: type[BaseModel], path: Path, branches: tuple[str, ...]) -> Checked:
        checked = self.checker.with_branches(self.path, branches)
        self.checked.append(checked)
        member = self._read(model, path)
        loaded = checked.scenario
        if loaded is None or checked.data is None:
            if branches:  # it cannot be played; its words are followed all the same
                self.members.append(member)
            return checked
        self.names.append(gather(checked.data))
        self.members.append(member)
        plays = beside(path, loaded.branches[-1] if branches else loaded.id)
        if plays.is_file():
            expected = self._read(ExpectedPlays, plays)
            read, _ = validate(ExpectedPlays, expected.data)
            self.members.append(
                replace(expected, played=loaded, plays=read.plays if read is not None else ())
            )
        return checked

    def _read(self, model: type[BaseModel], path: Path) -> _Member:
        raw = self.unsaved.get(path)
        file = TextFile.read(path) if raw is None else TextFile.of(path, raw)
        reading = read_bytes(file.encoded(file.text) if file is not None else b"", str(path))
        if file is None or reading.data is None:
            raise RenameError(f"{path} cannot be read: “scr-sim check” says why. Mend it first.")
        return _Member(file=file, reading=reading, model=model)

    def occurrences(self) -> list[tuple[TextFile, list[Occurrence]]]:
        """Return every file with every id in it."""
        variables = {one for names in self.names for one in names.variables}
        people = {one for names in self.names for one in names.people} - variables
        found = []
        for member in self.members:
            scenes = [scenes_of(member.played, one) for one in member.plays if member.played]

            def scene_of(play: int, action: int, scenes: list[list[str]] = scenes) -> str | None:
                known = scenes[play] if play < len(scenes) else []
                return known[action] if action < len(known) else None

            text = member.reading.source.text
            if member.model is Case:  # its scenarios are told apart by its steps
                found.append((member.file, list(carried_in(member.data, text, self.id))))
                continue
            ids = occurrences(member.model, member.data, text, people=people, scene_of=scene_of)
            found.append((member.file, list(ids)))
        return found

    def comes_out_alike(self, unsaved: Mapping[Path, bytes]) -> bool:
        """Return whether checking and replaying come to the same with other texts."""
        try:
            checker = self.checker.again(unsaved)
            other = replace(
                self, unsaved=unsaved, checker=checker, members=[], checked=[], names=[]
            )
        except RenameError:
            return False
        return other.verdict() == self.verdict()

    def verdict(self) -> list[object]:
        """Return what checking and replaying come to, without any name."""
        problems = [
            [(one.code, one.file, one.line) for one in checked.problems] for checked in self.checked
        ]
        plays = [
            [one.key[:1] for one in replay_expected(member.played, play).differences]
            for member in self.members
            if member.played is not None
            for play in member.plays
        ]
        return [problems, plays]


def scenes_of(scenario: LoadedScenario, expected: ExpectedPlay) -> list[str]:
    """Return the scene in which each action of a play is done, as far as it can be replayed."""
    play = Play(scenario)
    found = []
    for action in expected.actions:
        found.append(play.scene)
        try:
            play = play.take(action)
        except (ActionError, ScenarioError):
            break
    return found

"""An id is renamed wherever it stands, and nothing else of any file is changed."""

from __future__ import annotations

import random
import shutil
from functools import cache
from pathlib import Path

import pytest

from scr_sim.scenario import Checker, branches_of
from scr_sim.scenario.edits.rename import RenameError
from scr_sim.scenario.loader import check_files
from scr_sim.scenario.model.marks import Thing
from scr_sim.scenario.validation.symbols import Names, gather
from scr_sim.services.scenario_rename import rename
from tests.scenario.small import REVIEW, changed
from tests.scenario.test_fixes import SOUND

LIBRARY = Path(__file__).parent.parent.parent / "scenarios"
KINDS: tuple[Thing, ...] = ("scene", "note", "variable", "choice", "enquiry", "person")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the library."""
    for path in LIBRARY.glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


@pytest.fixture
def attic(tmp_path: Path) -> Path:
    """The sound scenario, with a file of expected plays in all their forms."""
    (tmp_path / "review.yaml").write_text(REVIEW, "utf-8")
    path = tmp_path / "attic.yaml"
    path.write_text(SOUND, "utf-8")
    (tmp_path / "attic.plays.yaml").write_text(PLAYS, "utf-8")
    return path


PLAYS = """\
format: 1
plays:   # all of them
  - name: Up the ladder
    actions: ?ring   ask
    ending: house
    values: {told: true, hours: 1}
    notes: ["letter", word]
  - name: Back again
    actions: [ "wait" ]
    ending: 'house'
"""


def known(names: Names, what: Thing) -> list[str]:
    if what in {"choice", "enquiry"}:
        return sorted(names.inside(what))
    return sorted({"scene": names.scenes, "note": names.notes, "person": names.people,
                   "variable": set(names.variables)}[what])  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@cache
def in_library(name: str) -> tuple[Names, tuple[str, ...]]:
    """Return what a scenario of the library names, and its branches' files there."""
    path = LIBRARY / f"{name}.yaml"
    branches = [one.path for one in branches_of(name, path) if one.path.parent == LIBRARY]
    data = Checker().with_branches(path, [str(branch) for branch in branches]).data
    assert data is not None
    return gather(data), tuple(branch.name for branch in branches)


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("name", ["headlice-account", "cancelled-icpc", "unverified-sightings"])
def test_there_and_back_gives_the_same_bytes(name: str, what: Thing, folder: Path) -> None:
    path = folder / f"{name}.yaml"
    names, branches = in_library(name)
    old = random.Random(name + what).choice(known(names, what))
    before = contents(folder)
    new = "renamed_so" if what == "variable" else "renamed-so"
    there = rename(str(path), what, old, new)
    assert there.places
    there.write()
    assert contents(folder) != before
    for checked in check_files([path, *(folder / branch for branch in branches)]):
        assert checked.problems == []
    scene = f"{old.partition('.')[0]}." if "." in old else ""
    rename(str(path), what, scene + new, old.removeprefix(scene)).write()
    assert contents(folder) == before


def test_a_variable_is_renamed_where_a_case_carries_it_in_and_out(folder: Path) -> None:
    case = folder / "family-m.yaml"
    before = contents(folder)
    rename(str(folder / "first-days.yaml"), "variable", "voice", "spoken").write()
    old, new = before[case.name].decode().splitlines(), lines(case)
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        (
            "    in: {voice: voice, written: written, days: days}",
            "    in: {spoken: voice, written: written, days: days}",
        ),
        (
            "    out: {voice: voice, written: written, days: days}",
            "    out: {voice: spoken, written: written, days: days}",
        ),
    ]
    assert [one.problems for one in check_files([folder]) if one.path == case] == [[]]
    rename(str(folder / "first-days.yaml"), "variable", "spoken", "voice").write()
    assert contents(folder) == before


def test_what_a_case_says_by_an_alias_is_refused(folder: Path) -> None:
    case = folder / "family-m.yaml"
    carried = "in: {voice: voice, written: written, days: days}"
    text = case.read_text("utf-8").replace(carried, f"in: &c {carried[4:]}", 1)
    case.write_text(text.replace(f"    {carried}", "    in: *c", 1), "utf-8")
    assert check_files([case])[0].problems == []
    before = contents(folder)
    for name in ("first-days", "cancelled-icpc"):
        with pytest.raises(RenameError, match="anchor"):
            rename(str(folder / f"{name}.yaml"), "variable", "voice", "spoken")
    assert contents(folder) == before


def test_a_case_of_another_file_with_the_same_id_is_left_alone(tmp_path: Path) -> None:
    copy = tmp_path / "first-days.yaml"
    shutil.copy(LIBRARY / copy.name, copy)
    found = rename(str(copy), "variable", "voice", "spoken")
    assert {one.file.path.parent for one in found.files} == {tmp_path}


def test_a_file_is_rewritten_once_however_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    names = [
        one.file.path.name for one in rename("first-days.yaml", "variable", "voice", "said").files
    ]
    assert sorted(names) == ["family-m.yaml", "first-days.plays.yaml", "first-days.yaml"]
    monkeypatch.chdir(LIBRARY)
    found = rename("first-days.yaml", "variable", "voice", "said")
    assert len(found.files) == len({one.file.path.resolve() for one in found.files})


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_a_scene_is_renamed_in_links_conditions_and_plays(attic: Path) -> None:
    text = changed(("if: hours >= 1 and", 'if: visited("door") and hours >= 1 and'), text=SOUND)
    text = text.replace("- if: told\n", '- if: told or chose("door.ask")\n')
    attic.write_text(text, "utf-8")
    rename(str(attic), "scene", "door", "front-door").write()
    assert attic.read_text("utf-8") == text.replace("start: door", "start: front-door").replace(
        "  door:", "  front-door:"
    ).replace('visited("door")', 'visited("front-door")').replace(
        'chose("door.ask")', 'chose("front-door.ask")'
    )
    rename(str(attic), "scene", "house", "home").write()
    assert "    ending: 'home'" in lines(attic.with_name("attic.plays.yaml"))


def test_notes_variables_people_choices_and_enquiries(attic: Path) -> None:
    plays = attic.with_name("attic.plays.yaml")
    rename(str(attic), "note", "letter", "gp-letter").write()
    assert '        if: hours >= 1 and held("gp-letter")' in lines(attic)
    assert '    notes: ["gp-letter", word]' in lines(plays)
    rename(str(attic), "variable", "hours", "time_left").write()
    assert '        if: time_left >= 1 and held("gp-letter")' in lines(attic)
    assert "          add: {time_left: -1}" in lines(attic)
    assert "    values: {told: true, time_left: 1}" in lines(plays)
    rename(str(attic), "person", "mother", "mrs-penn").write()
    assert "      until {mrs-penn} opens." in lines(attic)
    rename(str(attic), "choice", "ask", "ask-to-see").write()
    rename(str(attic), "enquiry", "door.ring", "ring-office").write()
    assert "    actions: ?ring-office   ask-to-see" in lines(plays)
    assert "from: A letter on file" in attic.read_text("utf-8")
    assert [one.problems for one in check_files([attic.parent])] == [[], []]


def test_an_action_is_renamed_only_in_its_own_scene(attic: Path) -> None:
    text = SOUND.replace(
        "    text: The window is dark.\n    next: house\n",
        "    text: The window is dark.\n    choices:\n"
        "      - {id: ask, stance: accept, label: A, next: house,"
        " debrief: {echoes: [1], because: A.}}\n"
        "      - {id: b, stance: escalate, label: B, next: house,"
        " debrief: {echoes: [1], because: B.}}\n",
    )
    attic.write_text(text, "utf-8")
    plays = attic.with_name("attic.plays.yaml")
    plays.write_text(PLAYS.replace('[ "wait" ]', "[wait, ask]"), "utf-8")
    with pytest.raises(RenameError, match=r"name one of door\.ask, street\.ask"):
        rename(str(attic), "choice", "ask", "ask-twice")
    rename(str(attic), "choice", "street.ask", "ask-twice").write()
    assert "    actions: [wait, ask-twice]" in lines(plays)
    assert "    actions: ?ring   ask" in lines(plays)


@pytest.mark.parametrize(
    ("what", "old", "new", "says"),
    [
        ("scene", "door", "house", "There is “house” already"),
        ("scene", "dor", "hall", "Did you mean “door”?"),
        ("scene", "door", "The Hall", "is no id"),
        ("scene", "door", "null", "means something else"),
        ("variable", "told", "was-told", "hyphen"),
        ("variable", "told", "held", "conditions use it"),
        ("variable", "told", "mother", "already"),
        ("person", "mother", "trust", "already"),
        ("choice", "door.ask", "wait", "There is “door.wait” already"),
        ("note", "letter", "word", "already"),
    ],
)
def test_what_is_refused(what: Thing, old: str, new: str, says: str, attic: Path) -> None:
    before = contents(attic.parent)
    with pytest.raises(RenameError, match=says):
        rename(str(attic), what, old, new)
    assert contents(attic.parent) == before


def test_a_choice_without_an_id_of_its_own_is_refused(attic: Path) -> None:
    attic.write_text(SOUND.replace("      - id: wait\n        stance", "      - stance"), "utf-8")
    with pytest.raises(RenameError, match="give it an “id” first"):
        rename(str(attic), "choice", "door.accept", "wait")


def test_what_would_change_the_story_is_refused(attic: Path) -> None:
    text = SOUND.replace("place: Hall Lane", "place: &x attic").replace("go: attic}", "go: *x}")
    attic.write_text(text, "utf-8")
    with pytest.raises(RenameError, match="anchor"):
        rename(str(attic), "scene", "attic", "loft")


def test_comments_line_ends_and_byte_order_mark_stay(attic: Path) -> None:
    raw = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    attic.write_bytes(raw)
    rename(str(attic), "scene", "street", "lane").write()
    assert attic.read_bytes() == raw.replace(b"street", b"lane").replace(b"The lane", b"The street")
    rename(str(attic), "scene", "lane", "street").write()
    assert attic.read_bytes() == raw


def test_where_one_file_cannot_be_written_all_of_them_stay_as_they_were(
    attic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(attic.parent)
    found = rename(str(attic), "scene", "house", "home")
    assert len(found.files) == 2
    assert "-    ending: house" in found.files[1].difference
    last, move = found.files[1].file.path, Path.replace

    def no_room(made: Path, target: Path) -> Path:
        if target == last:
            raise OSError(28, "No space left on device")
        return move(made, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", no_room)
        with pytest.raises(OSError, match="No space left"):
            found.write()
    assert contents(attic.parent) == before
    found.write()
    assert contents(attic.parent) != before


def test_a_scenario_with_errors_is_not_renamed(attic: Path) -> None:
    attic.write_text(SOUND.replace("go: attic}", "go: attc}"), "utf-8")
    with pytest.raises(RenameError, match="has errors"):
        rename(str(attic), "scene", "door", "hall")

"""Whatever stands in a file, and wherever the cursor is, there is an answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scr_sim import paths
from scr_sim.lsp.completion import suggestions
from scr_sim.lsp.documents import Document, encoded, read_document
from scr_sim.lsp.links import definition, references
from scr_sim.lsp.meanings import meaning_at, thing_at
from scr_sim.lsp.notices import mended, notices
from scr_sim.lsp.open_files import Opened
from scr_sim.lsp.outline import Symbol, outline
from scr_sim.lsp.positions import Positions, Unit, width
from scr_sim.lsp.renames import RenameError, renamed
from tests.scenario.small import REVIEW, TINY

PLAYS = """\
format: 1
plays:
  - name: By waiting
    actions: ?ring wait
    ending: end
    values: {trust: 3}
    findings: {echoes: [1]}
  - {name: By asking, actions: [ask@letter], notes: [letter], findings: {answers: [1]}}
"""
BRANCH = """\
format: 1
branch: attic
extends: tiny
title: The attic
summary: There is more.
notes:
  dust: {kind: observation, from: You, text: "Dust, said {parent}.", contradicts: [letter]}
scenes:
  attic: {title: Attic, text: [Up., {if: 'held("dust") and stage == "told"', text: So.}], next: end}
at:
  door:
    choices:
      - {id: climb, stance: escalate, label: Climb, next: attic,
         debrief: {answers: [1], because: Up.}}
"""
FILES = {"tiny.yaml": TINY, "tiny.plays.yaml": PLAYS, "attic.yaml": BRANCH}
JUNK = st.text(alphabet="{}[]\"':|>-#&*!%@, \t\n\r\u2028\ufeff🏠家ax0\ud800", max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    (place / "small-review.yaml").write_text(REVIEW, encoding="utf-8")
    return place


def read(path: Path, text: str) -> Document | None:
    return read_document(path, Positions(text), {path: encoded(text)})


def within(symbol: Symbol, start: int, end: int) -> None:
    assert start <= symbol.start <= symbol.name_start <= symbol.name_end <= symbol.end <= end
    for child in symbol.children:
        within(child, symbol.start, symbol.end)


def everything(document: Document, index: int) -> None:
    """Ask for whatever an editor can ask for at a place."""
    unsaved = {document.path: encoded(document.text)}
    length = len(document.text)
    for one in suggestions(document, index)[0]:
        assert 0 <= one.start <= one.end <= length
        assert one.insert
    found = meaning_at(document, index)
    assert found is None or (found.start <= index <= found.end and found.text)
    thing = thing_at(document, index)
    if thing is not None:
        assert thing.start <= index <= thing.end
        for link in (
            *definition(document, thing, unsaved),
            *references(document, thing, unsaved, declared=True),
        ):
            assert 0 <= link.start <= link.end <= max(len(link.text), link.end)
    for symbol in outline(document):
        within(symbol, 0, length)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from([*FILES, "small-review.yaml"]),
    cut=st.integers(0, 2600),
    gone=st.integers(0, 12),
    junk=JUNK,
    rest=st.booleans(),
    away=st.integers(-40, 40),
)
@example(name="tiny.plays.yaml", cut=17, gone=0, junk="0", rest=True, away=0)
@example(name="tiny.plays.yaml", cut=408, gone=10, junk="", rest=True, away=0)
@example(name="tiny.yaml", cut=211, gone=12, junk="", rest=True, away=0)
def test_no_text_and_no_place_is_without_an_answer(
    folder: Path, name: str, cut: int, gone: int, junk: str, rest: bool, away: int
) -> None:
    whole = {**FILES, "small-review.yaml": REVIEW}[name]
    cut %= len(whole) + 1
    text = whole[:cut] + junk + (whole[cut + gone :] if rest else "")
    document = read(folder / name, text)
    if document is None:
        return
    everything(document, max(0, min(cut + len(junk) + away, len(document.text))))
    for notice in notices(document, {}, lambda: None):
        assert 0 <= notice.start <= notice.end <= len(document.text)
        assert notice.message


@pytest.mark.parametrize("name", [*FILES, "small-review.yaml"])
def test_every_place_of_a_file_has_an_answer(folder: Path, name: str) -> None:
    document = read(folder / name, {**FILES, "small-review.yaml": REVIEW}[name])
    assert document is not None
    for index in range(0, len(document.text) + 1, 3):
        everything(document, index)


def test_the_files_of_these_tests_are_in_order(folder: Path) -> None:
    for name, text in FILES.items():
        document = read(folder / name, text)
        assert document is not None
        found = [
            one.message for one in notices(document, {}, lambda: None) if one.weight == "error"
        ]
        assert found == []
        assert mended(document, {}) is None


@given(
    text=st.text(alphabet="ab\n\r🏠é家\u2028\ufeff"),
    unit=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    data=st.data(),
)
def test_places_and_indexes_are_each_others_way_back(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    positions = Positions(text, unit)
    index = data.draw(st.integers(0, len(positions.text)))
    line, character = positions.place(index)
    if positions.text[max(0, index - 1) : index + 1] != "\r\n":  # no place is within a line's end
        assert positions.index(line, character) == index


def counted(text: str, line: int, character: int, unit: Unit) -> int:
    """Return where a place is in a text of which every character counts, nearest inside it."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if line >= len(lines):
        return len(text)
    at = sum(map(len, lines[:line]))
    for one in lines[line].rstrip("\r\n"):
        if character <= 0:
            break
        character -= width(one, unit)
        at += 1
    return at


@given(
    text=st.text(alphabet="ab\n\r🏠é\ufeff", max_size=20),
    new=st.text(alphabet="x\n🏠\ufeff", max_size=4),
    places=st.tuples(*[st.integers(0, 6)] * 4),
    unit=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
@example(text="\ufeff\ufeff", new="", places=(0, 1, 0, 1), unit="utf-16")
@example(text="\ufeffa", new="x", places=(0, 0, 0, 0), unit="utf-16")
@example(text="\ufeffa", new="x", places=(0, 0, 0, 1), unit="utf-16")
@example(text="\ufeff\na", new="x", places=(0, 0, 1, 0), unit="utf-16")
@example(text="\ufeffa", new="x", places=(0, 2, 0, 3), unit="utf-8")
def test_what_is_typed_changes_that_and_no_more(
    text: str, new: str, places: tuple[int, int, int, int], unit: Unit
) -> None:
    """A byte order mark that an editor sends is a character to it, and counts as one."""
    one = Opened(uri="file:///x", path=Path("/x"), raw=text, version=1, unit=unit)
    start, end = sorted((places[:2], places[2:]))
    begins, ends = counted(text, *start, unit), counted(text, *end, unit)
    one.change(new, start, end)
    assert one.raw == text[:begins] + new + text[ends:]
    assert one.positions.text == one.raw.removeprefix("\ufeff")


def test_renaming_what_is_no_id_says_so(folder: Path) -> None:
    document = read(folder / "tiny.yaml", TINY)
    assert document is not None
    with pytest.raises(RenameError, match="Nothing that can be renamed"):
        renamed(document, TINY.index("format"), "other", {})


def test_reviews_of_the_library_are_found() -> None:
    path = paths.reviews()[0] / "family-m.yaml"
    document = read(path, path.read_text(encoding="utf-8"))
    assert document is not None
    assert "findings" in [symbol.name for symbol in outline(document)]

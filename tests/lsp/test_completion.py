"""What could be written where, in whole files and in files that are being written."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.lsp.completion import Suggestion, suggestions
from scr_sim.lsp.documents import encoded, read_document
from scr_sim.lsp.meanings import meaning_at
from scr_sim.lsp.open_files import Opened
from scr_sim.lsp.positions import Positions
from scr_sim.scenario.model.choice import Choice
from scr_sim.scenario.model.model_lookup import fields
from scr_sim.scenario.model.scene import Decision, Passage
from tests.scenario.small import REVIEW, TINY

ATTIC = "  attic:\n    title: Attic\n"
CHOICE = ATTIC + "    text: Dust.\n    choices:\n      - id: leave\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    (place / "tiny.yaml").write_text(TINY, encoding="utf-8")
    (place / "small-review.yaml").write_text(REVIEW, encoding="utf-8")
    return place


def offered(
    folder: Path, marked: str, name: str = "tiny.yaml", before: str = TINY
) -> dict[str, Suggestion]:
    """Return what is offered where the bar stands, by its label, right after it was typed."""
    path = folder / name
    index = marked.index("¦")
    text = marked.replace("¦", "")
    one = Opened(uri="file:///x", path=path, raw=before, version=1)
    one.document = read_document(path, Positions(before), {path: encoded(before)})
    one.change(text, None, None)
    document = one.at_hand()
    assert document is not None
    typed = {found.label: found for found in suggestions(document, index)[0]}
    read = read_document(path, Positions(text), {path: encoded(text)}, one.document)
    assert read is not None
    checked = {found.label: found for found in suggestions(read, index)[0]}
    assert typed.keys() <= checked.keys()  # once it was read, what was typed anew may be there too
    return checked


def keys(model: type[Choice] | type[Decision] | type[Passage]) -> set[str]:
    return {key for key, _ in fields(model)}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (TINY + CHOICE + "        ¦", keys(Choice) - {"id"}),
        (TINY + CHOICE + "        sta¦", {"stance"}),
        (TINY + CHOICE + "        stance: ¦", {"accept", "challenge", "escalate"}),
        (TINY + CHOICE + "        once: ¦", {"true", "false"}),
        (TINY + CHOICE + "        next: ¦", {"door", "end", "attic"}),
        (TINY + CHOICE + "        next: e¦", {"end"}),
        (TINY + CHOICE + "        next: [{if: told, go: ¦", {"door", "end", "attic"}),
        (TINY + CHOICE + "        next:\n          - go: ¦", {"door", "end", "attic"}),
        (TINY + CHOICE + "        notes: [letter, ¦", {"letter", "word"}),
        (TINY + CHOICE + "        notes:\n          - ¦", {"letter", "word"}),
        (TINY + CHOICE + "        add: {¦", {"trust"}),
        (TINY + CHOICE + "        set: {¦", {"trust", "told", "stage"}),
        (TINY + CHOICE + "        set: {stage: ¦", {"none", "asked", "told"}),
        (TINY + CHOICE + "        set:\n          told: ¦", {"true", "false"}),
        (TINY + CHOICE + "        debrief: {echoes: [¦", {"1", "2", "3"}),
        (TINY + CHOICE + "        debrief:\n          answers: [1, ¦", {"1", "2", "3"}),
        (TINY + CHOICE + "        if: held('¦", {"letter", "word"}),
        (TINY + CHOICE + "        if: visited('at¦", {"attic"}),
        (
            TINY + CHOICE + "        if: trust > 1 and chose('¦",
            {"door.wait", "door.ask", "attic.leave"},
        ),
        (TINY + CHOICE + "        if: enquired('¦", {"door.ring"}),
        (TINY + CHOICE + "        if: stage == '¦", {"none", "asked", "told"}),
        (TINY + CHOICE + "        if: stage != ¦", {"none", "asked", "told"}),
        (TINY + CHOICE + "        outcome: “So, {¦", {"trust", "told", "stage", "parent"}),
        (TINY + CHOICE + "        outcome: |\n          So, {pa¦", {"parent"}),
        (TINY + CHOICE + "        outcome: Nothing {{¦", set()),
        (TINY + CHOICE + "        outcome: Words¦", set()),
        (TINY + CHOICE + "        # a comment ¦", set()),
        (TINY + "allow:\n  - {code: one-sided, scene: ¦", {"door", "end"}),
        (TINY + CHOICE + "        cost: {¦", {"trust"}),
        (TINY + CHOICE + "        debrief: {review: [¦", {"asked-once", "nobody-told"}),
        (TINY + ATTIC + "    sure:\n      - held('¦", {"letter", "word"}),
        (TINY + ATTIC + "    reason:\n      ¦", {"ask", "compare"}),
        (TINY + ATTIC + "    enquiries:\n      from:\n        - agency: ¦", {"office"}),
        (TINY.replace("features: [", "features: [¦"), {"looking-twice"}),
        (TINY.replace("kind: record", "kind: ¦record"), {"account", "observation", "record"}),
        (
            TINY.replace("{start: false", "{start: false, ¦"),
            {"label", "min", "max", "unit", "values"},
        ),
        (TINY.replace("limit: 1", "limit: 1\n      ¦"), set()),
    ],
)
def test_what_is_offered(folder: Path, marked: str, wanted: set[str]) -> None:
    found = offered(folder, marked)
    assert set(found) == wanted


def test_the_keys_of_a_scene_are_those_of_its_kind(folder: Path) -> None:
    unknown = offered(folder, TINY + ATTIC + "    ¦")
    assert {"choices", "next", "ending", "text", "unseen"} <= set(unknown)
    assert "title" not in unknown
    passage = offered(folder, TINY + ATTIC + "    ¦\n    next: end\n")
    assert "choices" not in passage
    assert set(passage) == keys(Passage) - {"title", "next"}


def test_a_key_comes_with_its_colon_and_says_what_it_is(folder: Path) -> None:
    found = offered(folder, TINY + CHOICE + "        sta¦")["stance"]
    assert found.insert == "stance: "
    assert found.detail == "needed"
    assert "escalate" in found.text


def test_a_list_without_a_dash_gets_one(folder: Path) -> None:
    found = offered(folder, TINY + ATTIC + "    choices:\n      ¦")
    assert found["stance"].insert == "- stance: "
    notes = offered(folder, TINY + ATTIC + "    notes:\n      ¦")
    assert notes["letter"].insert == "- letter"


def test_ids_have_the_words_that_tell_them_apart(folder: Path) -> None:
    found = offered(folder, TINY + CHOICE + "        next: ¦")
    assert found["door"].detail == "decision: The door"
    finding = offered(folder, TINY + CHOICE + "        debrief: {echoes: [¦")
    assert all(one.detail for one in finding.values())


def test_in_prose_the_brace_is_closed_once(folder: Path) -> None:
    alone = offered(folder, TINY + CHOICE + "        outcome: So, {tru¦")
    assert alone["trust"].insert == "trust}"
    closed = offered(folder, TINY + CHOICE + "        outcome: So, {tru¦}")
    assert closed["trust"].insert == "trust"


def test_expected_plays_offer_what_can_be_done(folder: Path) -> None:
    plays = "format: 1\nplays:\n  - name: One\n    actions: wait\n"
    choices = offered(folder, plays + "  - actions: ¦", "tiny.plays.yaml", plays)
    assert {"wait", "ask"} <= set(choices)
    enquiries = offered(folder, plays + "  - actions: wait ?¦", "tiny.plays.yaml", plays)
    assert set(enquiries) == {"ring"}
    cited = offered(folder, plays + "  - actions: ask@letter,¦", "tiny.plays.yaml", plays)
    assert set(cited) == {"letter", "word"}
    endings = offered(folder, plays + "  - ending: ¦", "tiny.plays.yaml", plays)
    assert set(endings) == {"end"}


def test_a_branch_offers_its_scenarios_ids_and_its_own(folder: Path) -> None:
    branch = (
        "format: 1\nbranch: attic\nextends: tiny\ntitle: A\nsummary: B\n"
        "notes:\n  dust: {kind: record, from: X, text: Y}\n"
    )
    notes = offered(folder, branch + "scenes:\n  a:\n    notes: [¦", "attic.yaml", branch)
    assert set(notes) == {"letter", "word", "dust"}
    scenes = offered(folder, branch + "at:\n  ¦", "attic.yaml", branch)
    assert "door" in scenes


def test_an_empty_file_offers_what_a_scenario_begins_with(folder: Path) -> None:
    path = folder / "new.yaml"
    document = read_document(path, Positions(""), {path: b""})
    assert document is not None
    assert [one.label for one in suggestions(document, 0)[0]][:3] == ["format", "id", "title"]


def test_every_key_of_every_model_says_what_it_is(folder: Path) -> None:
    path = folder / "tiny.yaml"
    document = read_document(path, Positions(TINY), {path: encoded(TINY)})
    assert document is not None
    for line, key in (("    enquiries:", "enquiries"), ("        cite:", "cite")):
        found = meaning_at(document, TINY.index(line) + len(line) - 2)
        assert found is not None
        assert found.title == key
        assert found.text


def test_an_allowance_offers_warnings_and_no_errors(folder: Path) -> None:
    found = offered(folder, TINY + "allow:\n  - code: ¦")
    assert "one-sided" in found
    assert "unknown-key" not in found

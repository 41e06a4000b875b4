"""Every id is found where it stands: what `check` misses there, renaming and looking up find."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from scr_sim import paths
from scr_sim.scenario.edits import occurrences
from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.case import Case
from scr_sim.scenario.model.expected_plays import ExpectedPlays
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from tests.scenario.problem_cases import CASES
from tests.scenario.small import changed, place, problems

FOLLOWED = {f"unknown-{what}" for what in ("scene", "note", "variable", "choice", "enquiry")}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[0] in FOLLOWED])
def test_each_reference_that_is_checked_is_found(name: str, tmp_path: Path) -> None:
    text = changed(CASES[name][1])
    (problem,) = problems(tmp_path, text)
    data = read_bytes(text.encode(), "tried").data
    assert data is not None
    starts = {one.start for one in occurrences(Scenario, data, text)}
    lines = text.splitlines(keepends=True)
    at = sum(map(len, lines[: problem.line - 1])) + problem.column - 1
    assert at in starts


def test_what_is_found_stands_there() -> None:
    for path in sorted(paths.scenarios().glob("*.yaml")):
        reading = read_file(path)
        data, text = reading.data, reading.source.text
        assert data is not None
        kinds: dict[str, type[BaseModel]] = {
            "plays": ExpectedPlays,
            "branch": Branch,
            "case": Case,
        }
        wanted = next((kind for key, kind in kinds.items() if key in data), Scenario)
        found = list(occurrences(wanted, data, text, scene_of=lambda play, action: "scene"))
        assert found
        for one in found:
            assert text[one.start : one.end] == one.name.rpartition(".")[2], (path, one)


def test_ids_in_every_kind_of_text_are_found() -> None:
    conditions = "\n".join(
        [
            "format: 1",
            "scenes:",
            "  a:",
            r'    text: ["{who} {{who}} \"{who}\"",',
            '      {if: "held(\'n\') and x>1", text: "it is {x}"}]',
            "    choices:",
            "      - if: >",
            "          not (x == 1 or",
            "          x == 2) and chose('a.b')",
            "        id: b",
            '        next: [{if: \'convinced("a.b")\', go: "a"}, {go: a}]',
        ]
    )
    data = read_bytes(conditions.encode(), "f").data
    assert data is not None
    found = sorted(
        (one.start, one.what, one.name)
        for one in occurrences(Scenario, data, conditions, people={"who"})
    )
    assert [(what, name) for _, what, name in found] == [
        ("scene", "a"), ("person", "who"), ("person", "who"), ("note", "n"), ("variable", "x"),
        ("variable", "x"), ("variable", "x"), ("variable", "x"), ("scene", "a"), ("choice", "a.b"),
        ("choice", "a.b"), ("scene", "a"), ("choice", "a.b"), ("scene", "a"), ("scene", "a"),
    ]  # fmt: skip
    for start, _, name in found:
        word = name.rpartition(".")[2]
        assert conditions[start : start + len(word)] == word
    assert place(conditions, "a:\n") == (3, 3)

"""A mistake of hand-written YAML is told once, where it is, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.scenario.syntax.reader import read_bytes
from tests.scenario.small import changed, place, problems
from tests.scenario.yaml_mistakes import MARK, MISTAKES

SOUND = (Path(__file__).parent / "mistakes" / "sound.yaml").read_text("utf-8")


def test_the_scenario_is_sound(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND, plays=True) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_told_once_where_a_person_would_say(name: str, tmp_path: Path) -> None:
    old, new, hint = MISTAKES[name]
    marked = changed((old, new), text=SOUND)
    found = problems(tmp_path, marked.replace(MARK, ""), plays=True)
    assert [(p.line, p.column) for p in found] == [place(marked, MARK)], found
    assert any(words in found[0].hint for words in hint.split("|")), found[0]


@pytest.mark.parametrize("name", MISTAKES)
def test_lines_that_end_otherwise_change_nothing(name: str, tmp_path: Path) -> None:
    old, new, _ = MISTAKES[name]
    text = changed((old, new), text=SOUND).replace(MARK, "")
    found = problems(tmp_path, text)
    crlf = problems(tmp_path, "\ufeff" + text.replace("\n", "\r\n"))
    assert [(p.code, p.line, p.column, p.hint) for p in crlf] == [
        (p.code, p.line, p.column, p.hint) for p in found
    ]


def test_looking_for_the_cause_is_bounded() -> None:
    """Files of a megabyte that are nothing but mistakes: each is told at once, with a place."""
    for text in (
        "a: 'x\n" * 170_000,
        "a:\n" + "\t\tx: y\n" * 170_000,
        "a: " + "b: " * 340_000,
        "a: " + "[" * 1_000_000,
        "a: " + "'x' " * 250_000,
        "a:\n" + " - {\n" * 200_000,
    ):
        (first, *_) = read_bytes(text.encode(), "f").problems
        assert first.line

"""Every letter of the table of commands is known where the table has it, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.text import commands
from scr_sim.text.commands import Command, line_by_line
from tests.plain.talks import START, talk
from tests.plain.test_case import said
from tests.services.test_cases import put_case

NOT_KNOWN = "Not known here"


def letters(table: tuple[Command, ...]) -> list[str]:
    return [one.letter for one in line_by_line(table)]


@pytest.fixture
def played(home: Path) -> Path:
    """A play is kept, to go on with and to look back at."""
    talk(*START, "1")
    return home


@pytest.mark.parametrize("letter", letters(commands.HOME))
def test_in_the_menu(played: Path, letter: str) -> None:
    text = talk(letter, scenario=None)[1]
    assert NOT_KNOWN not in text
    assert all(f"\n{one}: " in text for one in letters(commands.HOME))


@pytest.mark.parametrize("letter", letters(commands.BRIEFING))
def test_in_a_briefing(home: Path, letter: str) -> None:
    assert NOT_KNOWN not in talk(letter)[1]


@pytest.mark.parametrize("letter", letters(commands.LOOK_BACK))
def test_looking_back(played: Path, letter: str) -> None:
    text = talk("l", letter, scenario=None)[1]
    assert NOT_KNOWN not in text
    assert all(f"\n{one}: " in text for one in letters(commands.LOOK_BACK))


@pytest.mark.parametrize("letter", letters(commands.CASE))
def test_in_a_case(tmp_path: Path, letter: str) -> None:
    text = said(put_case(tmp_path), "h", letter)
    assert NOT_KNOWN not in text
    assert all(f"\n{one}: " in text for one in letters(commands.CASE))


def test_back_leads_to_the_menu_and_quit_from_there_out(played: Path) -> None:
    text = talk("l", "q", "s", "x", "q", scenario=None)[1]
    assert NOT_KNOWN not in text
    assert "1. Ask for reasons at each choice: off." in text


def test_a_letter_that_is_none_of_them_is_told(played: Path) -> None:
    for typed in (["y"], ["l", "y"]):
        assert talk(*typed, scenario=None)[1].count(NOT_KNOWN) == 1

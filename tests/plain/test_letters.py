"""Every letter of the table of commands does what it says where the table has it, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.text import commands
from scr_sim.text.commands import Command, line_by_line
from tests.plain.talks import START, talk
from tests.plain.test_case import said
from tests.services.test_cases import put_case

NOT_KNOWN = "Not known here"
LEFT = "Nothing was begun."

#: By what is said one knows that a command was done.
IN_MENU = {
    "help": "Type a number from 1 to ",
    "leave": LEFT,
    "go_on": "You go on with: ",
    "look_back": "Which play, ",
    "settings": "1. Ask for reasons at each choice: ",
    "glossary": "Which word ",
}
IN_BRIEFING = {
    "help": "Press Enter to start the scenario, or type one of these letters:",
    "leave": LEFT,
    "gentler": "Gentler wording: on.",
    "reasons": "how sure you are: on.",
    "pause": "Paused. ",
    "glossary": "Which word ",
}
LOOKING_BACK = {
    "help": "Type 1 for a play, one of the letters above",
    "leave": LEFT,
    "search": "Which words, ",
    "record": "From which day, ",
    "findings": "Finding 1, Asking: ",
    "how_sure": "You have not said yet how sure you were.",
    "glossary": "Which word ",
}
IN_CASE = {
    "help": "Type the number of a scenario, press Enter for the next, or type a letter:",
    "leave": LEFT,
    "debrief": "Nothing of this case was played yet.",
    "begin_anew": "The case begins anew.",
    "pause": "Paused. ",
    "glossary": "Which word ",
}


def listed(text: str, table: tuple[Command, ...]) -> bool:
    return all(f"\n{one.letter}: " in text for one in line_by_line(table))


def each(table: tuple[Command, ...], done: dict[str, str]) -> list[tuple[str, str]]:
    """Return every letter of a table, and what is said when it is typed."""
    return [(one.letter, done[one.action]) for one in line_by_line(table)]


def left_by_itself(text: str, told: str) -> bool:
    """Return whether all that was typed was read, and it ended for want of more."""
    return told == LEFT and "Input has ended." in text


@pytest.fixture
def played(home: Path) -> Path:
    """A play is kept, to go on with and to look back at."""
    talk(*START, "1")
    return home


@pytest.mark.parametrize(("letter", "told"), each(commands.HOME, IN_MENU))
def test_in_the_menu(played: Path, letter: str, told: str) -> None:
    before, text = talk(scenario=None)[1], talk(letter, scenario=None)[1]
    assert listed(text, commands.HOME)
    assert told in text.removeprefix(before.partition("Choose ")[0])
    assert NOT_KNOWN not in text
    assert not left_by_itself(text, told)


@pytest.mark.parametrize(("letter", "told"), each(commands.BRIEFING, IN_BRIEFING))
def test_in_a_briefing(home: Path, letter: str, told: str) -> None:
    text = talk(letter)[1]
    assert told in text
    assert NOT_KNOWN not in text
    assert not left_by_itself(text, told)


@pytest.mark.parametrize(("letter", "told"), each(commands.LOOK_BACK, LOOKING_BACK))
def test_looking_back(played: Path, letter: str, told: str) -> None:
    text = talk("l", letter, scenario=None)[1]
    assert listed(text, commands.LOOK_BACK)
    assert told in text
    assert NOT_KNOWN not in text
    assert not left_by_itself(text, told)


@pytest.mark.parametrize(("letter", "told"), each(commands.CASE, IN_CASE))
def test_in_a_case(tmp_path: Path, letter: str, told: str) -> None:
    text = said(put_case(tmp_path), "h", letter)
    assert listed(text, commands.CASE)
    assert told in text
    assert NOT_KNOWN not in text
    assert not left_by_itself(text, told)


def test_a_letter_that_is_none_of_them_is_told(played: Path) -> None:
    for typed in (["y"], ["l", "y"]):
        assert talk(*typed, scenario=None)[1].count(NOT_KNOWN) == 1

"""A command's letter: the same thing on the screen and line by line, and one thing only."""

from __future__ import annotations

from collections import Counter

import pytest

from scr_sim.text import commands
from scr_sim.text.commands import Command, line_by_line, on_screen
from scr_sim.text.desk_commands import DESK

PLACES = {
    "home": commands.HOME,
    "briefing": commands.BRIEFING,
    "play": commands.PLAY,
    "debrief": commands.DEBRIEF,
    "look back": commands.LOOK_BACK,
    "settings": commands.SETTINGS,
    "desk": DESK,
    "case": commands.CASE,
    "case debrief": commands.CASE_DEBRIEF,
}
#: On the screen these look into something while a play goes on.
ENQUIRIES = set("abcdef")
#: What the screen calls a key whose sign is no letter.
SIGNS = {"/": "slash"}


@pytest.mark.parametrize("place", PLACES)
def test_a_key_does_one_thing(place: str) -> None:
    table = PLACES[place]
    keys = Counter(key for one in on_screen(table) for key in one.keys.split(","))
    letters = Counter(one.letter for one in line_by_line(table))
    assert not [key for key, times in (keys | letters).items() if times > 1]


@pytest.mark.parametrize("place", PLACES)
def test_a_letter_means_the_same_on_the_screen_and_line_by_line(place: str) -> None:
    table = PLACES[place]
    by_key = {key: one for one in on_screen(table) for key in one.keys.split(",")}
    for one in line_by_line(table):
        assert by_key.get(one.letter, one) is one
        assert not one.keys or SIGNS.get(one.letter, one.letter) in one.keys.split(",")


def test_across_a_play_and_its_debrief_a_letter_stays_what_it_was() -> None:
    table: dict[str, Command] = {}
    for one in (*commands.BRIEFING, *commands.PLAY, *commands.DEBRIEF):
        if one.letter:
            assert table.setdefault(one.letter, one).action == one.action


def test_what_is_looked_into_has_its_letters_to_itself() -> None:
    taken = {key for one in on_screen(commands.PLAY) for key in one.keys.split(",")}
    assert not ENQUIRIES & taken
    assert not ENQUIRIES & {one.letter for one in line_by_line(commands.PLAY)}

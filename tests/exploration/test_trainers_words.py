"""What is written for who runs an exercise is looked at when it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.exploration import reachability
from scr_sim.exploration.state_vectors import TooManyError
from tests.scenario.small import changed, problems

#: Who waits comes to the first scene again, with more trust.
ROUND = ("label: Wait a while\n        next: end", "label: Wait\n        next: door")
MORE = ("stance: accept\n", "stance: accept\n        add: {trust: 1}\n")


@pytest.fixture(params=["together", "one by one"], autouse=True)
def searched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at all states together, and at each by itself."""

    def too_many(*_: object) -> None:
        raise TooManyError

    if request.param == "one by one":
        monkeypatch.setattr(reachability, "_sets", too_many)


def codes(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the codes of the problems, and their first words."""
    found = problems(folder, changed(*changes), plays=True)
    return [(one.code, one.message.partition("”")[0].strip("“")) for one in found]


def opening(words: str) -> tuple[str, str]:
    return ("start: door", f"trainer: {{opening: [{words}]}}\nstart: door")


def test_the_opening_is_read_before_the_first_action_and_never_again(tmp_path: Path) -> None:
    said = opening("{text: Say this., sure: trust == 3}, {if: trust == 4, text: And this.}")
    assert codes(tmp_path, ROUND, MORE, said) == [("never-holds", "trust == 4")]


def test_the_opening_is_read_where_the_first_passages_have_led(tmp_path: Path) -> None:
    said = opening("{text: Say this., sure: trust == 3}, {if: trust == 4, text: And this.}")
    walked = (
        "start: door\nscenes:\n",
        "start: walk\nscenes:\n"
        "  walk: {title: A walk, text: You walk., next: hill}\n"
        "  hill: {title: A hill, text: You walk., add: {trust: 1}, next: door}\n",
    )
    said = (said[0], said[1].replace("start: door", "start: walk"))
    found = problems(tmp_path, changed(walked).replace("start: walk", said[1], 1), plays=True)
    assert [(one.code, "at the start" in one.message) for one in found] == [
        ("broken-promise", True)
    ]


def test_what_a_scene_says_to_the_trainer_is_read_while_the_room_stands_in_it(
    tmp_path: Path,
) -> None:
    words = (
        "    text: You knock.\n",
        "    text: You knock.\n    trainer:\n"
        '      - {if: enquired("door.ring"), text: They rang., sure: trust == 3}\n'
        "      - {if: told, text: They told.}\n",
    )
    less = ("          text: It rings.", "          text: It rings.\n          add: {trust: -1}")
    assert codes(tmp_path, words, less) == [
        ("broken-promise", "trust == 3"),
        ("never-holds", "told"),
    ]

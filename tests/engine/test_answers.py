"""Actions as words, replays, and the answer exactly as it is promised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scr_sim.engine import ActionError, EnquiryAction, Entered, Play, answer
from scr_sim.engine.action_words import ChoiceAction, read_action
from scr_sim.scenario import LoadedScenario, load


@pytest.fixture(scope="module")
def small() -> LoadedScenario:
    return load(str(Path(__file__).parent.parent / "files" / "small.yaml"))


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("a", ChoiceAction("a")),
        ("a@", ChoiceAction("a", ())),
        ("a@b,c", ChoiceAction("a", ("b", "c"))),
        ("?a", EnquiryAction("a")),
        ("!a", EnquiryAction("a", True)),
        ("?a@", EnquiryAction("a", noted=())),
        ("?a@b,c", EnquiryAction("a", noted=("b", "c"))),
    ],
)
def test_actions_are_words(word: str, read: ChoiceAction | EnquiryAction) -> None:
    assert read_action(word) == read
    assert str(read) == word


def test_the_answer_of_a_whole_play(small: LoadedScenario) -> None:
    play = Play(small, ["!look-at-child", "?ring-office", "show-tray@says-sent,tray-empty"])
    play = play.take("escalate")
    assert answer(play) == {
        "scenario": "small",
        "branches": [],
        "finished": True,
        "ending": "half",
        "scene": "half",
        "variables": {"trust": 2, "stage": "asked", "late": False},
        "notes": ["says-sent", "tired", "tray-empty"],
        "visited": ["gate", "week", "desk", "half"],
        "available": {"choices": [], "locked": [], "enquiries": []},
        "steps": [
            {
                "scene": "gate",
                "choice": "show-tray",
                "stance": "challenge",
                "cited": ["says-sent", "tray-empty"],
                "convincing": True,
                "variant": None,
                "enquiries": ["look-at-child", "ring-office"],
                "noted": {},
                "held": ["says-sent", "tired", "tray-empty"],
                "missed": ["ask-again"],
                "echoes": [],
                "answers": [1, 3],
                "because": "You said what you saw.",
            },
            {
                "scene": "desk",
                "choice": "escalate",
                "stance": "escalate",
                "cited": [],
                "convincing": None,
                "variant": None,
                "enquiries": [],
                "noted": {},
                "held": ["says-sent", "tired", "tray-empty"],
                "missed": [],
                "echoes": [1],
                "answers": [2],
                "because": "You handed it on.",
            },
        ],
        "findings": {
            "1": {"echoed": 1, "answered": 1, "steps": [0, 1]},
            "2": {"echoed": 0, "answered": 1, "steps": [1]},
            "3": {"echoed": 0, "answered": 1, "steps": [0]},
        },
    }


def test_the_answer_before_the_first_action(small: LoadedScenario) -> None:
    assert answer(Play(small)) == {
        "scenario": "small",
        "branches": [],
        "finished": False,
        "ending": None,
        "scene": "gate",
        "variables": {"trust": 3, "stage": "none", "late": False},
        "notes": ["says-sent"],
        "visited": ["gate"],
        "available": {
            "choices": ["accept-account", "show-tray"],
            "locked": ["tell-head"],
            "enquiries": ["ring-office", "look-at-child"],
        },
        "steps": [],
        "findings": {
            number: {"echoed": 0, "answered": 0, "steps": []} for number in ("1", "2", "3")
        },
    }


@pytest.mark.parametrize(
    ("spoil", "at"),
    [
        (lambda actions: ["nothing", *actions], 0),
        (lambda actions: [*actions[:1], "?ring-office", *actions[1:]], 1),
        (lambda actions: [*actions, "accept"], 2),
    ],
)
def test_a_replay_says_which_action_cannot_be_taken(
    spoil: Callable[[list[str]], list[str]], at: int, small: LoadedScenario
) -> None:
    actions = spoil(["?ring-office", "tell-head"])
    with pytest.raises(ActionError) as raised:
        Play(small, actions)
    assert (raised.value.index, raised.value.action) == (at, actions[at])
    assert str(raised.value).startswith(f"Action {at + 1}, “{actions[at]}”, cannot be taken: ")


def test_prose_shows_the_parts_that_hold_with_values_and_names(small: LoadedScenario) -> None:
    play = Play(small, ["?ring-office", "tell-head"])
    texts = {beat.scene: beat.text for beat in play.story if isinstance(beat, Entered)}
    assert texts["gate"].startswith("*Parent* waves.")
    assert "You have 3 minutes." in texts["gate"]
    assert texts["week"] == "The week is long.\n\nThe head has written a letter."
    other = Play(small, ["accept-account"])
    texts = {beat.scene: beat.text for beat in other.story if isinstance(beat, Entered)}
    assert texts["week"] == "The week is long."

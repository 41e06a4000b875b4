"""Hands: what a trainer types for them is read exactly, or refused with one sentence."""

from __future__ import annotations

import pytest

from scr_sim.group.counted_hands import Hands, HandsError, example, hands_from
from scr_sim.group.views import ChoiceShown
from tests.group.examples import CHOICES, ONE_EACH


@pytest.mark.parametrize(
    "typed", ["a7 c4 e2", "A7, C4; E2", "a:7 c=4 e2", "1:7 2:4 3:2", "e2 a7 c4"]
)
def test_hands_are_read_in_every_usual_way(typed: str) -> None:
    assert hands_from(typed, ONE_EACH) == Hands({"take": 7, "ask": 4, "call": 2})


def test_those_who_cannot_decide_are_counted_apart() -> None:
    hands = hands_from("a7 u2", ONE_EACH)
    assert (hands.counts, hands.undecided, hands.all) == ({"take": 7}, 2, 9)
    assert hands_from("u3", ONE_EACH) == Hands({}, 3)


@pytest.mark.parametrize("typed", ["a1 c1:3 c2:1", "1:1 2:3 3:1", "a1 c1=3 3:1"])
def test_several_choices_of_a_stance_are_told_apart(typed: str) -> None:
    assert hands_from(typed, CHOICES) == Hands({"take": 1, "ask": 3, "visit": 1})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("c4", "“c4”: there are 2 choices to challenge; type c1:3 c2:3."),
        ("c3:4", "“c3:4”: there is no choice 3 to challenge; there are 2."),
        ("9:4", "“9:4”: there is no choice 9; there are 4."),
        ("0:4", "“0:4”: there is no choice 0; there are 4."),
        ("a1 a2", "“a2”: “Take the account as it is” is there twice."),
        ("a1 1:2", "“1:2”: “Take the account as it is” is there twice."),
        ("u1 u2", "“u” is there twice."),
        ("a1000", "“a1000” is more than 999 hands."),
        ("u1:2", "“u1:2”: those who cannot decide are typed as u2."),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(HandsError) as refused:
        hands_from(typed, CHOICES)
    assert str(refused.value) == said


@pytest.mark.parametrize("typed", ["", "  ", "seven", "a", "a-1", "a٣", "7", "b4", "a7c4", "a1.5"])
def test_what_cannot_be_read_says_what_to_type(typed: str) -> None:
    with pytest.raises(HandsError) as refused:
        hands_from(typed, CHOICES)
    assert str(refused.value).endswith(
        "Type how many hands for each, as a7 c1:7 c2:7 e7; u2 is two who cannot decide."
    )


def test_a_locked_choice_takes_no_hands_and_is_no_example() -> None:
    locked = ChoiceShown(id="ask", stance="challenge", label="Ask", locked="There is no time.")
    choices = (ONE_EACH[0], locked, CHOICES[2])
    with pytest.raises(HandsError, match=r"“Ask” cannot be taken now. There is no time."):
        hands_from("c1:2", choices)
    assert hands_from("c4", choices) == Hands({"visit": 4})
    assert "c1" not in example(choices)


def test_a_stance_that_is_not_on_offer_is_said() -> None:
    with pytest.raises(HandsError, match="there is no choice to escalate here"):
        hands_from("e1", CHOICES[:3])

"""What each rule makes of a vote, and what a reveal shows: tables, and what holds of any vote."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.group.room import Ballot, Round, Seat
from scr_sim.group.shared_types import Place, Rule
from scr_sim.group.vote_tallies import Tally, revealed_of, tally

ORDER = ("accept", "challenge", "escalate", "escalate-more")
ESCALATING = ("escalate", "escalate-more")
LETTERS: dict[str, str | None] = {
    "a": "accept",
    "c": "challenge",
    "e": "escalate",
    "m": "escalate-more",
    "n": None,
}
AGENCIES = {"school": "School", "health": "Health", "care": "Social care"}


def held(votes: str, hands: str = "") -> tuple[Round, dict[int, Seat]]:
    """Return a vote: ``aac`` by agency with spaces between, for school, health and care."""
    ballots: dict[int, Ballot] = {}
    seats: dict[int, Seat] = {}
    for agency, letters in zip(AGENCIES, votes.split(" "), strict=False):
        for letter in letters:
            number = len(seats) + 1
            seats[number] = Seat(person=number, token="", words="", agency=agency)
            ballots[number] = Ballot(choice=LETTERS[letter])
    raised = Counter(LETTERS[letter] for letter in hands)
    return Round(place=Place(scene="s", step=0, round=1), ballots=ballots, hands=raised), seats


def found(rule: Rule, votes: str, hands: str = "") -> Tally:
    vote, seats = held(votes, hands)
    return tally(rule, vote, seats, lead="care", escalating=ESCALATING, order=ORDER)


@pytest.mark.parametrize(
    ("rule", "votes", "hands", "choice", "between"),
    [
        ("majority", "aa c c", "", None, "accept challenge"),
        ("majority", "aaa c c", "", "accept", ""),
        ("majority", "aa c c", "a", "accept", ""),
        ("majority", "nnn nn c", "", "challenge", ""),
        ("majority", "nnn nn n", "", None, "accept challenge escalate escalate-more"),
        ("majority", "ace ace ace", "", None, "accept challenge escalate"),
        ("consensus", "aa aa a", "", "accept", ""),
        ("consensus", "aa aa a", "a", "accept", ""),
        ("consensus", "aa aa a", "c", None, "accept challenge"),
        ("consensus", "aa aa an", "", None, "accept"),
        ("consensus", "", "", None, "accept challenge escalate escalate-more"),
        ("lead", "aaaa aaaa c", "", "challenge", ""),
        ("lead", "aaaa aaaa ce", "", None, "challenge escalate"),
        ("lead", "aaaa aaaa", "aa", None, "accept challenge escalate escalate-more"),
        ("trainer", "aaaa aaaa a", "", None, "accept"),
        ("trainer", "ac", "", None, "accept challenge"),
        ("escalation", "aaaa aaaa e", "", "escalate", ""),
        ("escalation", "aaaa aaaa ea", "", "accept", ""),
        ("escalation", "aaaa aaaa ean", "", "accept", ""),
        ("escalation", "aaaa m e", "", None, "escalate escalate-more"),
        ("escalation", "aaaa e e", "", "escalate", ""),
        ("escalation", "aa cc n", "", None, "accept challenge"),
        ("escalation", "aaaa", "e", None, "accept escalate"),
        ("escalation", "aaaa", "eeeee", "escalate", ""),
        ("escalation", "a e", "aaaaaa", "escalate", ""),
    ],
)
def test_what_a_rule_makes_of_a_vote(
    rule: Rule, votes: str, hands: str, choice: str | None, between: str
) -> None:
    made = found(rule, votes, hands)
    assert (made.choice, " ".join(made.between)) == (choice, between)


RULES: st.SearchStrategy[Rule] = st.sampled_from(
    ["majority", "consensus", "lead", "trainer", "escalation"]
)
VOTES = st.lists(st.text("acemn", max_size=4), min_size=3, max_size=3).map(" ".join)


@given(RULES, VOTES, st.text("acemn", max_size=3), st.permutations(ORDER))
def test_the_order_of_choices_decides_nothing(
    rule: Rule, votes: str, hands: str, order: list[str]
) -> None:
    vote, seats = held(votes, hands)
    one = tally(rule, vote, seats, lead="care", escalating=ESCALATING, order=ORDER)
    other = tally(rule, vote, seats, lead="care", escalating=ESCALATING[::-1], order=order)
    assert one.choice == other.choice
    assert set(one.between) == set(other.between)


@given(RULES, VOTES, st.text("acemn", max_size=3), st.permutations(list(AGENCIES)), st.randoms())
def test_the_names_of_agencies_and_who_came_first_decide_nothing(
    rule: Rule, votes: str, hands: str, names: list[str], chance: st.DataObject
) -> None:
    vote, seats = held(votes, hands)
    other_name = dict(zip(AGENCIES, names, strict=True))
    people = list(seats)[::-1]
    renamed = {
        number: Seat(person=number, token="", words="", agency=other_name[seats[number].agency])
        for number in people
    }
    turned = Round(
        place=vote.place,
        ballots={number: vote.ballots[number] for number in people},
        hands=vote.hands,
    )
    one = tally(rule, vote, seats, lead="care", escalating=ESCALATING, order=ORDER)
    other = tally(
        rule, turned, renamed, lead=other_name["care"], escalating=ESCALATING, order=ORDER
    )
    assert one == other


@given(VOTES, st.text("acemn", max_size=3))
def test_a_choice_that_a_rule_makes_was_voted_for(votes: str, hands: str) -> None:
    for rule in ("majority", "consensus", "lead", "escalation"):
        made = found(rule, votes, hands)
        voted = {LETTERS[letter] for letter in votes.replace(" ", "") + hands}
        assert made.choice is None or made.choice in voted
        assert (made.choice is None) == bool(made.between)


@given(VOTES, st.text("acemn", max_size=3))
def test_what_is_shown_by_agency_adds_up_and_leaves_nobody_to_be_found_by_subtraction(
    votes: str, hands: str
) -> None:
    vote, seats = held(votes, hands)
    shown = revealed_of([vote], seats, AGENCIES, ORDER, "anonymous")
    assert shown is not None
    told = [Counter(group.counts) for group in shown.by_agency]
    sizes = [sum(group.counts.values()) + group.undecided for group in shown.by_agency]
    assert all(size >= 3 for size in sizes)
    # Either every phone's vote is in some group, or there is nothing to subtract from the whole.
    assert sum(sizes) in {0, len(vote.ballots)}
    if told:
        phones = sum(told, Counter[str]())
        raised = Counter(LETTERS[letter] for letter in hands)
        assert {c: phones[c] + raised[c] for c in ORDER} == shown.rounds[0]
    names = [name for group in shown.by_agency for name in group.names]
    assert len(names) == len(set(names))


def test_with_names_each_agency_stands_by_itself() -> None:
    vote, seats = held("a c aae")
    shown = revealed_of([vote], seats, AGENCIES, ORDER, "named")
    assert shown is not None
    assert [group.names for group in shown.by_agency] == [
        ("School",),
        ("Health",),
        ("Social care",),
    ]


def test_a_rest_too_small_is_shown_with_the_smallest_agency_that_stands_by_itself() -> None:
    vote, seats = held("a ccc aaaae")
    shown = revealed_of([vote], seats, AGENCIES, ORDER, "anonymous")
    assert shown is not None
    assert [group.names for group in shown.by_agency] == [("Social care",), ("School", "Health")]

"""How looking back reads, in charts of any width and for plays of any kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scr_sim.services import KeptNow, look_back
from scr_sim.services import history_words as words
from scr_sim.services.history_model import FindingOverTime, Meeting, Way
from scr_sim.store.model import LeftWhy
from tests.services.records import NOON, loads, record

WAYS: list[Way] = ["neither", "repeated", "repeated", "both", "acted"]
PLAY = record("accept-account", "accept")


@pytest.mark.parametrize(
    ("most", "shown"),
    [(None, "·□□◧■"), (10, "· □ □ ◧ ■"), (9, "·□□◧■"), (5, "·□□◧■"), (4, "…□◧■"), (1, "…■")],
)
def test_a_chart_stands_apart_where_there_is_room_and_shows_the_latest_where_not(
    most: int | None, shown: str
) -> None:
    assert words.chart(WAYS, most) == shown


def test_charts_beside_each_other_stand_apart_together_or_not_at_all() -> None:
    assert words.charts([WAYS, WAYS[:2]], 10) == [("· □ □ ◧ ■", 5), ("· □", 2)]
    assert words.charts([WAYS, WAYS[:2]], 9) == [("·□□◧■", 5), ("·□", 2)]
    assert words.charts([WAYS, []], 4) == [("…□◧■", 3), ("", 0)]


def test_an_empty_chart_is_empty() -> None:
    assert words.chart([], 5) == words.chart([]) == ""


@pytest.mark.parametrize(
    ("echoed", "answered", "long", "short"),
    [
        ([0], [0], "not met in 1 play", "not met in 1"),
        ([0, 0], [0, 0], "not met in 2 plays", "not met in 2"),
        (
            [1, 0, 3],
            [0, 0, 2],
            "repeated in 2, acted on in 1 of 3 plays",
            "repeated 2, acted on 1, of 3",
        ),
    ],
)
def test_how_plays_met_a_finding_is_told_at_length_and_in_brief(
    echoed: list[int], answered: list[int], long: str, short: str
) -> None:
    (play,) = look_back(KeptNow(plays=((PLAY, ()),)), loads).plays
    finding = FindingOverTime(
        number=1,
        title="Asking",
        review="small-review",
        meetings=tuple(
            Meeting(play=play, echoed=e, answered=a) for e, a in zip(echoed, answered, strict=True)
        ),
    )
    assert words.over_time(finding) == long
    assert words.over_time_briefly(finding) == short


@pytest.mark.parametrize(
    ("echoed", "answered", "told"),
    [
        (0, 0, "not met"),
        (2, 0, "pattern repeated twice"),
        (0, 1200, "lesson acted on 1,200 times"),
        (1, 1, "pattern repeated once, lesson acted on once"),
    ],
)
def test_how_often_a_finding_was_met_is_told_in_words(
    echoed: int, answered: int, told: str
) -> None:
    assert words.met(echoed, answered) == told


@pytest.mark.parametrize("why", LeftWhy)
def test_a_play_that_was_left_says_why_and_how_it_had_ended(why: LeftWhy) -> None:
    under_way = replace(record("accept-account"), left=True, left_why=why)
    ended = replace(PLAY, left=True, left_why=why)
    assert words.how_it_ended(under_way).startswith("left ")
    assert words.how_it_ended(ended) == f"{PLAY.ending_title}, {words.how_it_ended(under_way)}"
    assert words.how_it_ended(PLAY) == PLAY.ending_title
    assert words.how_it_ended(record("accept-account")) == "not finished"


def test_how_much_was_practised_is_one_sentence() -> None:
    assert words.practised(look_back(KeptNow(plays=()), loads)) == words.NO_PLAYS
    later = record("accept-account", play_id="p2", started=NOON + timedelta(days=1))
    seen = look_back(KeptNow(plays=((PLAY, ()), (later, ()))), loads)
    assert words.practised(seen) == "2 plays, 1 finished, 3 minutes."


def test_an_ending_of_a_kind_that_is_not_known_here_is_told_by_its_name() -> None:
    sure = record("accept-account", "accept", confidence=(90, 80))
    seen = look_back(KeptNow(plays=((replace(sure, ending_kind="averted"), ()),)), loads)
    told = list(words.averages(seen.surety))
    assert told[-1].endswith("in plays that ended like this: averted (2 decisions)")

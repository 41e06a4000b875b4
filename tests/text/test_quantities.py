"""Numbers of things in words."""

from __future__ import annotations

import pytest

from scr_sim.text.quantities import amount, counted, not_enough


@pytest.mark.parametrize(
    ("number", "what", "told"),
    [
        (1, "hour", "1 hour"),
        (2, "hour", "2 hours"),
        (0, "day", "0 days"),
        (3, "enquiry", "3 enquiries"),
        (2, "bus", "2 buses"),
        (2, "lunch", "2 lunches"),
        (2, "person", "2 people"),
        (2, "dead end", "2 dead ends"),
        (1200, "play", "1,200 plays"),
    ],
)
def test_more_than_one_of_a_thing_has_its_plural(number: int, what: str, told: str) -> None:
    assert counted(number, what) == told


def test_a_cost_is_told_by_its_unit_or_by_its_name() -> None:
    assert amount(2, "hour", "Hours before the meeting") == "2 hours"
    assert amount(1, "", "Goodwill") == "1 of goodwill"
    assert amount(1, "", "GP's patience") == "1 of GP's patience"


def test_what_there_is_not_enough_of_is_time_or_has_its_own_name() -> None:
    assert not_enough("hour", "Hours before the meeting") == "not enough time"
    assert not_enough("", "Goodwill") == "not enough goodwill"
    assert not_enough("favour", "Favours owed to you") == "not enough favours owed to you"

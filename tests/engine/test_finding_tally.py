"""The tally of findings: each place once, in order, and every finding told."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from scr_sim.engine import Met, tally


@dataclass(frozen=True)
class Touches:
    echoes: tuple[int, ...] | None
    answers: tuple[int, ...] | None


NUMBERS = st.none() | st.lists(st.integers(1, 6), max_size=4).map(tuple)
STEPS = st.lists(st.builds(Touches, NUMBERS, NUMBERS), max_size=8)


@given(steps=STEPS)
def test_it_counts_as_one_would_by_hand(steps: list[Touches]) -> None:
    found = tally(range(1, 5), enumerate(steps))
    assert list(found) == [1, 2, 3, 4]
    for number, met in found.items():
        assert met.echoed == tuple(n for n, s in enumerate(steps) if number in (s.echoes or ()))
        assert met.answered == tuple(n for n, s in enumerate(steps) if number in (s.answers or ()))
        assert bool(met) is any(number in (*(s.echoes or ()), *(s.answers or ())) for s in steps)


def test_a_place_that_comes_twice_is_told_once() -> None:
    twice = [("a", Touches((1,), None)), ("a", Touches((1, 1), None)), ("b", Touches((1,), ()))]
    assert tally([1, 2], twice) == {1: Met(("a", "b"), ()), 2: Met()}

"""Sets of sequences are what sets of tuples are, and bundled stories' plays are counted."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim import explore, load
from scr_sim.exploration import limits
from scr_sim.exploration.decision_counts import TOO_MANY
from scr_sim.exploration.sequences import NONE, Sequences

STORIES = (
    "cancelled-icpc",
    "closing-the-plan",
    "first-days",
    "headlice-account",
    "telling-their-story",
    "unverified-sightings",
)
SCENES = 5
#: Scenes 3 and 4 are endings; a sequence is of choices, each with the scene that it leads to.
Sequence = tuple[tuple[int, int], ...]
_on = st.tuples(st.integers(0, 2), st.integers(0, 2))
_end = st.tuples(st.integers(0, 2), st.integers(3, 4))
_sequence = st.builds(lambda on, end: (*on, end), st.lists(_on, max_size=4).map(tuple), _end)


def made(sequences: Sequences, one: Sequence) -> int:
    found = sequences.ending(one[-1][1])
    for choice, scene in reversed(one):
        found = sequences.of({sequences.way(choice, scene): found})
    return found


@given(st.lists(st.lists(_sequence, max_size=6), min_size=1, max_size=4))
def test_unions_count_each_sequence_once(several: list[list[Sequence]]) -> None:
    sequences = Sequences(SCENES)
    together = NONE
    for some in several:
        there = NONE
        for one in some:
            there = sequences.union(there, made(sequences, one))
        together = sequences.union(together, there)
        assert sequences.union(there, together) == together
    wanted = {one for some in several for one in some}
    plays, total = sequences.counted(together)
    assert plays == Counter(one[-1][1] for one in wanted)
    # The ending that a choice leads to is no part of the sequence.
    assert total == len({(*one[:-1], one[-1][0]) for one in wanted})


def test_sequences_may_be_longer_than_calls_are_deep() -> None:
    sequences = Sequences(SCENES)
    long = ((1, 1),) * 5000
    one, other = (made(sequences, (*long, (0, end))) for end in (3, 4))
    assert sequences.counted(sequences.union(one, other)) == ({3: 1, 4: 1}, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_the_plays_of_every_bundled_story_are_counted(name: str) -> None:
    explored = explore(load(name))
    assert explored.plays is not None
    assert all(ending.plays for ending in explored.endings)
    assert explored.plays <= sum(ending.plays or 0 for ending in explored.endings)
    assert "plays" not in explored.why


def test_where_there_are_too_many_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_STATES_COUNTED", 1000)
    explored = explore(load("cancelled-icpc"))
    assert (explored.plays, explored.why["plays"]) == (None, TOO_MANY)

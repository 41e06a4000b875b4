"""Whatever is voted and written: every vote counts once, and every file of a record is whole."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.group.record_builder import record
from scr_sim.group.record_folder import record_files
from scr_sim.group.shared_types import Recording
from tests.app_driver import SMALL
from tests.group.told import Told

STORY = load(SMALL)
CHOICES = st.sampled_from(["accept-account", "show-tray", "tell-head", None])


@given(
    st.lists(st.tuples(st.integers(1, 5), CHOICES), max_size=12),
    st.lists(st.tuples(st.integers(1, 5), CHOICES), max_size=12),
    st.text(max_size=40),
    st.sampled_from(["anonymous", "named"]),
)
def test_every_vote_counts_once_and_every_file_is_whole(
    first: list[tuple[int, str | None]],
    second: list[tuple[int, str | None]],
    line: str,
    recording: Recording,
) -> None:
    told = Told(STORY, recording)
    for _ in range(5):
        told.join("office", line)
    for number, votes in enumerate((first, second), 1):
        told.round = number
        for person, choice in votes:
            told.vote({person: choice})
            told.explain(person, line)
    told.move("revealed")
    told.decide("accept-account", because=line)
    [gate, *_] = record(told.events, STORY).decisions
    for held in gate.rounds:
        votes = (first, second)[held.number - 1]
        assert sum(held.counts.values()) + held.undecided == len({p for p, _ in votes})
    both = {p for p, _ in first} & {p for p, _ in second}
    assert sum(way.people for way in gate.flows) == len(both)
    files = record_files(told.events, STORY)
    assert files == record_files(list(told.events), STORY)
    for text in files.values():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", text)
    assert len(files["session.jsonl"].splitlines()) >= len(told.events)

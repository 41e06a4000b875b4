"""Exploring ends, whatever it is given, and says what it did not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.engine import Engine
from scr_sim.exploration import explore, find_problems, limits, reach
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.decision_counts import (
    TOO_MANY,
    TOO_MANY_FOR_DECISIONS,
    DecisionCounts,
)
from scr_sim.exploration.explicit_search import States
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.state_vectors import TooManyError
from tests.benchmarks.generator import wide_text, write_wide
from tests.scenario.small import REVIEW, changed


def test_work_by_sets_that_becomes_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("headlice-account")
    whole = explore(scenario)
    monkeypatch.setattr(limits, "MOST_VECTORS_WORKED_ON", 1)
    cut = explore(scenario, limit=2000)
    assert not cut.complete
    assert cut.states == 2000
    assert set(cut.reachable) <= set(whole.reachable)


def test_what_is_good_to_know_and_too_much_to_hold_is_let_go() -> None:
    scenario = load("headlice-account")
    engine = Engine(scenario)
    everything = Matter((1 << len(engine.variable_ids)) - 1, (1 << len(engine.bits)) - 1)
    extra = dict.fromkeys(range(len(engine.scenes)), everything)
    found = reach(scenario, matters=Matters(engine, Reads(engine)), extra=extra)
    assert isinstance(found.source, Sets)
    assert found.states == reach(scenario).states


def test_counting_plays_that_becomes_too_much_leaves_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_UNIONS", 10)
    found = explore(load("headlice-account"))
    assert found.complete
    assert found.plays is None
    assert found.why == {"plays": TOO_MANY}
    assert (found.fewest, found.most) == (8, 14)
    assert all(ending.shortest for ending in found.endings)


def test_counting_decisions_that_becomes_too_much_leaves_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DecisionCounts, "most", _too_many)
    found = explore(load("headlice-account"))
    assert found.complete
    assert (found.fewest, found.most) == (None, None)
    assert found.why == dict.fromkeys(("fewest", "most"), TOO_MANY_FOR_DECISIONS)
    assert found.plays == 3_975_542
    assert all(ending.shortest for ending in found.endings)


def _too_many(counts: DecisionCounts) -> int | None:
    raise TooManyError


def test_two_hundred_enquiries_that_each_change_something(tmp_path: Path) -> None:
    rows = "".join(
        f"        - {{id: e{n}, label: E{n}, text: T, add: {{trust: {1 - 2 * (n % 2)}}}}}\n"
        for n in range(200)
    )
    text = changed(
        ("        - id: ring\n          label: Ring\n          text: It rings.\n", rows),
        ("      limit: 1\n", ""),
    )
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(text, "utf-8")
    found, complete = find_problems(load(str(tmp_path / "tiny.yaml")), limit=5000)
    assert (found, complete) == ([], False)


#: Of two rooms each can lead to the other, but no play goes from the yard to the hall.
ROUNDABOUT = """
  yard:
    title: The yard
    text: Out here.
    choices:
      - {id: out, stance: accept, label: Leave, next: end, debrief: {echoes: [1], because: So.}}
      - {id: in, stance: challenge, label: Go in, if: told, next: hall,
         debrief: {answers: [1], because: So.}}
  hall:
    title: The hall
    text: In here.
    choices:
      - {id: out, stance: accept, label: Go out, next: yard, debrief: {echoes: [1], because: So.}}
"""


def test_a_way_that_no_play_goes_does_not_hide_the_longest_play(tmp_path: Path) -> None:
    text = changed(
        ("        next: end\n", "        next: [{if: told, go: yard}, {go: hall}]\n"),
    )
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(text + ROUNDABOUT, "utf-8")
    found = explore(load(str(tmp_path / "tiny.yaml")))
    assert (found.plays, found.fewest, found.most) == (3, 1, 3)


def test_numbers_without_end_are_looked_at_one_by_one(tmp_path: Path) -> None:
    text = wide_text(20, 2, 4).replace("max: 9}", "max: 900000}")
    (tmp_path / "huge.yaml").write_text(text, "utf-8")
    scenario = load(str(tmp_path / "huge.yaml"))
    told: list[int] = []
    reached = reach(scenario, limit=12_000, progress=told.append)
    assert isinstance(reached.source, States)
    assert told == sorted(told) != []


def test_what_random_plays_hardly_ever_meet_is_found(tmp_path: Path) -> None:
    scenario = load(str(write_wide(tmp_path, 60, 2)))
    assert "s57.rare" in explore(scenario).available

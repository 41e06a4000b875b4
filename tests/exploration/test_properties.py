"""Exploring by sets, and state by state, agree with looking at every whole state."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scr_sim.engine import Play
from scr_sim.exploration import Explored, explore, find_problems, limits, reach, verdicts, way_to
from scr_sim.exploration import reachability as room
from scr_sim.exploration.decision_counts import TOO_MANY
from scr_sim.exploration.explicit_counts import ExplicitCounts
from scr_sim.exploration.explicit_search import States
from scr_sim.exploration.proofs import Proofs
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.scenario import LoadedScenario
from tests.engine.stories import stories
from tests.exploration.brute_force import Brute, TooWideError
from tests.exploration.brute_readings import Condition, Readings, stands_at
from tests.profiles import of_stories

PROPERTY = of_stories()


def brute_force(scenario: LoadedScenario) -> tuple[Brute, Any]:
    try:
        brute = Brute(scenario)
        return brute, brute.plays()
    except TooWideError:
        assume(False)
        raise


def agrees(explored: Explored, brute: Brute) -> None:
    scenario = brute.scenario
    assert explored.complete
    assert set(explored.reachable) == brute.scenes()
    assert set(explored.unreachable) == set(scenario.scenes) - brute.scenes()
    assert set(explored.available) == brute.choices()
    assert set(explored.enquiries_available) == brute.enquiries()
    assert not set(explored.available) & set(explored.never)
    endings, dead = brute.shortest()
    assert {e.scene: len(e.shortest) for e in explored.endings} == endings
    assert {d.scene: len(d.actions) for d in explored.dead_ends} == dead
    assert {n.scene: len(n.actions) for n in explored.no_way_out} == brute.no_way_out()
    assert explored.variables == brute.ranges()
    shape = explored.shape
    assert (shape.decisions, set(shape.branching), set(shape.always)) == brute.shape()
    for number, touched in explored.findings.items():
        echoed, answered = brute.findings(number)
        assert (set(touched.echoed_by), set(touched.answered_by)) == (echoed, answered)


@given(st.booleans().flatmap(lambda hard: stories(hard=hard, rich=False)))
@PROPERTY
def test_sets_agree_with_brute_force_in_everything(scenario: LoadedScenario) -> None:
    brute, (plays, total, fewest, most) = brute_force(scenario)
    explored = explore(scenario)
    agrees(explored, brute)
    if explored.why.get("plays") == TOO_MANY:  # once in a while a story is too wide for sets
        assert explored.plays == (None if explored.endings else 0)
        return
    assert {e.scene: e.plays for e in explored.endings} == plays
    assert explored.fewest == fewest
    assert explored.most == most
    assert explored.plays == total


@given(st.booleans().flatmap(lambda hard: stories(hard=hard, rich=False)))
@PROPERTY
def test_one_by_one_agrees_with_brute_force(scenario: LoadedScenario) -> None:
    brute, (plays, total, fewest, most) = brute_force(scenario)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_sets", _too_many)
        explored = explore(scenario)
    agrees(explored, brute)
    assert {e.scene: e.plays for e in explored.endings} == plays
    assert (explored.fewest, explored.most) == (fewest, most)
    assert explored.plays == total
    assert ("plays" in explored.why) == (total is None)


@given(st.booleans().flatmap(lambda hard: stories(hard=hard)))
@PROPERTY
def test_plays_counted_over_lean_states_are_those_of_brute_force(scenario: LoadedScenario) -> None:
    brute, (plays, total, _, most) = brute_force(scenario)
    states = States(brute.engine, limits.MOST_STATES, lean=True)
    counts = ExplicitCounts(states)
    ids = [table.id for table in brute.engine.scenes]
    assert {ids[scene]: number for scene, number in (counts.plays() or {}).items()} == plays
    assert (counts.total, counts.most()) == (total, most)
    assert states.states <= States(brute.engine, limits.MOST_STATES).states


@pytest.mark.slow
@given(st.booleans().flatmap(lambda hard: stories(hard=hard)))
@of_stories(40)
def test_costs_variants_and_pages_agree_with_brute_force(scenario: LoadedScenario) -> None:
    brute, (plays, total, fewest, most) = brute_force(scenario)
    explored = explore(scenario)
    agrees(explored, brute)
    if explored.why.get("plays") != TOO_MANY:
        assert {e.scene: e.plays for e in explored.endings} == plays
        assert (explored.fewest, explored.most, explored.plays) == (fewest, most, total)
    problems, _ = find_problems(scenario)
    assert {p.path for p in problems if p.code == "never-available"} == brute.never()
    lost = {p.path[-1] for p in problems if p.code == "no-way-out"}
    assert lost == brute.no_way_out(untold=True).keys()
    for way in (*(e.shortest for e in explored.endings), *(d.actions for d in explored.dead_ends)):
        Play(scenario, way)
    one_by_one = explore_by_states(scenario)
    agrees(one_by_one, brute)
    assert never_one_by_one(scenario) == brute.never()
    if "plays" not in one_by_one.why:
        assert {e.scene: e.plays for e in one_by_one.endings} == plays


@pytest.mark.slow
@given(
    st.booleans().flatmap(lambda hard: stories(hard=hard)),
    st.booleans(),
    st.sampled_from(["none", "plays", "few states"]),
)
@of_stories(60)
def test_promises_and_conditions_agree_with_brute_force(
    scenario: LoadedScenario, by_states: bool, shortcuts: str
) -> None:
    brute, _ = brute_force(scenario)
    readings = Readings(brute)
    with pytest.MonkeyPatch.context() as patch:
        if shortcuts != "few states":
            patch.setattr(limits, "FEW_STATES", 0)
        if shortcuts == "none":
            for plays in ("some_plays", "directed_plays"):
                patch.setattr(verdicts, plays, lambda *_: None)
            for proofs in ("may_fail", "may_hold"):
                patch.setattr(Proofs, proofs, lambda _, every: every)
        if by_states:
            patch.setattr(room, "_sets", _too_many)
        found, complete = find_problems(scenario)
    assert complete
    broken = {
        stands_at(scenario, problem.path): shortest_named(problem.message)
        for problem in found
        if problem.code == "broken-promise"
    }
    assert broken == readings.broken
    reached = brute.scenes()
    never = {
        condition
        for condition in readings.looked_at - readings.held
        if condition[1] < 0 and leads_to(scenario, condition) in {None, *reached}
    }
    told = {stands_at(scenario, p.path) for p in found if p.code == "never-holds"}
    assert told == never


def shortest_named(message: str) -> int:
    """Return how many actions a message names."""
    return 0 if message.endswith("at the start.") else message.count(", ")


def leads_to(scenario: LoadedScenario, condition: Condition) -> str | None:
    """Return the scene that a way on with this condition leads to; None for prose."""
    for scene in scenario.scenes.values():
        ways = [scene.next] if scene.kind == "passage" else []
        for choice in scene.choices:
            ways += [one.next for one in choice.outcomes if one.next]
        for link in (link for way in ways for link in way):
            if id(link) == condition[0]:
                return link.go
    return None


def explore_by_states(scenario: LoadedScenario) -> Explored:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_sets", _too_many)
        return explore(scenario)


def never_one_by_one(scenario: LoadedScenario) -> set[tuple[str | int, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_sets", _too_many)
        return {p.path for p in find_problems(scenario)[0] if p.code == "never-available"}


def _too_many(*_: object) -> Any:
    raise TooManyError


@given(stories(hard=True, rich=False))
@PROPERTY
def test_every_way_can_be_played(scenario: LoadedScenario) -> None:
    explored = explore(scenario)
    for ending in explored.endings:
        assert Play(scenario, ending.shortest).ending == ending.scene
    for dead in explored.dead_ends:
        play = Play(scenario, dead.actions)
        assert play.scene == dead.scene
        assert play.actions() == ()


@given(stories(hard=True, rich=False))
@PROPERTY
def test_there_is_a_shortest_way_into_every_scene_that_is_reached(scenario: LoadedScenario) -> None:
    brute, _ = brute_force(scenario)
    reached = reach(scenario)
    for scene in scenario.scenes:
        way = way_to(reached, scene)
        assert (way is not None) == (scene in brute.scenes())
        if way is None:
            continue
        play = Play(scenario, way)
        assert scene in play.visited
        assert not way or scene not in play.undo().visited
        assert len(way) == brute.shortest_into(scene)


@given(stories(hard=True, rich=False), st.integers(1, 40))
@PROPERTY
def test_a_search_that_is_cut_short_says_so_and_claims_nothing_false(
    scenario: LoadedScenario, limit: int
) -> None:
    whole = explore(scenario)
    cut = explore(scenario, limit=limit)
    assert set(cut.reachable) <= set(whole.reachable)
    assert set(cut.available) <= set(whole.available)
    assert {d.scene for d in cut.dead_ends} <= {d.scene for d in whole.dead_ends}
    if not cut.complete:
        assert cut.states <= limit
        assert cut.plays is None
    else:
        assert cut.reachable == whole.reachable


@given(stories(rich=False))
@PROPERTY
def test_states_that_fall_together_are_no_more_than_whole_ones(scenario: LoadedScenario) -> None:
    brute, _ = brute_force(scenario)
    assert explore(scenario).states <= len(brute.actions)
    assert States(brute.engine, 10**6).states <= len(brute.actions)

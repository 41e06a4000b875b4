"""Every story of the library branches, remembers, and lets no rule of thumb do the judging."""

from __future__ import annotations

from collections import Counter

import pytest

from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.choice import STANCES
from tests.stories import contents
from tests.stories.measures import better_places, measures
from tests.stories.world import stories, world

#: A scenario alone, without its branches.
ALONE = {name: story for name, story in stories().items() if not story.branches}


@pytest.mark.parametrize("story", ALONE.values(), ids=ALONE)
def test_a_story_is_all_that_stories_are_held_to(story: LoadedScenario) -> None:
    missed = [str(measure) for measure in measures(story) if not measure.met]
    assert missed == []


@pytest.mark.parametrize(
    "story", [s for s in stories().values() if s.branches], ids=lambda s: s.full_title
)
def test_a_branch_parts_from_its_scenario_in_two_scenes_at_least(story: LoadedScenario) -> None:
    alone = ALONE[story.id]
    own = set(story.scenes) - set(alone.scenes)
    parting = {
        scene
        for scene, targets in contents.links(story).items()
        if scene not in own and targets & own
    }
    assert len(parting) >= 2


def test_better_choices_stand_first_second_and_third_about_equally_often() -> None:
    places: Counter[int] = Counter()
    for story in ALONE.values():
        places += better_places(story)
    for place in range(3):
        assert 0.2 <= places[place] / places.total() <= 0.45, places


def test_better_choices_take_each_stance_and_none_over_half_of_them() -> None:
    better = [
        c for story in ALONE.values() for _, c in contents.choices(story) if contents.better(c)
    ]
    stances = Counter(choice.stance for choice in better)
    for stance in STANCES:
        assert 0.15 <= stances[stance] / len(better) <= 0.5, stances


def test_each_finding_is_echoed_and_answered_in_two_scenarios_at_least() -> None:
    review = next(iter(ALONE.values())).case_review
    for number in review.findings:
        for touching in ("echoes", "answers"):
            scenarios = [s for s in ALONE.values() if _findings(s, touching)[number]]
            assert len(scenarios) >= 2, (number, touching)


def _findings(story: LoadedScenario, *touching: str) -> Counter[int]:
    return Counter(
        number
        for told in contents.debriefs(story)
        for which in touching or ("echoes", "answers")
        for number in getattr(told.debrief, which) or ()
    )


def test_most_stories_cost_something_and_have_a_page_to_read_closely() -> None:
    costly = [s for s in ALONE.values() if any(c.cost for _, c in contents.choices(s))]
    read = [s for s in ALONE.values() if any(e.lines for _, e in contents.enquiries(s))]
    assert len(costly) >= 4
    assert len(read) >= 4


def test_nothing_of_the_library_needs_an_allowance() -> None:
    assert [name for name, story in stories().items() if story.allow] == []


def test_each_feature_is_practised_in_two_scenarios_at_least() -> None:
    review = next(iter(ALONE.values())).case_review
    for feature in review.features:
        assert sum(feature in story.features for story in ALONE.values()) >= 2, feature


def test_every_statement_of_the_outline_is_played_or_told() -> None:
    review = next(iter(ALONE.values())).case_review
    rested_on = {
        name
        for story in ALONE.values()
        for told in contents.debriefs(story)
        for name in told.debrief.review or ()
    }
    outline = {n for n, one in (review.statements or {}).items() if one.at.startswith("“Outline")}
    assert outline - rested_on == set()


def test_all_stories_of_the_case_are_here_in_its_order() -> None:
    assert set(ALONE) >= set(world()["players"])


def test_each_finding_is_at_the_heart_of_one_scenario() -> None:
    hearts = {n for s in ALONE.values() for n, _ in _findings(s).most_common(2)}
    assert hearts == set(next(iter(ALONE.values())).case_review.findings)

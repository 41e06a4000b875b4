"""Every story of the library can be run by a room: who holds what, and the trainer's words."""

from __future__ import annotations

import pytest

from scr_sim.scenario import LoadedScenario
from tests.stories.world import stories

STORIES = stories()


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_each_decision_with_enquiries_has_one_that_an_agency_holds(story: LoadedScenario) -> None:
    assert story.agencies
    bare = [
        name
        for name, scene in story.scenes.items()
        if scene.kind == "decision"
        and scene.enquiries is not None
        and not any(enquiry.agency for enquiry in scene.enquiries.offered)
    ]
    assert bare == []


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_trainer_has_words_for_the_opening_each_decision_and_the_closing(
    story: LoadedScenario,
) -> None:
    assert story.trainer is not None
    assert story.trainer.opening
    assert story.trainer.closing
    silent = [
        name
        for name, scene in story.scenes.items()
        if scene.kind == "decision" and not scene.trainer
    ]
    assert silent == []


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_no_agency_has_everything_and_two_at_least_hold_something(story: LoadedScenario) -> None:
    held = [
        enquiry.agency
        for scene in story.scenes.values()
        if scene.kind == "decision" and scene.enquiries is not None
        for enquiry in scene.enquiries.offered
        if enquiry.agency
    ]
    assert len(set(held)) >= 2
    assert max(held.count(agency) for agency in held) < len(held)

"""The engine does what the format's page says, as the plainest reading of that page has it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.engine import ActionError, Play, answer
from scr_sim.scenario import LoadedScenario
from tests.engine.reference import Reference, RefusedError
from tests.engine.stories import tales
from tests.engine.test_properties import volunteered, words
from tests.profiles import of_stories


@pytest.mark.slow
@given(st.booleans().flatmap(lambda hard: tales(hard=hard)), st.data())
@of_stories(75)
def test_the_engine_agrees_with_the_rules_read_plainly(
    tale: tuple[dict[str, Any], LoadedScenario], data: st.DataObject
) -> None:
    told, scenario = tale
    play = Play(scenario)
    reference = Reference(told, [*scenario.case_review.findings])
    assert answer(play) == reference.answer()
    for _ in range(data.draw(st.integers(0, 12))):
        can = [*play.actions(), *volunteered(play)]
        sound = bool(can) and data.draw(st.integers(0, 3)) > 0
        action = data.draw(st.sampled_from(can if sound else words(play)))
        try:
            reference.take(action)
        except RefusedError:
            try:
                play.take(action)
            except ActionError:
                continue
            raise AssertionError(f"{action} is taken, and should not be") from None
        play = play.take(action)
        assert answer(play) == reference.answer()

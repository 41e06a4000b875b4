"""A state as a number is the state, and what is not remembered is worked out all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.engine import Engine
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import States
from scr_sim.exploration.packed_states import Packing
from scr_sim.scenario import LoadedScenario
from tests.engine.stories import stories
from tests.profiles import of_stories


@given(st.booleans().flatmap(lambda hard: stories(hard=hard)), st.data())
@of_stories(40)
def test_a_packed_state_is_the_state(scenario: LoadedScenario, data: st.DataObject) -> None:
    engine = Engine(scenario)
    packing = Packing(engine, most_spent=max(s.limit or 0 for s in engine.scenes))
    state = engine.start
    for _ in range(12):
        # Enquiries are counted where there is a limit to them alone.
        counted = state if engine.scenes[state.scene].limit else state._replace(spent=0)
        assert packing.state(packing.packed(counted)) == counted
        if not engine.transitions(state):
            break
        state = engine.make(state, data.draw(st.sampled_from(engine.transitions(state))))


@given(st.booleans().flatmap(lambda hard: stories(hard=hard)), st.booleans())
@of_stories(40)
def test_states_are_the_same_where_nothing_is_remembered(
    scenario: LoadedScenario, lean: bool
) -> None:
    engine = Engine(scenario)
    remembering = States(engine, 20_000, lean=lean)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MOST_BYTES_REMEMBERED", 0)
        forgetting = States(engine, 20_000, lean=lean)
    for name in ("states", "complete", "links", "entered", "rounds", "loops", "made"):
        assert getattr(forgetting, name) == getattr(remembering, name)
    for at in range(remembering.states):
        assert forgetting.state(at) == remembering.state(at)
        assert list(forgetting.onward(at)) == list(remembering.onward(at))

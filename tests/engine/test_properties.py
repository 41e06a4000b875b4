"""What is true of every play of every scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.engine import ActionError, Engine, Play, answer, engine_for
from scr_sim.engine.transitions import Transition
from scr_sim.scenario import LoadedScenario, load
from scr_sim.scenario.model.variables import NumberVariable, WordVariable
from scr_sim.text.characters import FORBIDDEN
from tests.engine.stories import NOTES, stories
from tests.profiles import of_stories

SMALL = load(str(Path(__file__).parent.parent / "files" / "small.yaml"))
SCENARIOS = st.one_of(st.just(SMALL), stories())
PROPERTY = of_stories()


@st.composite
def plays(draw: st.DrawFn, longest: int = 12) -> Play:
    """Return a random play of a random scenario, enquiries brought unasked among its actions."""
    play = Play(draw(SCENARIOS))
    for _ in range(draw(st.integers(0, longest))):
        can = [*play.actions(), *volunteered(play)]
        if not can:
            break
        play = play.take(draw(st.sampled_from(can)))
    return play


def volunteered(play: Play) -> list[str]:
    return [f"!{enquiry.id}" for enquiry in play.enquiries() if not enquiry.made]


def told(play: Play) -> dict[str, Any]:
    """Return everything that a play says of itself."""
    return {
        "answer": answer(play),
        "actions": play.actions(),
        "choices": play.choices(),
        "enquiries": play.enquiries(),
        "left": play.enquiries_left,
        "notebook": play.notebook,
        "steps": play.steps,
        "unseen": play.unseen,
        "meters": play.meters,
        "beats": play.beats,
        "story": play.story,
        "state": play.state,
        "taken": play.actions_taken,
    }


@PROPERTY
@given(plays())
def test_the_same_actions_give_the_same_play(play: Play) -> None:
    again = Play(play.scenario, play.actions_taken)
    assert told(again) == told(play)
    assert again == play
    assert hash(again) == hash(play)


@PROPERTY
@given(plays())
def test_a_fresh_engine_gives_the_same_play(play: Play) -> None:
    before = told(play)
    engine_for.cache_clear()
    assert told(Play(play.scenario, play.actions_taken)) == before


@PROPERTY
@given(plays())
def test_undo_is_one_action_less(play: Play) -> None:
    if not play.actions_taken:
        with pytest.raises(ActionError):
            play.undo()
        return
    assert told(play.undo()) == told(Play(play.scenario, play.actions_taken[:-1]))


@PROPERTY
@given(plays())
def test_taking_an_action_leaves_the_play_as_it_was(play: Play) -> None:
    before = told(play)
    for action in play.actions()[:5]:
        play.take(action)
    assert told(play) == before


@PROPERTY
@given(plays())
def test_variables_stay_what_they_are_declared(play: Play) -> None:
    while True:
        for name, variable in (play.scenario.variables or {}).items():
            value = play.variables[name]
            if isinstance(variable, NumberVariable):
                assert type(value) is int
                assert variable.min <= value <= variable.max
            elif isinstance(variable, WordVariable):
                assert value in variable.values
            else:
                assert type(value) is bool
        if play.previous is None:
            break
        play = play.previous


def words(play: Play) -> list[str]:
    """Return actions near to what could be done: other scenes' ids, other notes, other marks."""
    choices, enquiries = {"nowhere", ""}, {"nowhere", ""}
    for scene in play.scenario.scenes.values():
        if scene.kind == "decision":
            choices |= {choice.id for choice in scene.choices}
            enquiries |= {e.id for e in (scene.enquiries.offered if scene.enquiries else ())}
    lines = ["", "l1,l0", "l0,l0", "l9", "l0,l1,l2", "l0,"]
    notes = [*NOTES, "says-sent", "tray-empty", "tired", "nobody", ""]
    citings = ["", *notes, "one,two", "two,one", "one,one", "one,two,three,four", "one,", ",one"]
    return [
        *choices,
        *enquiries,
        *(f"{choice}@{citing}" for choice in choices for citing in citings),
        *(f"{mark}{enquiry}" for mark in "?!" for enquiry in enquiries | choices),
        *(f"{mark}{enquiry}@{noted}" for mark in "?!" for enquiry in enquiries for noted in lines),
        *(f"{choice} " for choice in choices),
        *(choice.upper() for choice in choices if choice),
        "@", "?", "!", "??", "\x1b[2J", "a\nb", "🧩", "x" * 5000,
    ]  # fmt: skip


@PROPERTY
@given(plays(), st.text(max_size=8))
def test_what_is_listed_can_be_taken_and_nothing_else(play: Play, word: str) -> None:
    listed = set(play.actions())
    for action in list(listed)[:20]:
        assert play.take(action).actions_taken == (*play.actions_taken, action)
    sets = {
        (a.partition("@")[0], frozenset(a.partition("@")[2].split(","))) for a in listed if "@" in a
    }
    for action in {*words(play), word}:
        choice, at, notes = action.partition("@")
        # The order of what is cited or noted is free; all that is listed stands once.
        same = at and (choice, frozenset(notes.split(","))) in sets
        twice = len(set(notes.split(","))) < len(notes.split(","))
        if action in listed or (same and not twice) or action in volunteered(play):
            play.take(action)
            continue
        with pytest.raises(ActionError) as raised:
            play.take(action)
        refused = raised.value
        assert refused.action == action
        assert not FORBIDDEN.search(str(refused))
        assert "\n" not in str(refused)
        for could in refused.available:
            assert could in str(refused)
            assert could.removesuffix("NOTES").removesuffix("LINES") in listed
        assert bool(refused.available) == bool(listed)


@PROPERTY
@given(plays())
def test_a_replay_that_cannot_go_on_names_the_place(play: Play) -> None:
    with pytest.raises(ActionError) as raised:
        Play(play.scenario, [*play.actions_taken, "nowhere", "later"])
    assert raised.value.index == len(play.actions_taken)
    assert f"Action {len(play.actions_taken) + 1}, “nowhere”" in str(raised.value)


@PROPERTY
@given(plays())
def test_what_the_answer_says_agrees_with_itself(play: Play) -> None:
    said = answer(play)
    assert said["finished"] == (said["ending"] is not None) == (not play.actions())
    assert said["scene"] == said["visited"][-1]
    assert len(said["notes"]) == len(set(said["notes"]))
    available = said["available"]
    assert not set(available["choices"]) & set(available["locked"])
    for number, finding in said["findings"].items():
        for index in finding["steps"]:
            step = said["steps"][index]
            assert int(number) in (*step["echoes"], *step["answers"])
    choices = [a for a in play.actions_taken if a[0] not in "?!"]
    assert [s["choice"] for s in said["steps"]] == [a.partition("@")[0] for a in choices]
    made = [a[1:].partition("@")[0] for a in play.actions_taken if a[0] in "?!"]
    assert sum(len(s["enquiries"]) for s in said["steps"]) <= len(made)


@PROPERTY
@given(plays())
def test_a_note_stays_as_it_was_when_gained(play: Play) -> None:
    while play.previous is not None:
        before = play.previous.notebook
        assert play.notebook[: len(before)] == before
        play = play.previous


@PROPERTY
@given(stories())
def test_the_engine_takes_every_choice_that_a_play_takes(scenario: LoadedScenario) -> None:
    play = Play(scenario)
    engine = Engine(scenario)
    state = engine.start
    for _ in range(10):
        if play.finished:
            assert not engine.choices(state)
            break
        moves = {(m.choice.id, m.convincing): m for m in engine.choices(state)}
        action = next(a for a in reversed(play.actions()) if not a.startswith("?"))
        play = play.take(action)
        state = engine.make(state, moves[play.steps[-1].choice, play.steps[-1].convincing])
        assert state == play.state


@PROPERTY
@given(plays())
def test_what_can_be_made_one_by_one_is_what_can_be_made_in_all(play: Play) -> None:
    engine = engine_for(play.scenario)
    state = play.state
    table = engine.scenes[state.scene]
    every: list[Transition] = [*table.choices, *table.enquiries]
    assert [one for one in every if engine.can_make(state, one)] == engine.transitions(state)


@PROPERTY
@given(st.data())
def test_an_action_comes_to_the_same_whether_or_not_it_was_listed_before(
    data: st.DataObject,
) -> None:
    listed = Play(data.draw(SCENARIOS))
    for _ in range(12):
        actions = listed.actions()
        if not actions:
            break
        action = data.draw(st.sampled_from(actions))
        unlisted = Play(listed.scenario, listed.actions_taken)
        listed = listed.take(action)
        assert listed.state == unlisted.take(action).state

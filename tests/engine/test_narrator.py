"""What a play tells is made when it is asked for, and is the same whenever that is."""

from __future__ import annotations

import copy
import pickle
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.engine import ActionError, Play, engine_for
from scr_sim.engine.action_words import Actions, ActionsBySelection, run_table
from scr_sim.scenario import LoadedScenario
from tests.engine.stories import loaded
from tests.engine.test_properties import PROPERTY, SCENARIOS, SMALL, told, volunteered
from tests.engine.told_at_once import ToldAtOnce, listed

#: What a play tells, and what is told at once under the same name.
TOLD = ("beats", "story", "notebook", "steps", "unseen", "visited")
#: Two decisions that lead to each other for ever, each with something to say.
ROUND = """\
format: 1
id: round
title: Round
summary: S
review: small-review
features: [looking-twice]
role: R
minutes: 1
content_note: N
variables: {n: {start: 0, min: 0, max: 9, show: true}}
notes: {a: {kind: record, from: F, text: "{n} then"}}
start: here
scenes:
  here:
    title: Here
    text: "{n} here."
    unseen: "{n} unseen."
    choices:
      - {id: on, stance: accept, label: On, outcome: "{n}.", add: {n: 1}, notes: [a], next: there,
         debrief: {echoes: [1], because: Because}}
      - {id: out, stance: escalate, label: Out, next: end, debrief: {answers: [1], because: B}}
  there:
    title: There
    text: There.
    choices:
      - {id: back, stance: challenge, label: Back, add: {n: -1}, next: here,
         debrief: {answers: [1], because: Because}}
      - {id: out, stance: escalate, label: Out, next: end, debrief: {answers: [1], because: B}}
  end: {title: End, text: E, ending: {title: Over, kind: mixed}}
"""
LONG = 10_000


def at_once(scenario: LoadedScenario, actions: tuple[str, ...]) -> dict[str, Any]:
    whole = ToldAtOnce(scenario, actions)
    return {name: tuple(getattr(whole, name)) for name in TOLD}


@PROPERTY
@given(st.data())
def test_plays_that_share_their_beginnings_tell_the_same_whenever_they_are_asked(
    data: st.DataObject,
) -> None:
    scenario = data.draw(SCENARIOS)
    plays = [Play(scenario)]
    for _ in range(data.draw(st.integers(1, 14))):
        play = data.draw(st.sampled_from(plays[-4:]))
        for name in data.draw(st.lists(st.sampled_from((*TOLD, "notes")), max_size=2)):
            getattr(play, name)
        can = [*play.actions(), *volunteered(play)]
        if can:
            plays.append(play.take(data.draw(st.sampled_from(can))))
    for play in data.draw(st.permutations(plays)):
        assert {name: getattr(play, name) for name in TOLD} == at_once(scenario, play.actions_taken)
        assert play.notes == tuple(note.id for note in play.notebook)


@PROPERTY
@given(st.data())
def test_actions_are_those_that_stand_written_out(data: st.DataObject) -> None:
    play = Play(data.draw(SCENARIOS))
    for _ in range(8):
        written = listed(play)
        actions = play.actions()
        assert actions == tuple(written)
        assert [actions[at] for at in range(len(actions))] == written
        assert [actions[at] for at in range(-len(actions), 0)] == written
        assert actions[1:5] == tuple(written[1:5])
        with pytest.raises(IndexError):
            actions[len(actions)]
        if not written:
            break
        play = play.take(data.draw(st.sampled_from(written)))


def citings(notes: int, pick: int) -> Actions:
    held = [f"n{at}" for at in range(notes)]
    return Actions(run_table([ActionsBySelection("show@", pick)], notes), lambda: held)


@given(st.integers(0, 7), st.integers(1, 9))
def test_each_set_of_notes_is_cited_once_the_smaller_first(notes: int, pick: int) -> None:
    actions = citings(notes, pick)
    words = list(actions)
    assert len(words) == len(actions) == len(set(words))
    assert [actions[at] for at in range(len(actions))] == words
    assert [word.count("n") for word in words] == sorted(word.count("n") for word in words)
    assert words[0] == "show@"


def test_actions_are_like_a_tuple() -> None:
    selecting = ActionsBySelection("show@", 1)
    actions = Actions(run_table([("?look",), selecting, ("wait",)], 1), lambda: ["a"])
    written = ("?look", "show@", "show@a", "wait")
    more = ("x",)
    assert written == actions
    assert actions == Actions(run_table([written], 1), list)
    assert actions != ("?look",)
    assert hash(actions) == hash(written)
    assert (repr(actions), actions + more, more + actions) == (
        repr(written),
        (*written, "x"),
        ("x", *written),
    )
    assert actions[::-1] == written[::-1]


def test_citing_many_of_many_notes_is_listed_at_once() -> None:
    actions = citings(60, 8)
    assert len(actions) == sum(comb(60, size) for size in range(9))
    assert actions[-1] == "show@n52,n53,n54,n55,n56,n57,n58,n59"


# -- long plays


@pytest.fixture(scope="module")
def long_play() -> Play:
    play = Play(loaded(ROUND))
    for _ in range(LONG // 2):
        play = play.take("on").take("back")
    return play


def test_a_play_of_ten_thousand_actions_is_told(long_play: Play) -> None:
    assert long_play.actions_taken == ("on", "back") * (LONG // 2)
    assert len(long_play.steps) == LONG
    assert len(long_play.story) == 2 * LONG + 1
    assert long_play.visited[-2:] == ("there", "here")
    assert len(long_play.unseen) == LONG // 2 + 1
    assert long_play.notes == ("a",)
    assert long_play.steps[-1].action == LONG - 1


def test_a_long_play_is_equal_to_one_of_the_same_actions(long_play: Play) -> None:
    again = Play(long_play.scenario, long_play.actions_taken)
    assert again == long_play
    assert hash(again) == hash(long_play)
    assert again.undo() != long_play
    assert again.take("out").undo() == long_play


def test_a_long_play_is_copied(long_play: Play) -> None:
    assert copy.copy(long_play) == long_play
    other = copy.deepcopy(long_play)
    assert other.actions_taken == long_play.actions_taken
    assert other.state == long_play.state


def test_a_play_is_kept_as_its_scenario_and_actions() -> None:
    play = Play(SMALL, ("?ring-office", "show-tray@tray-empty"))
    other = pickle.loads(pickle.dumps(play))
    assert told(other) == told(play)


def test_taking_actions_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    play = Play(SMALL)

    def read(*_: object) -> str:
        raise AssertionError("a text was read")

    monkeypatch.setattr(type(engine_for(SMALL)), "read", read)
    play = play.take("?ring-office").take("show-tray@tray-empty")
    play.actions()
    assert play.notes[:2] == ("says-sent", "tray-empty")
    with pytest.raises(AssertionError, match="read"):
        _ = play.beats


def test_a_refusal_is_the_same_for_a_word_that_only_looks_like_an_action() -> None:
    with pytest.raises(ActionError) as refused:
        Play(SMALL).take("!nothing")
    assert "no such enquiry" in str(refused.value)

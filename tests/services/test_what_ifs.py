"""What if: an author begins in any scene, with anything that a scenario can have there."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence

import pytest

from scr_sim import load
from scr_sim.engine import Play, Supposition, SuppositionError, answer
from scr_sim.exploration import reach
from scr_sim.scenario import LoadedScenario
from scr_sim.services import Records, facts_that_count, next_value, origins, supposed
from tests.app_driver import EVERYTHING
from tests.cli.test_expected_plays import run

CROSS: dict[str, int | str | bool] = {"hours": 1, "goodwill": 0, "mood": "cross"}


@pytest.fixture(scope="module")
def everything() -> LoadedScenario:
    return load(EVERYTHING)


def at(scene: str, *facts: tuple[str, str], **values: int | str | bool) -> Supposition:
    return Supposition(scene=scene, values=values, facts=frozenset(facts))


def test_it_begins_in_the_scene_with_what_is_supposed(everything: LoadedScenario) -> None:
    play = Play(everything, (), at("desk", ("held", "no-form"), **CROSS))
    assert play.scene == "desk"
    assert play.variables == CROSS
    assert play.notes == ("no-form",)
    assert [note.id for note in play.notebook] == ["no-form"]
    assert play.visited == ("desk",)
    assert play.actions_taken == ()
    assert play.beats[0].shifts == ()
    # What costs goodwill cannot be done with none.
    assert [c.id for c in play.choices() if c.locked] == ["escalate"]


def test_what_is_left_out_is_as_at_the_start(everything: LoadedScenario) -> None:
    play = Play(everything, (), at("desk"))
    assert play.variables == {"hours": 4, "goodwill": 1, "mood": "calm"}
    assert play.notes == ()


@pytest.mark.parametrize(
    ("facts", "ending", "variant"),
    [((), "shut", 0), ((("held", "no-form"),), "found", None)],
)
def test_it_is_played_on_from_there_by_the_same_rules(
    everything: LoadedScenario, facts: Sequence[tuple[str, str]], ending: str, variant: int | None
) -> None:
    play = Play(everything, ["challenge"], at("desk", *facts, **CROSS))
    assert (play.ending, play.steps[0].variant) == (ending, variant)
    assert play.undo() == Play(everything, (), at("desk", *facts, **CROSS))
    assert play.undo() != Play(everything, (), at("desk", *facts))


def test_what_entering_the_scene_does_is_not_done_again(everything: LoadedScenario) -> None:
    play = Play(everything, ["challenge"], at("gate"))
    assert play.undo().notes == ()  # though entering the gate gives a note
    assert play.notes == ()
    assert play.beats[0].gained == ()
    held = Play(everything, (), at("gate", ("held", "says-sent")))
    assert held.notes == ("says-sent",)


def test_an_enquiry_that_was_made_is_made(everything: LoadedScenario) -> None:
    play = Play(everything, (), at("gate", ("enquired", "gate.look")))
    assert [one.id for one in play.enquiries() if one.made] == ["look"]


def test_a_what_if_is_copied_whole(everything: LoadedScenario) -> None:
    play = Play(everything, ["?tray"], at("desk", **CROSS))
    copied = pickle.loads(pickle.dumps(play))
    assert copied.variables == play.variables
    assert copied.actions_taken == ("?tray",)


@pytest.mark.parametrize(
    ("supposition", "words"),
    [
        (at("nowhere"), "no scene “nowhere”"),
        (at("desk", trust=1), "no variable “trust”"),
        (at("desk", hours=5), "“hours” cannot be “5”: it may be 0 to 4."),
        (at("desk", hours=True), "“hours” cannot be “true”"),
        (at("desk", mood="sad"), "“mood” cannot be “sad”: it may be calm or cross."),
        (at("desk", ("held", "[/]")), "held(“[/]”)"),
        (at("desk", ("convinced", "desk.accept")), "convinced(“desk.accept”)"),
    ],
    ids=str,
)
def test_what_cannot_be_supposed_is_told(
    everything: LoadedScenario, supposition: Supposition, words: str
) -> None:
    with pytest.raises(SuppositionError) as raised:
        Play(everything, (), supposition)
    assert words in str(raised.value)


def test_it_starts_from_a_play_that_comes_there_or_from_the_starting_values(
    everything: LoadedScenario,
) -> None:
    reached = reach(everything)
    play = Play(everything, ["?minutes@form", "challenge"])
    this, shortest, start = origins(reached, "desk", play)
    assert this.words == "this play"
    assert this.supposition.values == {"hours": 2, "goodwill": 0, "mood": "cross"}
    assert ("held", "no-form") in this.supposition.facts
    assert shortest.supposition.values == {"hours": 4, "goodwill": 1, "mood": "calm"}
    assert shortest.supposition.facts == {("held", "says-sent")}
    assert start.words == "the starting values"
    assert start.supposition.facts == frozenset()
    # In each of them the scene is as it was there.
    assert Play(everything, (), this.supposition).could() == play.could()


def test_every_scene_of_a_bundled_scenario_can_be_begun_in() -> None:
    scenario = load("headlice-account")
    reached = reach(scenario)
    for scene in scenario.scenes:
        for origin in origins(reached, scene):
            begun = Play(scenario, (), origin.supposition)
            assert begun.visited[0] == scene
            assert set(begun.notes) >= {n for c, n in origin.supposition.facts if c == "held"}


def test_only_what_makes_a_difference_is_asked_about(everything: LoadedScenario) -> None:
    assert facts_that_count(everything, "desk") == (("enquired", "desk.tray"),)
    assert ("enquired", "gate.look") in facts_that_count(everything, "gate")


def test_convincing_is_choosing_too() -> None:
    supposition = at("desk").with_fact(("convinced", "a.b"), so=True)
    assert supposition.facts == {("convinced", "a.b"), ("chose", "a.b")}
    assert supposition.with_fact(("chose", "a.b"), so=False).facts == frozenset()


def test_values_go_step_by_step_and_stop_at_their_bounds(everything: LoadedScenario) -> None:
    variables = everything.variables or {}
    assert next_value(variables["hours"], 4, 1) == 4
    assert next_value(variables["hours"], 4, -10) == 0
    assert next_value(variables["mood"], "calm", 1) == "cross"


def test_what_is_typed_is_read(everything: LoadedScenario) -> None:
    read = supposed(everything, "desk", ["hours=1", "mood=cross"], ['held("no-form")'])
    assert read == at("desk", ("held", "no-form"), hours=1, mood="cross")
    for values, facts in ((["hours"], []), ([], ["no-form"]), ([], ["ate(no-form)"])):
        with pytest.raises(SuppositionError):
            supposed(everything, "desk", values, facts)


def test_replay_begins_anywhere_and_says_that_it_is_no_play(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("replay", EVERYTHING, "--at", "desk", "--let", "mood=cross", "challenge")
    status, out, _ = run(capsys, *words)
    assert status == 0
    assert out.startswith("What if: it begins in “desk”, and is no play.")
    assert "Ending: shut" in out
    status, out, _ = run(capsys, *words[:-1], "--so", "held(no-form)", "challenge", "--json")
    told = json.loads(out)
    assert told["ending"] == "found"
    assert told["what_if"] == {
        "scene": "desk",
        "values": {"mood": "cross"},
        "facts": ['held("no-form")'],
    }
    assert Records.open().plays() == []
    assert "what_if" not in answer(Play(load(EVERYTHING)))


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (("--at", "dsk"), 1, "There is no scene “dsk”."),
        (("--at", "desk", "--let", "hours=9"), 1, "it may be 0 to 4"),
        (("--at", "desk", "--let", "hours"), 1, "write it like trust=1"),
        (("--let", "hours=1"), 2, "name it with --at"),
        (("--at", "desk", "nod"), 1, "nod"),
    ],
)
def test_replay_says_what_cannot_be_supposed(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], status: int, words: str
) -> None:
    found, out, err = run(capsys, "replay", EVERYTHING, *more)
    assert (found, out) == (status, "")
    assert words in err

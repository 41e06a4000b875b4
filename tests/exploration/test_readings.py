"""What there is to read, and how often scenes are met, against every play there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.engine import Answered, Chosen, Engine, Entered, Play, State
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import Reading, read_through, words
from scr_sim.exploration.chances import ROUND as NO_CHANCES
from scr_sim.exploration.reading_lengths import NO_ENDING, ROUND, TOO_MANY
from scr_sim.exploration.readings import minutes
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.conditions.compiler import Values
from tests.app_driver import EVERYTHING, FILES, SMALL
from tests.cli.test_expected_plays import run
from tests.engine.stories import stories
from tests.exploration.remembering_stories import of_scenes

#: More plays than this are not played one by one.
MOST_PLAYS = 150
AGREE = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


class LoopError(Exception):
    """Plays can go round for ever."""


# -- how long plays are


def words_in(text: str) -> int:
    return len(text.split())


def on_offer(play: Play) -> int:
    """Return the words of the labels on offer where a play rests."""
    labels = {choice.id: choice.label for choice in play.choices()}
    labels |= {f"?{asked.id}": asked.label for asked in play.enquiries() if not asked.made}
    return sum(map(words_in, labels.values()))


def read_in(scenario: LoadedScenario, actions: tuple[str, ...]) -> int:
    """Return how many words are read in a play, as its beats and its screens tell them."""
    play = Play(scenario)
    total = on_offer(play)
    beats = list(play.beats)
    for action in actions:
        play = play.take(action)
        beats += play.beats
        if not action.startswith("?"):
            total += on_offer(play)
    for beat in beats:
        if isinstance(beat, Entered):
            total += words_in(beat.title) + words_in(beat.text)
        elif isinstance(beat, Answered):
            total += words_in(beat.text) + sum(words_in(line.text) for line in beat.page)
        elif isinstance(beat, Chosen):
            total += words_in(beat.text)
    return total


def every_play(engine: Engine) -> Iterator[tuple[Transition, ...]]:
    """Return every way from the start to an ending. Raises `LoopError` where one goes round."""

    def onward(state: State, before: frozenset[State]) -> Iterator[tuple[Transition, ...]]:
        if engine.scenes[state.scene].kind == "ending":
            yield ()
        for transition in engine.transitions(state):
            after = engine.make(state, transition)
            if after in before:
                raise LoopError
            for rest in onward(after, before | {after}):
                yield (transition, *rest)

    yield from onward(engine.start, frozenset({engine.start}))


def checked_lengths(scenario: LoadedScenario, reading: Reading) -> bool:
    """Compare with every play; return whether there were few enough of them."""
    engine = Engine(scenario)
    found = []
    try:
        for way in every_play(engine):
            decisions = sum(transition.kind == "choice" for transition in way)
            actions = words(engine, way)
            found.append((read_in(scenario, actions), decisions))
            if len(found) > MOST_PLAYS:
                return False
    except LoopError:
        return False
    if not found:
        assert reading.why_lengths == NO_ENDING
        return True
    assert reading.shortest is not None
    assert reading.longest is not None
    assert (reading.shortest.words, reading.shortest.decisions) == min(found)
    assert (reading.longest.words, reading.longest.decisions) == max(found)
    total = len(found)
    assert reading.average == (
        Fraction(sum(read for read, _ in found), total),
        Fraction(sum(decisions for _, decisions in found), total),
    )
    return True


def holds(scenario: LoadedScenario, reading: Reading) -> None:
    """See that the ways told are plays of the length told."""
    for way in (reading.shortest, reading.longest):
        if way is not None:
            assert Play(scenario, way.actions).finished
            assert read_in(scenario, way.actions) == way.words


# -- how often scenes are met

#: A scene, and all that may stand in it: values, facts, enquiries made on this visit.
Place = tuple[int, frozenset[tuple[Values, int]]]


def entered(engine: Engine, scene: int, values: Values, facts: int) -> tuple[Values, int]:
    table = engine.scenes[scene]
    return (table.change.applied(values) if table.change else values), facts | table.facts


def grouped(arriving: Any) -> list[Place]:
    scenes: dict[int, set[tuple[Values, int]]] = {}
    for scene, standing in arriving:
        scenes.setdefault(scene, set()).add(standing)
    return [(scene, frozenset(standing)) for scene, standing in scenes.items()]


def following(engine: Engine, place: Place) -> list[list[Place]]:
    """Return, for each choice, the places that it may lead to."""
    scene, standing = place
    table = engine.scenes[scene]
    if table.kind == "ending":
        return []
    if table.kind == "passage":
        on = [(table.way.taken(values, facts), values, facts) for values, facts in standing]
        return [grouped((to, entered(engine, to, values, facts)) for to, values, facts in on)]
    asked = {State(scene, values, facts, 0) for values, facts in standing}
    waiting = list(asked)
    while waiting:
        state = waiting.pop()
        for enquiry in engine.open_enquiries(state) if engine.has_time(state) else ():
            after = engine.make(state, enquiry)
            if after not in asked:
                asked.add(after)
                waiting.append(after)
    outcomes: dict[str, dict[Transition, list[Any]]] = {}
    for state in asked:
        for choice in engine.choices(state):
            values = choice.change.applied(state.values) if choice.change else state.values
            facts = state.facts | choice.facts
            to = choice.way.taken(values, facts)
            by = outcomes.setdefault(choice.word, {}).setdefault(choice, [])
            by.append((to, entered(engine, to, values, facts)))
    return [
        [place for arriving in by.values() for place in grouped(arriving)]
        for by in outcomes.values()
    ]


def brute_chances(scenario: LoadedScenario) -> dict[str, Fraction]:
    """Return the chance to meet each scene, sequence by sequence. Raises `LoopError`."""
    engine = Engine(scenario)
    met = dict.fromkeys(scenario.scenes, Fraction(0))
    first = engine.first, frozenset({entered(engine, engine.first, engine.start_values, 0)})
    waiting: list[tuple[tuple[Place, ...], Fraction]] = [((first,), Fraction(1))]
    tried = 0
    while waiting:
        tried += 1
        assume(tried < 3000)
        way, chance = waiting.pop()
        choices = following(engine, way[-1])
        if not choices:
            for scene in {scene for scene, _ in way}:
                met[engine.scenes[scene].id] += chance
        for outcomes in choices:
            for place in outcomes:
                if place in way:
                    raise LoopError
                waiting.append(((*way, place), chance / len(choices) / len(outcomes)))
    return met


@given(st.booleans().flatmap(lambda hard: stories(hard=hard)))
@AGREE
def test_lengths_agree_with_every_play(scenario: LoadedScenario) -> None:
    reading = read_through(scenario, 3000)
    assume(reading.why_lengths != TOO_MANY)
    holds(scenario, reading)
    checked_lengths(scenario, reading)
    assert (reading.longest is None) == (reading.average is None) == bool(reading.why_lengths)


@given(stories(hard=True))
@AGREE
def test_chances_agree_with_every_sequence(scenario: LoadedScenario) -> None:
    reading = read_through(scenario, 3000)
    assume(reading.scenes is not None or reading.why_chances == NO_CHANCES)
    try:
        met = brute_chances(scenario)
    except LoopError:
        # A loop of whole states is one of those that still matter, too.
        assert reading.scenes is None
        return
    if reading.scenes is not None:
        assert reading.scenes == met
        assert reading.stuck == 1 - sum(reading.endings.values()) if reading.endings else True


STORY = """
format: 1
id: walk
title: A walk
summary: S
review: small-review
features: [looking-twice]
role: R
minutes: 1
content_note: N
variables:
  mood: {start: low, values: [low, very high indeed]}
notes:
  seen: {kind: record, from: F, text: A note.}
start: gate
scenes:
  gate:
    title: The gate
    text: One two three.
    enquiries:
      limit: 1
      from:
        - {id: look, label: Look, text: Four five., notes: [seen]}
    choices:
      - {id: stay, stance: accept, label: Stay here, next: hall, debrief: {echoes: [1], because: B}}
      - id: show
        stance: challenge
        label: Show it
        cite:
          ask: Which?
          convincing: [seen]
          otherwise: {next: lost, debrief: {echoes: [1], because: B}}
        outcome: So it was.
        set: {mood: very high indeed}
        next: hall
        debrief: {answers: [1], because: B}
      - {id: leave, stance: escalate, label: Leave, next: lost, debrief: {echoes: [1], because: B}}
  hall:
    title: Hall
    text: ["Mood {mood}.", {if: enquired("gate.look"), text: You looked.}]
    next: found
  found: {title: Found, text: End., ending: {title: F, kind: protected}}
  lost: {title: Lost, text: End., ending: {title: L, kind: missed}}
"""


def test_a_small_story_by_hand(tmp_path: Path) -> None:
    review = Path(SMALL).parent / "small-review.yaml"
    (tmp_path / "small-review.yaml").write_bytes(review.read_bytes())
    (tmp_path / "walk.yaml").write_text(STORY, "utf-8")
    reading = read_through(load(str(tmp_path / "walk.yaml")))
    # The gate: 2 + 3, labels 1 + 2 + 2 + 1; then an ending: 1 + 1.
    assert reading.shortest is not None
    assert reading.shortest.words == 13
    assert reading.shortest.actions in {("leave",), ("show@",)}
    # The answer 2, the outcome 3, the hall 1 + 4 + 2.
    assert reading.longest is not None
    assert (reading.longest.words, reading.longest.actions) == (25, ("?look", "show@seen"))
    assert reading.endings == {"found": Fraction(1, 2), "lost": Fraction(1, 2)}
    assert reading.scenes is not None
    assert reading.scenes["hall"] == Fraction(1, 2)
    assert reading.stuck == 0


def test_a_story_that_goes_round_has_a_shortest_play_and_says_so(tmp_path: Path) -> None:
    review = Path(SMALL).parent / "small-review.yaml"
    (tmp_path / "small-review.yaml").write_bytes(review.read_bytes())
    text = STORY.replace("label: Leave, next: lost", "label: Leave, next: gate")
    (tmp_path / "walk.yaml").write_text(text, "utf-8")
    reading = read_through(load(str(tmp_path / "walk.yaml")))
    assert reading.shortest is not None
    assert (reading.longest, reading.average, reading.scenes) == (None, None, None)
    assert (reading.why_lengths, reading.why_chances) == (ROUND, NO_CHANCES)


def test_what_is_too_wide_is_told() -> None:
    reading = read_through(load("headlice-account"), 50)
    assert (reading.shortest, reading.scenes) == (None, None)
    assert reading.why_lengths == TOO_MANY
    assert reading.why_chances


def test_one_scene_that_is_too_wide_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has sixteen million states, and no more of them are looked at than may be."""
    asked: list[object] = [
        {"id": f"e{at}", "label": "Ask", "text": "It is so."} for at in range(24)
    ]
    choice = {"label": "Go", "next": "over", "debrief": {"echoes": [1], "because": "B"}}
    choices: list[object] = [
        {"stance": "accept", "id": f"c{at}", "if": f"enquired('wide.e{at}')", **choice}
        for at in range(24)
    ]
    choices.append({"stance": "challenge", **choice})
    ending = {"title": "Over", "kind": "mixed"}
    scenes = {
        "wide": {"title": "T", "text": "T.", "enquiries": {"from": asked}, "choices": choices},
        "over": {"title": "T", "text": "T.", "ending": ending},
    }
    looked_at: list[object] = []
    transitions = Engine.transitions

    def counted(engine: Engine, state: State) -> list[Transition]:
        looked_at.append(state)
        return transitions(engine, state)

    monkeypatch.setattr(Engine, "transitions", counted)
    assert read_through(of_scenes(scenes), 500).why_lengths == TOO_MANY
    assert 0 < len(looked_at) <= 500


@pytest.mark.parametrize("name", [EVERYTHING, str(FILES / "lunch-card.yaml")])
def test_whole_scenarios_can_be_read_through(name: str) -> None:
    scenario = load(name)
    reading = read_through(scenario)
    assert reading.shortest is not None
    assert reading.longest is not None
    assert reading.average is not None
    assert reading.shortest.words < reading.average[0] < reading.longest.words
    holds(scenario, reading)


def test_minutes_are_told_to_a_tenth() -> None:
    assert [minutes(words) for words in (0, 220, 330, 2000)] == [0, 1, 1.5, 9.1]


def test_the_command_tells_it_and_prints_it_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explore", SMALL, "--reading")
    assert status == 0
    for part in ("at 220 words a minute", "shortest", "equally likely"):
        assert part in out
    assert max(len(line) for line in out.splitlines() if " minutes" in line) < 80
    status, out, _ = run(capsys, "explore", SMALL, "--reading", "--json")
    data = json.loads(out)["reading"]
    assert {"shortest", "longest", "middling", "endings", "scenes", "rules"} <= set(data)
    assert "reading" not in json.loads(run(capsys, "explore", SMALL, "--json")[1])

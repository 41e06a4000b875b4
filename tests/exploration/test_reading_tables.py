"""States that texts tell apart are not looked at one by one, and what is told is the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.engine import Engine
from scr_sim.exploration import explore, read_through, words
from scr_sim.exploration.limits import MOST_PLACES_OF_A_TABLE
from scr_sim.exploration.reading_lengths import Lengths, lengths
from scr_sim.exploration.reading_steps import Steps
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.library import ids
from tests.engine.stories import stories
from tests.exploration.remembering_stories import of_scenes, remembering
from tests.exploration.test_readings import (
    LoopError,
    brute_chances,
    checked_lengths,
    holds,
    read_in,
)

AGREE = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
#: So many states of each bundled scenario are enough, where texts would make millions of them.
ENOUGH = 150_000


def told(found: Lengths) -> list[object]:
    """Return what is told of lengths; of ways as long as each other any may be the one."""
    ways = [one and (one.words, one.decisions) for one in (found.shortest, found.longest)]
    return [*ways, found.words, found.decisions, found.plays, found.why]


@given(st.one_of(remembering(), stories(hard=True)))
@AGREE
def test_what_tables_tell_is_what_states_tell(scenario: LoadedScenario) -> None:
    engine = Engine(scenario)
    by_states = lengths(engine, 20_000, None, 0)
    for together in (2, 64, MOST_PLACES_OF_A_TABLE):
        by_tables = lengths(engine, 20_000, None, together)
        assert told(by_tables) == told(by_states)
        for one in (by_tables.shortest, by_tables.longest):
            if one is not None:
                assert read_in(scenario, words(engine, one.way)) == one.words


@given(remembering())
@AGREE
def test_stories_that_remember_agree_with_every_play(scenario: LoadedScenario) -> None:
    reading = read_through(scenario, 20_000)
    holds(scenario, reading)
    checked_lengths(scenario, reading)
    try:
        met = brute_chances(scenario)
    except LoopError:
        raise AssertionError("these stories do not go round") from None
    assert reading.scenes == met


@given(remembering())
@AGREE
def test_tables_take_fewer_states(scenario: LoadedScenario) -> None:
    engine = Engine(scenario)
    few, many = Steps(engine, 20_000), Steps(engine, 20_000, None, 0)
    # Those that are alike may be one after that in either, and need not be the same ones.
    assert few.looked_at <= many.looked_at


@pytest.mark.parametrize("holding", ["held('one')", "not held('one')", "trust >= 2", "told"])
@pytest.mark.parametrize("late", [2, 30])
def test_what_is_behind_now_may_be_ahead_at_the_end(holding: str, late: int) -> None:
    """One way reads five words more at first, and the other more at the end, or not enough."""
    debrief = {"echoes": [1], "because": "B"}
    gains: dict[str, object] = {"notes": ["one"], "add": {"trust": 1}, "set": {"told": True}}
    nothing: dict[str, object] = {}
    reads_late, reads_early = (nothing, gains) if holding.startswith("not") else (gains, nothing)
    ways = [
        {"stance": "accept", "label": "Go", "outcome": "word", **reads_late},
        {"stance": "challenge", "label": "Go", "outcome": "word " * 6, **reads_early},
    ]
    onward: list[dict[str, object]] = [
        {"stance": "accept", "label": "Go"},
        {"stance": "challenge", "label": "Go", "set": {"mood": "very high indeed"}},
    ]
    last: list[dict[str, object]] = [
        *onward,
        {"stance": "escalate", "label": "Go", "if": "mood == 'low'"},
    ]
    texts = ["Over.", {"if": holding, "text": "word " * late}]
    scenes: dict[str, dict[str, object]] = {
        "first": {"choices": [one | {"next": "second", "debrief": debrief} for one in ways]},
        "second": {"choices": [one | {"next": "third", "debrief": debrief} for one in onward]},
        "third": {"choices": [one | {"next": "end", "debrief": debrief} for one in last]},
        "end": {"text": texts, "ending": {"title": "Over", "kind": "mixed"}},
    }
    scenario = of_scenes({name: {"title": "T", "text": "T."} | one for name, one in scenes.items()})
    engine = Engine(scenario)
    by_tables = lengths(engine, 20_000, None, MOST_PLACES_OF_A_TABLE)
    assert told(by_tables) == told(lengths(engine, 20_000, None, 0))
    assert by_tables.longest is not None
    assert by_tables.shortest is not None
    # The one word more is the label of what is on offer in a low mood alone.
    assert by_tables.longest.words - by_tables.shortest.words == abs(late - 5) + 1


def test_a_small_search_says_what_it_knows_of_the_longest() -> None:
    engine = Engine(load("cancelled-icpc"))
    # Enough for every state, and not enough for every way in which the longest may go.
    found = lengths(engine, 7_000)
    whole = lengths(engine)
    assert told(found)[2:5] == told(whole)[2:5]
    assert found.shortest is not None
    assert whole.longest is not None
    if found.longest is None:
        most = int("".join(filter(str.isdigit, found.why)))
        assert most >= whole.longest.words


@pytest.mark.slow
@pytest.mark.parametrize("name", ids())
def test_every_bundled_scenario_can_be_read_through(name: str) -> None:
    scenario = load(name)
    reading, found = read_through(scenario, ENOUGH), explore(scenario)
    assert (reading.why_lengths, reading.why_chances) == ("", "")
    assert reading.shortest is not None
    assert reading.longest is not None
    assert reading.average is not None
    assert reading.shortest.words < reading.average[0] < reading.longest.words
    assert found.fewest is not None
    assert found.fewest <= reading.average[1] <= (found.most or 0)
    assert reading.endings is not None
    assert reading.scenes is not None
    assert sum(reading.endings.values()) == 1
    assert {name for name, chance in reading.scenes.items() if chance} == set(found.reachable)
    holds(scenario, reading)


@pytest.mark.slow
def test_a_bundled_scenario_reads_by_tables_as_by_states() -> None:
    # The smallest of them: others have up to a million states that texts tell apart.
    engine = Engine(load("cancelled-icpc"))
    assert told(lengths(engine)) == told(lengths(engine, 1_000_000, None, 0))


def test_a_note_that_cannot_be_held_yet_stands_for_no_other() -> None:
    """Either note would convince; what is written down first is not what is asked about later."""
    debrief = {"echoes": [1], "because": "B"}
    showing: dict[str, object] = {
        "id": "show",
        "stance": "challenge",
        "label": "Show it",
        "next": "end",
        "debrief": debrief,
        "cite": {
            "ask": "?",
            "convincing": ["two", "three"],
            "otherwise": {"next": "later", "debrief": debrief},
        },
    }
    going = {"id": "go", "stance": "accept", "label": "Go", "next": "end", "debrief": debrief}
    at_last = going | {"variants": [{"if": "held('two')", "outcome": "word " * 30}]}
    asking = {"id": "ask", "label": "Ask", "text": "word", "notes": ["three"]}
    seeing = {"id": "see", "label": "See", "text": "word", "notes": ["two"], "if": "told"}
    scenes: dict[str, dict[str, object]] = {
        "first": {"choices": [showing, going], "enquiries": {"from": [asking]}},
        "later": {"choices": [at_last], "enquiries": {"from": [seeing]}},
        "end": {"ending": {"title": "Over", "kind": "mixed"}},
    }
    scenario = of_scenes({name: {"title": "T", "text": "T."} | one for name, one in scenes.items()})
    reading = read_through(scenario, 20_000)
    holds(scenario, reading)
    checked_lengths(scenario, reading)
    assert reading.longest is not None
    assert reading.longest.words < 30


def test_a_note_that_another_citing_asks_about_stands_for_no_other() -> None:
    """Two citings share a note that is never held: one is convinced by what the other is not."""
    debrief = {"echoes": [1], "because": "B"}

    def showing(name: str, convincing: list[str], onward: str) -> dict[str, object]:
        otherwise = {"next": onward, "debrief": debrief}
        return {
            "id": name,
            "stance": "challenge",
            "label": "Show it",
            "next": onward,
            "debrief": debrief,
            "cite": {"ask": "?", "convincing": convincing, "otherwise": otherwise},
        }

    going = {"id": "go", "stance": "accept", "label": "Go", "debrief": debrief}
    asking = {"id": "ask", "label": "Ask", "text": "word", "notes": ["two"]}
    never = {"id": "never", "label": "See", "text": "word", "notes": ["one", "three"], "if": "told"}
    last = showing("late", ["one", "three"], "end") | {"outcome": "word " * 30}
    scenes: dict[str, dict[str, object]] = {
        "first": {
            "choices": [going | {"next": "middle"}],
            "enquiries": {"from": [asking, never]},
        },
        "middle": {"choices": [showing("show", ["one", "two"], "last"), going | {"next": "last"}]},
        "last": {"choices": [last]},
        "end": {"ending": {"title": "Over", "kind": "mixed"}},
    }
    scenario = of_scenes({name: {"title": "T", "text": "T."} | one for name, one in scenes.items()})
    reading = read_through(scenario, 20_000)
    holds(scenario, reading)
    checked_lengths(scenario, reading)
    assert reading.longest is not None
    assert reading.longest.words < 30
    assert explore(scenario).plays == 3

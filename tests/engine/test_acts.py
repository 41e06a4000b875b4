"""Costs, variants and pages: what an act takes, what it answers, what is read closely."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from scr_sim.engine import ActionError, Answered, Play, answer
from scr_sim.scenario import LoadedScenario
from tests.engine.stories import loaded

PAGE: dict[str, Any] = {
    "ask": "What do you note down, with {hours} left?",
    "pick": 2,
    "from": [
        {"id": "threshold", "text": "Threshold is met."},
        {"id": "lice", "text": "Headlice: resolved.", "notes": ["lice"]},
        {"id": "date", "text": "Next meeting: open.", "notes": ["open"]},
    ],
}


def story(**door: Any) -> LoadedScenario:
    """Return a story of one decision, some of whose keys are as given."""
    debrief = {"echoes": [1], "because": "So it was."}
    data: dict[str, Any] = {
        "format": 1,
        "id": "story",
        "title": "Story",
        "summary": "S",
        "review": "small-review",
        "features": ["looking-twice"],
        "role": "R",
        "minutes": 1,
        "content_note": "N",
        "variables": {
            "hours": {"start": 3, "min": 0, "max": 4, "unit": "hour", "label": "Time"},
            "mood": {"start": "calm", "values": ["calm", "cross"]},
        },
        "notes": {n: {"kind": "record", "from": "F", "text": n} for n in ("lice", "open", "own")},
        "start": "door",
        "scenes": {
            "door": {
                "title": "Door",
                "text": "You knock.",
                "enquiries": {
                    "from": [
                        {
                            "id": "minutes",
                            "label": "Read",
                            "text": "Four pages.",
                            "notes": ["own"],
                            "cost": {"hours": 2},
                            "lines": PAGE,
                        },
                        {"id": "ring", "label": "Ring", "text": "It rings.", "cost": {"hours": 2}},
                    ]
                },
                "choices": [
                    {
                        "stance": "accept",
                        "label": "Go",
                        "next": "end",
                        "debrief": debrief,
                    },
                    {
                        "stance": "challenge",
                        "label": "Ask",
                        "cost": {"hours": 3},
                        "next": "door",
                        "outcome": "They talk.",
                        "set": {"mood": "cross"},
                        "debrief": debrief,
                        "variants": [
                            {"if": "mood == 'cross'", "outcome": "Not now.", "next": "end"},
                        ],
                    },
                ],
                **door,
            },
            "end": {"title": "End", "text": "It ends.", "ending": {"title": "O", "kind": "mixed"}},
        },
    }
    return loaded(yaml.safe_dump(data, sort_keys=False))


def test_a_cost_is_taken_off_and_told() -> None:
    play = Play(story())
    _, ring = play.enquiries()
    assert [(p.cost, p.unit, p.left, p.enough) for p in ring.costs] == [(2, "hour", 3, True)]
    play = play.take("?ring")
    assert play.variables["hours"] == 1
    minutes, _ = play.enquiries()
    assert not minutes.can_make
    assert not minutes.affordable
    ask = play.choices()[1]
    assert (ask.locked, ask.because, ask.affordable) == (True, "", False)
    assert play.actions() == ("accept",)
    with pytest.raises(ActionError, match="it costs 3 of “Time”, and there is only 1"):
        play.take("challenge")


def test_what_is_volunteered_costs_nothing_and_is_told_whole() -> None:
    play = Play(story()).take("!minutes")
    assert play.variables["hours"] == 3
    assert play.notes == ("own", "lice", "open")
    with pytest.raises(ActionError, match="told whole"):
        Play(story()).take("!minutes@lice")


def test_a_cost_comes_off_before_anything_is_added() -> None:
    choice = {
        "stance": "accept",
        "label": "Go",
        "next": "end",
        "cost": {"hours": 3},
        "add": {"hours": 9},
        "debrief": {"echoes": [1], "because": "B"},
    }
    assert Play(story(choices=[choice])).take("accept").variables["hours"] == 4


def test_a_page_gives_the_notes_of_what_is_noted_in_its_order() -> None:
    play = Play(story())
    assert [a for a in play.actions() if a.startswith("?minutes")] == [
        "?minutes@",
        "?minutes@threshold",
        "?minutes@lice",
        "?minutes@date",
        "?minutes@threshold,lice",
        "?minutes@threshold,date",
        "?minutes@lice,date",
    ]
    play = play.take("?minutes@date,lice")
    assert play.notes == ("own", "lice", "open")
    [beat] = play.beats
    assert isinstance(beat, Answered)
    assert [(line.id, line.noted) for line in beat.page] == [
        ("threshold", False),
        ("lice", True),
        ("date", True),
    ]
    [step] = answer(play.take("accept"))["steps"]
    assert step["noted"] == {"minutes": ["lice", "date"]}
    assert step["variant"] is None
    [page] = [e.page for e in play.previous.enquiries() if e.page] if play.previous else []
    assert (page.ask, page.pick, len(page.lines)) == ("What do you note down, with 3 left?", 2, 3)


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ("?minutes", "a page is read here"),
        ("?minutes@lice,lice", "noted twice"),
        ("?minutes@nothing", "“nothing” is not on the page"),
        ("?minutes@threshold,lice,date", "at most 2 may be noted"),
        ("?ring@lice", "has no lines"),
    ],
)
def test_what_cannot_be_noted_is_refused(action: str, why: str) -> None:
    with pytest.raises(ActionError, match=why):
        Play(story()).take(action)


def test_the_first_variant_that_holds_counts_and_replaces_whole_keys() -> None:
    free = Play(story(add={"hours": 4}))
    once = free.take("challenge")
    assert (once.scene, once.steps[-1].variant, once.steps[-1].outcome) == (
        "door",
        None,
        "They talk.",
    )
    twice = once.take("challenge")
    assert (twice.scene, twice.steps[-1].variant, twice.steps[-1].outcome) == ("end", 0, "Not now.")
    assert twice.variables["mood"] == "cross"

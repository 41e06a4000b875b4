"""Random stories whose texts remember much of what was done, and that come to an end."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.choice import STANCES
from tests.engine.stories import loaded

NOTES = ("one", "two", "three", "four")
VARIABLES = {
    "trust": {"start": 1, "min": 0, "max": 3},
    "hours": {"start": 3, "min": 0, "max": 3},
    "told": {"start": False},
    "mood": {"start": "low", "values": ["low", "very high indeed"]},
}
#: How many rows of two scenes there are before the endings.
ROWS = 3

_SIMPLE = st.sampled_from(
    [
        *[f"held('{note}')" for note in NOTES],
        "trust >= 2",
        "told",
        "mood == 'low'",
        "visited('r0s1')",
        "visited('r1s1')",
        "chose('r0s0.c0')",
        "enquired('r0s0.e0')",
        "convinced('r1s0.c1')",
    ]
)
_CONDITIONS = st.one_of(
    _SIMPLE,
    _SIMPLE.map(lambda one: f"not {one}"),
    st.builds("{} and not {}".format, _SIMPLE, _SIMPLE),
    st.builds("{} or {}".format, _SIMPLE, _SIMPLE),
)
#: What decides where a story goes; texts ask about much more.
_TURNS = st.sampled_from(["trust >= 2", "held('one')", "told"])
_SOME = st.lists(st.sampled_from(NOTES), max_size=2, unique=True)
_SELDOM = st.integers(0, 3).map(lambda one: not one)


@st.composite
def _text(draw: st.DrawFn) -> Any:
    parts: list[Any] = ["word " * draw(st.integers(1, 9))]
    for _ in range(draw(st.integers(0, 3))):
        words = "word " * draw(st.integers(1, 20)) + draw(st.sampled_from(["", "{mood}"]))
        parts.append({"if": draw(_CONDITIONS), "text": words})
    return parts


@st.composite
def _effects(draw: st.DrawFn) -> dict[str, Any]:
    effects: dict[str, Any] = {"notes": draw(_SOME)}
    if draw(st.booleans()):
        effects["add"] = {"trust": draw(st.sampled_from([-1, 1, 2]))}
    if draw(_SELDOM):
        effects["set"] = {"told": draw(st.booleans())}
    elif draw(_SELDOM):
        effects["set"] = {"mood": draw(st.sampled_from(["low", "very high indeed"]))}
    return effects


@st.composite
def _enquiry(draw: st.DrawFn, number: int) -> dict[str, Any]:
    enquiry = {"id": f"e{number}", "label": "Ask", "text": draw(_text()), **draw(_effects())}
    if draw(_SELDOM):
        enquiry["if"] = draw(_TURNS)
    if draw(_SELDOM):
        enquiry["cost"] = {"hours": 1}
    if draw(_SELDOM):
        enquiry["variants"] = [{"if": draw(_CONDITIONS), "text": draw(_text())}]
    if draw(_SELDOM):
        lines = [{"id": f"l{at}", "text": f"Line {at}.", "notes": draw(_SOME)} for at in range(2)]
        enquiry["lines"] = {"ask": "What?", "from": lines}
    return enquiry


@st.composite
def _choice(draw: st.DrawFn, row: int, number: int) -> dict[str, Any]:
    onward = st.sampled_from([f"r{row + 1}s0", f"r{row + 1}s1"])
    debrief = {"echoes": [1], "because": "B"}
    choice: dict[str, Any] = {
        "id": f"c{number}",
        "stance": STANCES[number],
        "label": "Do this" + " now" * number,
        "outcome": draw(_text()),
        "next": draw(onward),
        "debrief": debrief,
        **draw(_effects()),
    }
    if draw(st.booleans()):
        choice["next"] = [{"if": draw(_TURNS), "go": draw(onward)}, {"go": draw(onward)}]
    if number and draw(_SELDOM):
        choice["if"] = draw(_TURNS)
    if number and draw(_SELDOM):
        choice["cost"] = {"hours": draw(st.integers(1, 2))}
    if draw(_SELDOM):
        choice["variants"] = [{"if": draw(_CONDITIONS), "outcome": draw(_text())}]
    if number == 1:
        otherwise = {"outcome": draw(_text()), "next": draw(onward), "debrief": debrief}
        choice["cite"] = {"ask": "?", "convincing": ["two", "three"], "otherwise": otherwise}
    return choice


@st.composite
def _scene(draw: st.DrawFn, row: int, passes: bool) -> dict[str, Any]:
    scene = {"title": "Here", "text": draw(_text()), **draw(_effects())}
    if passes:
        onward = st.sampled_from([f"r{row + 1}s0", f"r{row + 1}s1"])
        next_ = [{"if": draw(_TURNS), "go": draw(onward)}, {"go": draw(onward)}]
        return scene | {"next": next_}
    scene["choices"] = [draw(_choice(row, at)) for at in range(2)]
    asked = [draw(_enquiry(at)) for at in range(draw(st.integers(0, 2)) if row < 2 else 0)]
    if asked:
        scene["enquiries"] = {"limit": draw(st.integers(1, 2)), "from": asked}
    return scene


@cache
@st.composite
def remembering(draw: st.DrawFn) -> LoadedScenario:
    """Return a story in rows of two scenes, of which the second is a passage now and then."""
    scenes: dict[str, Any] = {}
    for row in range(ROWS):
        for at in range(2):
            passes = row == 1 and at == 1 and draw(st.booleans())
            # What a text asks about has to be there.
            scenes[f"r{row}s{at}"] = draw(_scene(row, passes))
    first = scenes["r0s0"]
    first["enquiries"] = {"limit": 1, "from": [draw(_enquiry(0))]}
    for at, kind in enumerate(("mixed", "missed")):
        ending = {"title": "Over", "kind": kind}
        scenes[f"r{ROWS}s{at}"] = {"title": "End", "text": draw(_text()), "ending": ending}
    return of_scenes(scenes)


def of_scenes(scenes: dict[str, Any]) -> LoadedScenario:
    """Return the story that has these scenes, of which it starts with the first."""
    data = {
        "format": 1,
        "id": "story",
        "title": "Story",
        "summary": "S",
        "review": "small-review",
        "features": ["looking-twice"],
        "role": "R",
        "minutes": 1,
        "content_note": "N",
        "variables": VARIABLES,
        "notes": {note: {"kind": "record", "from": "F", "text": "N"} for note in NOTES},
        "start": next(iter(scenes)),
        "scenes": scenes,
    }
    return loaded(json.dumps(data))

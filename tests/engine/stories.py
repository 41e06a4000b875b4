"""Small random scenarios, sound by their making, for properties that hold of any play.

A strategy is made once and drawn from often: making and validating it costs more than drawing.
"""

from __future__ import annotations

import atexit
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from scr_sim.scenario import LoadedScenario, load
from scr_sim.scenario.model.choice import STANCES

FILES = Path(__file__).parent.parent / "files"
NOTES = ("one", "two", "three", "four")
VARIABLES = {
    "trust": {"start": 2, "min": -1, "max": 4, "show": True},
    "written": {"start": 0, "min": 0, "max": 2},
    "hours": {"start": 3, "min": -1, "max": 3, "label": "Hours left", "unit": "hour", "show": True},
    "told": {"start": False},
    "stage": {"start": "none", "values": ["none", "asked", "told"]},
}
VARIABLES_WITHOUT_COST = {name: one for name, one in VARIABLES.items() if name != "hours"}
#: A note's text that depends on when it is gained.
NOTE_TEXT = ["{trust} then.", {"if": "told", "text": "It was told.", "sure": "trust < 4"}]
#: How many scenes a story has before its two endings.
DECISIONS = 4


BOOLEANS = st.booleans()
#: Nought once in three times.
NOW_AND_THEN = st.integers(0, 2)
FEW = st.integers(1, 3)
GAINED = st.lists(st.sampled_from(NOTES), max_size=2)
ROLES = st.sampled_from(["R", "Another"])
CONVINCING = st.lists(st.sampled_from(NOTES), min_size=1, max_size=3, unique=True)


@cache
def conditions(scene: int) -> st.SearchStrategy[str]:
    """Return conditions that can be asked anywhere."""
    simple = st.sampled_from(
        [
            "trust >= 3",
            "trust < 2 or told",
            "written == trust",
            "not told",
            "stage == 'asked'",
            "held('one')",
            "held('two') and not held('three')",
            "visited('s1')",
            f"chose('s{scene}.c0')",
            f"not enquired('s{scene}.e0')",
            "convinced('s0.c1')",
            "true",
        ]
    )
    return st.one_of(simple, st.builds("not ({})".format, simple))


@cache
def effects() -> st.SearchStrategy[dict[str, Any]]:
    """Return results' changes, with no variable in both `add` and `set`."""
    return st.fixed_dictionaries(
        {},
        optional={
            "add": st.fixed_dictionaries(
                {}, optional={"trust": st.integers(-9, 9), "written": st.integers(-1, 1)}
            ),
            "set": st.fixed_dictionaries(
                {}, optional={"told": st.booleans(), "stage": st.sampled_from(["asked", "told"])}
            ),
            "notes": GAINED,
        },
    )


COSTS = st.fixed_dictionaries({"hours": FEW}, optional={"written": st.integers(1, 2)})


@cache
@st.composite
def _with_cost(draw: st.DrawFn) -> dict[str, Any]:
    """Return no cost most often, or one that can be met now and then."""
    return {} if draw(NOW_AND_THEN) else {"cost": draw(COSTS)}


@cache
@st.composite
def _variants(draw: st.DrawFn, words: str) -> list[dict[str, Any]]:
    """Return no variants most often, or some; ``words`` is the key of what is told."""
    if draw(NOW_AND_THEN):
        return []
    variants = []
    for number in range(draw(FEW)):
        variant = {"if": draw(conditions(number % 2)), **draw(effects())}
        if len(variant) == 1 or draw(BOOLEANS):
            variant[words] = draw(_prose(0))
        if words == "outcome" and draw(BOOLEANS):
            variant["next"] = draw(_next(0))
        if words == "outcome" and draw(BOOLEANS):
            variant["debrief"] = {"answers": [draw(FEW)], "because": "{hours}"}
        variants.append(variant)
    return variants


def _with_variants(act: dict[str, Any], variants: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an act with variants, if there are any."""
    for variant in variants:
        # What a variant does not replace is the act's own, and may not contradict it.
        for mine, other in (("add", "set"), ("set", "add")):
            for name in variant.get(mine, {}).keys() & act.get(other, {}).keys():
                variant.setdefault(other, {}).pop(name, None)
    return {**act, "variants": variants} if variants else act


@cache
@st.composite
def _with_lines(draw: st.DrawFn) -> dict[str, Any]:
    """Return no page most often, or one of a few lines."""
    if draw(NOW_AND_THEN):
        return {}
    lines = []
    for number in range(draw(st.integers(2, 4))):
        line: dict[str, Any] = {"id": f"l{number}", "text": f"Line {number}."}
        if draw(BOOLEANS):
            line["notes"] = draw(GAINED)
        lines.append(line)
    page: dict[str, Any] = {"ask": "With {hours}?", "from": lines}
    if draw(BOOLEANS):
        page["pick"] = draw(FEW)
    return {"lines": page}


@cache
@st.composite
def _next(draw: st.DrawFn, scene: int, *, back: bool = True) -> Any:
    """Return a way on; from a decision it may lead back, and only once in a while to an ending."""
    target = _targets(0 if back else scene + 1)
    if draw(BOOLEANS):
        return draw(target)
    return [{"if": draw(conditions(scene % 2)), "go": draw(target)}, {"go": draw(target)}]


@cache
def _targets(first: int) -> st.SearchStrategy[str]:
    return st.integers(first, DECISIONS + 1).map(_name)


def _name(number: int) -> str:
    return f"s{number}" if number < DECISIONS else f"end{number - DECISIONS}"


@cache
@st.composite
def _prose(draw: st.DrawFn, scene: int) -> Any:
    if draw(BOOLEANS):
        return "Trust is {trust}, told is {told}, {{so}} {it} stands, {who} says."
    return [
        "First.",
        {"if": draw(conditions(scene)), "text": "At {stage}."},
        {"if": draw(conditions(scene)), "text": "At {written}.", **draw(_promises(scene))},
    ]


@cache
@st.composite
def _promises(draw: st.DrawFn, scene: int) -> dict[str, Any]:
    """Return no promise most often, or one, or two."""
    promises = draw(st.lists(conditions(scene), max_size=2))
    if not promises or draw(BOOLEANS):
        return {}
    return {"sure": promises if len(promises) > 1 else promises[0]}


@cache
@st.composite
def _choice(draw: st.DrawFn, scene: int, number: int, *, hard: bool, rich: bool) -> dict[str, Any]:
    finding = draw(FEW)
    debrief: dict[str, Any] = {"echoes": [finding], "because": "You had {trust}."}
    choice: dict[str, Any] = {
        "id": f"c{number}",
        "stance": STANCES[number % 3],
        "label": f"Choice {number}",
        "next": draw(_next(scene)),
        "debrief": debrief,
        **draw(effects()),
    }
    if rich and draw(BOOLEANS):
        debrief["practice"] = draw(_prose(0))
    if draw(BOOLEANS):
        choice["outcome"] = draw(_prose(0))
    if (number or hard) and draw(NOW_AND_THEN) == 0:
        choice["if"] = draw(conditions(0))
    if (number or hard) and draw(NOW_AND_THEN) == 0:
        choice["locked"] = {"unless": draw(conditions(0)), "because": "Not yet, {trust}."}
    if (number or hard) and draw(NOW_AND_THEN) == 0:
        choice["once"] = True
    if rich and (number or hard):
        choice |= draw(_with_cost())
    if rich:
        choice = _with_variants(choice, draw(_variants("outcome")))
    if number == 1:
        convincing = draw(CONVINCING)
        pick = draw(FEW)
        choice["cite"] = {
            "ask": "Which?",
            "pick": pick,
            "need": draw(st.integers(1, min(pick, len(convincing)))),
            "convincing": convincing,
            "otherwise": {
                "next": draw(_next(scene)),
                "debrief": {"answers": [finding], "because": "Nothing in hand."},
                **draw(effects()),
            },
        }
        if rich:
            cite = choice["cite"]
            cite["otherwise"] = _with_variants(cite["otherwise"], draw(_variants("outcome")))
    return choice


@cache
@st.composite
def _scene(draw: st.DrawFn, number: int, *, hard: bool, rich: bool) -> dict[str, Any]:
    scene: dict[str, Any] = {"title": f"Scene {number}", "text": draw(_prose(0)), **draw(effects())}
    scene |= draw(_promises(number % 2))
    if draw(BOOLEANS):
        scene["unseen"] = draw(_prose(0))
    if rich and draw(BOOLEANS):
        scene["role"] = draw(ROLES)
    if number > 1 and draw(BOOLEANS):
        # A passage leads on to a later scene, so that no run of passages is without end.
        return {**scene, "next": draw(_next(number, back=False))}
    enquiries: list[dict[str, Any]] = [
        {"id": f"e{n}", "label": f"Enquiry {n}", "text": "{trust}", **draw(effects())}
        for n in range(draw(FEW))
    ]
    for at, enquiry in enumerate(enquiries):
        if draw(NOW_AND_THEN) == 0:
            enquiry["if"] = draw(conditions(0))
        if rich:
            enquiry |= draw(_with_cost())
            enquiries[at] = _with_variants(enquiry, draw(_variants("text"))) | draw(_with_lines())
    if rich and draw(BOOLEANS):
        scene["reason"] = {"ask": "Why, at {trust}?", "compare": draw(_prose(0))}
    offered: dict[str, Any] = {"from": enquiries}
    if draw(BOOLEANS):
        offered["limit"] = draw(NOW_AND_THEN)
    choices = [
        draw(_choice(number, n, hard=hard, rich=rich)) for n in range(draw(st.integers(2, 4)))
    ]
    return {**scene, "enquiries": offered, "choices": choices}


@cache
def stories(*, hard: bool = False, rich: bool = True) -> st.SearchStrategy[LoadedScenario]:
    """Return a random scenario that has no errors; a hard one may have dead ends.

    A rich one has costs, variants and pages besides.
    """
    return tales(hard=hard, rich=rich).map(lambda tale: tale[1])


@cache
@st.composite
def tales(
    draw: st.DrawFn, *, hard: bool = False, rich: bool = True
) -> tuple[dict[str, Any], LoadedScenario]:
    """Return a random scenario's data, and the scenario."""
    scenes: dict[str, Any] = {
        f"s{n}": draw(_scene(n, hard=hard, rich=rich)) for n in range(DECISIONS)
    }
    for number, kind in enumerate(("mixed", "missed")):
        ending = {"title": "Over", "kind": kind}
        scenes[f"end{number}"] = {"title": "End", "text": "{trust}", "ending": ending}
    # One way to an ending is certain, so that the story is sound.
    scenes["s0"]["choices"][0]["next"] = draw(st.sampled_from(["s1", "s2", "s3", "end0"]))
    scenes["s1"]["choices"][0]["next"] = "end1"
    for number in range(2):
        scene = scenes[f"s{number}"]
        scene["choices"][1]["next"] = draw(_next(number))
    scenes["s0"]["choices"][1]["next"] = "s1"
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
        "people": {"who": {"name": "Who"}, "it": {"name": "It"}},
        "variables": VARIABLES if rich else VARIABLES_WITHOUT_COST,
        "notes": {
            note: {"kind": "record", "from": "F", "text": "{trust} then", "contradicts": ["one"]}
            for note in NOTES
        }
        | {"three": {"kind": "account", "from": "F", "text": NOTE_TEXT}},
        "start": "s0",
        "scenes": scenes,
    }
    return data, loaded(json.dumps(data, ensure_ascii=False))


@cache
def _shelf() -> Path:
    """Return a folder with the small review, one for all stories, gone at the end."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    review = (FILES / "small-review.yaml").read_bytes()
    (Path(folder.name) / "small-review.yaml").write_bytes(review)
    return Path(folder.name)


def loaded(text: str) -> LoadedScenario:
    """Load a scenario's text beside the small review."""
    path = _shelf() / "story.yaml"
    path.write_text(text, "utf-8")
    return load(str(path))

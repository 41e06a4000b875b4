"""Which model stands where in a file, so that an unknown key can be told its nearest neighbour."""

from __future__ import annotations

from pydantic import BaseModel

from scr_sim.scenario.model import scenario
from scr_sim.scenario.model.branch import Addition
from scr_sim.scenario.model.expected_plays import ExpectedFindings, ExpectedPlay
from scr_sim.scenario.model.fields import Link, Part
from scr_sim.scenario.syntax.locations import Path, follow
from scr_sim.scenario.syntax.nodes import Map

_RESULT_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    ("debrief",): scenario.Debrief,
    ("variants", "*"): scenario.Variant,
    ("variants", "*", "debrief"): scenario.Debrief,
}
_CHOICE_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): scenario.Choice,
    ("locked",): scenario.Lock,
    ("cite",): scenario.Cite,
    ("cite", "otherwise"): scenario.Result,
    **{
        (*start, *key): what
        for start in ((), ("cite", "otherwise"))
        for key, what in _RESULT_MODELS.items()
    },
}
_ENQUIRY_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): scenario.Enquiry,
    ("variants", "*"): scenario.EnquiryVariant,
    ("lines",): scenario.Lines,
    ("lines", "from", "*"): scenario.PageLine,
}
#: Which model stands at which path, so that an unknown key can be told its nearest neighbour.
#: ``*`` stands for any step.
_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    ("allow", "*"): scenario.Allowance,
    ("people", "*"): scenario.Person,
    ("notes", "*"): scenario.Note,
    ("trainer",): scenario.Trainer,
    ("scenes", "*", "sensitive"): scenario.Sensitive,
    ("scenes", "*", "reason"): scenario.Reason,
    ("scenes", "*", "ending"): scenario.EndingTitle,
    ("scenes", "*", "enquiries"): scenario.Enquiries,
    **{
        (*start, "*", *key): what
        for start in (("scenes", "*", "enquiries", "from"), ("at", "*", "enquiries"))
        for key, what in _ENQUIRY_MODELS.items()
    },
    ("at", "*"): Addition,
    **{
        (*start, "*", "choices", "*", *key): what
        for start in (("scenes",), ("at",))
        for key, what in _CHOICE_MODELS.items()
    },
    ("plays", "*"): ExpectedPlay,
    ("plays", "*", "findings"): ExpectedFindings,
    ("statements", "*"): scenario.Statement,
    ("features", "*"): scenario.Feature,
    ("findings", "*"): scenario.Finding,
    ("findings", "*", "questions", "*"): scenario.Question,
}
_SCENE_MODELS: dict[str, type[BaseModel]] = {
    "choices": scenario.Decision,
    "next": scenario.Passage,
    "ending": scenario.Ending,
}
_VARIABLE_MODELS: dict[str, type[BaseModel]] = {
    "number": scenario.NumberVariable,
    "flag": scenario.FlagVariable,
    "word": scenario.WordVariable,
}


def model_at(wanted: type[BaseModel], data: Map, path: Path) -> type[BaseModel]:
    """Return the model of what stands at a path; ``wanted`` is the whole file's."""
    if not path:
        return wanted
    value = follow(data, path)
    if len(path) == 2 and path[0] == "scenes":
        return _SCENE_MODELS.get(scenario.scene_kind(value) or "choices", scenario.Decision)
    if len(path) == 2 and path[0] == "variables":
        return _VARIABLE_MODELS[scenario.variable_kind(value)]
    for pattern, found in _MODELS.items():
        if len(pattern) == len(path) and all(
            p in {"*", step} for p, step in zip(pattern, path, strict=True)
        ):
            return found
    return Link if path and "next" in path else Part

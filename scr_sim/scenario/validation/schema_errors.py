"""The shape of a file: validated once by the models, its errors told as problems."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scr_sim.scenario.model import scenario
from scr_sim.scenario.model.branch import Addition
from scr_sim.scenario.model.expected_plays import ExpectedFindings, ExpectedPlay
from scr_sim.scenario.model.fields import Budget, Link, Part
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import MOST_PROBLEMS, Problem, nearest
from scr_sim.scenario.syntax.locations import (
    Path,
    follow,
    leads_on,
    problem_at_key,
    problem_at_value,
)
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, Written

_NUMBER = re.compile(r"[0-9]{1,18}\Z")
M = TypeVar("M", bound=BaseModel)

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
    ("people", "*"): scenario.Person,
    ("notes", "*"): scenario.Note,
    ("trainer",): scenario.Trainer,
    ("scenes", "*", "sensitive"): scenario.Sensitive,
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

_TEXT, _LIST, _MAPPING = "should be text", "should be a list", "should be a mapping"
_WHOLE, _FLAG = "should be a whole number", "should be true or false"
_BOUNDS = "is outside its bounds"
#: What is said of each kind of error that the models' library has, beside those told by themselves.
_EXPECTED = {
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "iterable_type": _LIST,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "greater_than": _BOUNDS,
    "less_than": _BOUNDS,
    "multiple_of": _BOUNDS,
    "finite_number": _BOUNDS,
    "string_too_short": "is too short",
    "string_too_long": "is too long",
    "too_long": "has too many items",
}
#: Whatever else the library may come to say, in this version or a later one.
_NOT_READ = "is not what belongs here"
#: What is only said because of another error, which is told by itself.
_FOLLOWS = frozenset(("default_factory_not_called",))
#: Our own kinds of error, whose messages are ours: the validators of the models raise them.
OWN_KINDS = frozenset(
    ("actions", "flag", "format", "line", "next", "prose", "unclosed", "value", "whole")
)


def validate(wanted: type[M], data: Map) -> tuple[M | None, list[Problem]]:
    """Return the checked model, or None, and every problem of the data's shape."""
    try:
        with allocation():
            return wanted.model_validate(data, context=Budget()), []
    except ValidationError as error:
        problems = []
        seen = set()
        for one in error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]:
            found = shape_problem(wanted, data, one)
            if found is not None and found not in seen:
                seen.add(found)
                problems.append(found)
        if not problems:  # never so far; but a file that cannot be used always says why
            problems.append(problem_at_key(data, (), "wrong-type", f"The file {_NOT_READ}."))
        return None, problems


def shape_problem(wanted: type[BaseModel], data: Map, error: Any) -> Problem | None:
    """Return an error of the models as a problem in our own words.

    None is what only follows from another error, which is told by itself.
    """
    kind: str = error["type"]
    if kind in _FOLLOWS:
        return None
    path, bad_key = _path(data, error["loc"])
    if kind == "missing":
        name = str(error["loc"][-1])
        where = f"{_called(path)} lacks the key “{name}”."
        near = nearest(name, follow(data, path) or ())
        hint = near.replace("Did you mean", "Is that what is meant by") if near else ""
        return problem_at_key(data, path, "missing-key", where, hint)
    if kind == "extra_forbidden":
        return _extra(wanted, data, path)
    if kind == "union_tag_not_found":
        if isinstance(follow(data, path), Map):
            message = f"{_called(path)} is of no kind: it has no “choices”, “next” or “ending”."
            return problem_at_key(
                data,
                path,
                "missing-key",
                message,
                "A decision has “choices”, a passage “next”, an ending “ending”.",
            )
        return problem_at_value(data, path, "wrong-type", f"{_called(path)} should be a mapping.")
    if kind == "string_pattern_mismatch":
        return _bad_id(data, path, bad_key, "is no id")
    if kind == "bad_id":
        return _bad_id(data, path, bad_key, error["msg"])
    hint = ""
    if kind == "literal_error":
        allowed = re.findall("'([^']*)'", error["ctx"]["expected"])
        says = f"should be one of {', '.join(allowed)}"
        value = follow(data, path)
        hint = nearest(value, allowed) if isinstance(value, str) else ""
    elif kind == "too_short":
        least = error["ctx"]["min_length"]
        says = "should not be empty" if least == 1 else f"needs {least} items or more"
    elif kind == "too_long":
        says = f"may have {error['ctx']['max_length']} items and no more"
    elif kind in {"greater_than_equal", "less_than_equal"}:
        bound = error["ctx"].get("ge", error["ctx"].get("le"))
        says = f"should be {'at least' if kind.startswith('g') else 'at most'} {bound}"
    else:
        says = error["msg"] if kind in OWN_KINDS else _EXPECTED.get(kind, _NOT_READ)
    value = follow(data, path)
    found = (
        ""
        if bad_key
        else f", not {_kind_of(value)}"
        if says in _EXPECTED.values() or kind in {"whole", "flag", "value"}
        else ""
    )
    message = f"{_called(path)} {says}{found}."
    if bad_key:
        return problem_at_key(data, path, "wrong-type", message)
    if not hint and kind == "whole" and isinstance(value, str) and value.lstrip("+-").isdigit():
        hint = "Numbers stand without quotes and have 18 digits at most."
    return problem_at_value(data, path, "wrong-type", message, hint)


def _bad_id(data: Map, path: Path, bad_key: bool, why: str) -> Problem:
    shown = path[-1] if bad_key or not path else follow(data, path)
    shown = shown.text if isinstance(shown, Written) else shown
    hint = "Ids have lower-case letters, digits, - and _, start with a letter, 64 at most."
    message = f"“{str(shown)[:80]}” {why}."
    if bad_key:
        return problem_at_key(data, path, "bad-id", message, hint)
    return problem_at_value(data, path, "bad-id", message, hint)


def _extra(wanted: type[BaseModel], data: Map, path: Path) -> Problem:
    key = str(path[-1])
    parent = path[:-1]
    if len(parent) == 2 and parent[0] == "scenes" and key in scenario.SCENE_KINDS:
        message = f"{_called(parent)} is of two kinds: it has “{key}” besides another kind's key."
        return problem_at_key(
            data, path, "wrong-type", message, "Keep one of “choices”, “next” and “ending”."
        )
    keys = [
        field.alias or name for name, field in _model_at(wanted, data, parent).model_fields.items()
    ]
    hint = nearest(key, keys) or f"Known here: {', '.join(keys)}."
    return problem_at_key(
        data, path, "unknown-key", f"{_called(parent)} has no key “{key[:80]}”.", hint
    )


def _model_at(wanted: type[BaseModel], data: Map, path: Path) -> type[BaseModel]:
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


def _path(data: Map, loc: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], bool]:
    """Return the steps of a location that are in the data, and whether its last is a bad key."""
    steps: list[str | int] = []
    here: Loose = data
    for step in loc:
        if isinstance(here, Map) and step not in here and _NUMBER.match(str(step)):
            step = int(step)
        if not leads_on(here, step):
            continue
        here = here[step]
        steps.append(step)
    return tuple(steps), bool(loc) and loc[-1] == "[key]"


def _called(path: Path) -> str:
    """Return what a person would call the thing at a path."""
    if not path:
        return "The file"
    last = path[-1]
    if isinstance(last, int) and len(path) > 1:
        if path[-2] == "findings":
            return f"Finding {last}"
        return f"Item {last + 1} of “{path[-2]}”"
    one = {
        "scenes": "The scene",
        "notes": "The note",
        "variables": "The variable",
        "people": "The person",
        "agencies": "The agency",
        "features": "The feature",
    }
    if len(path) == 2 and path[0] in one:
        return f"{one[str(path[0])]} “{str(last)[:80]}”"
    return f"“{str(last)[:80]}”"


def _kind_of(value: Loose) -> str:
    if value is None:
        return "empty"
    if isinstance(value, Map):
        return "a mapping"
    if isinstance(value, Seq):
        return "a list"
    if isinstance(value, Written):
        return "a number" if type(value.value) is int else f"“{value.text}”"
    return "text"

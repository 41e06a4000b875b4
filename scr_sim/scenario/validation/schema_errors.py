"""The shape of a file: validated once by the models, its errors told as problems."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scr_sim.scenario.model.fields import Budget
from scr_sim.scenario.model.model_lookup import model_at
from scr_sim.scenario.model.scene import SCENE_KINDS, Decision
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import (
    MOST_PROBLEMS,
    Problem,
    certain_word,
    did_you_mean,
    near_words,
    nearest,
)
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.locations import (
    Path,
    follow,
    key_place,
    leads_on,
    problem_at_key,
    problem_at_value,
    word_span,
)
from scr_sim.scenario.syntax.nodes import Loose, Map, Refused, Seq, Written
from scr_sim.scenario.syntax.yaml_repair_model import in_quotes
from scr_sim.scenario.validation.misspellings import (
    Misspelling,
    Misspelt,
    meant_id,
    misspelling,
    only_follows,
    read_all_as_meant,
    read_as_meant,
)
from scr_sim.scenario.validation.shape_hints import (
    NEXT,
    colon_lost,
    for_flag,
    for_list,
    for_mapping,
    for_number,
    for_start,
)
from scr_sim.scenario.validation.shape_words import called, kind_of
from scr_sim.scenario.validation.stray_scenes import (
    put_beside,
    strayed_scenes,
    where_it_belongs,
)

_NUMBER = re.compile(r"[0-9]{1,18}\Z")
#: A value that is a comment: what stands after a key's colon begins with a “#”.
_HASH = re.compile(r"[^\s:]+:[ \t]+(?P<text>#[^\r\n]*?)[ \t]*(?=[\r\n]|\Z)")
#: An id that lacks its colon, and the brace that would begin its value.
_BRACE = re.compile(r"(?P<id>[a-z][a-z0-9_-]*)[ \t]+\{")
M = TypeVar("M", bound=BaseModel)

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


def validate(
    wanted: type[M], data: Map, *, as_meant: bool = False
) -> tuple[M | None, list[Problem]]:
    """Return the checked model, or None, and every problem of the data's shape.

    With ``as_meant`` the data's misspelt keys are afterwards what they must have been meant to
    be, for whatever looks at it next.
    """
    try:
        with allocation():
            return wanted.model_validate(data, context=Budget()), []
    except ValidationError as error:
        problems = []
        seen = set()
        met = error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]
        misspelt = _misspelt(wanted, data, met)
        taken = _taken_for(data, met, misspelt)
        extra = [_path(data, one["loc"])[0] for one in met if one["type"] == "extra_forbidden"]
        strayed = strayed_scenes(data, extra)
        refused = False
        swallowed = {path for one in met if (path := _swallowing(data, one)) is not None}
        for one in met:
            path, bad_key = _path(data, one["loc"])
            if not bad_key and isinstance(follow(data, path), Refused):
                refused = True
            elif (not bad_key and path in swallowed) or (
                one["type"] == "missing"
                and (path in taken or only_follows(path, one["loc"][-1], misspelt))
            ):
                continue
            else:
                found = shape_problem(wanted, data, one)
                if one["type"] == "extra_forbidden" and (lacks := taken.get(path[:-1])):
                    found = _instead(found, lacks)
                if found is not None and not bad_key and path in strayed:
                    found = replace(found, hint=where_it_belongs(data, path), fix=())
                if found is not None and found not in seen:
                    seen.add(found)
                    problems.append(found)
        if as_meant:
            for path in strayed:
                put_beside(data, path)
            for path, bad_key in (_path(data, one["loc"]) for one in met):
                if bad_key and (meant := meant_id(data, path)) is not None:
                    read_as_meant(data, path, meant)
            read_all_as_meant(data, misspelt, swallowed)
        if not problems and not refused:  # a file that cannot be used always says why
            problems.append(problem_at_key(data, (), "wrong-type", f"The file {_NOT_READ}."))
        return None, problems


def _misspelt(wanted: type[BaseModel], data: Map, met: list[Any]) -> Misspelt:
    found: Misspelt = {}
    for error in met:
        if error["type"] == "extra_forbidden":
            path, _ = _path(data, error["loc"])
            found.setdefault(path[:-1], []).append(_meant(wanted, data, path))
        elif error["type"] == "union_tag_not_found":
            path, _ = _path(data, error["loc"])
            scene = follow(data, path)
            if isinstance(scene, Map) and (meant := _kind_meant(data, scene, path)) is not None:
                found.setdefault(path, []).append(meant)
    return found


def _taken_for(data: Map, met: list[Any], misspelt: Misspelt) -> dict[tuple[str | int, ...], str]:
    """Return the mappings that lack one key and have one that is none: what it must stand for."""
    lacking: dict[tuple[str | int, ...], list[str]] = {}
    for error in met:
        if error["type"] == "missing":
            lacking.setdefault(_path(data, error["loc"])[0], []).append(str(error["loc"][-1]))
    return {
        path: keys[0]
        for path, keys in lacking.items()
        if len(keys) == 1
        and len(wrong := misspelt.get(path, [])) == 1
        and wrong[0].meant is None
        and not wrong[0].text
    }


def _instead(found: Problem | None, lacks: str) -> Problem | None:
    """Return the problem of a key that is none, with the key that is lacking where it stands."""
    if found is None:
        return None
    return replace(found, hint=f"“{lacks}” is lacking: is that what is meant? {found.hint}")


def _swallowing(data: Map, error: Any) -> tuple[str | int, ...] | None:
    """Return the path of an id without its colon, which has swallowed what stands after it."""
    path, bad_key = _path(data, error["loc"])
    if bad_key and _BRACE.match(str(path[-1])):
        return path
    return None


def _meant(wanted: type[BaseModel], data: Map, path: Path) -> Misspelling:
    """Return what must have been meant by the key at the end of a path."""
    mapping = follow(data, path[:-1])
    fields = model_at(wanted, data, path[:-1]).model_fields
    return misspelling(data, mapping, path, [one.alias or name for name, one in fields.items()])


def _one_of(model: type[BaseModel], key: str) -> str:
    """Return what the value of a key is one of, if its model names them."""
    for name, field in model.model_fields.items():
        if key == (field.alias or name) and get_origin(field.annotation) is Literal:
            return f"It is one of {', '.join(map(str, get_args(field.annotation)))}."
    return ""


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
        where = f"{called(path, data)} lacks the key “{name}”."
        near = nearest(name, follow(data, path) or ())
        hint = near.replace("Did you mean", "Is that what is meant by") if near else ""
        hint = hint or _one_of(model_at(wanted, data, path), name)
        hint = hint or (for_start(follow(data, path)) if name == "values" else "")
        return problem_at_key(data, path, "missing-key", where, hint)
    if kind == "extra_forbidden":
        return _extra(wanted, data, path)
    if kind == "union_tag_not_found":
        scene = follow(data, path)
        if isinstance(scene, Map):
            if (wrong := _kind_meant(data, scene, path)) is not None:
                message = f"{called(path)} has no key “{wrong.key[:80]}”."
                at = (*path, wrong.key)
                return problem_at_key(data, at, "unknown-key", message, wrong.hint, wrong.fix)
            message = f"{called(path)} is of no kind: it has no “choices”, “next” or “ending”."
            return problem_at_key(
                data,
                path,
                "missing-key",
                message,
                "A decision has “choices”, a passage “next”, an ending “ending”.",
            )
        return problem_at_value(data, path, "wrong-type", f"{called(path)} should be a mapping.")
    if kind == "string_pattern_mismatch":
        return _bad_id(data, path, bad_key, "is no id")
    if kind == "bad_id":
        return _bad_id(data, path, bad_key, error["msg"])
    hint, meant = "", None
    if kind == "literal_error":
        allowed = re.findall("'([^']*)'", error["ctx"]["expected"])
        says = f"should be one of {', '.join(allowed)}"
        value = follow(data, path)
        near_ones = near_words(value, allowed) if isinstance(value, str) else []
        hint = did_you_mean(near_ones, value if isinstance(value, str) else "")
        meant = certain_word(value, near_ones) if isinstance(value, str) else None
    elif kind == "too_short":
        least = error["ctx"]["min_length"]
        value = follow(data, path)
        if isinstance(value, Map | Seq) and len(value) >= least:
            return None  # too short only because nothing in it was right, which is told
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
        else f", not {kind_of(value)}"
        if says in _EXPECTED.values() or kind in {"whole", "flag", "value"}
        else ""
    )
    message = f"{called(path, data)} {says}{found}."
    if bad_key:
        return problem_at_key(data, path, "wrong-type", message)
    if not hint and value is not None:
        hint = _how(wanted, data, path, kind, says)
    if value is None and not hint and (commented := _commented(data, path, message)) is not None:
        return commented
    if value is None and not hint and path and isinstance(path[-1], str):
        hint = colon_lost(path[-1])
        if hint:
            return problem_at_key(data, path, "wrong-type", f"“{path[-1]}” lacks its colon.", hint)
        hint = f"Write what belongs after “{path[-1]}:”, or leave the key out."
    return problem_at_value(data, path, "wrong-type", message, hint, meant=meant)


def _how(wanted: type[BaseModel], data: Map, path: Path, kind: str, says: str) -> str:
    """Return how a value of the wrong kind would have to be written."""
    value = follow(data, path)
    if says == _LIST:
        return for_list(value)
    if says == _MAPPING:
        outer = model_at(wanted, data, path[:-1])
        model = model_at(wanted, data, path)
        return for_mapping(value, model if model is not outer and kind == "model_type" else None)
    if says == _WHOLE or kind == "whole":
        return for_number(value)
    if says == _FLAG or kind == "flag":
        return for_flag(value)
    return NEXT if kind == "next" and isinstance(value, Map) else ""


def _kind_meant(data: Map, scene: Map, path: Path) -> Misspelling | None:
    """Return the misspelling of a key that must have been meant to tell a scene's kind."""
    fields = Decision.model_fields.keys() - set(SCENE_KINDS)
    for key in scene:
        if key not in fields and near_words(str(key), SCENE_KINDS):
            return misspelling(data, scene, (*path, key), SCENE_KINDS)
    return None


def _commented(data: Map, path: Path, message: str) -> Problem | None:
    """Return the problem of a value that is empty because it begins with a “#”."""
    source, at = key_place(data, path)
    match = _HASH.match(source.text, at)
    if match is None:
        return None
    return source.problem(
        "wrong-type",
        message,
        match.start("text"),
        "A “#” after a space begins a comment: put the text in quotes.",
        (in_quotes(source.text, match.start("text"), match.end("text")),),
    )


def _no_id(shown: object, why: str) -> str:
    """Return the sentence for something that cannot be an id."""
    return f"“{str(shown)[:80]}” {why}."


def _bad_id(data: Map, path: Path, bad_key: bool, why: str) -> Problem:
    shown = path[-1] if bad_key or not path else follow(data, path)
    shown = shown.text if isinstance(shown, Written) else shown
    hint = "Ids have lower-case letters, digits, - and _, start with a letter, 64 at most."
    if bad_key and (brace := _BRACE.match(str(shown))) is not None:
        source, at = key_place(data, path)
        hint = "Put a colon after the id, before the brace."
        span = word_span(source, at, str(shown))
        colon = at + len(brace.group("id"))
        fix = (Edit(colon, colon, ":"),) if span is not None and span[0] == at else ()
        return problem_at_key(data, path, "bad-id", _no_id(shown, why), hint, fix)
    if set(str(shown)) & set("“”‘’"):
        hint = "Use straight quotes, or none."
    message = _no_id(shown, why)
    if bad_key:
        if (meant := meant_id(data, path)) is not None:
            hint = f"Write “{meant}”, which is what refers to it. {hint}"
        return problem_at_key(data, path, "bad-id", message, hint)
    return problem_at_value(data, path, "bad-id", message, hint)


def _extra(wanted: type[BaseModel], data: Map, path: Path) -> Problem:
    key = str(path[-1])
    parent = path[:-1]
    if len(parent) == 2 and parent[0] == "scenes" and key in SCENE_KINDS:
        message = f"{called(parent)} is of two kinds: it has “{key}” besides another kind's key."
        return problem_at_key(
            data, path, "wrong-type", message, "Keep one of “choices”, “next” and “ending”."
        )
    found = _meant(wanted, data, path)
    message = f"{called(parent, data)} has no key “{key[:80]}”."
    return problem_at_key(data, path, "unknown-key", message, found.hint, found.fix)


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

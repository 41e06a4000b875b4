"""JSON Schemas of the kinds of file, made from the models, for editors and other tools."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.case import Case
from scr_sim.scenario.model.descriptions import DESCRIPTIONS, described
from scr_sim.scenario.model.expected_plays import ExpectedPlays
from scr_sim.scenario.model.fields import Next, Prose
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import Scenario

__all__ = ["KINDS", "SchemaKind", "schema"]

SchemaKind = Literal["scenario", "branch", "review", "plays", "case"]

#: The kinds of file, and the model that each is checked with.
KINDS: dict[SchemaKind, type[BaseModel]] = {
    "scenario": Scenario,
    "branch": Branch,
    "review": Review,
    "plays": ExpectedPlays,
    "case": Case,
}

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}

#: Values of several forms that stand in many places, and are written out once.
_NAMED: dict[str, Any] = {"Prose": Prose, "Next": Next}

#: What stands behind a validator keeps pydantic's own words for its bounds.
_BOUNDS = {"ge": "minimum", "le": "maximum"}


def schema(kind: SchemaKind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file.

    It takes every file that is read without problems of its shape. What only the whole file can
    show, such as a reference to a scene that is not there, is left to ``check``.
    """
    made = KINDS[kind].model_json_schema(schema_generator=_Generator)
    for name, form in _NAMED.items():
        ways = TypeAdapter(form).json_schema(schema_generator=_Generator)["anyOf"]
        if _called(made, name, ways):
            words = {"title": name, "description": DESCRIPTIONS[name][""]}
            made["$defs"][name] = words | {"anyOf": ways}
    head = {
        "$schema": _DIALECT,
        "title": f"scr-sim {kind}, format 1",
        "description": made.pop("description"),
    }
    del made["title"]
    tidy: dict[str, Any] = _tidied(made)
    return head | tidy


class _Generator(GenerateJsonSchema):
    """Makes a schema that says what may stand in a file, in the words of `described`."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        model = schema["cls"]
        made["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()
        made["description"] = described(model)
        for key, value in made["properties"].items():
            value["description"] = described(model, key)
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """Return a mapping's schema; pydantic's own lets keys through that fit no pattern."""
        made: dict[str, Any] = {
            "type": "object",
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }
        names = _names(schema["keys_schema"], self)
        if names:
            made["propertyNames"] = names
        if "min_length" in schema:
            made["minProperties"] = schema["min_length"]
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        """Leave everything in the models' order, which is the order that authors write in."""
        return value


def _names(keys: Any, generator: GenerateJsonSchema) -> dict[str, Any]:
    made = dict(generator.generate_inner(keys))
    if made.pop("type", None) == "integer":  # a key of JSON is text, also where it is a number
        return {"pattern": "^[1-9][0-9]*$"}
    return made


def _called(value: Any, name: str, ways: list[Any]) -> bool:
    """Put a reference wherever these alternatives stand; return whether there was any."""
    inner = value.values() if isinstance(value, dict) else value
    found = [_called(one, name, ways) for one in inner if isinstance(one, (dict, list))]
    ref = {"$ref": f"#/$defs/{name}"}
    if isinstance(value, dict) and value.get("anyOf") == ways:
        del value["anyOf"]
        value |= ref
        return True
    if isinstance(value, dict) and value.get("anyOf") == [*ways, _NULL]:
        value["anyOf"] = [ref, _NULL]
        return True
    return any(found)


def _tidied(value: Any) -> Any:
    """Return a schema with its bounds in JSON Schema's words, and alternatives made simple."""
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[Any, Any] = {_BOUNDS.get(key, key): _tidied(inner) for key, inner in value.items()}
    if "default" in found and found["default"] is None:
        del found["default"]
    ways = found.get("anyOf")
    if isinstance(ways, list):
        del found["anyOf"]
        found = _alternatives(ways) | found
    return found


def _alternatives(ways: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one schema for several: alternatives inside alternatives brought up, null left out.

    What may be left out may not be there with nothing after it.
    """
    flat: list[dict[str, Any]] = []
    for way in ways:
        flat += way["anyOf"] if way.keys() == {"anyOf"} else [way]
    flat = [way for way in flat if way != _NULL]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}

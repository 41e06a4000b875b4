"""The kinds of value that the format's fields take, and how each is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from scr_sim.scenario.conditions.parser import LONGEST, RESERVED
from scr_sim.scenario.model.marks import Holds, Refers
from scr_sim.scenario.syntax.diagnostics import MOST_PROBLEMS
from scr_sim.scenario.syntax.nodes import Written, number_of, text_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

#: What was given, of a part and of a link that are no more than a text.
_JUST_TEXT, _JUST_GO = {"text"}, {"go"}

#: How much of a long list or mapping is looked at first, before its problems are counted.
_PORTION = 1000


class Budget:
    """How many problems of shape were met; once they are many, the rest is not looked at.

    Without it, a file of nothing but mistakes would cost a gigabyte of error messages.
    """

    def __init__(self) -> None:
        self.met = 0


class _Nothing:
    """Stands where a key has nothing after it: of no type that any field takes."""


_NOTHING = _Nothing()


class Model(BaseModel):
    """What all models of the format share: immutable, and no key that they do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _says_something(cls, value: Any) -> Any:
        """Refuse a key with nothing after it, whatever the key: nobody knows what was meant."""
        if isinstance(value, dict) and None in value.values():
            return {key: _NOTHING if one is None else one for key, one in value.items()}
        return value


def _bounded(value: Any, handler: Callable[[Any], Any], info: ValidationInfo) -> Any:
    """Validate a list or mapping, but no more of it than it takes to find enough problems."""
    if not isinstance(value, (list, tuple, dict)) or not isinstance(info.context, Budget):
        return handler(value)
    budget = info.context
    if budget.met >= MOST_PROBLEMS:
        return value
    portion = _PORTION
    while True:
        try:
            if portion >= len(value):
                return handler(value)
            handler(_beginning(value, portion))
        except ValidationError as error:
            met = error.error_count()
            if met >= MOST_PROBLEMS or portion >= len(value):
                budget.met += met
                raise
        portion *= 2


def _beginning(value: Any, length: int) -> Any:
    return dict(islice(value.items(), length)) if isinstance(value, dict) else value[:length]


def _as_written(value: Any) -> Any:
    return value.text if type(value) is Written else value


def _one_line(value: str) -> str:
    value = re.sub("[\u2028\u2029]", " ", value).strip()
    if not value:
        raise PydanticCustomError("line", "should be a line of text, but is empty")
    if "\n" in value or "\r" in value:
        raise PydanticCustomError("line", "should be one line of text, but has several")
    return value


def _one_word(value: str) -> str:
    if len(value.split()) != 1:
        raise PydanticCustomError("line", "should be one word")
    return value


def _whole(value: Any) -> Any:
    number = number_of(value)
    if number is None:
        raise PydanticCustomError("whole", "should be a whole number")
    return number


def _flag(value: Any) -> Any:
    if type(value) is Written and type(value.value) is bool:
        return value.value
    raise PydanticCustomError("flag", "should be true or false")


def _any_value(value: Any) -> Any:
    if text_of(value) is not None:
        return value
    raise PydanticCustomError("value", "should be a number, true, false or a word")


def _variable_id(value: str) -> str:
    if "-" in value:
        raise PydanticCustomError("bad_id", "may not contain a hyphen, as a variable's id")
    if value in RESERVED:
        raise PydanticCustomError("bad_id", "is a word that conditions use themselves")
    return value


def _format_one(value: int) -> int:
    if value != 1:
        raise PydanticCustomError("format", "should be 1, the only format there is")
    return value


def _as_parts(value: Any, handler: Callable[[Any], Any]) -> Any:
    value = _as_written(value)
    if isinstance(value, str):
        return (Part.model_construct(_JUST_TEXT, condition=None, text=value),)
    if not isinstance(value, (list, tuple)):
        raise PydanticCustomError("prose", "should be text, or a list of texts")
    return handler(value)


def _as_several(value: Any) -> Any:
    return (value,) if text_of(value) is not None else value


def _as_part(value: Any) -> Any:
    value = _as_written(value)
    if isinstance(value, str):
        return Part.model_construct(_JUST_TEXT, condition=None, text=value)
    return value


def _as_links(value: Any, handler: Callable[[Any], Any]) -> Any:
    value = _as_written(value)
    if isinstance(value, str):
        return (Link.model_construct(_JUST_GO, condition=None, go=value),)
    if not isinstance(value, (list, tuple)):
        raise PydanticCustomError("next", "should be a scene's id, or a list of ways")
    value = handler(value)
    if isinstance(value, list):  # passed over: problems enough were met before it
        return value
    if not value or value[-1].condition is not None:
        raise PydanticCustomError("unclosed", "should be closed by an item with “go” alone")
    if any(link.condition is None for link in value[:-1]):
        raise PydanticCustomError("unclosed", "has items after one that is always taken")
    return value


def _joined(value: Any) -> Any:
    if isinstance(value, list) and all(text_of(item) is not None for item in value):
        return "\n\n".join(_as_written(item) for item in value)
    return _as_written(value)


class _OrDefault:
    def __init__(self, default: object) -> None:
        self._default = default

    def _read(self, value: Any, handler: Callable[[Any], Any]) -> Any:
        return self._default if value is None else handler(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> Any:
        return {"anyOf": [handler(core), {"type": "null"}]}


def or_default(default: object) -> Any:
    """Return what reads an empty value as the default, for a key that may be left out."""
    return _OrDefault(default)


class _OrText:
    """Tells the JSON Schema that plain text may stand for the whole value."""

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> Any:
        return {"anyOf": [_TEXT, handler(core)]}


def or_as_text() -> Any:
    """Return what tells the JSON Schema that plain text may stand for the whole value."""
    return _OrText()


# What a file may hold, for the JSON Schema: it cannot see into the validators. A plain number or
# boolean is also the text as it was written, and a boolean can even be read as an id.
_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_LINE = _TEXT | {"pattern": r"^\s*\S[^\r\n]*\s*$"}
_ONE_WORD = _TEXT | {"pattern": r"^\s*\S+\s*$"}
#: What an id looks like, wherever one is given.
ID_PATTERN = "^[a-z][a-z0-9_-]{0,63}$"
_ID: dict[str, Any] = {"type": ["string", "boolean"], "pattern": ID_PATTERN}
_VARIABLE_ID = _ID | {"pattern": "^[a-z][a-z0-9_]{0,63}$", "not": {"enum": sorted(RESERVED)}}
_REVIEW_TEXT = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_CONDITION: dict[str, Any] = {"type": ["string", "boolean"], "maxLength": LONGEST}

#: Lists and mappings carry this, so that checking a hostile file stays within its budget.
Bounded = WrapValidator(_bounded)

Text = Annotated[str, BeforeValidator(_as_written), WithJsonSchema(_TEXT)]
Texts = Annotated[tuple[Text, ...], Bounded]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1), Bounded]
Line = Annotated[Text, AfterValidator(_one_line), WithJsonSchema(_LINE)]
OneWord = Annotated[Line, AfterValidator(_one_word), WithJsonSchema(_ONE_WORD)]
Id = Annotated[
    str,
    BeforeValidator(_as_written),
    StringConstraints(pattern=ID_PATTERN),
    WithJsonSchema(_ID),
]
VariableId = Annotated[Id, AfterValidator(_variable_id), WithJsonSchema(_VARIABLE_ID)]
Whole = Annotated[int, BeforeValidator(_whole)]
Wholes = Annotated[tuple[Whole, ...], Bounded]
Flag = Annotated[bool, BeforeValidator(_flag)]
AnyValue = Annotated[Any, BeforeValidator(_any_value), WithJsonSchema(_TEXT)]
Format = Annotated[Whole, AfterValidator(_format_one), WithJsonSchema({"const": 1})]
ReviewText = Annotated[str, BeforeValidator(_joined), WithJsonSchema(_REVIEW_TEXT)]
Condition = Annotated[Text, WithJsonSchema(_CONDITION), Holds("condition")]
#: What an author promises: one condition, or several.
Promises = Annotated[
    tuple[Condition, ...],
    BeforeValidator(_as_several),
    WithJsonSchema({"anyOf": [_CONDITION, {"type": "array", "items": _CONDITION}]}),
]
SceneId = Annotated[Text, Refers("scene")]
NoteIds = Annotated[tuple[Annotated[Text, Refers("note")], ...], Bounded]
SomeNoteIds = Annotated[tuple[Annotated[Text, Refers("note")], ...], Field(min_length=1), Bounded]
AgencyId = Annotated[Text, Refers("agency")]
VariableName = Annotated[str, Refers("variable")]


class Part(Model):
    """A stretch of prose, shown while its condition holds, or always."""

    shorthand: ClassVar[str] = "text"

    condition: Condition | None = Field(None, alias="if")
    sure: Promises | None = None
    text: Annotated[Text, Holds("prose")]


class Link(Model):
    """One way on: the scene to go to while the condition holds, or always."""

    shorthand: ClassVar[str] = "go"

    condition: Condition | None = Field(None, alias="if")
    go: SceneId


_Part = Annotated[Part, BeforeValidator(_as_part), _OrText()]
Prose = Annotated[tuple[_Part, ...], Bounded, WrapValidator(_as_parts), _OrText()]
Next = Annotated[
    tuple[Link, ...],
    Bounded,
    WrapValidator(_as_links),
    _OrText(),
]

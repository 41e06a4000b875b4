"""The checked models of a scenario and of a case review, as the format describes them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Strict,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

from scr_sim.scenario.condition import RESERVED
from scr_sim.scenario.reading import Written

Stance = Literal["accept", "challenge", "escalate"]
EndingKind = Literal["protected", "mixed", "missed"]
NoteKind = Literal["account", "observation", "record"]
QuestionKind = Literal["confidence", "reflection"]

STANCES: tuple[Stance, ...] = ("accept", "challenge", "escalate")
SCENE_KINDS = ("choices", "next", "ending")


def _as_written(value: Any) -> Any:
    return value.text if type(value) is Written else value


def _one_line(value: str) -> str:
    value = re.sub("[\u2028\u2029]", " ", value).strip()
    if not value:
        raise PydanticCustomError("line", "should be a line of text, but is empty")
    if "\n" in value or "\r" in value:
        raise PydanticCustomError("line", "should be one line of text, but has several")
    return value


def _whole(value: Any) -> Any:
    if type(value) is Written and type(value.value) is int:
        return value.value
    raise PydanticCustomError("whole", "should be a whole number")


def _flag(value: Any) -> Any:
    if type(value) is Written and type(value.value) is bool:
        return value.value
    raise PydanticCustomError("flag", "should be true or false")


def _variable_id(value: str) -> str:
    if "-" in value:
        raise PydanticCustomError("bad_id", "may not contain a hyphen, as a variable's id")
    if value in RESERVED:
        raise PydanticCustomError("bad_id", "is a word that conditions use themselves")
    return value


def _as_parts(value: Any) -> Any:
    value = _as_written(value)
    if isinstance(value, str):
        return (Part.model_construct(condition=None, text=value),)
    if not isinstance(value, (list, tuple)):
        raise PydanticCustomError("prose", "should be text, or a list of texts")
    return value


def _as_part(value: Any) -> Any:
    value = _as_written(value)
    return Part.model_construct(condition=None, text=value) if isinstance(value, str) else value


def _as_links(value: Any) -> Any:
    value = _as_written(value)
    if isinstance(value, str):
        return (Link.model_construct(condition=None, go=value),)
    if not isinstance(value, (list, tuple)):
        raise PydanticCustomError("next", "should be a scene's id, or a list of ways")
    return value


def _closed(value: tuple[Link, ...]) -> tuple[Link, ...]:
    if not value or value[-1].condition is not None:
        raise PydanticCustomError("unclosed", "should be closed by an item with “go” alone")
    if any(link.condition is None for link in value[:-1]):
        raise PydanticCustomError("unclosed", "has items after one that is always taken")
    return value


def _joined(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(_as_written(item), str) for item in value):
        return "\n\n".join(_as_written(item) for item in value)
    return _as_written(value)


Text = Annotated[str, BeforeValidator(_as_written)]
Line = Annotated[Text, AfterValidator(_one_line)]
Id = Annotated[
    str, BeforeValidator(_as_written), StringConstraints(pattern="^[a-z][a-z0-9_-]{0,63}$")
]
VariableId = Annotated[Id, AfterValidator(_variable_id)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Condition = Text
Prose = Annotated["tuple[_Part, ...]", BeforeValidator(_as_parts)]
Next = Annotated["tuple[Link, ...]", BeforeValidator(_as_links), AfterValidator(_closed)]
ReviewText = Annotated[str, BeforeValidator(_joined)]
Value = int | bool | str


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class Part(_Model):
    """A stretch of prose, shown while its condition holds, or always."""

    condition: Condition | None = Field(None, alias="if")
    text: Text


_Part = Annotated[Part, BeforeValidator(_as_part)]


class Link(_Model):
    """One way on: the scene to go to while the condition holds, or always."""

    condition: Condition | None = Field(None, alias="if")
    go: Text


class NumberVariable(_Model):
    """A whole number within bounds."""

    start: Whole
    min: Whole
    max: Whole
    label: Line | None = None
    show: Flag = False


class FlagVariable(_Model):
    """True or false."""

    start: Flag
    label: Line | None = None
    show: Flag = False


class WordVariable(_Model):
    """One of a few words."""

    start: Text
    values: Annotated[tuple[Text, ...], Field(min_length=1)]
    label: Line | None = None
    show: Flag = False


def variable_kind(value: Any) -> str:
    """Return which kind of variable a declaration is, by what it holds."""
    if not isinstance(value, dict):
        return "flag"
    start = value.get("start")
    if "values" in value:
        return "word"
    if "min" in value or "max" in value:
        return "number"
    if type(start) is Written:
        return "flag" if type(start.value) is bool else "number"
    return "word" if isinstance(start, str) else "flag"


Variable = Annotated[
    Annotated[NumberVariable, Tag("<number>")]
    | Annotated[FlagVariable, Tag("<flag>")]
    | Annotated[WordVariable, Tag("<word>")],
    Discriminator(lambda value: f"<{variable_kind(value)}>"),
]


def _any_value(value: Any) -> Any:
    if type(value) is Written or isinstance(value, str):
        return value
    raise PydanticCustomError("value", "should be a number, true, false or a word")


class Person(_Model):
    """Somebody in the story."""

    name: Line
    about: Text | None = None


class Note(_Model):
    """Something that the player knows, once gained."""

    kind: NoteKind
    source: Line = Field(alias="from")
    text: Prose
    contradicts: tuple[Text, ...] | None = None


class Debrief(_Model):
    """What the review would say of a choice: findings echoed, findings acted on."""

    echoes: tuple[Whole, ...] | None = None
    answers: tuple[Whole, ...] | None = None
    because: Prose


class Effects(_Model):
    """What changes: variables and the notes gained."""

    add: dict[str, Whole] | None = None
    set: dict[str, Annotated[Any, BeforeValidator(_any_value)]] | None = None
    notes: tuple[Text, ...] | None = None


class Result(Effects):
    """What comes of a choice."""

    outcome: Prose | None = None
    next: Next
    debrief: Debrief


class Cite(_Model):
    """What a choice asks to be shown, and what happens if it does not convince."""

    ask: Prose
    pick: Annotated[Whole, Field(ge=1)] = 1
    convincing: Annotated[tuple[Text, ...], Field(min_length=1)]
    need: Annotated[Whole, Field(ge=1)] = 1
    otherwise: Result


class Lock(_Model):
    """Why a choice cannot be taken yet."""

    unless: Condition
    because: Prose


class Choice(Result):
    """One thing that the player can do in a scene."""

    stance: Annotated[Stance, BeforeValidator(_as_written)]
    id: Id = Field(default_factory=lambda data: data.get("stance", "accept"))
    label: Line
    condition: Condition | None = Field(None, alias="if")
    locked: Lock | None = None
    once: Flag = False
    cite: Cite | None = None


class Enquiry(Effects):
    """Something to look into before choosing."""

    id: Id
    label: Line
    agency: Text | None = None
    condition: Condition | None = Field(None, alias="if")
    text: Prose


class Enquiries(_Model):
    """What there is time to look into."""

    limit: Annotated[Whole, Field(ge=0)] | None = None
    offered: tuple[Enquiry, ...] = Field(alias="from")


class Sensitive(_Model):
    """A gentler wording for a player who asked for it."""

    about: Line
    instead: Prose


class _Scene(Effects):
    title: Line
    text: Prose
    date: Line | None = None
    place: Line | None = None
    unseen: Prose | None = None
    trainer: Prose | None = None
    sensitive: Sensitive | None = None


class Decision(_Scene):
    """A scene with choices."""

    enquiries: Enquiries | None = None
    choices: Annotated[tuple[Choice, ...], Field(min_length=1)]


class Passage(_Scene):
    """A scene that is walked through."""

    next: Next


class EndingTitle(_Model):
    """How a play ends."""

    title: Line
    kind: EndingKind


class Ending(_Scene):
    """A scene that ends the play."""

    ending: EndingTitle


def scene_kind(value: Any) -> str | None:
    """Return the key that tells a scene's kind, or None."""
    if not isinstance(value, dict):
        return None
    return next((key for key in value if key in SCENE_KINDS), None)


def _scene_tag(value: Any) -> str | None:
    # In angle brackets, so that no tag in an error's path can be taken for a key.
    if isinstance(value, _Scene):
        return {Decision: "<choices>", Passage: "<next>", Ending: "<ending>"}[type(value)]
    kind = scene_kind(value)
    return f"<{kind}>" if kind else None


Scene = Annotated[
    Annotated[Decision, Tag("<choices>")]
    | Annotated[Passage, Tag("<next>")]
    | Annotated[Ending, Tag("<ending>")],
    Discriminator(_scene_tag),
]


class Trainer(_Model):
    """Prose for the person who runs a group exercise."""

    opening: Prose | None = None
    closing: Prose | None = None


def _format_one(value: int) -> int:
    if value != 1:
        raise PydanticCustomError("format", "should be 1, the only format there is")
    return value


Format = Annotated[Whole, AfterValidator(_format_one)]


class Scenario(_Model):
    """A whole scenario. ``case_review`` and ``branches`` are what it was loaded with."""

    format: Format
    id: Id
    title: Line
    summary: Text
    review: Text
    features: Annotated[tuple[Text, ...], Field(min_length=1)]
    role: Line
    minutes: Annotated[Whole, Field(ge=1, le=1000)]
    content_note: Text
    aims: tuple[Text, ...] | None = None
    people: dict[Id, Person] | None = None
    agencies: dict[Id, Line] | None = None
    variables: dict[VariableId, Variable] | None = None
    notes: dict[Id, Note] | None = None
    start: Text
    scenes: Annotated[dict[Id, Scene], Field(min_length=1)]
    trainer: Trainer | None = None
    authors: Text | None = None
    version: Text | None = None
    language: Text = "en-GB"

    _case_review: Review | None = PrivateAttr(default=None)
    _branches: tuple[str, ...] = PrivateAttr(default=())
    # Where the engine made from this scenario is kept, so that it is made once.
    _engine: object = PrivateAttr(default=None)

    @property
    def case_review(self) -> Review:
        """Return the review that this scenario practises. Raises LookupError if none was given."""
        if self._case_review is None:
            raise LookupError(f"The scenario “{self.id}” was made without its review.")
        return self._case_review

    @property
    def branches(self) -> tuple[str, ...]:
        """Return the ids of the branches that were merged in, in order."""
        return self._branches

    def with_review(self, review: Review, branches: tuple[str, ...] = ()) -> Scenario:
        """Return this scenario, joined to its review. Called once, by the loader."""
        self._case_review = review
        self._branches = branches
        return self


class Question(_Model):
    """A question that the review puts to practitioners."""

    text: ReviewText
    kind: QuestionKind


class Finding(_Model):
    """One finding of a review."""

    title: Line
    text: ReviewText
    questions: tuple[Question, ...] | None = None


class Feature(_Model):
    """One practice feature of a review."""

    title: Line
    text: ReviewText


class Review(_Model):
    """A published case review, told in the project's own words."""

    format: Format
    id: Id
    title: Line
    publisher: Line
    published: Line
    about: ReviewText | None = None
    outline: tuple[ReviewText, ...] | None = None
    features: Annotated[dict[Id, Feature], Field(min_length=1)]
    findings: Annotated[dict[Annotated[int, Strict(), Field(ge=1)], Finding], Field(min_length=1)]
    learning: tuple[ReviewText, ...] | None = None


for _model in (Cite, Choice, Result, Decision, Passage, Scenario, Review, Note, Debrief, Lock):
    _model.model_rebuild()

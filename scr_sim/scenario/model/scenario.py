"""The checked model of a scenario, as the format describes it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from scr_sim.scenario.model.fields import (
    AgencyId,
    AnyValue,
    Bounded,
    Condition,
    Flag,
    Format,
    Id,
    Line,
    Link,
    Model,
    Next,
    NoteIds,
    Part,
    Promises,
    Prose,
    SceneId,
    SomeNoteIds,
    SomeTexts,
    Text,
    Texts,
    VariableId,
    VariableName,
    Whole,
    Wholes,
    or_default,
)
from scr_sim.scenario.model.marks import Declares
from scr_sim.scenario.model.review import Feature, Finding, Question, Review, Statement
from scr_sim.scenario.model.variables import (
    FlagVariable,
    NumberVariable,
    Variable,
    WordVariable,
    variable_kind,
)

__all__ = [
    "SCENE_KINDS",
    "STANCES",
    "Allowance",
    "Choice",
    "Cite",
    "Cost",
    "Debrief",
    "Decision",
    "Effects",
    "Ending",
    "EndingKind",
    "EndingTitle",
    "Enquiries",
    "Enquiry",
    "EnquiryVariant",
    "Feature",
    "Finding",
    "FlagVariable",
    "Lines",
    "Link",
    "Lock",
    "Next",
    "Note",
    "NoteKind",
    "NumberVariable",
    "PageLine",
    "Part",
    "Passage",
    "Person",
    "Prose",
    "Question",
    "Reason",
    "Result",
    "Review",
    "Scenario",
    "Scene",
    "Sensitive",
    "Stance",
    "Statement",
    "Trainer",
    "Variable",
    "Variant",
    "WordVariable",
    "scene_kind",
    "variable_kind",
]

Stance = Literal["accept", "challenge", "escalate"]
EndingKind = Literal["protected", "mixed", "missed"]
NoteKind = Literal["account", "observation", "record"]

STANCES: tuple[Stance, ...] = ("accept", "challenge", "escalate")
SCENE_KINDS = ("choices", "next", "ending")


PersonKey = Annotated[Id, Declares("person")]
AgencyKey = Annotated[Id, Declares("agency")]
VariableKey = Annotated[VariableId, Declares("variable")]
NoteKey = Annotated[Id, Declares("note")]
SceneKey = Annotated[Id, Declares("scene")]


class Person(Model):
    """Somebody in the story."""

    name: Line
    about: Text | None = None


class Note(Model):
    """Something that the player knows, once gained."""

    kind: NoteKind
    source: Line = Field(alias="from")
    text: Prose
    contradicts: NoteIds | None = None


class Debrief(Model):
    """What the review would say of a choice: findings echoed, findings acted on."""

    echoes: Wholes | None = None
    answers: Wholes | None = None
    because: Prose
    review: Texts | None = None
    practice: Prose | None = None


#: What something costs: by variable, how much of it.
Cost = Annotated[dict[VariableName, Annotated[Whole, Field(ge=1)]], Bounded]


class Effects(Model):
    """What changes: variables and the notes gained."""

    add: Annotated[dict[VariableName, Whole], Bounded] | None = None
    set: Annotated[dict[VariableName, AnyValue], Bounded] | None = None
    notes: NoteIds | None = None


class Variant(Effects):
    """What comes of a choice instead, while a condition holds; what it leaves out is the act's."""

    condition: Condition = Field(alias="if")
    outcome: Prose | None = None
    next: Next | None = None
    debrief: Debrief | None = None


class Result(Effects):
    """What comes of a choice."""

    outcome: Prose | None = None
    next: Next
    debrief: Debrief
    variants: Annotated[tuple[Variant, ...], Bounded] | None = None


class Cite(Model):
    """What a choice asks to be shown, and what happens if it does not convince."""

    ask: Prose
    pick: Annotated[Whole, Field(ge=1), or_default(1)] = 1
    convincing: SomeNoteIds
    need: Annotated[Whole, Field(ge=1), or_default(1)] = 1
    otherwise: Result


class Lock(Model):
    """Why a choice cannot be taken yet."""

    unless: Condition
    because: Prose


class Choice(Result):
    """One thing that the player can do in a scene."""

    stance: Stance
    id: Annotated[Id, Declares("choice")] = Field(
        default_factory=lambda data: data.get("stance", "accept")
    )
    label: Line
    condition: Condition | None = Field(None, alias="if")
    locked: Lock | None = None
    once: Annotated[Flag, or_default(False)] = False
    cost: Cost | None = None
    cite: Cite | None = None


class PageLine(Model):
    """One line of a page that is read closely, and the notes that noting it down gives."""

    id: Id
    text: Line
    notes: NoteIds | None = None


class Lines(Model):
    """A page that is read closely: what is asked, and its lines."""

    ask: Prose
    pick: Annotated[Whole, Field(ge=1, le=5), or_default(1)] = 1
    lines: Annotated[tuple[PageLine, ...], Field(min_length=2, max_length=12), Bounded] = Field(
        alias="from"
    )


class EnquiryVariant(Effects):
    """What comes of an enquiry instead, while a condition holds."""

    condition: Condition = Field(alias="if")
    text: Prose | None = None


class Enquiry(Effects):
    """Something to look into before choosing."""

    id: Annotated[Id, Declares("enquiry")]
    label: Line
    agency: AgencyId | None = None
    condition: Condition | None = Field(None, alias="if")
    cost: Cost | None = None
    text: Prose
    variants: Annotated[tuple[EnquiryVariant, ...], Bounded] | None = None
    lines: Lines | None = None


class Enquiries(Model):
    """What there is time to look into."""

    limit: Annotated[Whole, Field(ge=0)] | None = None
    offered: Annotated[tuple[Enquiry, ...], Bounded] = Field(alias="from")


class Sensitive(Model):
    """A gentler wording for a player who asked for it."""

    about: Line
    instead: Prose


class Reason(Model):
    """What the player is asked to write before choosing, and what is laid beside it later."""

    ask: Prose
    compare: Prose | None = None


class _Scene(Effects):
    title: Line
    text: Prose
    date: Line | None = None
    place: Line | None = None
    unseen: Prose | None = None
    trainer: Prose | None = None
    sure: Promises | None = None
    role: Line | None = None
    sensitive: Sensitive | None = None


class Decision(_Scene):
    """A scene with choices."""

    kind: ClassVar[Literal["decision"]] = "decision"

    reason: Reason | None = None
    enquiries: Enquiries | None = None
    choices: Annotated[tuple[Choice, ...], Field(min_length=1), Bounded]


class Passage(_Scene):
    """A scene that is walked through."""

    kind: ClassVar[Literal["passage"]] = "passage"

    next: Next


class EndingTitle(Model):
    """How a play ends."""

    title: Line
    kind: EndingKind


class Ending(_Scene):
    """A scene that ends the play."""

    kind: ClassVar[Literal["ending"]] = "ending"

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


class Trainer(Model):
    """Prose for the person who runs a group exercise."""

    opening: Prose | None = None
    closing: Prose | None = None


class Allowance(Model):
    """A warning that the author has thought about, for the whole file or for one scene."""

    code: Text
    scene: SceneId | None = None
    because: Text


class Scenario(Model):
    """A whole scenario, as its file has it."""

    format: Format
    id: Id
    title: Line
    summary: Text
    review: Text
    features: SomeTexts
    role: Line
    minutes: Annotated[Whole, Field(ge=1, le=1000)]
    content_note: Text
    aims: Texts | None = None
    people: Annotated[dict[PersonKey, Person], Bounded] | None = None
    agencies: Annotated[dict[AgencyKey, Line], Bounded] | None = None
    variables: Annotated[dict[VariableKey, Variable], Bounded] | None = None
    notes: Annotated[dict[NoteKey, Note], Bounded] | None = None
    start: SceneId
    scenes: Annotated[dict[SceneKey, Scene], Field(min_length=1), Bounded]
    trainer: Trainer | None = None
    authors: Text | None = None
    version: Text | None = None
    language: Annotated[Text, or_default("en-GB")] = "en-GB"
    allow: Annotated[tuple[Allowance, ...], Bounded] | None = None

"""The model of a whole scenario, as its file has it; its parts are in the files beside this."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scr_sim.scenario.model.fields import (
    Bounded,
    Format,
    Id,
    Line,
    Model,
    Prose,
    SceneId,
    SomeTexts,
    Text,
    Texts,
    VariableId,
    Whole,
    or_default,
)
from scr_sim.scenario.model.marks import Declares
from scr_sim.scenario.model.note import Note, NoteKey
from scr_sim.scenario.model.scene import Scene, SceneKey
from scr_sim.scenario.model.variables import Variable

PersonKey = Annotated[Id, Declares("person")]
AgencyKey = Annotated[Id, Declares("agency")]
VariableKey = Annotated[VariableId, Declares("variable")]


class Person(Model):
    """Somebody in the story."""

    name: Line
    about: Text | None = None


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

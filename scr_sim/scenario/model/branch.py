"""The checked model of a branch: what it adds to a scenario without editing it."""

from __future__ import annotations

from typing import Annotated

from scr_sim.scenario.model.choice import Choice
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.fields import Bounded, Format, Id, Line, Model, Text
from scr_sim.scenario.model.marks import Refers
from scr_sim.scenario.model.note import Note, NoteKey
from scr_sim.scenario.model.scenario import Person, PersonKey, VariableKey
from scr_sim.scenario.model.scene import Scene, SceneKey
from scr_sim.scenario.model.variables import Variable


class Addition(Model):
    """What a branch adds to one decision of the scenario."""

    choices: Annotated[tuple[Choice, ...], Bounded] | None = None
    enquiries: Annotated[tuple[Enquiry, ...], Bounded] | None = None


class Branch(Model):
    """A whole branch, checked by itself; what it refers to is checked once it is merged."""

    format: Format
    branch: Id
    extends: Text
    title: Line
    summary: Text
    role: Line | None = None
    people: Annotated[dict[PersonKey, Person], Bounded] | None = None
    variables: Annotated[dict[VariableKey, Variable], Bounded] | None = None
    notes: Annotated[dict[NoteKey, Note], Bounded] | None = None
    scenes: Annotated[dict[SceneKey, Scene], Bounded] | None = None
    at: Annotated[dict[Annotated[str, Refers("scene")], Addition], Bounded] | None = None

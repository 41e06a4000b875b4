"""The checked model of a branch: what it adds to a scenario without editing it."""

from __future__ import annotations

from typing import Annotated

from scr_sim.scenario.model.fields import Bounded, Format, Id, Line, Model, Text, VariableId
from scr_sim.scenario.model.scenario import Choice, Enquiry, Note, Person, Scene, Variable


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
    people: Annotated[dict[Id, Person], Bounded] | None = None
    variables: Annotated[dict[VariableId, Variable], Bounded] | None = None
    notes: Annotated[dict[Id, Note], Bounded] | None = None
    scenes: Annotated[dict[Id, Scene], Bounded] | None = None
    at: Annotated[dict[str, Addition], Bounded] | None = None

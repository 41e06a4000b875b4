"""The model of a note: what the player knows, once gained."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scr_sim.scenario.model.fields import Id, Line, Model, NoteIds, Prose
from scr_sim.scenario.model.marks import Declares

NoteKind = Literal["account", "observation", "record"]
NoteKey = Annotated[Id, Declares("note")]


class Note(Model):
    """Something that the player knows, once gained."""

    kind: NoteKind
    source: Line = Field(alias="from")
    text: Prose
    contradicts: NoteIds | None = None

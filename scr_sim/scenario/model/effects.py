"""What something in a story changes, and what it costs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scr_sim.scenario.model.fields import AnyValue, Bounded, Model, NoteIds, VariableName, Whole

#: What something costs: by variable, how much of it.
Cost = Annotated[dict[VariableName, Annotated[Whole, Field(ge=1)]], Bounded]


class Effects(Model):
    """What changes: variables and the notes gained."""

    add: Annotated[dict[VariableName, Whole], Bounded] | None = None
    set: Annotated[dict[VariableName, AnyValue], Bounded] | None = None
    notes: NoteIds | None = None

"""The model of an enquiry: something to look into before choosing, and the page it may show."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scr_sim.scenario.model.effects import Cost, Effects
from scr_sim.scenario.model.fields import (
    AgencyId,
    Bounded,
    Condition,
    Id,
    Line,
    Model,
    NoteIds,
    Prose,
    Whole,
    or_default,
)
from scr_sim.scenario.model.marks import Declares


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

"""The model of a choice: its stance, what comes of it, what it asks to be shown, its debrief."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from scr_sim.scenario.model.effects import Cost, Effects
from scr_sim.scenario.model.fields import (
    Bounded,
    Condition,
    Flag,
    Id,
    Line,
    Model,
    Next,
    Prose,
    SomeNoteIds,
    Texts,
    Whole,
    Wholes,
    or_default,
)
from scr_sim.scenario.model.marks import Declares

Stance = Literal["accept", "challenge", "escalate"]
STANCES: tuple[Stance, ...] = ("accept", "challenge", "escalate")


class Debrief(Model):
    """What the review would say of a choice: findings echoed, findings acted on."""

    echoes: Wholes | None = None
    answers: Wholes | None = None
    because: Prose
    review: Texts | None = None
    practice: Prose | None = None


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

    @property
    def outcomes(self) -> Iterator[Result | Variant]:
        """Everything that it can come to; what a variant leaves out is as without it."""
        for result in (self, *((self.cite.otherwise,) if self.cite is not None else ())):
            yield result
            yield from result.variants or ()

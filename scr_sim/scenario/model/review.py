"""The checked model of a published case review, as the format describes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from scr_sim.scenario.model.fields import Bounded, Format, Id, Line, Model, ReviewText, Wholes

QuestionKind = Literal["confidence", "reflection"]
_Number = Annotated[int, Strict(), Field(ge=1)]


class Question(Model):
    """A question that the review puts to practitioners."""

    text: ReviewText
    kind: QuestionKind


class Finding(Model):
    """One finding of a review."""

    title: Line
    text: ReviewText
    questions: Annotated[tuple[Question, ...], Bounded] | None = None


class Feature(Model):
    """One practice feature of a review."""

    title: Line
    text: ReviewText


class Statement(Model):
    """One thing that a review says, a plain sentence, and where it says it."""

    text: ReviewText
    at: Line
    findings: Wholes | None = None


class Review(Model):
    """A published case review, told in the project's own words."""

    format: Format
    id: Id
    title: Line
    publisher: Line
    published: Line
    about: ReviewText | None = None
    outline: Annotated[tuple[ReviewText, ...], Bounded] | None = None
    features: Annotated[dict[Id, Feature], Field(min_length=1), Bounded]
    findings: Annotated[dict[_Number, Finding], Field(min_length=1), Bounded]
    statements: Annotated[dict[Id, Statement], Bounded] | None = None
    learning: Annotated[tuple[ReviewText, ...], Bounded] | None = None

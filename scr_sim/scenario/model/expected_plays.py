"""Expected plays: what an author wrote down that a scenario's plays come to.

They stand beside the scenario, or the branch, in a file of its id and ``.plays.yaml``.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scr_sim.scenario.model.fields import (
    AnyValue,
    Bounded,
    Format,
    Line,
    Model,
    NoteIds,
    SceneId,
    Texts,
    VariableName,
    Wholes,
    or_as_text,
)
from scr_sim.scenario.model.marks import Holds
from scr_sim.scenario.syntax.nodes import text_of


def _as_actions(value: Any) -> Any:
    """Return the actions: a list, or one text with spaces between them."""
    text = text_of(value)
    if text is not None:
        return text.split()
    if isinstance(value, list):
        return value
    raise PydanticCustomError("actions", "should be a list of actions, or one line of them")


class ExpectedFindings(Model):
    """The findings whose pattern a play repeats, and those whose lesson it acts on: all of them."""

    echoes: Wholes | None = None
    answers: Wholes | None = None


class ExpectedPlay(Model):
    """One play: its actions, and what they should come to. What is left out may be anything."""

    name: Line
    actions: Annotated[Texts, BeforeValidator(_as_actions), or_as_text(), Holds("actions")]
    ending: SceneId | None = None
    scene: SceneId | None = None
    values: Annotated[dict[VariableName, AnyValue], Bounded] | None = None
    notes: NoteIds | None = None
    findings: ExpectedFindings | None = None


class ExpectedPlays(Model):
    """A file of expected plays."""

    format: Format
    plays: Annotated[tuple[ExpectedPlay, ...], Field(min_length=1), Bounded]

"""The models of scenes: decisions, passages and endings."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from scr_sim.scenario.model.choice import Choice
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.enquiry import Enquiries
from scr_sim.scenario.model.fields import Bounded, Id, Line, Model, Next, Promises, Prose
from scr_sim.scenario.model.marks import Declares

EndingKind = Literal["protected", "mixed", "missed"]
SCENE_KINDS = ("choices", "next", "ending")
SceneKey = Annotated[Id, Declares("scene")]


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
    choices: ClassVar[tuple[Choice, ...]] = ()

    next: Next


class EndingTitle(Model):
    """How a play ends."""

    title: Line
    kind: EndingKind


class Ending(_Scene):
    """A scene that ends the play."""

    kind: ClassVar[Literal["ending"]] = "ending"
    choices: ClassVar[tuple[Choice, ...]] = ()

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

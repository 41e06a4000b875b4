"""What is kept of a play, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class RecordError(Exception):
    """A record cannot be had; the message is one sentence for people."""


class MovedOnError(Exception):
    """A play has moved on in another window, so that an action could not be added to it.

    ``finished`` says that it has ended there, ``deleted`` that it was deleted. Nothing was
    written. The message is one sentence for people.
    """

    def __init__(self, *, finished: bool = False, deleted: bool = False) -> None:
        self.finished = finished
        self.deleted = deleted
        what = "was deleted" if deleted else "has ended" if finished else "has moved on"
        super().__init__(f"This play {what} in another window.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAction:
    """One action with the words it had: ``kind`` is ``choice`` or ``enquiry``.

    ``offered`` is everything that was on offer then: id, stance (empty for an enquiry) and label.
    ``digest`` is what it led to, as JSON; None where an earlier version kept it.
    """

    word: str
    scene: str
    kind: str
    label: str
    stance: str
    offered: tuple[tuple[str, str, str], ...]
    reason: str
    confidence: int | None
    at: datetime
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class KeptEnding:
    """The ending that a play came to."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer to one of the review's questions; ``finding`` is None for the closing ones."""

    finding: int | None
    question: int
    text: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A reason that was being written for a choice, which has not been taken yet."""

    choice: str = ""
    text: str = ""


class LeftWhy(StrEnum):
    """Why a play was left for another."""

    #: It was not left; or it was, and an earlier version did not keep why.
    NOT_KEPT = ""
    WENT_BACK = "went-back"
    SCENARIO_CHANGED = "scenario-changed"
    OTHER_WINDOW = "other-window"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """Where a play stands in a play of a case: ``at`` is which of the case's scenarios, from 0.

    ``play`` is the id that the plays of all its scenarios share; ``source`` is the id or the file
    that the case was loaded from, ``title`` what it is called.
    """

    case: str
    title: str
    source: str
    play: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayRecord:
    """One kept play. ``left`` says that the player went on in another, ``left_why`` why."""

    id: str
    scenario: str
    title: str
    branches: tuple[str, ...]
    source: str
    started: datetime
    updated: datetime
    ending: str | None
    ending_title: str
    ending_kind: str
    actions: tuple[KeptAction, ...]
    forked_from: str | None
    left: bool
    gentle: bool
    #: The branches' files, in the order of ``branches``; empty where it is not known.
    branch_files: tuple[str, ...] = ()
    #: What the play began with, as JSON; None where an earlier version kept it.
    digest: str | None = None
    left_why: LeftWhy = LeftWhy.NOT_KEPT
    #: What its scenario's variables started with instead of what the scenario says.
    starts: Mapping[str, int | bool] = field(default_factory=dict)
    #: Where it stands in a case; None where it was played by itself.
    case_place: CasePlace | None = None
    #: Whether a room decided, in a group exercise, and not the person whose records these are.
    with_room: bool = False

    @property
    def loaded_from(self) -> str:
        """Return what to load for this play: its file where that is still there, else its id."""
        return self.source if _is_file(self.source) else self.scenario

    @property
    def loaded_with(self) -> tuple[str, ...]:
        """Return the branches to load for this play: their files where those are still there."""
        files = self.branch_files or ("",) * len(self.branches)
        return tuple(
            file if _is_file(file) else branch
            for branch, file in zip(self.branches, files, strict=True)
        )

    @property
    def name(self) -> str:
        """Return what people call the play: its scenario's title, and the branches it is with."""
        return self.named({})

    def named(self, titles: Mapping[str, str]) -> str:
        """Return what people call the play, its branches by their titles where those are known."""
        branches = ", ".join(titles.get(branch, branch) for branch in self.branches)
        return f"{self.title}, with {branches}" if branches else self.title

    @property
    def finished(self) -> bool:
        """Return whether the play came to an ending."""
        return self.ending is not None

    @property
    def can_go_on(self) -> bool:
        """Return whether the player can go on with it: with a room's, only its exercise does."""
        return not self.finished and not self.with_room

    @property
    def decisions(self) -> int:
        """Return how many decisions were made."""
        return sum(action.kind == "choice" for action in self.actions)


def _is_file(name: str) -> bool:
    """Return whether a kept name leads to a file; one that is damaged may be no name at all."""
    try:
        return bool(name) and Path(name).is_file()
    except (OSError, ValueError):
        return False

"""Sessions: the one way in which front ends take actions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scr_sim.debriefs import Debrief, Reflection, Said, debrief
from scr_sim.engine import Play
from scr_sim.scenario import LoadedScenario
from scr_sim.services.action_records import described
from scr_sim.services.replays import Stop
from scr_sim.store.model import CasePlace, KeptAction, KeptDraft, LeftWhy, MovedOnError

#: Tells the moment it is, with its time zone.
Clock = Callable[[], datetime]


class Keeper(Protocol):
    """What keeps a session: the records."""

    def keep(self, session: Session, after: Play, action: KeptAction) -> None:
        """Put one action on disk."""

    def fork(self, session: Session, to: int) -> Session:
        """Begin a play with another's first actions."""

    def set_apart(self, session: Session) -> Session:
        """Begin a play with all the actions of one that has moved on elsewhere."""

    def leave(self, session: Session, why: LeftWhy) -> None:
        """Mark a play as left, and why."""

    def resume(self, play_id: str, scenario: LoadedScenario | None = None) -> Opened:
        """Go on with a kept play."""

    def said(self, play_id: str) -> dict[int, Said]:
        """Return the reasons and confidence of a play, by the place of the action."""

    def draft(self, play_id: str, place: int) -> KeptDraft:
        """Return the reason that was being written for a decision."""

    def keep_draft(self, play_id: str, place: int, draft: KeptDraft) -> None:
        """Keep a reason that is being written, until a choice is made."""

    def reflections(self, play_id: str) -> tuple[Reflection, ...]:
        """Return what was written to the review's questions."""


class Session:
    """One kept play being played: it is kept as it goes."""

    def __init__(
        self,
        keeper: Keeper,
        play_id: str,
        play: Play,
        *,
        source: str,
        gentle: bool,
        clock: Clock,
        case_place: CasePlace | None = None,
        with_room: bool = False,
    ) -> None:
        self._keeper = keeper
        self._clock = clock
        self.id = play_id
        self.play = play
        self.source = source
        self.gentle = gentle
        #: Where this play stands in a case; None where it is played by itself.
        self.case_place = case_place
        #: Whether a room decides, in a group exercise.
        self.with_room = with_room

    def take(self, action: str, reason: str = "", confidence: int | None = None) -> Play:
        """Take an action; it is on disk when this returns.

        Raises `ActionError`, and `MovedOnError` where another window was first: then nothing is
        taken, and `caught_up` or `set_apart` go on.
        """
        before = self.play
        after = before.take(action)
        self._keeper.keep(self, after, described(before, after, reason, confidence, self._clock()))
        self.play = after
        return after

    def draft(self, choice: str) -> str:
        """Return the reason that was being written at a choice here, or an empty text.

        Without a choice it is what was being written before choosing.
        """
        kept = self._keeper.draft(self.id, len(self.play.steps))
        return kept.text if kept.choice == choice else ""

    def keep_draft(self, choice: str, text: str) -> None:
        """Keep a reason as it is being written; it goes when a choice is made here."""
        with suppress(MovedOnError):  # deleted in another window: taking the choice tells it
            place = len(self.play.steps)
            self._keeper.keep_draft(self.id, place, KeptDraft(choice, text))

    def go_back(self, to: int) -> Session:
        """Return a new session with the first ``to`` actions; this play is kept as it is.

        Raises `MovedOnError` where this one was deleted in another window.
        """
        return self._keeper.fork(self, to)

    def caught_up(self) -> Opened:
        """Return this play as it has moved on in another window. Raises `RecordError`."""
        return self._keeper.resume(self.id, self.play.scenario)

    def set_apart(self) -> None:
        """Make this a play of its own, with the actions known here; the other window's goes on."""
        self.id = self._keeper.set_apart(self).id

    def set_aside(self, action: str, reason: str, confidence: int | None) -> None:
        """Keep an action, and what was written at it, in a play of its own that is left."""
        self.set_apart()
        self.take(action, reason, confidence)
        self._keeper.leave(self, LeftWhy.OTHER_WINDOW)

    def debrief(self) -> Debrief:
        """Return what the play so far meant, with all that the player wrote."""
        return debrief(self.play, self._keeper.said(self.id), self._keeper.reflections(self.id))


#: Told where a play goes on in a new record, and no difference can be seen.
_NOTHING_SEEN = "Nothing that was read or chosen is different."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A kept play that was opened, to be gone on with or read.

    ``stop`` says where it no longer holds, because its scenario has changed, ``told`` all that is
    different, a sentence each, ``since`` what has changed, and ``gone`` that the file that it was
    played from is not there; ``forked`` says that it goes on in a record of its own, and
    ``to_read`` that it has ended, or had, or was opened only to be looked at.
    """

    session: Session
    stop: Stop | None
    to_read: bool
    told: tuple[str, ...] = ()
    forked: bool = False
    since: str = "The scenario has changed since."
    gone: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell of a scenario that has changed: nothing, one line, or a short list."""
        gone = (self.gone,) if self.gone else ()
        told = (*gone, *self.told)
        if not self.told:
            unseen = (f"{self.since} {_NOTHING_SEEN}",) if self.forked else ()
            return (*gone, *unseen)
        if len(told) == 1 and not self.forked:
            return (f"{self.since} {told[0]}",)
        kept = "The earlier play is kept as it was." if self.forked else "The play stays as it was."
        return (self.since, *told, kept)

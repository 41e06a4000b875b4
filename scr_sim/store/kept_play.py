"""A kept play: the one way in which front ends take actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from scr_sim.engine import Enquiring, Play, digest, read_action
from scr_sim.engine.digests import to_json
from scr_sim.scenario import LoadedScenario
from scr_sim.store.model import KeptAction, Stop


class Keeper(Protocol):
    """What keeps a play: the store."""

    def keep(self, kept: KeptPlay, after: Play, action: KeptAction) -> None:
        """Put one action on disk."""

    def fork(self, kept: KeptPlay, to: int) -> KeptPlay:
        """Begin a play with another's first actions."""

    def set_apart(self, kept: KeptPlay) -> KeptPlay:
        """Begin a play with all the actions of one that has moved on elsewhere."""

    def leave(self, kept: KeptPlay) -> None:
        """Mark a play as left."""

    def resume(self, play_id: str, scenario: LoadedScenario) -> Resumed:
        """Go on with a kept play."""


class KeptPlay:
    """A play that is kept as it is played."""

    def __init__(self, store: Keeper, play_id: str, play: Play, source: str, gentle: bool) -> None:
        self._store = store
        self.id = play_id
        self.play = play
        self.source = source
        self.gentle = gentle

    def take(self, action: str, reason: str = "", confidence: int | None = None) -> Play:
        """Take an action; it is on disk when this returns.

        Raises `ActionError`, and `MovedOnError` where another window was first: then nothing is
        taken, and `caught_up` or `set_apart` go on.
        """
        before = self.play
        after = before.take(action)
        moment = datetime.now(UTC)
        self._store.keep(self, after, described(before, after, reason, confidence, moment))
        self.play = after
        return after

    def go_back(self, to: int) -> KeptPlay:
        """Return a new kept play with the first ``to`` actions; this one is kept as it is.

        Raises `MovedOnError` where this one was deleted in another window.
        """
        return self._store.fork(self, to)

    def caught_up(self) -> Resumed:
        """Return this play as it has moved on in another window. Raises `RecordError`."""
        return self._store.resume(self.id, self.play.scenario)

    def set_apart(self) -> None:
        """Make this a play of its own, with the actions known here; the other window's goes on."""
        self.id = self._store.set_apart(self).id

    def set_aside(self, action: str, reason: str, confidence: int | None) -> None:
        """Keep an action, and what was written at it, in a play of its own that is left."""
        self.set_apart()
        self.take(action, reason, confidence)
        self._store.leave(self)


@dataclass(frozen=True, slots=True)
class Resumed:
    """A play that can be gone on with.

    ``stop`` says where it no longer holds, because its scenario has changed, ``told`` all that is
    different, a sentence each, and ``forked`` that it goes on in a record of its own.
    """

    kept: KeptPlay
    stop: Stop | None
    told: tuple[str, ...] = ()
    forked: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell of a scenario that has changed: nothing, one line, or a short list."""
        if not self.told:
            return ()
        if len(self.told) == 1 and not self.forked:
            return (f"The scenario has changed since. {self.told[0]}",)
        kept = "The earlier play is kept as it was." if self.forked else "The play stays as it was."
        return ("The scenario has changed since.", *self.told, kept)


def described(
    before: Play, after: Play, reason: str, confidence: int | None, at: datetime
) -> KeptAction:
    """Return the action that led from one play to the next, with the words that it had."""
    word = after.actions_taken[-1]
    read = read_action(word)
    enquiries = [(e.id, "", e.label) for e in before.enquiries() if not e.made]
    choices = [(c.id, str(c.stance), c.label) for c in before.choices()]
    made, among = (
        (read.enquiry, enquiries) if isinstance(read, Enquiring) else (read.choice, choices)
    )
    stance, label = next((s, text) for name, s, text in among if name == made)
    kind = "enquiry" if isinstance(read, Enquiring) else "choice"
    return KeptAction(
        word,
        before.scene,
        kind,
        label,
        stance,
        tuple(enquiries + choices),
        reason,
        confidence,
        at,
        to_json(digest(after)),
    )


def digest_of_beginning(play: Play) -> str:
    """Return what a play began with, as it is kept."""
    while play.previous is not None:
        play = play.previous
    return to_json(digest(play))


def described_all(play: Play, kept: tuple[KeptAction, ...]) -> list[KeptAction]:
    """Return all actions of a play as they are now, with what was written at those kept."""
    found: list[KeptAction] = []
    while play.previous is not None:
        place = len(play.actions_taken) - 1
        was = kept[place] if place < len(kept) else None
        found.append(
            described(
                play.previous,
                play,
                was.reason if was else "",
                was.confidence if was else None,
                was.at if was else datetime.now(UTC),
            )
        )
        play = play.previous
    return found[::-1]

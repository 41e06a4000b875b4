"""A kept play: the one way in which front ends take actions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from scr_sim.engine import Enquiring, Play, read_action
from scr_sim.store.model import KeptAction


class Keeper(Protocol):
    """What keeps a play: the store."""

    def keep(self, kept: KeptPlay, after: Play, action: KeptAction) -> None:
        """Put one action on disk."""

    def fork(self, kept: KeptPlay, to: int) -> KeptPlay:
        """Begin a play with another's first actions."""


class KeptPlay:
    """A play that is kept as it is played."""

    def __init__(self, store: Keeper, play_id: str, play: Play, source: str, gentle: bool) -> None:
        self._store = store
        self.id = play_id
        self.play = play
        self.source = source
        self.gentle = gentle

    def take(self, action: str, reason: str = "", confidence: int | None = None) -> Play:
        """Take an action; it is on disk when this returns. Raises `ActionError`."""
        before = self.play
        after = before.take(action)
        self._store.keep(self, after, _described(before, after, reason, confidence))
        self.play = after
        return after

    def go_back(self, to: int) -> KeptPlay:
        """Return a new kept play with the first ``to`` actions; this one is kept as it is."""
        return self._store.fork(self, to)


def _described(before: Play, after: Play, reason: str, confidence: int | None) -> KeptAction:
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
    offered = tuple(enquiries + choices)
    now = datetime.now(UTC)
    return KeptAction(word, before.scene, kind, label, stance, offered, reason, confidence, now)

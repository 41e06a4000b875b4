"""The room's play among the trainer's records: kept as any play is, and never in the room's way."""

from __future__ import annotations

from scr_sim.engine import ActionError
from scr_sim.group.events import Acted, Event
from scr_sim.services import MovedOnError, RecordError, Session

#: What is told where the records cannot follow. The exercise's own log holds everything.
_TROUBLE = (
    "The room's play can no longer be kept among your records ({why}). The exercise goes on, and "
    "its own log and report have everything."
)


class RoomPlay:
    """Takes what the room does in a session of the records.

    ``trouble`` is a sentence on why the records no longer follow, and empty while they do.
    """

    def __init__(self, session: Session | None) -> None:
        self.session = session
        self.trouble = ""

    def take(self, event: Event) -> None:
        """Keep what an event did to the room's play; most events do nothing to it."""
        if self.session is None or self.trouble or not isinstance(event, Acted):
            return
        try:
            self.session.take(event.action)
        except (ActionError, MovedOnError, RecordError, OSError) as error:
            self.trouble = _TROUBLE.format(why=str(error).rstrip("."))

    def catch_up(self, events: tuple[Event, ...]) -> None:
        """Keep what a log has and the records have not: what was done just before a crash."""
        if self.session is None:
            return
        acted = [event for event in events if isinstance(event, Acted)]
        kept = self.session.play.actions_taken
        if kept != tuple(event.action for event in acted[: len(kept)]):
            self.trouble = _TROUBLE.format(why="it has gone another way there")
        for event in acted[len(kept) :]:
            self.take(event)

"""The host: takes commands one after another, keeps what came of each, and says what is new.

The rules answer at once, in memory; an answer is given out only when its events are on disk. Many
commands share one write: while one is being written, all that come in wait for the next.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from scr_sim.group.commands import Command, Tick
from scr_sim.group.events import Event
from scr_sim.group.exercise import Answered, Exercise, RefusedError
from scr_sim.group.room import Room, room_of
from scr_sim.group.server.audiences import Audiences
from scr_sim.group.server.clock import Clock, SystemClock
from scr_sim.group.server.log_file import LogError, LogFile
from scr_sim.group.server.room_play import RoomPlay
from scr_sim.services import Session

#: How long nobody need be heard of before they are away, in milliseconds.
AWAY_AFTER = 20_000
#: How long until a close that could not be kept is tried again, in milliseconds.
_TRIED_AGAIN = 1_000
#: What phones are told as well: nothing about the trainer's computer.
_UNKEPT = "This could not be kept just now ({why}), and nothing was changed. Please try again."
_REFUSED_MEANWHILE = (
    "Everything before that is kept; votes and keys are refused until it can be. Make room on that "
    "disk."
)


class Watch:
    """Somebody who wants to be told that there is something new for them."""

    def __init__(self) -> None:
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Return as soon as there was something new since this was last asked."""
        await self._news.wait()
        self._news.clear()

    def tell(self) -> None:
        """Say that there is something new."""
        self._news.set()


@dataclass(slots=True)
class _PendingAnswer:
    """What an answer is still waiting for: its events' turn to be on disk."""

    events: tuple[Event, ...]
    after: Room
    kept: asyncio.Future[None]


class Host:
    """One exercise, being held; `begin` and `resume` in `opening` make it, and it is a context.

    ``play.trouble`` tells of records that no longer follow, ``torn`` of a log's torn last line;
    ``trouble`` of a log that could not be written when it was last tried, empty while it can be.
    """

    def __init__(
        self,
        exercise: Exercise,
        log: LogFile,
        events: tuple[Event, ...],
        *,
        session: Session | None = None,
        clock: Clock | None = None,
        torn: str = "",
    ) -> None:
        self.exercise = exercise
        self.torn = torn
        self.trouble = ""
        self.play = RoomPlay(session)
        self.audiences = Audiences()
        self._clock = clock or SystemClock()
        self._log = log
        self._room = self._ahead = room_of(events)
        for event in events:
            self.audiences.take(event)
        self.play.catch_up(events)
        self._latest = events[-1].at
        self._events = list(events)
        self._waiting: list[_PendingAnswer] = []
        self._writer: asyncio.Task[None] | None = None
        self._ticker: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "exercise-log")
        self._phones: dict[int, set[Watch]] = {}
        self._walls: set[Watch] = set()
        self._others: set[Watch] = set()
        self._heard: dict[int, int] = {}
        self._began = self.now()

    # -- held from here to there

    async def __aenter__(self) -> Host:
        self._plan_tick()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop: what has been asked is kept, and the log is closed."""
        if self._ticker is not None:
            self._ticker.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticker
        while self._writer is not None:
            await self._writer
        self._thread.shutdown()
        self._log.close()

    # -- what is so

    @property
    def room(self) -> Room:
        """The room, with everything that is on disk and nothing else."""
        return self._room

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that has happened, as it is on disk."""
        return tuple(self._events)

    @property
    def log(self) -> str:
        """Where the log is."""
        return str(self._log.path)

    def now(self) -> int:
        """Return the time in milliseconds; it never goes back, whatever the clock was set to."""
        self._latest = max(self._latest, self._clock.now())
        return self._latest

    @property
    def away(self) -> frozenset[int]:
        """The people whose phones have been silent for a while."""
        long_ago = self.now() - AWAY_AFTER
        return frozenset(
            person for person in self._room.seats if self._heard.get(person, self._began) < long_ago
        )

    def heard(self, person: int) -> None:
        """Note that somebody's phone is there."""
        self._heard[person] = self.now()

    # -- what is asked

    async def submit(self, command: Command) -> Answered:
        """Do what is asked, and return what came of it once it is on disk.

        Raises `RefusedError`, also (as “unkept”) where it cannot be brought to disk: then nothing
        has happened.
        """
        answered = self.exercise.answer(self._ahead, command, self.now())
        for event in answered.events:
            self._ahead = self._ahead.after(event)
        # An answer without events may rest on another's that are not on disk yet: it waits too.
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_PendingAnswer(answered.events, self._ahead, kept))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await kept
        return answered

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                events = [event for one in batch for event in one.events]
                if events:
                    try:
                        await loop.run_in_executor(self._thread, self._log.add, events)
                    except LogError as error:
                        self._undo(batch, error)
                        continue
                    self.trouble = ""
                self._room = batch[-1].after
                self._publish(events)
                for one in batch:
                    if not one.kept.done():
                        one.kept.set_result(None)
        finally:
            self._writer = None

    def _undo(self, batch: list[_PendingAnswer], error: LogError) -> None:
        """Go back to what is on disk: what was answered in memory since rests on what is not."""
        lost = [*batch, *self._waiting]
        self._waiting = []
        self._ahead = self._room
        self.trouble = f"{error} {_REFUSED_MEANWHILE}"
        for one in lost:
            if not one.kept.done():
                one.kept.set_exception(RefusedError("unkept", _UNKEPT.format(why=error.why)))

    def _publish(self, events: list[Event]) -> None:
        self._events.extend(events)
        walls = False
        told: set[Watch] = set()
        for event in events:
            concerned = self.audiences.take(event)
            walls = walls or concerned.wall
            people = self._phones if concerned.people is None else concerned.people
            for person in people:
                told.update(self._phones.get(person, ()))
            self.play.take(event)
        if walls:
            told.update(self._walls)
        if events:
            told.update(self._others)
            self._plan_tick()
        for watch in told:
            watch.tell()

    # -- what is new

    def watch_phone(self, person: int) -> Watch:
        """Return a watch that is told of what concerns one person's phone."""
        watch = Watch()
        self._phones.setdefault(person, set()).add(watch)
        return watch

    def watch_wall(self) -> Watch:
        """Return a watch that is told of what concerns the wall."""
        watch = Watch()
        self._walls.add(watch)
        return watch

    def watch(self) -> Watch:
        """Return a watch that is told of everything."""
        watch = Watch()
        self._others.add(watch)
        return watch

    def unwatch(self, watch: Watch) -> None:
        """Let a watch go."""
        self._walls.discard(watch)
        self._others.discard(watch)
        for watching in self._phones.values():
            watching.discard(watch)

    async def changes(self, after: int) -> Room:
        """Return the room once its revision is later than one that was seen."""
        watch = self.watch()
        try:
            while self._room.revision <= after:
                await watch.news()
            return self._room
        finally:
            self.unwatch(watch)

    # -- time

    def _plan_tick(self) -> None:
        if self._ticker is not None and self._ticker is not asyncio.current_task():
            self._ticker.cancel()
        due = self.exercise.due(self._room)
        self._ticker = None if due is None else asyncio.create_task(self._tick(due))

    async def _tick(self, due: int) -> None:
        while True:
            await self._clock.until(due)
            try:
                await asyncio.shield(asyncio.ensure_future(self.submit(Tick())))
            except RefusedError as refused:
                if refused.code != "unkept":
                    return
                due = self.now() + _TRIED_AGAIN
            else:
                return

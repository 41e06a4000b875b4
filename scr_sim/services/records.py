"""Records: everything that a person keeps, as front ends know it, and what opens sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

from scr_sim.debriefs import Reflection, Said
from scr_sim.engine import Play
from scr_sim.scenario import LoadedScenario
from scr_sim.services.action_records import described_all, ending_of, record_of
from scr_sim.services.replays import Replayed, replay
from scr_sim.services.scenario_files import file_gone, scenario_of
from scr_sim.services.sessions import Clock, Opened, Session
from scr_sim.store.ids import new_id
from scr_sim.store.model import (
    CasePlace,
    KeptAction,
    KeptAnswer,
    KeptDraft,
    LeftWhy,
    MovedOnError,
    PlayRecord,
)
from scr_sim.store.repository import Store
from scr_sim.store.settings import Settings


def _now() -> datetime:
    return datetime.now(UTC)


class Records:
    """Everything that is kept. Where it cannot be, ``trouble`` says so and memory stands in.

    ``clock`` tells the moments that plays and their actions are kept with.
    """

    def __init__(self, store: Store, clock: Clock = _now) -> None:
        self._store = store
        self._clock = clock
        self._sessions: WeakSet[Session] = WeakSet()
        store.on_renamed(self._renamed)

    @classmethod
    def open(cls, folder: Path | None = None, clock: Clock = _now) -> Records:
        """Open the records in a folder, or in the user's own.

        Whatever is the matter with the file itself is in ``trouble``. Raises `paths.HomeError`
        where no folder is given and the user's own can be none.
        """
        return cls(Store.open(folder), clock)

    # -- the file

    @property
    def settings(self) -> Settings:
        """What the player wants, remembered."""
        return self._store.settings

    @property
    def trouble(self) -> str:
        """A sentence on why what is played now is not kept; empty where it is."""
        return self._store.trouble

    @property
    def why(self) -> str:
        """The same without its beginning: what is the matter with the file, and what to do."""
        return self._store.why

    @property
    def unreadable(self) -> str:
        """A sentence on what could not be read when plays were last listed; empty where all was."""
        return self._store.unreadable

    @property
    def damaged(self) -> tuple[str, ...]:
        """The ids of plays that could not be read when plays were last listed."""
        return self._store.damaged

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have each sentence on what befalls the records told to people, those so far as well."""
        self._store.listen(listener)

    def catch_up(self) -> bool:
        """Write what could not be written before, if it can be now; return whether all is kept."""
        return self._store.catch_up()

    def repair(self) -> Path:
        """Begin a new file with what can be read of a damaged one; return where that one is now.

        Raises `RecordError` where the file is not damaged, or cannot be put aside.
        """
        return self._store.repair()

    def close(self) -> None:
        """Close the file; what could not be written before is tried once more."""
        self._store.close()

    # -- plays

    def plays(self, scenario: str | None = None) -> list[PlayRecord]:
        """Return the kept plays, or those of a scenario, the one touched last first."""
        return self._store.plays(scenario)

    def others(self, scenario: str, play_id: str) -> list[PlayRecord]:
        """Return the plays of a scenario that one of its plays can be laid beside.

        Those that came to an ending are first, the newest of them before the others.
        """
        found = [one for one in self.plays(scenario) if one.id != play_id and one.decisions]
        return sorted(found, key=lambda one: not one.finished)

    def record(self, play_id: str) -> PlayRecord:
        """Return one play by its id, or by the beginning of it. Raises `RecordError`."""
        return self._store.record(play_id)

    def find(self, play_id: str) -> str:
        """Return a play's whole id from the beginning of it, also where the play is damaged.

        Raises `RecordError` where there is none, or several.
        """
        return self._store.find(play_id)

    def kept_before(self, play_id: str) -> bool:
        """Return whether the file has the beginning of a play, though it cannot be written now."""
        return self._store.kept_before(play_id)

    def latest_unfinished(self) -> PlayRecord | None:
        """Return the play to offer going on with: the last of one's own that did not end."""
        return self._store.latest_unfinished()

    def endings_seen(self) -> dict[str, set[str]]:
        """Return, for each scenario's id, the endings that one's own plays came to."""
        return self._store.endings_seen()

    def delete(self, play_id: str) -> None:
        """Delete a play with its reasons and answers, for good."""
        self._store.delete(play_id)

    def delete_all(self) -> None:
        """Delete every play, for good."""
        self._store.delete_all()

    # -- what was written

    def said(self, play_id: str) -> dict[int, Said]:
        """Return the reasons and confidence of a play, by the place of the action."""
        thoughts = self._store.thoughts(play_id)
        return {place: Said(reason, sure) for place, (reason, sure) in thoughts.items()}

    def reflections(self, play_id: str) -> tuple[Reflection, ...]:
        """Return what was written to the review's questions."""
        answers = self._store.answers(play_id)
        return tuple(Reflection(one.finding, one.question, one.text) for one in answers)

    def reflect(self, play_id: str, reflection: Reflection, before: str | None = None) -> str:
        """Keep an answer to one of the review's questions; an empty one takes it away.

        ``before`` is the answer that the writer saw; where another one was written in another
        window since, both are kept. Returns what is kept. Raises `MovedOnError` where the play was
        deleted.
        """
        answer = KeptAnswer(reflection.finding, reflection.question, reflection.text)
        return self._store.answer(play_id, answer, before)

    def draft(self, play_id: str, place: int) -> KeptDraft:
        """Return the reason that was being written for an action; an empty one where none was."""
        return self._store.draft(play_id, place)

    def keep_draft(self, play_id: str, place: int, draft: KeptDraft) -> None:
        """Keep a reason that is being written, until the action is taken; an empty one goes.

        Raises `MovedOnError` where the play was deleted.
        """
        self._store.keep_draft(play_id, place, draft)

    # -- opening a session

    def begin(
        self,
        scenario: LoadedScenario,
        source: str,
        *,
        gentle: bool = False,
        case_place: CasePlace | None = None,
        with_room: bool = False,
    ) -> Session:
        """Begin a play; ``source`` is the id or path that the scenario was loaded from.

        ``case_place`` is where it stands in a case, if it does; ``with_room`` says that a room
        decides, so that it is not counted among what was played by oneself. Raises `ScenarioError`
        as playing does.
        """
        return self._begin(
            Play(scenario), source, gentle, case_place=case_place, with_room=with_room
        )

    def resume(self, play_id: str, scenario: LoadedScenario | None = None) -> Opened:
        """Go on with a kept play; its scenario is loaded from where it was, unless it is given.

        Where it has changed, a new play goes on as far as the old one still holds, and the old one
        stays as it is. Raises `RecordError`, `ScenarioError`.
        """
        record = self.record(play_id)
        found = _replayed(record, scenario)
        if found.same_as(record.actions):
            return self._opened(record, found, to_read=found.play.finished)
        actions = described_all(found.play, record.actions, self._clock())
        session = self._begin(
            found.play,
            record.source,
            record.gentle,
            forked_from=record.id,
            actions=actions,
            leaving=(record.id, LeftWhy.SCENARIO_CHANGED),
            case_place=record.case_place,
            with_room=record.with_room,
        )
        return Opened(
            session=session,
            stop=found.stop,
            to_read=found.play.finished,
            told=found.told,
            gone=found.gone,
            forked=True,
        )

    def look_at(self, play_id: str, scenario: LoadedScenario | None = None) -> Opened:
        """Return a kept play as far as it still holds, to be read; nothing new is kept.

        Its scenario is loaded from where it was, unless it is given. Raises `RecordError`,
        `ScenarioError`.
        """
        record = self.record(play_id)
        found = _replayed(record, scenario)
        looked = self._opened(record, found, to_read=True)
        if record.finished and not found.play.finished:
            ended = f"The play had come to its ending, “{record.ending_title}”."
            return replace(looked, told=(*looked.told, ended))
        return looked

    def open_play(self, play_id: str) -> Opened:
        """Go on with a kept play, or read it where it had ended.

        Raises `RecordError`, `ScenarioError`.
        """
        finished = self.record(play_id).finished
        return self.look_at(play_id) if finished else self.resume(play_id)

    def replayed(self, play_id: str, scenario: LoadedScenario | None = None) -> Replayed:
        """Return how far a kept play still holds, to be laid beside others.

        Its scenario is loaded from where it was, unless it is given. Raises `RecordError`,
        `ScenarioError`.
        """
        return _replayed(self.record(play_id), scenario)

    def _opened(self, record: PlayRecord, found: Replayed, *, to_read: bool) -> Opened:
        self._store.hold(record.id)
        session = self._session(
            record.id,
            found.play,
            record.source,
            record.gentle,
            case_place=record.case_place,
            with_room=record.with_room,
        )
        return Opened(
            session=session, stop=found.stop, to_read=to_read, told=found.told, gone=found.gone
        )

    # -- keeping a session

    def keep(self, session: Session, after: Play, action: KeptAction) -> None:
        """Put one action on disk. Where that fails, go on in memory and say so.

        Raises `MovedOnError` where the play has moved on in another window, or was deleted.
        """
        place = len(after.actions_taken) - 1
        self._store.add_action(session.id, place, action, ending_of(after))

    def fork(self, session: Session, to: int) -> Session:
        """Begin a play with another's first actions; the other is marked as left.

        Where it has moved on in another window it is not left, nor where it is a room's: what goes
        on from that one is one's own. Raises `MovedOnError` where it was deleted there.
        """
        if not self._store.has(session.id):
            raise MovedOnError(deleted=True)
        kept = self._store.actions(session.id)
        play = session.play
        while len(play.actions_taken) > to:
            play = play.undo()
        actions = described_all(play, kept, self._clock())
        here = not session.play.finished and len(kept) == len(session.play.actions_taken)
        left = here and not session.with_room
        return self._begin(
            play,
            session.source,
            session.gentle,
            forked_from=session.id,
            actions=actions,
            leaving=(session.id, LeftWhy.WENT_BACK) if left else None,
            case_place=session.case_place,
        )

    def set_apart(self, session: Session) -> Session:
        """Begin a play with all the actions of one that has moved on elsewhere, or is deleted.

        What was written in a deleted play stays deleted.
        """
        there = self._store.has(session.id)
        kept = self._store.actions(session.id) if there else ()
        actions = described_all(session.play, kept, self._clock())
        forked_from = session.id if there else None
        return self._begin(
            session.play,
            session.source,
            session.gentle,
            forked_from=forked_from,
            actions=actions,
            case_place=session.case_place,
            with_room=session.with_room,
        )

    def leave(self, session: Session, why: LeftWhy) -> None:
        """Mark a play as left and why, so that it is not offered to go on with."""
        self._store.leave(session.id, why)

    def _begin(
        self,
        play: Play,
        source: str,
        gentle: bool,
        *,
        forked_from: str | None = None,
        actions: Sequence[KeptAction] = (),
        leaving: tuple[str, LeftWhy] | None = None,
        case_place: CasePlace | None = None,
        with_room: bool = False,
    ) -> Session:
        record = record_of(
            new_id(),
            play,
            self._clock(),
            source=source,
            gentle=gentle,
            actions=actions,
            forked_from=forked_from,
            case_place=case_place,
            with_room=with_room,
        )
        self._store.add(record, leaving)
        return self._session(
            record.id, play, source, gentle, case_place=case_place, with_room=with_room
        )

    def _session(
        self,
        play_id: str,
        play: Play,
        source: str,
        gentle: bool,
        *,
        case_place: CasePlace | None,
        with_room: bool,
    ) -> Session:
        session = Session(
            self,
            play_id,
            play,
            source=source,
            gentle=gentle,
            clock=self._clock,
            case_place=case_place,
            with_room=with_room,
        )
        self._sessions.add(session)
        return session

    def _renamed(self, old: str, new: str) -> None:
        for session in self._sessions:
            if session.id == old:
                session.id = new


def _replayed(record: PlayRecord, scenario: LoadedScenario | None) -> Replayed:
    gone = ""
    if scenario is None:
        scenario, gone = scenario_of(record), file_gone(record)
    return replace(replay(scenario, record.actions, record.digest), gone=gone)

"""The store: plays, reflections and settings, kept as they happen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from weakref import WeakSet

from scr_sim import paths
from scr_sim.debriefs import Reflection, Said
from scr_sim.engine import Play
from scr_sim.scenario import LoadedScenario
from scr_sim.store.arrears import Owed
from scr_sim.store.database import Run
from scr_sim.store.failures import Failure, UnusableError
from scr_sim.store.ids import new_id
from scr_sim.store.kept_play import KeptPlay, Resumed, described_all, digest_of_beginning
from scr_sim.store.ledger import Ledger
from scr_sim.store.model import KeptAction, MovedOnError, PlayRecord, RecordError
from scr_sim.store.replay import Replayed, replay
from scr_sim.store.rows import (
    PLAYS,
    insert_action,
    not_moved_on,
    note_ending,
    now,
    number,
    put_answer,
    read_actions,
    read_record,
    sure,
    text,
)
from scr_sim.store.settings import Settings
from scr_sim.text.quantities import counted

#: The closing questions belong to no finding.
_CLOSING = 0


class Store:
    """Everything that is kept. Where it cannot be, ``trouble`` says so and memory stands in."""

    def __init__(self, folder: Path) -> None:
        self._listener: Callable[[str], None] | None = None
        self._untold: list[str] = []
        self._told: set[str] = set()
        self._plays: WeakSet[KeptPlay] = WeakSet()
        self._ledger = Ledger(folder, self._tell)
        self._ledger.on_renamed = self._renamed
        #: A sentence on what could not be read when plays were last listed; empty where all was.
        self.unreadable = ""
        self.settings = Settings(self._read_setting, self._write_setting)

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """Open the store in a folder, or in the user's own. Never raises: see ``trouble``."""
        return cls(folder if folder is not None else paths.home())

    @property
    def trouble(self) -> str:
        """A sentence on why what is played now is not kept; empty where it is."""
        return self._ledger.trouble

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have each sentence on what befalls the records told to people, those so far as well."""
        self._listener = listener
        untold, self._untold = self._untold, []
        for sentence in untold:
            listener(sentence)

    def catch_up(self) -> bool:
        """Write what could not be written before, if it can be now; return whether all is kept."""
        return self._ledger.catch_up()

    def repair(self) -> Path:
        """Begin a new file with what can be read of a damaged one; return where that one is now.

        Raises `RecordError` where the file is not damaged, or cannot be put aside.
        """
        if self._ledger.failure is not Failure.DAMAGED:
            raise RecordError(self._ledger.why or "The records are not damaged. Nothing was done.")
        try:
            return self._ledger.set_aside()
        except OSError as error:
            raise RecordError(f"The file cannot be put aside: {error.strerror}.") from error
        except UnusableError as error:
            raise RecordError(str(error)) from error

    def close(self) -> None:
        """Close the store; what could not be written before is tried once more."""
        self._ledger.close()

    # -- plays

    def begin(self, scenario: LoadedScenario, source: str, *, gentle: bool = False) -> KeptPlay:
        """Begin a play; ``source`` is the id or path that the scenario was loaded from."""
        return self._begin(Play(scenario), source, gentle, None, ())

    def _begin(
        self,
        play: Play,
        source: str,
        gentle: bool,
        forked_from: str | None,
        actions: Sequence[KeptAction],
        leaving: str | None = None,
    ) -> KeptPlay:
        play_id = new_id()
        scenario = play.scenario
        moment = now()
        beginning = digest_of_beginning(play)

        def write(run: Run) -> None:
            run(
                "INSERT INTO plays (id, scenario, title, branches, source, started, updated,"
                " forked_from, gentle, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    play_id,
                    scenario.id,
                    scenario.title,
                    json.dumps(list(zip(scenario.branches, scenario.branch_files, strict=True))),
                    source,
                    moment,
                    moment,
                    forked_from,
                    int(gentle),
                    beginning,
                ),
            )
            for place, action in enumerate(actions):
                insert_action(run, play_id, place, action)
            note_ending(run, play_id, play)
            if leaving is not None:
                run("UPDATE plays SET is_left = 1 WHERE id = ?", (leaving,))

        self._ledger.write(write, Owed(plays=(play_id, *((leaving,) if leaving else ()))))
        return self._kept(play_id, play, source, gentle)

    def _kept(self, play_id: str, play: Play, source: str, gentle: bool) -> KeptPlay:
        kept = KeptPlay(self, play_id, play, source, gentle)
        self._plays.add(kept)
        return kept

    def keep(self, kept: KeptPlay, after: Play, action: KeptAction) -> None:
        """Put one action on disk. Where that fails, go on in memory and say so.

        Raises `MovedOnError` where the play has moved on in another window, or was deleted.
        """
        moment = now()

        def write(run: Run) -> None:
            not_moved_on(run, kept.id, len(after.actions_taken) - 1)
            insert_action(run, kept.id, len(after.actions_taken) - 1, action)
            run("UPDATE plays SET updated = ? WHERE id = ?", (moment, kept.id))
            note_ending(run, kept.id, after)

        self._ledger.write(write, Owed(plays=(kept.id,)))

    def fork(self, kept: KeptPlay, to: int) -> KeptPlay:
        """Begin a play with another's first actions; the other is marked as left.

        Where it has moved on in another window it is not left. Raises `MovedOnError` where it was
        deleted there.
        """
        if not self._is_kept(kept):
            raise MovedOnError(deleted=True)
        actions = read_actions(self._ledger.rows, kept.id)
        play = kept.play
        while len(play.actions_taken) > to:
            play = play.undo()
        again = described_all(play, actions)
        left = not kept.play.finished and len(actions) == len(kept.play.actions_taken)
        leaving = kept.id if left else None
        return self._begin(play, kept.source, kept.gentle, kept.id, again, leaving)

    def set_apart(self, kept: KeptPlay) -> KeptPlay:
        """Begin a play with all the actions of one that has moved on elsewhere, or is deleted.

        What was written in a deleted play stays deleted.
        """
        if not self._is_kept(kept):
            return self._begin(
                kept.play, kept.source, kept.gentle, None, described_all(kept.play, ())
            )
        actions = described_all(kept.play, read_actions(self._ledger.rows, kept.id))
        return self._begin(kept.play, kept.source, kept.gentle, kept.id, actions)

    def leave(self, kept: KeptPlay) -> None:
        """Mark a play as left, so that it is not offered to go on with."""
        self._ledger.write(
            lambda run: run("UPDATE plays SET is_left = 1 WHERE id = ?", (kept.id,)),
            Owed(plays=(kept.id,)),
        )

    def _is_kept(self, kept: KeptPlay) -> bool:
        return bool(self._ledger.rows("SELECT 1 FROM plays WHERE id = ?", (kept.id,)))

    def plays(self, scenario: str | None = None) -> list[PlayRecord]:
        """Return the kept plays, the one touched last first."""
        where = "WHERE scenario = ?" if scenario is not None else ""
        rows = self._ledger.rows(
            f"{PLAYS}{where} ORDER BY updated DESC, number DESC",
            (scenario,) if scenario is not None else (),
            fresh=True,
        )
        records = [record for row in rows if (record := self._readable(row)) is not None]
        if scenario is None:
            self._count(len(rows) - len(records))
        return records

    def _count(self, damaged: int) -> None:
        """Say how many plays could not be read."""
        found = self._ledger.salvaged
        count = damaged + found.lost
        self.unreadable = ""
        if not found.whole and not count:
            self.unreadable = "What is kept could not be read, or not all of it."
        elif count:
            more = "" if found.whole else "at least "
            self.unreadable = (
                f"{more}{counted(count, 'kept play')} could not be read, because what is kept of "
                f"{'it' if count == 1 else 'them'} is damaged. The others are not touched by it."
            )
            self.unreadable = self.unreadable[0].upper() + self.unreadable[1:]
        if self.unreadable:
            self._tell(self.unreadable, once=True)

    def record(self, play_id: str) -> PlayRecord:
        """Return one play by its id, or by the beginning of it. Raises `RecordError`."""
        rows = self._ledger.rows(
            f"{PLAYS}WHERE substr(id, 1, ?) = ?", (len(play_id), play_id), fresh=True
        )
        if not play_id or not rows:
            if play_id and not self._ledger.salvaged.whole:
                raise RecordError(f"The play cannot be read: {self._ledger.why}")
            raise RecordError(
                f"There is no kept play “{play_id[:40]}”. “scr-sim plays” lists them."
            )
        if len(rows) > 1:
            raise RecordError(f"Several plays begin with “{play_id[:40]}”. Type more of the id.")
        return read_record(self._ledger.rows, rows[0])

    def latest_unfinished(self) -> PlayRecord | None:
        """Return the play to offer going on with: the last one touched that did not end."""
        rows = self._ledger.rows(
            f"{PLAYS}WHERE ending IS NULL AND is_left = 0 ORDER BY updated DESC, number DESC",
            fresh=True,
        )
        return next((one for row in rows if (one := self._readable(row)) is not None), None)

    def resume(self, play_id: str, scenario: LoadedScenario) -> Resumed:
        """Go on with a kept play. Raises `RecordError`.

        Where its scenario has changed, a new play goes on as far as the old one still holds, and
        the old one stays as it is.
        """
        record = self.record(play_id)
        found = replay(scenario, record.actions, record.digest)
        if found.same_as(record.actions):
            return self._looked_at(record, found)
        actions = described_all(found.play, record.actions)
        kept = self._begin(
            found.play, record.source, record.gentle, record.id, actions, leaving=record.id
        )
        return Resumed(kept, found.stop, found.told, forked=True)

    def look_at(self, play_id: str, scenario: LoadedScenario) -> Resumed:
        """Return a kept play as far as it still holds, to be read. Raises `RecordError`."""
        record = self.record(play_id)
        found = replay(scenario, record.actions, record.digest)
        looked = self._looked_at(record, found)
        if record.finished and not found.play.finished:
            ended = f"The play had come to its ending, “{record.ending_title}”."
            return replace(looked, told=(*looked.told, ended))
        return looked

    def _looked_at(self, record: PlayRecord, found: Replayed) -> Resumed:
        self._ledger.hold(record.id)
        kept = self._kept(record.id, found.play, record.source, record.gentle)
        return Resumed(kept, found.stop, found.told)

    def replayed(self, record: PlayRecord, scenario: LoadedScenario) -> Replayed:
        """Return a kept play as far as it still holds, keeping nothing new."""
        return replay(scenario, record.actions, record.digest)

    def delete(self, play_id: str) -> None:
        """Delete a play with its reasons and answers, for good."""
        self._ledger.write(
            lambda run: run("DELETE FROM plays WHERE id = ?", (play_id,)), Owed(deleted=play_id)
        )
        self._ledger.checkpoint()

    def delete_all(self) -> None:
        """Delete every play, for good."""
        self._ledger.write(lambda run: run("DELETE FROM plays"), Owed(all_deleted=True))
        self._ledger.checkpoint()

    def endings_seen(self) -> dict[str, set[str]]:
        """Return, for each scenario's id, the endings that plays came to."""
        seen: dict[str, set[str]] = {}
        for scenario, ending in self._ledger.rows(
            "SELECT DISTINCT scenario, ending FROM plays WHERE ending IS NOT NULL"
        ):
            if isinstance(scenario, str) and isinstance(ending, str):
                seen.setdefault(scenario, set()).add(ending)
        return seen

    # -- what was written

    def said(self, play_id: str) -> dict[int, Said]:
        """Return the reasons and confidence of a play, by the place of the action."""
        found: dict[int, Said] = {}
        for place, reason, confidence in self._ledger.rows(
            "SELECT place, reason, confidence FROM actions WHERE play = ?"
            " AND (reason != '' OR confidence IS NOT NULL) ORDER BY place",
            (play_id,),
        ):
            try:
                found[number(place)] = Said(text(reason), sure(confidence))
            except ValueError:
                continue  # the play that it belongs to is told as damaged
        return found

    def reflections(self, play_id: str) -> tuple[Reflection, ...]:
        """Return what was written to the review's questions."""
        found: list[Reflection] = []
        damaged = 0
        for finding, question, answer in self._ledger.rows(
            "SELECT finding, question, text FROM reflections WHERE play = ?"
            " ORDER BY finding, question",
            (play_id,),
        ):
            try:
                found.append(Reflection(number(finding) or None, number(question), text(answer)))
            except ValueError:
                damaged += 1
        if damaged:
            was = "answer is" if damaged == 1 else "answers are"
            self._tell(
                f"{damaged} {was} damaged and could not be read. The others are not touched by it.",
                once=True,
            )
        return tuple(found)

    def reflect(self, play_id: str, reflection: Reflection, before: str | None = None) -> str:
        """Keep an answer to one of the review's questions; an empty one takes it away.

        ``before`` is the answer that the writer saw; where another one was written in another
        window since, both are kept. Returns what is kept. Raises `MovedOnError` where the play was
        deleted.
        """
        place = (play_id, reflection.finding or _CLOSING, reflection.question)

        def write(run: Run) -> None:
            nonlocal reflection
            reflection = replace(reflection, text=put_answer(run, place, reflection.text, before))

        self._ledger.write(write, Owed(answer=place))
        return reflection.text

    # -- the ledger

    def _tell(self, sentence: str, *, once: bool = False) -> None:
        """Tell people now, or as soon as somebody listens."""
        if once and sentence in self._told:
            return
        self._told.add(sentence)
        if self._listener is None:
            self._untold.append(sentence)
        else:
            self._listener(sentence)

    def _renamed(self, old: str, new: str) -> None:
        for kept in self._plays:
            if kept.id == old:
                kept.id = new

    def _readable(self, row: Sequence[object]) -> PlayRecord | None:
        """Return a play, or None where what is kept of it is damaged: the others go on."""
        try:
            return read_record(self._ledger.rows, row)
        except RecordError:
            return None

    def _read_setting(self, name: str) -> str | None:
        rows = self._ledger.rows("SELECT value FROM settings WHERE name = ?", (name,))
        return next((value for (value,) in rows if isinstance(value, str)), None)

    def _write_setting(self, name: str, value: str) -> None:
        self._ledger.write(
            lambda run: run(
                "INSERT INTO settings (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            ),
            Owed(setting=name),
        )

"""The store: plays, reflections and settings, kept as they happen."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scr_sim import paths
from scr_sim.debriefs import Reflection, Said
from scr_sim.engine import Play, digest
from scr_sim.engine.digests import to_json
from scr_sim.scenario import Scenario
from scr_sim.store.database import UnusableError, open_database, open_memory
from scr_sim.store.kept_play import KeptPlay, described_all
from scr_sim.store.migrations import COLUMNS
from scr_sim.store.model import KeptAction, MovedOnError, PlayRecord, RecordError, Stop
from scr_sim.store.replay import Replayed, replay
from scr_sim.store.rows import (
    PLAYS,
    Run,
    insert_action,
    not_moved_on,
    note_ending,
    now,
    read_actions,
    read_record,
)
from scr_sim.store.settings import Settings

#: No 0, 1, i, l, o or u: an id can be read aloud and typed again.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 8
#: The closing questions belong to no finding.
_CLOSING = 0


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


class Store:
    """Everything that is kept. Where it cannot be, ``trouble`` says so and memory stands in."""

    def __init__(self, connection: sqlite3.Connection, trouble: str = "") -> None:
        self._connection = connection
        self._in_memory = bool(trouble)
        self.trouble = trouble
        self.settings = Settings(self._read_setting, self._write_setting)

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """Open the store in a folder, or in the user's own. Never raises: see ``trouble``."""
        try:
            return cls(open_database(folder if folder is not None else paths.home()))
        except (UnusableError, OSError) as error:
            return cls(open_memory(), f"What you play now is not kept: {error}")

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    # -- plays

    def begin(self, scenario: Scenario, source: str, *, gentle: bool = False) -> KeptPlay:
        """Begin a play; ``source`` is the id or path that the scenario was loaded from."""
        return self._begin(Play(scenario), source, gentle, None, ())

    def _begin(
        self,
        play: Play,
        source: str,
        gentle: bool,
        forked_from: str | None,
        actions: Sequence[KeptAction],
    ) -> KeptPlay:
        play_id = "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))
        scenario = play.scenario
        moment = now()
        beginning = play
        while beginning.previous is not None:
            beginning = beginning.previous

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
                    to_json(digest(beginning)),
                ),
            )
            for place, action in enumerate(actions):
                insert_action(run, play_id, place, action)
            note_ending(run, play_id, play)

        kept = KeptPlay(self, play_id, play, source, gentle)
        self._write(write)
        return kept

    def keep(self, kept: KeptPlay, after: Play, action: KeptAction) -> None:
        """Put one action on disk. Where that fails, go on in memory and say so.

        Raises `MovedOnError` where the play has moved on in another window, or was deleted.
        """

        def write(run: Run) -> None:
            not_moved_on(run, kept.id, len(after.actions_taken) - 1)
            insert_action(run, kept.id, len(after.actions_taken) - 1, action)
            run("UPDATE plays SET updated = ? WHERE id = ?", (now(), kept.id))
            note_ending(run, kept.id, after)

        self._write(write)

    def fork(self, kept: KeptPlay, to: int) -> KeptPlay:
        """Begin a play with another's first actions; the other is marked as left.

        Where it has moved on in another window it is not left. Raises `MovedOnError` where it was
        deleted there.
        """
        if not self._is_kept(kept.id):
            raise MovedOnError(deleted=True)
        actions = read_actions(self._connection, kept.id)
        play = kept.play
        while len(play.actions_taken) > to:
            play = play.undo()
        again = described_all(play, actions)
        forked = self._begin(play, kept.source, kept.gentle, kept.id, again)
        if not kept.play.finished and len(actions) == len(kept.play.actions_taken):
            self._leave(kept.id)
        return forked

    def set_apart(self, kept: KeptPlay) -> KeptPlay:
        """Begin a play with all the actions of one that has moved on elsewhere, or is deleted.

        What was written in a deleted play stays deleted.
        """
        actions = described_all(kept.play, read_actions(self._connection, kept.id))
        forked_from = kept.id if self._is_kept(kept.id) else None
        return self._begin(kept.play, kept.source, kept.gentle, forked_from, actions)

    def _is_kept(self, play_id: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM plays WHERE id = ?", (play_id,))
        return found.fetchone() is not None

    def _leave(self, play_id: str) -> None:
        self._write(lambda run: run("UPDATE plays SET is_left = 1 WHERE id = ?", (play_id,)))

    def plays(self, scenario: str | None = None) -> list[PlayRecord]:
        """Return the kept plays, the one touched last first."""
        where = "WHERE scenario = ?" if scenario is not None else ""
        rows = self._connection.execute(
            f"{PLAYS}{where} ORDER BY updated DESC, number DESC",
            (scenario,) if scenario is not None else (),
        ).fetchall()
        return [record for row in rows if (record := self._readable(row)) is not None]

    def record(self, play_id: str) -> PlayRecord:
        """Return one play by its id, or by the beginning of it. Raises `RecordError`."""
        rows = self._connection.execute(
            f"{PLAYS}WHERE substr(id, 1, ?) = ?", (len(play_id), play_id)
        ).fetchall()
        if not play_id or not rows:
            raise RecordError(
                f"There is no kept play “{play_id[:40]}”. “scr-sim plays” lists them."
            )
        if len(rows) > 1:
            raise RecordError(f"Several plays begin with “{play_id[:40]}”. Type more of the id.")
        return read_record(self._connection, rows[0])

    def latest_unfinished(self) -> PlayRecord | None:
        """Return the play to offer going on with: the last one touched that did not end."""
        row = self._connection.execute(
            f"{PLAYS}WHERE ending IS NULL AND is_left = 0"
            " ORDER BY updated DESC, number DESC LIMIT 1"
        ).fetchone()
        return self._readable(row) if row is not None else None

    def resume(self, play_id: str, scenario: Scenario) -> Resumed:
        """Go on with a kept play. Raises `RecordError`.

        Where its scenario has changed, a new play goes on as far as the old one still holds, and
        the old one stays as it is.
        """
        record = self.record(play_id)
        found = replay(scenario, record.actions, record.digest)
        if found.same_as(record.actions):
            return self._looked_at(record, found)
        actions = described_all(found.play, record.actions)
        kept = self._begin(found.play, record.source, record.gentle, record.id, actions)
        self._leave(record.id)
        return Resumed(kept, found.stop, found.told, forked=True)

    def look_at(self, play_id: str, scenario: Scenario) -> Resumed:
        """Return a kept play as far as it still holds, to be read. Raises `RecordError`."""
        record = self.record(play_id)
        return self._looked_at(record, replay(scenario, record.actions, record.digest))

    def _looked_at(self, record: PlayRecord, found: Replayed) -> Resumed:
        kept = KeptPlay(self, record.id, found.play, record.source, record.gentle)
        return Resumed(kept, found.stop, found.told)

    def replayed(self, record: PlayRecord, scenario: Scenario) -> Play:
        """Return a kept play as far as it still holds, keeping nothing new."""
        return replay(scenario, record.actions).play

    def delete(self, play_id: str) -> None:
        """Delete a play with its reasons and answers, for good."""
        self._write(lambda run: run("DELETE FROM plays WHERE id = ?", (play_id,)))
        self._forget()

    def delete_all(self) -> None:
        """Delete every play, for good."""
        self._write(lambda run: run("DELETE FROM plays"))
        self._forget()

    def endings_seen(self) -> dict[str, set[str]]:
        """Return, for each scenario's id, the endings that plays came to."""
        seen: dict[str, set[str]] = {}
        for scenario, ending in self._connection.execute(
            "SELECT DISTINCT scenario, ending FROM plays WHERE ending IS NOT NULL"
        ):
            seen.setdefault(scenario, set()).add(ending)
        return seen

    # -- what was written

    def said(self, play_id: str) -> dict[int, Said]:
        """Return the reasons and confidence of a play, by the place of the action."""
        return {
            place: Said(reason, confidence)
            for place, reason, confidence in self._connection.execute(
                "SELECT place, reason, confidence FROM actions WHERE play = ?"
                " AND (reason != '' OR confidence IS NOT NULL) ORDER BY place",
                (play_id,),
            )
        }

    def reflections(self, play_id: str) -> tuple[Reflection, ...]:
        """Return what was written to the review's questions."""
        return tuple(
            Reflection(finding or None, question, text)
            for finding, question, text in self._connection.execute(
                "SELECT finding, question, text FROM reflections WHERE play = ?"
                " ORDER BY finding, question",
                (play_id,),
            )
        )

    def reflect(self, play_id: str, reflection: Reflection, before: str | None = None) -> str:
        """Keep an answer to one of the review's questions; an empty one takes it away.

        ``before`` is the answer that the writer saw; where another one was written in another
        window since, both are kept. Returns what is kept. Raises `MovedOnError` where the play was
        deleted.
        """
        place = (play_id, reflection.finding or _CLOSING, reflection.question)

        def write(run: Run) -> None:
            nonlocal reflection
            if run("SELECT 1 FROM plays WHERE id = ?", (play_id,)).fetchone() is None:
                raise MovedOnError(deleted=True)
            there = run(
                "SELECT text FROM reflections WHERE play = ? AND finding = ? AND question = ?",
                place,
            ).fetchone()
            kept = str(there[0]) if there else ""
            if before is not None and kept not in {"", before} and kept not in reflection.text:
                both = "\n\n".join(filter(None, (kept, reflection.text.strip())))
                reflection = replace(reflection, text=both)
            run("DELETE FROM reflections WHERE play = ? AND finding = ? AND question = ?", place)
            if reflection.text.strip():
                run(
                    "INSERT INTO reflections (play, finding, question, text) VALUES (?, ?, ?, ?)",
                    (*place, reflection.text),
                )

        self._write(write)
        return reflection.text

    # -- the database

    def _write(self, write: Callable[[Run], object]) -> None:
        """Write in one transaction, on disk when this returns; else go on in memory."""
        try:
            self._transact(write)
        except sqlite3.Error as error:
            if self._in_memory:
                raise
            self._go_on_in_memory(error)
            self._transact(write)

    def _transact(self, write: Callable[[Run], object]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            write(self._connection.execute)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _go_on_in_memory(self, error: sqlite3.Error) -> None:
        """Copy what can be read into memory, so that the play goes on as it was."""
        memory = open_memory()
        try:
            for table, columns in COLUMNS.items():
                named, marks = ", ".join(columns), ", ".join("?" * len(columns))
                for row in self._connection.execute(f"SELECT {named} FROM {table}"):  # noqa: S608
                    memory.execute(
                        f"INSERT INTO {table} ({named}) VALUES ({marks})",  # noqa: S608
                        row,
                    )
        except sqlite3.Error:
            pass  # what could not be read stays in the file, untouched
        self._connection.close()
        self._connection = memory
        self._in_memory = True
        self.trouble = (
            f"What you play from now on is not kept: {error}. Free some space or make "
            "the folder writable, then start again; what was kept before is safe."
        )

    def _forget(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log."""
        if not self._in_memory:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _readable(self, row: Sequence[object]) -> PlayRecord | None:
        """Return a play, or None where what is kept of it is damaged: the others go on."""
        try:
            return read_record(self._connection, row)
        except RecordError:
            return None

    def _read_setting(self, name: str) -> str | None:
        row = self._connection.execute(
            "SELECT value FROM settings WHERE name = ?", (name,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _write_setting(self, name: str, value: str) -> None:
        self._write(
            lambda run: run(
                "INSERT INTO settings (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
        )

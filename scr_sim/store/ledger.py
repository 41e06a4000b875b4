"""The ledger: the file that is written while it can be, and memory that goes on when it cannot.

Memory holds every play that this program has touched, as the file has it. So a play goes on
whatever happens to the file, and once the file can be written again it is given what it missed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scr_sim.store.arrears import Arrears, Owed, answer_at
from scr_sim.store.database import NAME, Database, Run, open_database, open_memory
from scr_sim.store.failures import BROKEN, Failure, UnusableError, unusable
from scr_sim.store.ids import new_id
from scr_sim.store.model import MovedOnError
from scr_sim.store.salvage import Salvaged, copy_play, copy_rows, salvage
from scr_sim.text.characters import visible

#: What leaves a file as it is: what was written to it before can be read there later.
_STAYS = {Failure.READ_ONLY, Failure.FULL, Failure.LOCKED, Failure.DISK}
_STARTING = "What you play now is not kept: "
_PLAYING = "What you play from now on is not kept: "
_LEFT = "What you played last could not be kept: "


class Ledger:
    """Where records are read and written. ``failure`` says why that is memory, if it is."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Open the file in a folder; ``tell`` is given each sentence for people as it is so."""
        self.path = folder / NAME
        self.failure: Failure | None = None
        self.why = ""
        self.trouble = ""
        self.salvaged = Salvaged()
        self.on_renamed: Callable[[str, str], None] = lambda old, new: None
        self._folder = folder
        self._tell = tell
        self._memory = open_memory()
        self._held: set[str] = set()
        self._written: set[str] = set()
        self._arrears = Arrears()
        self._renamed: dict[str, str] = {}
        self._state: object = None
        self._file: Database | None = None
        try:
            self._file = open_database(folder)
        except UnusableError as error:
            self._go_on_in_memory(error, _STARTING)

    def rows(
        self, sql: str, values: tuple[object, ...] = (), *, fresh: bool = False
    ) -> list[tuple[object, ...]]:
        """Return what a query finds; ``fresh`` looks whether the file can be used again."""
        if fresh:
            self.catch_up()
        if self._file is not None:
            try:
                return self._file.rows(sql, values)
            except BROKEN as error:
                self._go_on_in_memory(unusable(error, self.path), _PLAYING)
        return self._memory.rows(sql, values)

    def held(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Return what a query finds among the plays that this program has touched."""
        return self._memory.rows(sql, values)

    def hold(self, play: str) -> None:
        """Have a play in memory as it is in the file now, to be gone on with."""
        if self._file is not None:
            try:
                copy_play(self._file, play, self._memory)
                self._note_written(play)
            except BROKEN as error:
                self._go_on_in_memory(unusable(error, self.path), _PLAYING)
        self._held.add(play)

    def write(self, write: Callable[[Run], object], owed: Owed) -> None:
        """Write in one transaction: on disk when this returns, or in memory and told so.

        What ``write`` itself raises is passed on, and nothing was written.
        """
        about = (*owed.plays, *((owed.answer[0],) if owed.answer is not None else ()))
        for play in about:
            # An answer is set against the one there is: memory and the file have to agree on it.
            if play not in self._held or owed.answer is not None:
                self.hold(play)
        self.catch_up()
        before = answer_at(self._memory, owed.answer) if owed.answer is not None else ""
        failed = None
        if self._file is not None:
            try:
                self._file.transact(write)
            except (UnusableError, *BROKEN) as error:
                failed = unusable(error, self.path)
        # Of a play that could not be had from the file either.
        with suppress(MovedOnError, *BROKEN):
            self._memory.transact(write)
        if failed is None and self._file is not None:
            self._note_written(*owed.plays)
        if failed is not None or self._file is None:
            self._arrears.add(owed, before)
        if failed is not None:
            self._go_on_in_memory(failed, _PLAYING)

    def catch_up(self, patience: int | None = 0) -> bool:
        """Give the file what it missed, if it can be used again; return whether all is kept."""
        if self._file is not None:
            return True
        if self.failure in {Failure.DAMAGED, Failure.NEWER} and self._state == _state(self.path):
            return False
        try:
            create = self.failure is not Failure.GONE
            file = open_database(self._folder, create=create, patience=patience)
        except UnusableError as error:
            if error.failure is not self.failure:
                self._told(error, _PLAYING)
            return False
        try:
            for play in self._arrears.parted(self._memory, file):
                self._rename(play)
            if self._arrears:
                file.transact(self._arrears.write(self._memory, file))
        except (UnusableError, *BROKEN):
            file.close()
            return False
        owed, self._arrears = bool(self._arrears), Arrears()
        self._file, self.failure, self.why, self.trouble = file, None, "", ""
        self.salvaged = Salvaged()
        self._forget_what_is_not_held()
        self._tell(
            f"{visible(str(self.path))} can be written again. "
            + ("What you played in between is kept." if owed else "What you play now is kept.")
        )
        return True

    def name_now(self, play: str) -> str:
        """Return a play's id, or the one that took its place as the file was caught up with."""
        while play in self._renamed:
            play = self._renamed[play]
        return play

    def has_beginning(self, play: str) -> bool:
        """Return whether the file has actions of a play, though it cannot be written now."""
        return self.failure in _STAYS and self.name_now(play) in self._written

    def checkpoint(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log."""
        if self._file is not None:
            with suppress(*BROKEN):
                self._file.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def set_aside(self) -> Path:
        """Put a damaged file aside, whole, and begin a new one with what could be read of it.

        Returns where the damaged one is now. Raises `OSError`; `UnusableError` where the new one
        cannot be used.
        """
        number = 1
        while (aside := self.path.with_name(f"records-damaged-{number}.sqlite3")).exists():
            number += 1
        self.path.rename(aside)
        for end in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.path.with_name(f"{NAME}{end}").rename(aside.with_name(f"{aside.name}{end}"))
        file = open_database(self._folder)
        file.transact(lambda _: copy_rows(self._memory.connection, file))
        self._file, self.failure, self.why, self.trouble = file, None, "", ""
        self._arrears, self.salvaged = Arrears(), Salvaged()
        return aside

    def close(self) -> None:
        """Close the file; what it has missed is tried once more before."""
        if self._arrears and not self.catch_up(None):
            self.trouble = f"{_LEFT}{self.why}"
        for database in (self._file, self._memory):
            if database is not None:
                database.close()

    def _note_written(self, *plays: str) -> None:
        """Note which plays the file has something of that was done in them."""
        for play in plays:
            if self._memory.rows("SELECT 1 FROM actions WHERE play = ? LIMIT 1", (play,)):
                self._written.add(play)

    def _go_on_in_memory(self, error: UnusableError, when: str) -> None:
        """Have in memory what can be read, and tell that the file is not written any more."""
        file, self._file = self._file, None
        if file is not None:
            self.salvaged = copy_rows(file.connection, self._memory)
            file.close()
        if error.failure is Failure.NEWER:
            self.salvaged = Salvaged(whole=False)
        elif file is None and _nothing_kept_in(self._folder):
            self.salvaged = Salvaged()
        elif file is None or not self.salvaged.whole:
            self.salvaged = salvage(self.path, self._memory)
        for play in self._arrears.deleted_of(self._plays()):
            self._memory.rows("DELETE FROM plays WHERE id = ?", (play,))
        if error.failure is Failure.GONE and self.path.exists():
            # Only the log is gone, and with it what this program wrote last.
            self._arrears.add(Owed(plays=tuple(self._held & set(self._plays()))))
        self._told(error, when)

    def _plays(self) -> list[str]:
        return [str(play) for (play,) in self._memory.rows("SELECT id FROM plays")]

    def _told(self, error: UnusableError, when: str) -> None:
        self.failure, self.why = error.failure, str(error)
        self._state = _state(self.path)
        self.trouble = f"{when}{error}"
        self._tell(self.trouble)

    def _rename(self, old: str) -> None:
        """Make a play one of its own: it was gone on with elsewhere, in another way."""
        new = new_id()

        def write(run: Run) -> None:
            run("PRAGMA defer_foreign_keys = ON")
            run("UPDATE plays SET id = ?, forked_from = ? WHERE id = ?", (new, old, old))
            for table in ("actions", "reflections"):
                run(f"UPDATE {table} SET play = ? WHERE play = ?", (new, old))  # noqa: S608

        self._memory.transact(write)
        self._arrears.renamed(old, new)
        self._held.add(new)
        self._renamed[old] = new
        self.on_renamed(old, new)
        self._tell(
            "The play was gone on with in another window meanwhile. Yours is kept as a play of its "
            f"own, {new}."
        )

    def _forget_what_is_not_held(self) -> None:
        for play in set(self._plays()) - self._held:
            self._memory.rows("DELETE FROM plays WHERE id = ?", (play,))


def _state(path: Path) -> object:
    """Return what changes when a file is written or replaced."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _nothing_kept_in(folder: Path) -> bool:
    """Return whether a folder is there, can be listed, and has no records in it."""
    try:
        return all(one.name != NAME for one in folder.iterdir())
    except OSError:
        return False

"""The database: opened safely, readable by its owner alone."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scr_sim.store.failures import BROKEN, Failure, UnusableError, unusable
from scr_sim.store.migrations import COLUMNS, VERSION, migrate, version_of

NAME = "records.sqlite3"
#: Milliseconds to wait for another scr-sim that is writing.
PATIENCE = 2000

#: Runs one statement inside a transaction.
Run = Callable[..., sqlite3.Cursor]


def open_database(folder: Path, *, create: bool = True, patience: int | None = None) -> Database:
    """Return a folder's database, made where there is none and ``create`` allows it.

    ``patience`` is how many milliseconds another program that writes is waited for. Raises
    `UnusableError`.
    """
    path = folder / NAME
    try:
        if create:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_private(path, create=create)
        connection = connect(path, PATIENCE if patience is None else patience)
    except FileNotFoundError as error:
        # Where it may be made, it is not the file that is missing: a drive, say.
        gone = unusable(error, path) if create else UnusableError(Failure.GONE, path)
        raise gone from error
    except (OSError, *BROKEN) as error:
        raise unusable(error, path) from error
    try:
        _prepare(connection, path)
    except (UnusableError, *BROKEN) as error:
        connection.close()
        raise unusable(error, path) from error
    return Database(connection, path)


def open_memory() -> Database:
    """Return a database that is gone when the program ends."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.text_factory = text
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return Database(connection, None)


def connect(path: Path, patience: int) -> sqlite3.Connection:
    """Return a connection to a file as it is."""
    connection = sqlite3.connect(path, timeout=patience / 1000, isolation_level=None)
    connection.text_factory = text
    return connection


def text(raw: bytes) -> str | bytes:
    """Return a text as kept, or its bytes where it is none: that row is damaged, no other."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


class Database:
    """A connection to a file, or to memory, and the file that it was opened on."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self._path = path
        self._marks = _marks(path)

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Return what a query finds. Raises what `BROKEN` lists."""
        return self.connection.execute(sql, values).fetchall()

    def transact(self, write: Callable[[Run], object]) -> None:
        """Write in one transaction; it is on disk when this returns.

        Raises what `BROKEN` lists, `UnusableError` where the file is no longer at its path, and
        what ``write`` raises; then nothing was written.
        """
        self._check_place()
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            write(self.connection.execute)
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        self._check_place()

    def _check_place(self) -> None:
        """Find out whether the path still leads to the file that is written.

        A file that was deleted takes everything that is written, and it is gone with the program.
        """
        if self._path is not None and _marks(self._path) != self._marks:
            raise UnusableError(Failure.GONE, self._path)

    def close(self) -> None:
        """Close the connection; a file that is broken may say so, and there is nothing to do."""
        try:
            self.connection.close()
        except BROKEN:
            return


def _marks(path: Path | None) -> tuple[tuple[int, int] | None, ...]:
    """Return what tells a file from another in its place: the database's, and its log's."""
    if path is None:
        return ()
    return tuple(_mark(one) for one in (path, path.with_name(f"{path.name}-wal")))


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path, *, create: bool) -> None:
    """Create the file for its owner alone, before SQLite would with the usual permissions."""
    if path.is_symlink():
        raise OSError(0, "the file is a symbolic link, which could lead anywhere")
    if not path.exists():
        if not create:
            raise FileNotFoundError
        # Never opened by hand where it is there: closing it would end SQLite's own locks.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not path.is_file():
        raise OSError(0, "it is not a file")
    if os.name != "posix":
        return
    mode = stat.S_IMODE(path.stat().st_mode) & 0o700
    # SQLite gives its log and index the mode of the file. What it made while that was read-only
    # would stay so, and keep the file from being written, after its owner has made it writable.
    for one in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        if one.exists() and stat.S_IMODE(one.stat().st_mode) != mode:
            one.chmod(mode)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    run = connection.execute
    version = version_of(connection)
    if version > VERSION:
        raise UnusableError(Failure.NEWER, path)
    if version < 0 or (version and not _fits_together(connection)):
        raise UnusableError(Failure.DAMAGED, path)
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA secure_delete = ON")
    migrate(connection)
    for table, columns in COLUMNS.items():
        if not set(columns) <= set(columns_of(connection, table)):
            raise UnusableError(Failure.DAMAGED, path)
    # Finds out now whether it can be written; beginning alone passes on a file that is read-only.
    run("BEGIN IMMEDIATE")
    run("DELETE FROM settings WHERE 0")
    run("ROLLBACK")


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns that a table has in a file; none where there is no such table."""
    found = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return tuple(str(name) for (name,) in found)


def _fits_together(connection: sqlite3.Connection) -> bool:
    """Return whether the pages are sound; a value of the wrong kind costs only its own row."""
    found = connection.execute("PRAGMA quick_check(100)").fetchall()
    return all(str(line) == "ok" or " value in " in str(line) for (line,) in found)

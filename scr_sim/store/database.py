"""The database: opened safely, readable by its owner alone, or replaced by memory with a reason."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

from scr_sim.store.migrations import VERSION, migrate, version_of

NAME = "records.sqlite3"
#: Milliseconds to wait for another scr-sim that is writing.
PATIENCE = 2000


class UnusableError(Exception):
    """The database cannot be used; the message is one sentence for people."""


def open_database(folder: Path) -> sqlite3.Connection:
    """Return the connection to a folder's database, made where there is none.

    Raises `UnusableError`.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_private(path)
        connection = sqlite3.connect(path, timeout=PATIENCE / 1000, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise UnusableError(
            f"{path} cannot be opened ({_reason(error)}). Make the folder "
            "writable, or set SCR_SIM_HOME to one that is."
        ) from error
    try:
        _prepare(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        locked = "locked" in str(error)
        what = "Another program is holding it" if locked else f"It is damaged ({error})"
        todo = (
            "Close the other program and start again."
            if locked
            else "Move the file away and start again; it may still be repaired."
        )
        raise UnusableError(f"{path} cannot be used. {what}. {todo}") from error
    except UnusableError:
        connection.close()
        raise
    return connection


def open_memory() -> sqlite3.Connection:
    """Return a database that is gone when the program ends."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return connection


def _make_private(path: Path) -> None:
    """Create the file for its owner alone, before SQLite would with the usual permissions."""
    if path.is_symlink():
        raise OSError(0, "the file is a symbolic link, which could lead anywhere")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except PermissionError:
        if not path.exists():
            raise
        return  # read-only: SQLite says so when something is to be written
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    run = connection.execute
    run(f"PRAGMA busy_timeout = {PATIENCE}")
    version = version_of(connection)
    if version > VERSION:
        raise UnusableError(
            f"{path} was written by a newer scr-sim. Use that one, or set "
            "SCR_SIM_HOME to another folder."
        )
    if version and run("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("pages are missing or do not fit together")
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA secure_delete = ON")
    if version < VERSION:
        migrate(connection)
    else:
        run("SELECT count(*) FROM plays").fetchone()
        run("BEGIN IMMEDIATE")  # finds out now whether it can be written
        run("ROLLBACK")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)

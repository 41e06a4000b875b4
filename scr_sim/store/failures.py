"""What can keep records from being written or read, each told in its own words with its advice."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from enum import StrEnum
from pathlib import Path

from scr_sim.text.characters import visible

#: What SQLite and its Python module raise over a file that is not as it should be. The text of an
#: error can itself hold damaged bytes (UnicodeError), and a flipped bit can ask for gigabytes.
BROKEN = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)


class Failure(StrEnum):
    """Why the records cannot be used as they should."""

    READ_ONLY = "read-only"
    FULL = "full"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NEWER = "newer"
    GONE = "gone"
    DISK = "disk"
    CLOSED = "closed"


_TOLD = {
    Failure.READ_ONLY: "{path} can be read but not written. Make the file and its folder writable, "
    "or set SCR_SIM_HOME to a folder that is.",
    Failure.FULL: "there is no room left where {path} is. Free some space: what you have played is "
    "then written there.",
    Failure.LOCKED: "another program is holding {path}. Close that program: what you have played "
    "is written as soon as it lets go.",
    Failure.DAMAGED: "{path} is damaged. “scr-sim plays --repair” begins a new file with what can "
    "still be read, and puts the damaged one aside, whole.",
    Failure.NEWER: "{path} was written by a newer scr-sim. Use that one, or set SCR_SIM_HOME to "
    "another folder.",
    Failure.GONE: "{path} has been deleted or moved away. Put it back, and what you have played is "
    "written to it; at the next start there is otherwise a new one.",
    Failure.DISK: "the disk failed as {path} was read or written. Look after the disk, and copy "
    "the file to a safe place.",
    Failure.CLOSED: "{path} cannot be opened{why}. Move away what is in its place, or set "
    "SCR_SIM_HOME to a folder that you can write.",
}

#: With less, SQLite cannot lay down the index that it keeps beside a file that is written.
_LEAST_ROOM = 64 * 1024

_OF_SQLITE = {
    sqlite3.SQLITE_READONLY: Failure.READ_ONLY,
    sqlite3.SQLITE_PERM: Failure.READ_ONLY,
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_BUSY: Failure.LOCKED,
    sqlite3.SQLITE_LOCKED: Failure.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Failure.LOCKED,
    sqlite3.SQLITE_IOERR: Failure.DISK,
    sqlite3.SQLITE_NOMEM: Failure.DISK,
}
_OF_SYSTEM = {
    errno.EACCES: Failure.READ_ONLY,
    errno.EPERM: Failure.READ_ONLY,
    errno.EROFS: Failure.READ_ONLY,
    errno.ENOSPC: Failure.FULL,
    errno.EDQUOT: Failure.FULL,
    errno.EIO: Failure.DISK,
}


class UnusableError(Exception):
    """The records cannot be used; the message says why and what to do."""

    def __init__(self, failure: Failure, path: Path, why: str = "") -> None:
        super().__init__(told(failure, path, why))
        self.failure = failure


def told(failure: Failure, path: Path, why: str = "") -> str:
    """Return what happened to a records file and what to do, to follow a colon."""
    return _TOLD[failure].format(path=visible(str(path)), why=f" ({why})" if why else "")


def _is_full(folder: Path) -> bool:
    """Return whether there is no room left where a folder is."""
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


def unusable(error: Exception, path: Path) -> UnusableError:
    """Return what an error over a records file means."""
    if isinstance(error, UnusableError):
        return error
    if isinstance(error, OSError):
        failure = _OF_SYSTEM.get(error.errno or 0, Failure.CLOSED)
        return UnusableError(failure, path, error.strerror or "")
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return UnusableError(Failure.GONE, path)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_IOERR and _is_full(path.parent):
        # Where there is no room for what SQLite keeps beside the file, it says that it failed.
        return UnusableError(Failure.FULL, path)
    if primary == sqlite3.SQLITE_CANTOPEN:
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        return UnusableError(Failure.DISK if writable else Failure.READ_ONLY, path)
    # What is left is damage: missing tables and columns, pages that do not fit, broken promises.
    return UnusableError(_OF_SQLITE.get(primary or 0, Failure.DAMAGED), path)

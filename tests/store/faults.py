"""Faults on purpose: a connection whose nth step fails as a disk or a lock makes it fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scr_sim.store import database

READ_ONLY = sqlite3.SQLITE_READONLY
FULL = sqlite3.SQLITE_FULL
LOCKED = sqlite3.SQLITE_BUSY
DISK = sqlite3.SQLITE_IOERR_WRITE
DAMAGED = sqlite3.SQLITE_CORRUPT


def error(code: int) -> sqlite3.Error:
    """Return the error that SQLite raises with a code."""
    kind = sqlite3.DatabaseError if code == DAMAGED else sqlite3.OperationalError
    made = kind("on purpose")
    made.sqlite_errorcode = code
    return made


@dataclass
class Faults:
    """Which steps fail: from ``first`` on ``count`` of those that ``matching`` picks.

    ``after`` lets a step be done before it fails, as a commit can whose answer was lost.
    """

    code: int = DISK
    first: int = 0
    count: int = 0
    after: bool = False
    matching: Callable[[str], bool] = lambda statement: True
    steps: int = 0
    done: list[str] = field(default_factory=list)

    def due(self, statement: str) -> bool:
        """Return whether this step is to fail."""
        if not self.matching(statement):
            return False
        self.steps += 1
        self.done.append(statement)
        return self.first <= self.steps < self.first + self.count


class FaultyConnection:
    """A connection of which some steps fail; everything else goes through."""

    def __init__(self, connection: sqlite3.Connection, faults: Faults) -> None:
        self._connection = connection
        self._faults = faults

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run a statement, or fail on purpose."""
        if self._faults.due(statement):
            if self._faults.after:
                self._connection.execute(statement, values)
            raise error(self._faults.code)
        return self._connection.execute(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def put_in(monkeypatch: pytest.MonkeyPatch, faults: Faults) -> None:
    """Have every connection to the records' file fail as ``faults`` says."""
    real = database.connect

    def faulty(path: Path, patience: int) -> Any:
        return FaultyConnection(real(path, patience), faults)

    monkeypatch.setattr(database, "connect", faulty)


def writes(statement: str) -> bool:
    """Return whether a statement writes."""
    return statement.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT"))


def keeps(statement: str) -> bool:
    """Return whether a statement keeps an action."""
    return statement.startswith("INSERT INTO actions")

"""Migrations: what makes a records file of any earlier version one of this version.

The nth function makes version n out of the one before. A function that was released is never
changed: files that it made are out there. What comes after version 6 is added at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

_TABLES = """
CREATE TABLE plays (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL,
    title TEXT NOT NULL, branches TEXT NOT NULL, source TEXT NOT NULL, started TEXT NOT NULL,
    updated TEXT NOT NULL, ending TEXT, ending_title TEXT NOT NULL DEFAULT '',
    ending_kind TEXT NOT NULL DEFAULT '', forked_from TEXT, is_left INTEGER NOT NULL DEFAULT 0,
    gentle INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE actions (
    play TEXT NOT NULL REFERENCES plays(id) ON DELETE CASCADE, place INTEGER NOT NULL,
    word TEXT NOT NULL, scene TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
    stance TEXT NOT NULL, offered TEXT NOT NULL, reason TEXT NOT NULL, confidence INTEGER,
    at TEXT NOT NULL, PRIMARY KEY (play, place)
) WITHOUT ROWID;
CREATE TABLE reflections (
    play TEXT NOT NULL REFERENCES plays(id) ON DELETE CASCADE, finding INTEGER NOT NULL,
    question INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (play, finding, question)
) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def _first_tables(connection: sqlite3.Connection) -> None:
    """Version 1: plays with their actions and answers, and settings."""
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)


def _what_an_action_led_to(connection: sqlite3.Connection) -> None:
    """Version 2: a digest with each action, as JSON; NULL where an earlier version kept it."""
    connection.execute("ALTER TABLE actions ADD COLUMN digest TEXT")


def _what_a_play_begins_with(connection: sqlite3.Connection) -> None:
    """Version 3: a digest of each play's beginning, as JSON; NULL where an earlier one kept it."""
    connection.execute("ALTER TABLE plays ADD COLUMN digest TEXT")


def _why_a_play_was_left(connection: sqlite3.Connection) -> None:
    """Version 4: why a play was left; empty where it was not, or an earlier version kept it."""
    connection.execute("ALTER TABLE plays ADD COLUMN left_why TEXT NOT NULL DEFAULT ''")


def _what_a_case_brings(connection: sqlite3.Connection) -> None:
    """Version 5: what a play starts with, and where it stands in a case; both JSON, or NULL."""
    connection.execute("ALTER TABLE plays ADD COLUMN starts TEXT")
    connection.execute("ALTER TABLE plays ADD COLUMN case_place TEXT")


def _who_played(connection: sqlite3.Connection) -> None:
    """Version 6: whether a play is a room's, in a group exercise; before, none was known to be."""
    connection.execute("ALTER TABLE plays ADD COLUMN with_room INTEGER NOT NULL DEFAULT 0")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _first_tables,
    _what_an_action_led_to,
    _what_a_play_begins_with,
    _why_a_play_was_left,
    _what_a_case_brings,
    _who_played,
)
VERSION = len(MIGRATIONS)

#: The tables as this version has them, each with its columns; a play comes before what is of it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "plays": (
        "number",
        "id",
        "scenario",
        "title",
        "branches",
        "source",
        "started",
        "updated",
        "ending",
        "ending_title",
        "ending_kind",
        "forked_from",
        "is_left",
        "gentle",
        "digest",
        "left_why",
        "starts",
        "case_place",
        "with_room",
    ),
    "actions": (
        "play",
        "place",
        "word",
        "scene",
        "kind",
        "label",
        "stance",
        "offered",
        "reason",
        "confidence",
        "at",
        "digest",
    ),
    "reflections": ("play", "finding", "question", "text"),
    "settings": ("name", "value"),
}


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version that a database has; 0 is an empty one. Raises `sqlite3.Error`."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Make a database one of this version, each step whole or not at all.

    Two programs may come to the same old file at once: whoever is second finds the step done.
    Raises `sqlite3.Error`; what was reached before stays.
    """
    while version_of(connection) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)
            if version < VERSION:
                MIGRATIONS[version](connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

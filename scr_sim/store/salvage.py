"""Salvage: what can be read of records that are damaged or cannot be written, row by row."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scr_sim.store.database import Database, columns_of, connect
from scr_sim.store.failures import BROKEN
from scr_sim.store.migrations import COLUMNS

#: A row of a table, by its columns.
Row = dict[str, object]

#: What a column that is missing from a file is taken to hold; without the others a row is no play.
_NEUTRAL: Row = {
    "title": "",
    "branches": "[]",
    "source": "",
    "offered": "[]",
    "reason": "",
    "ending_title": "",
    "ending_kind": "",
    "is_left": 0,
    "gentle": 0,
    "left_why": "",
    "with_room": 0,
}
#: So many numbers between two plays that can be read are looked at one by one.
_FARTHEST = 10_000


@dataclass(slots=True)
class Salvaged:
    """How much was read: ``lost`` plays were not; not ``whole`` says that there may be more."""

    lost: int = 0
    whole: bool = True

    @property
    def missing(self) -> bool:
        """Whether there are plays that could not be read, or may be."""
        return self.lost > 0 or not self.whole


def salvage(path: Path, into: Database) -> Salvaged:
    """Read a file that may be damaged, or that may not be written, into another database.

    A copy is read, so that the file itself stays as it is. No connection of this program may be
    open on it.
    """
    try:
        with TemporaryDirectory(prefix="scr-sim-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            log = path.with_name(f"{path.name}-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name(log.name))
            connection = connect(copy, 0)
            try:
                # Lets the other tables be read where the description of one is damaged.
                connection.execute("PRAGMA writable_schema = ON")
                return copy_rows(connection, into)
            finally:
                connection.close()
    except (OSError, *BROKEN):
        return Salvaged(whole=False)


def copy_rows(source: sqlite3.Connection, into: Database) -> Salvaged:
    """Copy what can be read and is not there yet; never raises for what cannot be read."""
    found = Salvaged()
    known = {play for (play,) in into.rows("SELECT id FROM plays")}
    try:
        for row in _scan(source, "plays", "number", found):
            if row.get("id") not in known:
                _copy_or_lose(source, row, into, found)
        for row in _scan(source, "settings", "name", found):
            _insert(into, "settings", row)
    except BROKEN:
        found.whole = False
    return found


def copy_play(source: Database, play_id: str, into: Database) -> None:
    """Copy one play with all that belongs to it, in place of what was there of it.

    Raises what `BROKEN` lists; then what was there is there still.
    """
    run = into.connection.execute
    run("SAVEPOINT copied")
    try:
        run("DELETE FROM plays WHERE id = ?", (play_id,))
        for row in _rows(source.connection, "plays", "WHERE id = ?", (play_id,)):
            _copy_play(source.connection, row, into)
            _copy_answers(source.connection, row, into)
    except BROKEN:
        run("ROLLBACK TO copied")
        raise
    finally:
        run("RELEASE copied")


def _copy_or_lose(source: sqlite3.Connection, row: Row, into: Database, found: Salvaged) -> None:
    """Copy a play with all its actions, or count it as lost.

    An answer that cannot be read costs that answer, and the play is there without it.
    """
    run = into.connection.execute
    run("SAVEPOINT salvaged")
    try:
        _copy_play(source, row, into)
    except (*BROKEN, KeyError):
        run("ROLLBACK TO salvaged")
        found.lost += 1
        return
    finally:
        run("RELEASE salvaged")
    try:
        _copy_answers(source, row, into)
    except BROKEN:
        found.whole = False


def _copy_play(source: sqlite3.Connection, row: Row, into: Database) -> None:
    # Numbers are each database's own; the order of the rows makes them anew.
    _insert(into, "plays", {name: value for name, value in row.items() if name != "number"})
    for action in _rows(source, "actions", "WHERE play = ?", (row["id"],)):
        _insert(into, "actions", action)


def _copy_answers(source: sqlite3.Connection, row: Row, into: Database) -> None:
    for answer in _rows(source, "reflections", "WHERE play = ?", (row["id"],)):
        _insert(into, "reflections", answer)


def _scan(source: sqlite3.Connection, table: str, key: str, found: Salvaged) -> Iterator[Row]:
    """Yield a table's rows from both ends, and what can be reached between two damaged places."""
    first: list[Row] = []
    last: list[Row] = []
    for rows, order in ((first, "ASC"), (last, "DESC")):
        try:
            for row in _rows(source, table, f"ORDER BY {key} {order}"):
                rows.append(row)  # kept one by one: what came before the damage counts
        except BROKEN:
            found.whole = False
        else:
            yield from rows
            return
    yield from first
    seen = [row.get(key) for row in first]
    low, high = (rows[-1].get(key) if rows else None for rows in (first, last))
    if isinstance(low, int) and isinstance(high, int) and low < high < low + _FARTHEST:
        for number in range(low + 1, high):
            try:
                yield from _rows(source, table, f"WHERE {key} = ?", (number,))
            except BROKEN:
                found.lost += 1
    yield from (row for row in last if row.get(key) not in seen)


def _rows(
    source: sqlite3.Connection, table: str, which: str, values: tuple[object, ...] = ()
) -> Iterator[Row]:
    """Yield rows by the names of their columns, as far as the file has those."""
    there = columns_of(source, table)
    names = [name for name in COLUMNS[table] if name in there]
    if not names:
        raise sqlite3.DatabaseError(f"there is no table {table}")
    neutral = {name: _NEUTRAL[name] for name in COLUMNS[table] if name in _NEUTRAL}
    sql = f"SELECT {', '.join(names)} FROM {table} {which}"  # noqa: S608 - our own names
    for row in source.execute(sql, values):
        yield {**neutral, **dict(zip(names, row, strict=True))}


def _insert(into: Database, table: str, row: Row) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    into.rows(
        f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        " ON CONFLICT DO NOTHING",
        tuple(row.values()),
    )

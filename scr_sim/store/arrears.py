"""Arrears: what was played in memory while the file could not be written, and is owed to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scr_sim.store.database import Database, Run
from scr_sim.store.migrations import COLUMNS
from scr_sim.store.rows import put_answer

#: A row of a table, by its columns.
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one write is about."""

    plays: tuple[str, ...] = ()
    answer: tuple[str, int, int] | None = None
    setting: str | None = None
    deleted: str | None = None
    all_deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Arrears:
    """Everything that the file does not have yet."""

    plays: dict[str, None] = field(default_factory=dict)
    #: Each with what was there before, so that what another window wrote meanwhile is seen.
    answers: dict[tuple[str, int, int], str] = field(default_factory=dict)
    settings: dict[str, None] = field(default_factory=dict)
    deleted: dict[str, None] = field(default_factory=dict)
    all_deleted: bool = False

    def __bool__(self) -> bool:
        """Return whether anything is owed."""
        owed = self.plays or self.answers or self.settings or self.deleted
        return bool(owed) or self.all_deleted

    def add(self, owed: Owed, before: str = "") -> None:
        """Add what one more write is about; ``before`` is the answer that it took the place of."""
        self.plays.update(dict.fromkeys(owed.plays))
        if owed.answer is not None:
            self.answers.setdefault(owed.answer, before)
        if owed.setting is not None:
            self.settings[owed.setting] = None
        if owed.deleted is not None:
            self.deleted[owed.deleted] = None
            self.plays.pop(owed.deleted, None)
        if owed.all_deleted:
            self.all_deleted = True
            self.plays.clear()

    def deleted_of(self, plays: list[str]) -> list[str]:
        """Return which of some plays were deleted here, though the file may have them yet."""
        gone = plays if self.all_deleted else self.deleted
        return [play for play in plays if play in gone and play not in self.plays]

    def renamed(self, old: str, new: str) -> None:
        """Follow a play that has another id now."""
        self.plays = {new if play == old else play: None for play in self.plays}
        self.answers = {
            (new if play == old else play, finding, question): before
            for (play, finding, question), before in self.answers.items()
        }

    def parted(self, memory: Database, file: Database) -> list[str]:
        """Return the owed plays that were gone on with elsewhere, in another way."""
        return [
            play
            for play in self.plays
            if (theirs := _taken(file, play)) is not None
            and (mine := _taken(memory, play) or [])[: len(theirs)] != theirs[: len(mine)]
        ]

    def write(self, memory: Database, file: Database) -> Callable[[Run], None]:
        """Return what writes all that is owed. What the file has already is left as it is."""

        def pay(run: Run) -> None:
            if self.all_deleted:
                run("DELETE FROM plays")
            for play in self.deleted:
                run("DELETE FROM plays WHERE id = ?", (play,))
            for play in dict.fromkeys((*self.plays, *(answer[0] for answer in self.answers))):
                _pay_play(run, memory, play, already=_taken(file, play))
            for answer, before in self.answers.items():
                put_answer(run, answer, answer_at(memory, answer), before)
            for name in self.settings:
                for row in _rows(memory, "settings", "name = ?", (name,)):
                    run("DELETE FROM settings WHERE name = ?", (name,))
                    _insert(run, "settings", row)

        return pay


def _taken(database: Database, play: str) -> list[tuple[object, ...]] | None:
    """Return the actions of a play as they can be compared; None where there is no such play."""
    if not database.rows("SELECT 1 FROM plays WHERE id = ?", (play,)):
        return None
    return database.rows("SELECT word, at FROM actions WHERE play = ? ORDER BY place", (play,))


def _pay_play(
    run: Run, memory: Database, play: str, already: list[tuple[object, ...]] | None
) -> None:
    """Write what the file lacks of a play; `Arrears.parted` found that it goes on from there."""
    for mine in _rows(memory, "plays", "id = ?", (play,)):
        actions = _rows(memory, "actions", "play = ?", (play,))
        if already is None:
            _insert(run, "plays", {name: mine[name] for name in mine if name != "number"})
            for answer in _rows(memory, "reflections", "play = ?", (play,)):
                _insert(run, "reflections", answer)
        elif len(actions) > len(already):
            run(
                "UPDATE plays SET updated = ?, ending = ?, ending_title = ?, ending_kind = ?"
                " WHERE id = ?",
                (*(mine[n] for n in ("updated", "ending", "ending_title", "ending_kind")), play),
            )
        if mine["is_left"]:
            run("UPDATE plays SET is_left = 1, left_why = ? WHERE id = ?", (mine["left_why"], play))
        for action in actions[len(already or ()) :]:
            _insert(run, "actions", action)


def answer_at(database: Database, place: tuple[str, int, int]) -> str:
    """Return the answer in a place; empty where there is none."""
    rows = database.rows(
        "SELECT text FROM reflections WHERE play = ? AND finding = ? AND question = ?", place
    )
    return str(rows[0][0]) if rows else ""


def _rows(database: Database, table: str, where: str, values: tuple[object, ...]) -> list[Row]:
    names = COLUMNS[table]
    order = " ORDER BY place" if table == "actions" else ""
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE {where}{order}"  # noqa: S608 - our names
    return [dict(zip(names, row, strict=True)) for row in database.rows(sql, values)]


def _insert(run: Run, table: str, row: Row) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    run(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
        tuple(row.values()),
    )

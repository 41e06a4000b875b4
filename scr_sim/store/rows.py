"""Rows of the database, and the values that they stand for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from scr_sim.engine import Play
from scr_sim.scenario.model.scenario import Ending
from scr_sim.store.model import KeptAction, MovedOnError, PlayRecord, RecordError

#: Finds plays as `read_record` reads them; a WHERE may follow.
PLAYS = (
    "SELECT id, scenario, title, branches, source, started, updated, ending, ending_title,"
    " ending_kind, forked_from, is_left, gentle, digest FROM plays "
)

#: Runs one statement inside a transaction.
Run = Callable[..., sqlite3.Cursor]


def now() -> str:
    """Return the present moment as it is kept."""
    return datetime.now(UTC).isoformat()


def insert_action(run: Run, play_id: str, place: int, action: KeptAction) -> None:
    """Write one action of a play."""
    values = (
        play_id,
        place,
        action.word,
        action.scene,
        action.kind,
        action.label,
        action.stance,
        json.dumps(action.offered, ensure_ascii=False),
        action.reason,
        action.confidence,
        action.at.isoformat(),
        action.digest,
    )
    run(
        "INSERT INTO actions (play, place, word, scene, kind, label, stance, offered, reason,"
        " confidence, at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def note_ending(run: Run, play_id: str, play: Play) -> None:
    """Write down that a play has come to its ending, where it has."""
    scene = play.scene_model
    if isinstance(scene, Ending):
        run(
            "UPDATE plays SET ending = ?, ending_title = ?, ending_kind = ? WHERE id = ?",
            (play.scene, scene.ending.title, scene.ending.kind, play_id),
        )


def not_moved_on(run: Run, play_id: str, taken: int) -> None:
    """Raise `MovedOnError` where a play is gone, or has other than ``taken`` actions."""
    row = run(
        "SELECT ending IS NOT NULL, (SELECT count(*) FROM actions WHERE play = plays.id)"
        " FROM plays WHERE id = ?",
        (play_id,),
    ).fetchone()
    if row is None:
        raise MovedOnError(deleted=True)
    if row[1] != taken:
        raise MovedOnError(finished=bool(row[0]))


def read_actions(connection: sqlite3.Connection, play_id: str) -> tuple[KeptAction, ...]:
    """Return the actions of a play. Raises `RecordError` where what is kept makes no sense."""
    rows = connection.execute(
        "SELECT word, scene, kind, label, stance, offered, reason, confidence, at, digest"
        " FROM actions WHERE play = ? ORDER BY place",
        (play_id,),
    )
    try:
        return tuple(_action(row) for row in rows)
    except (ValueError, TypeError, IndexError) as error:
        raise RecordError(f"What is kept of the play “{play_id}” is damaged.") from error


def _action(row: Sequence[object]) -> KeptAction:
    word, scene, kind, label, stance, offered, reason, confidence, at, digest = row
    listed = tuple((str(one[0]), str(one[1]), str(one[2])) for one in json.loads(str(offered)))
    return KeptAction(
        str(word),
        str(scene),
        str(kind),
        str(label),
        str(stance),
        listed,
        str(reason),
        confidence if isinstance(confidence, int) else None,
        datetime.fromisoformat(str(at)),
        digest if isinstance(digest, str) else None,
    )


def read_record(connection: sqlite3.Connection, row: Sequence[object]) -> PlayRecord:
    """Return a play from the row that `PLAYS` finds.

    Raises `RecordError` where what is kept makes no sense.
    """
    play_id, scenario, title, branches, source, started, updated, ending, *more = row
    ending_title, ending_kind, forked_from, is_left, gentle, digest = more
    try:
        named = [(str(branch), str(file)) for branch, file in json.loads(str(branches))]
        return PlayRecord(
            str(play_id),
            str(scenario),
            str(title),
            tuple(branch for branch, _ in named),
            str(source),
            datetime.fromisoformat(str(started)),
            datetime.fromisoformat(str(updated)),
            None if ending is None else str(ending),
            str(ending_title),
            str(ending_kind),
            read_actions(connection, str(play_id)),
            None if forked_from is None else str(forked_from),
            bool(is_left),
            bool(gentle),
            tuple(file for _, file in named),
            digest if isinstance(digest, str) else None,
        )
    except (ValueError, TypeError) as error:
        raise RecordError(f"What is kept of the play “{play_id}” is damaged.") from error

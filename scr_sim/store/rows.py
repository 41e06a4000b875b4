"""Rows of the database, and the values that they stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from scr_sim.store.database import Run
from scr_sim.store.model import (
    CasePlace,
    KeptAction,
    KeptEnding,
    LeftWhy,
    MovedOnError,
    PlayRecord,
    RecordError,
)
from scr_sim.text.characters import visible

#: Finds plays as `read_record` reads them; a WHERE may follow.
PLAYS = (
    "SELECT id, scenario, title, branches, source, started, updated, ending, ending_title,"
    " ending_kind, forked_from, is_left, gentle, digest, left_why, starts, case_place,"
    " with_room FROM plays "
)

#: No case has more scenarios than so many.
_MOST_SCENARIOS = 10_000

#: Finds rows: a query and its values in, rows out.
Find = Callable[[str, tuple[object, ...]], list[tuple[object, ...]]]


def insert_play(run: Run, record: PlayRecord) -> None:
    """Write a play with its actions."""
    branches = list(zip(record.branches, record.branch_files, strict=True))
    values = (
        record.id,
        record.scenario,
        record.title,
        json.dumps(branches),
        record.source,
        record.started.isoformat(),
        record.updated.isoformat(),
        record.forked_from,
        int(record.left),
        int(record.gentle),
        record.digest,
        record.left_why,
        json.dumps(dict(record.starts)) if record.starts else None,
        None if record.case_place is None else json.dumps(asdict(record.case_place)),
        int(record.with_room),
    )
    run(
        "INSERT INTO plays (id, scenario, title, branches, source, started, updated, forked_from,"
        " is_left, gentle, digest, left_why, starts, case_place, with_room)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    for place, action in enumerate(record.actions):
        insert_action(run, record.id, place, action)
    if record.ending is not None:
        note_ending(
            run, record.id, KeptEnding(record.ending, record.ending_title, record.ending_kind)
        )


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


def note_ending(run: Run, play_id: str, ending: KeptEnding) -> None:
    """Write down that a play has come to its ending."""
    run(
        "UPDATE plays SET ending = ?, ending_title = ?, ending_kind = ? WHERE id = ?",
        (ending.id, ending.title, ending.kind, play_id),
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


def put_answer(run: Run, place: tuple[str, int, int], answer: str, before: str | None) -> str:
    """Put an answer in its place and return what is there now; an empty one takes it away.

    ``before`` is what the writer saw there: what another window wrote since is kept with it.
    Raises `MovedOnError` where the play is gone.
    """
    if run("SELECT 1 FROM plays WHERE id = ?", place[:1]).fetchone() is None:
        raise MovedOnError(deleted=True)
    which = "FROM reflections WHERE play = ? AND finding = ? AND question = ?"
    there = run(f"SELECT text {which}", place).fetchone()
    kept = str(there[0]) if there else ""
    if before is not None and kept not in {"", before} and kept not in answer:
        answer = "\n\n".join(filter(None, (kept, answer.strip())))
    run(f"DELETE {which}", place)
    if answer.strip():
        run(
            "INSERT INTO reflections (play, finding, question, text) VALUES (?, ?, ?, ?)",
            (*place, answer),
        )
    return answer


def read_actions(find: Find, play_id: str) -> tuple[KeptAction, ...]:
    """Return the actions of a play. Raises `RecordError` where what is kept makes no sense."""
    rows = find(
        "SELECT place, word, scene, kind, label, stance, offered, reason, confidence, at, digest"
        " FROM actions WHERE play = ? ORDER BY place",
        (play_id,),
    )
    try:
        return tuple(_action(place, row) for place, row in enumerate(rows))
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise _damaged(play_id) from error


def _action(nth: int, row: Sequence[object]) -> KeptAction:
    place, word, scene, kind, label, stance, offered, reason, confidence, at, digest = row
    if place != nth:
        raise ValueError("an action is missing")
    if kind not in {"choice", "enquiry"}:
        raise ValueError("an action of no kind")
    listed = tuple((text(one[0]), text(one[1]), text(one[2])) for one in json.loads(text(offered)))
    return KeptAction(
        word=text(word),
        scene=text(scene),
        kind=text(kind),
        label=text(label),
        stance=text(stance),
        offered=listed,
        reason=text(reason),
        confidence=sure(confidence),
        at=moment(at),
        digest=None if digest is None else text(digest),
    )


def read_record(find: Find, row: Sequence[object]) -> PlayRecord:
    """Return a play from the row that `PLAYS` finds.

    Raises `RecordError` where what is kept makes no sense.
    """
    play_id, scenario, title, branches, source, started, updated, ending, *more = row
    ending_title, ending_kind, forked_from, is_left, gentle, digest, left_why, *later = more
    starts, place, with_room = later
    try:
        named = [(text(branch), text(file)) for branch, file in json.loads(text(branches))]
        return PlayRecord(
            id=text(play_id),
            scenario=text(scenario),
            title=text(title),
            branches=tuple(branch for branch, _ in named),
            source=text(source),
            started=moment(started),
            updated=moment(updated),
            ending=None if ending is None else text(ending),
            ending_title=text(ending_title),
            ending_kind=text(ending_kind),
            actions=read_actions(find, text(play_id)),
            forked_from=None if forked_from is None else text(forked_from),
            left=flag(is_left),
            left_why=LeftWhy(text(left_why)),
            gentle=flag(gentle),
            branch_files=tuple(file for _, file in named),
            digest=None if digest is None else text(digest),
            starts={} if starts is None else _starts(json.loads(text(starts))),
            case_place=None if place is None else _case_place(json.loads(text(place))),
            with_room=flag(with_room),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(play_id) from error


def _starts(value: object) -> dict[str, int | bool]:
    if not isinstance(value, dict) or not all(isinstance(one, int) for one in value.values()):
        raise ValueError("no values to start with")
    return {text(name): one for name, one in value.items()}


def _case_place(value: object) -> CasePlace:
    if not isinstance(value, dict):
        raise ValueError("no place in a case")
    at = number(value["at"])
    if isinstance(at, bool) or not 0 <= at < _MOST_SCENARIOS:
        raise ValueError("no place in a case")
    case, title, source, play = (text(value[n]) for n in ("case", "title", "source", "play"))
    return CasePlace(case=case, title=title, source=source, play=play, at=at)


def _damaged(play_id: object) -> RecordError:
    return RecordError(
        f"What is kept of the play “{visible(str(play_id))[:40]}” is damaged. The other plays are "
        "not touched by it."
    )


def text(value: object) -> str:
    """Return a kept text. Raises `ValueError` where it is none, or no Unicode."""
    if not isinstance(value, str):
        raise ValueError("no text")
    value.encode()
    return value


def number(value: object) -> int:
    """Return a kept number. Raises `ValueError` where it is none."""
    if not isinstance(value, int):
        raise ValueError("no number")
    return value


def flag(value: object) -> bool:
    """Return a kept yes or no. Raises `ValueError` where it is neither."""
    if value not in (0, 1):
        raise ValueError("neither yes nor no")
    return bool(value)


def sure(value: object) -> int | None:
    """Return how sure a player was, if it was kept. Raises `ValueError` where it is no such."""
    if value is not None and not 0 <= number(value) <= 100:
        raise ValueError("no confidence")
    return None if value is None else number(value)


def moment(value: object) -> datetime:
    """Return a kept moment. Raises `ValueError` where it is none, or far from any play's."""
    found = datetime.fromisoformat(text(value))
    if found.tzinfo is None or not 1970 <= found.year <= 9000:
        raise ValueError("no moment of a play")
    return found

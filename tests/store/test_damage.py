"""Damage costs what is damaged and nothing else; what is left is read, and the rest is told."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection, debrief
from scr_sim.scenario import LoadedScenario
from scr_sim.services import RecordError, Records
from scr_sim.services.settings import plain_is_on, theme_in
from scr_sim.store.database import NAME
from tests.app_driver import SMALL
from tests.store.places import quick_folder

PLAYED = ("?ring-office", "show-tray@says-sent,tray-empty", "accept")
FLIPS = 500


@cache
def scenario() -> LoadedScenario:
    return load(SMALL)


@pytest.fixture
def home() -> Iterator[Path]:
    """Give each test records of its own, in memory where there is such a place: they are many."""
    with quick_folder() as folder:
        yield folder / "home"


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scr_sim.store.database.PATIENCE", 1)


def filled(folder: Path, count: int = 3) -> list[str]:
    """Keep some plays with reasons and answers, and return their ids."""
    store = Records.open(folder)
    plays = []
    for nth in range(count):
        kept = store.begin(scenario(), SMALL)
        for action in PLAYED[: 3 - nth % 2]:
            kept.take(action, f"because of {nth}", 80)
        store.reflect(kept.id, Reflection(1, 0, f"answer {nth}"))
        plays.append(kept.id)
    store.settings.reasons = True
    store.settings.theme = "scr-light"
    store.close()
    return plays


def change(home: Path, *statements: str) -> None:
    connection = sqlite3.connect(home / NAME, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def read_everything(home: Path) -> tuple[Records, set[str]]:
    """Read all that commands and screens read, and play; return which plays could be read."""
    plain_is_on(home)
    theme_in(home)
    store = Records.open(home)
    records = store.plays()
    for record in records:
        store.said(record.id)
        store.reflections(record.id)
        try:
            play = store.replayed(record.id, scenario()).play
            debrief(play, store.said(record.id), store.reflections(record.id))
            store.record(record.id)
        except RecordError as error:
            assert str(error)  # noqa: PT017
        assert (record.name, record.loaded_from, record.loaded_with) is not None
        json.dumps([action.label for action in record.actions], ensure_ascii=False).encode()
        record.updated.astimezone()
    store.endings_seen()
    latest = store.latest_unfinished()
    if latest is not None:
        try:
            store.resume(latest.id, scenario())
        except RecordError as error:
            assert str(error)  # noqa: PT017
    assert isinstance(store.settings.theme, str)
    store.settings.confidence = True
    kept = store.begin(scenario(), SMALL)
    for action in PLAYED:
        kept.take(action, "still here")
    store.reflect(kept.id, Reflection(None, 0, "still here"))
    assert [action.word for action in store.record(kept.id).actions] == list(PLAYED)
    return store, {record.id for record in records}


JUNK = "CAST(x'ff00fe' AS TEXT)"
DEEP = "'" + "[" * 100_000 + "]" * 100_000 + "'"
#: What is put into one row, and whether that row can still be read.
VALUES = (JUNK, DEEP, "x'00ff'", "12.5", "9223372036854775807", "'nonsense'", "'[\"\\ud800\"]'")
COLUMNS = {
    "plays": ("scenario", "title", "branches", "source", "started", "updated", "ending"),
    "actions": ("word", "scene", "kind", "label", "stance", "offered", "reason", "confidence"),
}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:12])
@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, names in COLUMNS.items() for column in names]
)
def test_a_damaged_value_costs_its_play_and_no_other(
    home: Path, table: str, column: str, value: str
) -> None:
    good, bad, other = filled(home)
    key = "id" if table == "plays" else "play"
    change(home, f"UPDATE {table} SET {column} = {value} WHERE {key} = '{bad}'")
    store, there = read_everything(home)
    assert store.trouble == ""
    assert {good, other} <= there
    if bad not in there:
        assert store.unreadable.startswith("1 kept play could not be read")
        with pytest.raises(RecordError, match="damaged"):
            store.record(bad)


@pytest.mark.parametrize("value", [JUNK, DEEP, "x'00ff'", "NULL"], ids=lambda value: value[:12])
def test_a_damaged_setting_or_answer_costs_itself(home: Path, value: str) -> None:
    plays = filled(home)
    other = value if value != "NULL" else "x''"
    change(
        home,
        f"UPDATE settings SET value = {other} WHERE name = 'theme'",
        f"UPDATE reflections SET text = {other} WHERE play = '{plays[0]}'",
    )
    store, there = read_everything(home)
    assert there == set(plays)
    assert store.settings.reasons is True
    assert store.reflections(plays[1]) == (Reflection(1, 0, "answer 1"),)


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("ALTER TABLE plays ADD COLUMN more TEXT", 3),
        ("ALTER TABLE actions ADD COLUMN more TEXT DEFAULT 'x'", 3),
        ("ALTER TABLE plays DROP COLUMN gentle", 3),
        ("ALTER TABLE plays DROP COLUMN title", 3),
        ("ALTER TABLE plays DROP COLUMN started", 0),
        ("ALTER TABLE actions DROP COLUMN digest", 3),
        ("ALTER TABLE actions DROP COLUMN reason", 3),
        ("ALTER TABLE actions DROP COLUMN word", 0),
        ("DROP TABLE reflections", 3),
        ("DROP TABLE settings", 3),
        ("DROP TABLE actions", 0),
        ("DROP TABLE plays", 0),
        ("DELETE FROM actions WHERE place = 0 AND play = (SELECT min(id) FROM plays)", 2),
        ("PRAGMA user_version = 0", 3),
        ("PRAGMA user_version = 1", 3),
        ("PRAGMA user_version = -5", 3),
    ],
)
def test_tables_that_are_not_as_they_should_be(home: Path, statement: str, left: int) -> None:
    filled(home)
    change(home, statement)
    store, there = read_everything(home)
    assert len(there) == left
    if left < 3:
        assert "could not be read" in store.unreadable


def test_a_column_that_must_be_filled_is_damage_and_the_play_goes_on(home: Path) -> None:
    filled(home)
    change(
        home,
        "CREATE TABLE other (name TEXT PRIMARY KEY, value TEXT NOT NULL, more TEXT NOT NULL)",
        "INSERT INTO other SELECT name, value, 'x' FROM settings",
        "DROP TABLE settings",
        "ALTER TABLE other RENAME TO settings",
    )
    store, there = read_everything(home)
    assert len(there) == 3
    assert "is damaged" in store.trouble
    assert store.settings.confidence is True


@pytest.mark.slow
def test_flipped_bits_never_raise_anything_and_cost_little(home: Path) -> None:
    plays = set(filled(home, 8))
    raw = (home / NAME).read_bytes()
    chance = random.Random(20170601)
    read, told = 0, 0
    for _ in range(FLIPS):
        for path in home.iterdir():
            path.unlink()
        flipped = bytearray(raw)
        place = chance.randrange(len(raw))
        flipped[place] ^= 1 << chance.randrange(8)
        (home / NAME).write_bytes(flipped)
        store, there = read_everything(home)
        read += len(there & plays)
        if len(there & plays) < len(plays):
            told += 1
            # A flipped id is another id: then as many are there as were.
            assert store.unreadable or store.trouble or len(there) == len(plays), place
        store.close()
    assert read > FLIPS * len(plays) * 0.9
    assert told > 0

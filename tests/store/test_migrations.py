"""A records file of any version: older ones open with all they hold, a newer one stays as it is."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection, Said
from scr_sim.services import Records
from scr_sim.services.history_words import how_it_ended
from scr_sim.store.database import NAME
from scr_sim.store.migrations import COLUMNS, MIGRATIONS, VERSION, migrate, version_of
from tests.app_driver import FILES, SMALL

#: Written by the program as it was at that version: a finished play with reasons and answers, one
#: that was left by going back, and the one that was chosen then; two settings.
KEPT = FILES / "records"
FINISHED, LEFT, AGAIN = "q5vwjmkd", "c9364t78", "ey66cm6j"


def put(home: Path, version: int) -> Path:
    home.mkdir(mode=0o700)
    return Path(shutil.copy(KEPT / f"version-{version}.sqlite3", home / NAME))


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_a_file_of_an_earlier_version_opens_with_all_it_holds(home: Path, version: int) -> None:
    path = put(home, version)
    store = Records.open()
    assert store.trouble == ""
    finished, left, again = (store.record(one) for one in (FINISHED, LEFT, AGAIN))
    assert len(store.plays()) == 3
    assert [action.word for action in finished.actions] == [
        "?ring-office",
        "show-tray@says-sent,tray-empty",
        "accept",
    ]
    assert (finished.ending, finished.gentle) == ("shut", False)
    assert all((action.digest is None) == (version < 3) for action in finished.actions)
    assert (left.left, left.gentle, again.forked_from) == (True, True, LEFT)
    why = "left for another play" if version < 5 else "left by going back"
    assert how_it_ended(left) == why
    assert not [play for play in store.plays() if play.with_room]
    assert store.said(FINISHED) == {1: Said("because the tray is empty", 80)}
    assert store.reflections(FINISHED) == (
        Reflection(None, 0, "Write down what was seen."),
        Reflection(1, 0, "I would ask sooner – “what have you seen?”"),
    )
    assert store.settings.reasons is True
    assert store.settings.theme == "scr-light"
    resumed = store.resume(AGAIN, load(SMALL))
    assert resumed.stop is None
    resumed.session.take("accept-account")
    store.close()
    with sqlite3.connect(path) as connection:
        assert version_of(connection) == VERSION
    connection.close()
    assert [a.word for a in Records.open().record(AGAIN).actions] == [
        "?ring-office",
        "accept-account",
    ]


def test_every_version_has_its_file_but_this_one() -> None:
    kept = {path.name for path in KEPT.glob("version-*.sqlite3")}
    assert kept >= {f"version-{version}.sqlite3" for version in range(1, VERSION)}


def test_the_columns_are_those_that_the_migrations_make() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    for table, columns in COLUMNS.items():
        made = tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        assert made == columns


def test_a_step_that_fails_leaves_the_file_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(home, 1)

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE actions ADD COLUMN digest TEXT")
        connection.execute("ALTER TABLE nothing_like_it ADD COLUMN digest TEXT")

    connection = sqlite3.connect(path, isolation_level=None)
    with monkeypatch.context() as patched:
        patched.setattr("scr_sim.store.migrations.MIGRATIONS", (MIGRATIONS[0], half))
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
    assert version_of(connection) == 1
    connection.close()
    again = Records.open()
    assert again.trouble == ""
    assert len(again.plays()) == 3


def test_two_programs_may_come_to_the_same_old_file(home: Path) -> None:
    path = put(home, 1)
    one, two = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    migrate(one)
    migrate(two)
    assert version_of(one) == version_of(two) == VERSION


def test_a_newer_file_is_told_as_such_and_stays_untouched(home: Path) -> None:
    path = put(home, 1)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    store = Records.open()
    assert "newer" in store.trouble
    store.begin(load(SMALL), SMALL).take("accept-account")
    store.close()
    assert path.read_bytes() == before

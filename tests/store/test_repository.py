"""What is kept: durable, private, honest about trouble, and really gone when deleted."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scr_sim import ActionError, load
from scr_sim.debriefs import Reflection, Said
from scr_sim.engine import Play
from scr_sim.services import RecordError, Records
from scr_sim.services.history_words import how_it_ended
from scr_sim.store.database import NAME
from scr_sim.store.settings import plain_is_on, theme_in
from tests.app_driver import SMALL

ENOUGH = ("?ring-office", "show-tray@says-sent,tray-empty", "accept")


def begun(store: Records, *actions: str) -> str:
    kept = store.begin(load(SMALL), SMALL)
    for action in actions:
        kept.take(action)
    return kept.id


def test_a_play_comes_back_as_it_was(home: Path) -> None:
    store = Records.open()
    kept = store.begin(load(SMALL), SMALL)
    kept.take("?ring-office")
    kept.take("show-tray@tray-empty", "because it is empty", 80)
    store.close()
    again = Records.open()
    record = again.record(kept.id)
    assert [a.word for a in record.actions] == ["?ring-office", "show-tray@tray-empty"]
    assert record.actions[1].label == "Say what the tray shows"
    assert record.actions[1].stance == "challenge"
    assert ("tell-head", "escalate", "Tell the head") in record.actions[0].offered
    assert again.said(kept.id) == {1: Said("because it is empty", 80)}
    resumed = again.resume(kept.id, load(SMALL))
    assert resumed.stop is None
    assert resumed.session.id == kept.id
    assert resumed.session.play.state == Play(load(SMALL), kept.play.actions_taken).state


def test_what_cannot_be_taken_is_not_kept(home: Path) -> None:
    store = Records.open()
    kept = store.begin(load(SMALL), SMALL)
    with pytest.raises(ActionError):
        kept.take("tell-head")
    assert store.record(kept.id).actions == ()


def test_every_printed_action_survives_a_kill(home: Path) -> None:
    code = f"""
import os, signal
from scr_sim import load
from scr_sim.services import Records
kept = Records.open().begin(load({SMALL!r}), {SMALL!r})
print(kept.id, flush=True)
for action in {ENOUGH!r}:
    kept.take(action)
    print(action, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    play, *printed = done.stdout.split()
    assert done.returncode == -9
    assert tuple(printed) == ENOUGH
    record = Records.open().record(play)
    assert tuple(action.word for action in record.actions) == ENOUGH
    assert record.ending == "shut"


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_records_are_for_their_owner_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        begun(Records.open(), "accept-account")
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    files = list(home.iterdir())
    assert {path.name for path in files} >= {NAME, f"{NAME}-wal", f"{NAME}-shm"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_the_database_is_as_durable_as_promised(home: Path) -> None:
    store = Records.open()
    assert store._store._ledger._file is not None
    run = store._store._ledger._file.connection.execute
    assert run("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert run("PRAGMA synchronous").fetchone()[0] == 2  # FULL


@pytest.mark.parametrize(
    "spoil", ["text", "folder", "newer", "link", "cut"], ids=lambda name: f"{name}"
)
def test_a_bad_database_is_told_and_the_play_goes_on(home: Path, spoil: str) -> None:
    home.mkdir()
    path = home / NAME
    if spoil == "text":
        path.write_text("this is no database, but somebody's shopping list " * 99)
    elif spoil == "folder":
        path.mkdir()
    elif spoil == "link":
        path.symlink_to(home / "elsewhere")
    else:
        whole = Records.open()
        begun(whole, "accept-account")
        whole.close()
        if spoil == "newer":
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA user_version = 99")
            connection.close()
        else:
            path.write_bytes(path.read_bytes()[:5000])
            for extra in home.glob(f"{NAME}-*"):
                extra.unlink()
    before = path.read_bytes() if path.is_file() else b""
    store = Records.open()
    assert store.trouble.startswith("What you play now is not kept: ")
    assert str(path) in store.trouble
    assert store.trouble.count("\n") == 0
    play = begun(store, *ENOUGH)
    assert store.record(play).ending == "shut"
    assert store.settings.reasons is False
    store.settings.reasons = True
    assert store.settings.reasons is True
    if before:
        assert path.read_bytes() == before


def test_a_newer_database_names_what_to_do(home: Path) -> None:
    Records.open().close()
    connection = sqlite3.connect(home / NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "written by a newer scr-sim" in Records.open().trouble


def test_a_locked_database_is_told_and_the_play_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scr_sim.store.database.PATIENCE", 1)
    begun(Records.open())
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store = Records.open()
    assert "another program is holding" in store.trouble
    assert store.record(begun(store, *ENOUGH)).finished
    other.execute("ROLLBACK")


def test_two_apps_can_keep_plays_at_once(home: Path) -> None:
    one, two = Records.open(), Records.open()
    first = one.begin(load(SMALL), SMALL)
    second = two.begin(load(SMALL), SMALL)
    for action in ENOUGH:
        first.take(action)
        second.take(action)
    assert not one.trouble
    assert not two.trouble
    assert {record.id for record in one.plays()} == {first.id, second.id}


def test_going_back_keeps_both(home: Path) -> None:
    store = Records.open()
    kept = store.begin(load(SMALL), SMALL)
    kept.take("?ring-office", "first", None)
    kept.take("accept-account")
    again = kept.go_back(1)
    again.take("tell-head")
    assert [a.word for a in store.record(kept.id).actions] == ["?ring-office", "accept-account"]
    record = store.record(again.id)
    assert [a.word for a in record.actions] == ["?ring-office", "tell-head"]
    assert record.forked_from == kept.id
    assert how_it_ended(store.record(kept.id)) == "left by going back"
    assert store.said(again.id)[0].reason == "first"
    assert store.latest_unfinished() is None


def test_deleting_leaves_nothing_behind(home: Path) -> None:
    store = Records.open()
    kept = store.begin(load(SMALL), SMALL)
    kept.take("accept-account", "a-secret-reason-of-mine")
    store.reflect(kept.id, Reflection(1, 0, "a-secret-answer-of-mine"))
    store.delete(kept.id)
    assert store.plays() == []
    assert store.reflections(kept.id) == ()
    store.close()
    for path in home.iterdir():
        assert b"-of-mine" not in path.read_bytes(), path


def test_reflections_are_kept_and_taken_away(home: Path) -> None:
    store = Records.open()
    play = begun(store)
    store.reflect(play, Reflection(3, 1, "[/] first"))
    store.reflect(play, Reflection(3, 1, "second"))
    store.reflect(play, Reflection(None, 0, "closing"))
    assert set(store.reflections(play)) == {
        Reflection(3, 1, "second"),
        Reflection(None, 0, "closing"),
    }
    store.reflect(play, Reflection(3, 1, "  "))
    assert store.reflections(play) == (Reflection(None, 0, "closing"),)


def test_ids_are_found_by_their_beginning(home: Path) -> None:
    store = Records.open()
    play = begun(store)
    assert store.record(play[:4]).id == play
    for wrong in ("", "nothing-like-it", "%"):
        with pytest.raises(RecordError):
            store.record(wrong)


def test_junk_in_a_row_costs_only_that_play(home: Path) -> None:
    store = Records.open()
    good, bad = begun(store, "accept-account"), begun(store, "accept-account")
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("UPDATE actions SET offered = 'junk' WHERE play = ?", (bad,))
    other.execute("INSERT INTO settings (name, value) VALUES ('reasons', 'perhaps')")
    other.close()
    assert [record.id for record in store.plays()] == [good]
    with pytest.raises(RecordError, match="damaged"):
        store.record(bad)
    assert store.settings.reasons is False


def test_settings_are_remembered(home: Path) -> None:
    store = Records.open()
    store.settings.confidence = True
    store.settings.theme = "scr-light"
    store.close()
    again = Records.open()
    assert again.settings.confidence is True
    assert again.settings.theme == "scr-light"
    assert again.settings.plain is False


def test_one_switch_asks_for_both_thoughts_or_for_neither(home: Path) -> None:
    settings = Records.open().settings
    settings.reasons = True
    settings.switch_thoughts()
    assert (settings.reasons, settings.confidence) == (True, True)
    settings.switch_thoughts()
    assert (settings.reasons, settings.confidence) == (False, False)


def test_how_to_begin_is_known_without_opening_the_records(home: Path) -> None:
    assert (plain_is_on(home), theme_in(home)) == (False, "")
    store = Records.open()
    assert (plain_is_on(home), theme_in(home)) == (False, "")
    store.settings.plain = store.settings.gentle = True
    store.settings.theme = "scr-light"
    assert store.settings.gentle
    store.close()
    assert (plain_is_on(home), theme_in(home)) == (True, "scr-light")
    (home / NAME).write_bytes(b"This is not a database. " * 200)
    assert (plain_is_on(home), theme_in(home)) == (False, "")


def test_endings_seen_are_told_by_scenario(home: Path) -> None:
    store = Records.open()
    begun(store, "accept-account", "accept")
    begun(store, "accept-account", "escalate")
    begun(store, "accept-account")
    assert store.endings_seen() == {"small": {"shut", "half"}}


def test_the_room_has_what_it_lists_and_nothing_else() -> None:
    import scr_sim.store

    with pytest.raises(AttributeError, match="nothing"):
        _ = scr_sim.store.nothing


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("is_left", 7),
        ("left_why", "no why"),
        ("started", "1900-01-01T00:00:00+00:00"),
        ("starts", "no JSON"),
        ("starts", '{"trust": "two"}'),
        ("case_place", "[]"),
        ("case_place", '{"case": "pair"}'),
        ("case_place", '{"case": "c", "title": "t", "source": "s", "play": "p", "at": -1}'),
        ("case_place", '{"case": "c", "title": "t", "source": "s", "play": 7, "at": 1}'),
    ],
)
def test_a_value_without_sense_costs_its_play_alone(home: Path, column: str, value: object) -> None:
    store = Records.open()
    good, bad = begun(store, "?ring-office"), begun(store, "?ring-office")
    store.close()
    with sqlite3.connect(home / NAME) as rows:
        rows.execute(f"UPDATE plays SET {column} = ? WHERE id = ?", (value, bad))
    rows.close()
    again = Records.open()
    assert [play.id for play in again.plays()] == [good]
    assert "could not be read" in again.unreadable


def test_the_beginning_of_an_id_that_several_plays_have_is_not_enough(home: Path) -> None:
    store = Records.open()
    first, second = begun(store), begun(store)
    store.close()
    with sqlite3.connect(home / NAME) as rows:
        rows.execute("PRAGMA foreign_keys = OFF")
        for play, name in ((first, "abcd2222"), (second, "abcd3333")):
            rows.execute("UPDATE plays SET id = ? WHERE id = ?", (name, play))
    rows.close()
    with pytest.raises(RecordError, match="Several plays begin with “abcd”"):
        Records.open().record("abcd")
    assert Records.open().record("abcd2").id == "abcd2222"

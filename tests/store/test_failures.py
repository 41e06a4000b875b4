"""Six ways in which records fail: each told at once and in its own words, and the play goes on."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection, Said
from scr_sim.services import RecordError, Records, Session
from scr_sim.services.history_words import how_it_ended
from scr_sim.store.database import NAME
from scr_sim.store.failures import Failure, told, unusable
from tests.app_driver import SMALL
from tests.store import faults
from tests.store.faults import Faults

PLAYED = ("?ring-office", "show-tray@says-sent,tray-empty", "accept")


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scr_sim.store.database.PATIENCE", 1)


def words(store: Records, play: str) -> tuple[str, ...]:
    return tuple(action.word for action in store.record(play).actions)


def heard(store: Records) -> list[str]:
    sentences: list[str] = []
    store.listen(sentences.append)
    return sentences


def begun(store: Records) -> Session:
    return store.begin(load(SMALL), SMALL)


@contextmanager
def unprivileged() -> Iterator[Path]:
    """Yield a folder of somebody for whom permissions count, as whom the block is run."""
    with tempfile.TemporaryDirectory(prefix="records-") as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            for path in (folder, *folder.iterdir()):
                path.chmod(0o700)


def test_six_failures_are_six_sentences_with_six_pieces_of_advice() -> None:
    six = [
        told(failure, Path("/kept"))
        for failure in Failure
        if failure not in {Failure.DISK, Failure.CLOSED}
    ]
    whats, advice = zip(*(one.split(". ", 1) for one in six), strict=True)
    assert len(set(whats)) == len(set(advice)) == 6
    assert all("/kept" in what for what in whats)


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_records_are_read_and_told(what: str) -> None:
    scenario = load(SMALL)
    with unprivileged() as folder:
        home = folder / "home"
        store = Records.open(home)
        first = store.begin(scenario, SMALL)
        first.take("?ring-office")
        store.close()
        (home / NAME).chmod(0o400)
        if what == "folder":
            home.chmod(0o500)
        store = Records.open(home)
        assert "can be read but not written" in store.trouble
        assert words(store, first.id) == ("?ring-office",)
        assert [record.id for record in store.plays()] == [first.id]
        assert store.unreadable == ""
        resumed = store.resume(first.id, scenario).session
        resumed.take("accept-account")
        home.chmod(0o700)
        (home / NAME).chmod(0o600)
        sentences = heard(store)
        resumed.take("accept")
        assert store.trouble == ""
        assert "can be written again" in sentences[-1]
        store.close()
        assert words(Records.open(home), first.id) == ("?ring-office", "accept-account", "accept")


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_where_nothing_was_kept_nothing_is_said_to_be_unreadable() -> None:
    with unprivileged() as folder:
        folder.chmod(0o500)
        store = Records.open(folder)
        assert "What you play now is not kept" in store.trouble
        assert store.plays() == []
        assert store.unreadable == ""
        assert heard(store) == [store.trouble]
        folder.chmod(0o700)
        away = folder / "home"
        away.mkdir()
        (away / NAME).write_text("no database " * 500, "utf-8")
        store = Records.open(away)
        assert store.plays() == []
        assert store.unreadable


def test_a_full_disk_is_no_failing_one_where_sqlite_says_that_it_failed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert unusable(error, home / NAME).failure is Failure.DISK
    full = shutil.disk_usage(tempfile.gettempdir())._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    assert unusable(error, home / NAME).failure is Failure.FULL


def test_a_full_disk_is_told_and_what_was_played_is_written_once_there_is_room(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Faults(faults.FULL, matching=faults.writes)
    faults.put_in(monkeypatch, full)
    store = Records.open()
    sentences = heard(store)
    kept = begun(store)
    kept.take("?ring-office")
    full.first, full.count, full.steps = 1, 10_000, 0
    kept.take(PLAYED[1], "I saw it", 80)
    assert len(sentences) == 1
    assert "there is no room left" in sentences[0]
    assert "Free some space" in store.trouble
    store.reflect(kept.id, Reflection(1, 0, "sooner"))
    store.settings.reasons = True
    assert store.settings.reasons is True
    assert words(store, kept.id) == PLAYED[:2]
    with_file = sqlite3.connect(home / NAME)
    assert with_file.execute("SELECT count(*) FROM actions").fetchone() == (1,)
    with_file.close()
    full.count = 0
    kept.take("accept")
    assert store.trouble == ""
    assert "What you played in between is kept" in sentences[-1]
    store.close()
    again = Records.open()
    assert words(again, kept.id) == PLAYED
    assert again.record(kept.id).ending == "shut"
    assert again.said(kept.id) == {1: Said("I saw it", 80)}
    assert again.reflections(kept.id) == (Reflection(1, 0, "sooner"),)
    assert again.settings.reasons is True


def test_a_real_limit_is_told_as_full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Records.open()
    kept = begun(store)
    assert store._store._ledger._file is not None
    store._store._ledger._file.connection.execute("PRAGMA max_page_count = 1")
    kept.take("accept-account", "long " * 5000)
    assert "there is no room left" in store.trouble
    kept.take("accept")
    assert store.trouble == ""
    assert words(Records.open(), kept.id) == ("accept-account", "accept")


def test_a_folder_that_cannot_be_made_is_not_called_deleted(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_such_drive(self: Path, *args: object, **more: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(self))

    monkeypatch.setattr(Path, "mkdir", no_such_drive)
    store = Records.open(home / "of-a-drive-that-is-gone")
    assert "cannot be opened (No such file or directory)" in store.trouble
    assert "set SCR_SIM_HOME to a folder that you can write" in store.trouble
    assert "deleted" not in store.trouble
    begun(store).take("?ring-office")


def test_a_lock_that_ends_is_picked_up_again(home: Path) -> None:
    store = Records.open()
    sentences = heard(store)
    kept = begun(store)
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    kept.take("?ring-office")
    kept.take(PLAYED[1])
    assert len(sentences) == 1
    assert "another program is holding" in sentences[0]
    assert words(store, kept.id) == PLAYED[:2]
    other.execute("ROLLBACK")
    assert store.catch_up()
    assert words(Records.open(), kept.id) == PLAYED[:2]
    kept.take("accept")
    assert words(Records.open(), kept.id) == PLAYED


def test_a_lock_from_the_start_is_picked_up_again(home: Path) -> None:
    begun(Records.open()).take("accept-account")
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = Records.open()
    assert "another program is holding" in store.trouble
    kept = begun(store)
    kept.take("?ring-office")
    forked = kept.go_back(0)
    forked.take("accept-account")
    other.execute("ROLLBACK")
    store.close()
    again = Records.open()
    assert len(again.plays()) == 3
    assert words(again, kept.id) == ("?ring-office",)
    assert how_it_ended(again.record(kept.id)) == "left by going back"
    assert again.record(forked.id).forked_from == kept.id


def test_a_play_gone_on_with_elsewhere_under_a_lock_becomes_two(home: Path) -> None:
    store = Records.open()
    kept = begun(store)
    kept.take("?ring-office")
    sentences = heard(store)
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    kept.take("accept-account", "mine", 50)
    store.reflect(kept.id, Reflection(1, 0, "my answer"))
    other.execute("ROLLBACK")
    first = kept.id
    elsewhere = Records.open()
    elsewhere.resume(first, load(SMALL)).session.take(PLAYED[1], "theirs")
    kept.take("accept")
    assert kept.id != first
    assert any("a play of its own" in sentence for sentence in sentences)
    again = Records.open()
    assert words(again, first) == PLAYED[:2]
    assert words(again, kept.id) == ("?ring-office", "accept-account", "accept")
    assert again.record(kept.id).forked_from == first
    assert again.said(kept.id)[1] == Said("mine", 50)
    assert again.reflections(kept.id) == (Reflection(1, 0, "my answer"),)
    assert again.reflections(first) == ()


@pytest.mark.parametrize("how", ["deleted", "moved", "log"])
def test_a_file_that_is_gone_is_told_and_taken_up_where_it_comes_back(
    home: Path, tmp_path: Path, how: str
) -> None:
    store = Records.open()
    sentences = heard(store)
    kept = begun(store)
    kept.take("?ring-office")
    saved = tmp_path / "saved"
    saved.mkdir()
    gone = [f"{NAME}-wal"] if how == "log" else [NAME, f"{NAME}-wal", f"{NAME}-shm"]
    for name in gone:
        (home / name).rename(saved / name) if how == "moved" else (home / name).unlink()
    kept.take(PLAYED[1])
    assert len(sentences) == 1
    assert "has been deleted or moved away" in sentences[0]
    assert "Put it back" in store.trouble
    assert words(store, kept.id) == PLAYED[:2]
    if how == "deleted":
        assert not (home / NAME).exists()
        Records.open().close()  # another window begins a new file
    elif how == "moved":
        for name in gone:
            (saved / name).rename(home / name)
    kept.take("accept")
    assert store.trouble == ""
    store.close()
    assert words(Records.open(), kept.id) == PLAYED


def test_a_deleted_file_is_not_made_again_in_mid_play(home: Path) -> None:
    store = Records.open()
    kept = begun(store)
    for path in home.iterdir():
        path.unlink()
    kept.take("?ring-office")
    kept.take("accept-account")
    store.close()
    assert list(home.iterdir()) == []


def test_a_damaged_file_is_kept_aside_and_what_can_be_read_goes_on(home: Path) -> None:
    store = Records.open()
    plays = [begun(store) for _ in range(30)]
    for kept in plays:
        kept.take("?ring-office", "why " * 200)
    store.close()
    path = home / NAME
    raw = bytearray(path.read_bytes())
    for page in (9, 12):
        raw[4096 * page : 4096 * page + 200] = b"\xff" * 200
    path.write_bytes(raw)
    store = Records.open()
    assert "is damaged" in store.trouble
    assert "scr-sim plays --repair" in store.trouble
    assert path.read_bytes() == raw
    there = {record.id for record in store.plays()}
    assert 10 < len(there) < 30
    assert "could not be read" in store.unreadable
    kept = begun(store)
    kept.take("accept-account")
    aside = store.repair()
    assert aside.read_bytes() == raw
    kept.take("accept")
    store.close()
    again = Records.open()
    assert again.trouble == ""
    assert {record.id for record in again.plays()} == there | {kept.id}
    assert words(again, kept.id) == ("accept-account", "accept")
    with pytest.raises(RecordError, match="not damaged"):
        again.repair()


def test_damage_found_in_mid_play_leaves_the_play_going(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Faults(faults.DAMAGED)
    faults.put_in(monkeypatch, broken)
    store = Records.open()
    sentences = heard(store)
    kept = begun(store)
    kept.take("?ring-office", "because")
    broken.first, broken.count, broken.steps = 1, 10_000, 0
    kept.take(PLAYED[1])
    kept.take("accept")
    assert len(sentences) == 1
    assert "is damaged" in sentences[0]
    assert words(store, kept.id) == PLAYED
    assert store.said(kept.id)[0].reason == "because"


def test_a_delete_that_fails_is_done_once_it_can_be(home: Path) -> None:
    store = Records.open()
    one, two = begun(store), begun(store)
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.delete(one.id)
    assert store.trouble
    assert [record.id for record in store.plays()] == [two.id]
    other.execute("ROLLBACK")
    store.close()
    assert [record.id for record in Records.open().plays()] == [two.id]


def test_answers_written_elsewhere_under_a_lock_are_kept_with_those_from_here(home: Path) -> None:
    store = Records.open()
    kept = begun(store)
    store.reflect(kept.id, Reflection(1, 0, "at first"))
    store.reflect(kept.id, Reflection(2, 0, "at first"))
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.reflect(kept.id, Reflection(1, 0, "mine"))
    store.reflect(kept.id, Reflection(2, 0, "mine alone"))
    other.execute("UPDATE reflections SET text = 'theirs' WHERE finding = 1")
    other.execute("COMMIT")
    assert store.catch_up()
    assert Records.open().reflections(kept.id) == (
        Reflection(1, 0, "theirs\n\nmine"),
        Reflection(2, 0, "mine alone"),
    )

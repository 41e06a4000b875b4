"""Records as a front end asks for them: plays to lay beside one another, what befalls the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.services import RecordError, Records
from scr_sim.services.history import my_history
from scr_sim.services.text_files import TextFile
from scr_sim.store.database import NAME
from tests.app_driver import SMALL

WHOLE = ("accept-account", "accept")


def played(records: Records, *actions: str) -> str:
    session = records.begin(load(SMALL), SMALL)
    for action in actions:
        session.take(action)
    return session.id


def spoil(home: Path, play: str) -> None:
    """Damage what is kept of one play."""
    with sqlite3.connect(home / NAME) as file:
        file.execute("UPDATE plays SET started = 'long ago' WHERE id = ?", (play,))


def test_finished_plays_come_first_where_one_is_laid_beside_others() -> None:
    records = Records.open()
    mine = played(records, *WHOLE)
    old, new = played(records, *WHOLE), played(records, *WHOLE)
    under_way = played(records, "accept-account")
    played(records, "?ring-office")  # nothing is decided in it yet
    assert [one.id for one in records.others("small", mine)] == [new, old, under_way]
    assert records.others("another", mine) == []


def test_a_damaged_play_is_named_and_can_be_deleted(home: Path) -> None:
    records = Records.open()
    sound, damaged = played(records, *WHOLE), played(records, *WHOLE)
    spoil(home, damaged)
    assert [one.id for one in records.plays()] == [sound]
    assert [*records.damaged] == [damaged]
    assert records.unreadable.startswith("1 kept play could not be read")
    records.delete(records.find(damaged[:8]))
    assert [one.id for one in records.plays()] == [sound]
    assert [*records.damaged] == []
    assert not records.unreadable


def test_what_befell_the_records_before_anybody_listened_is_told_once_somebody_does(
    home: Path,
) -> None:
    records = Records.open()
    spoil(home, played(records, *WHOLE))
    records.plays()
    records.plays()
    told: list[str] = []
    records.listen(told.append)
    assert told == [records.unreadable] != [""]
    records.plays()
    assert len(told) == 1


def test_records_that_are_sound_cannot_be_repaired(home: Path) -> None:
    records = Records.open()
    play = played(records, *WHOLE)
    with pytest.raises(RecordError, match=r"not damaged\. Nothing was done"):
        records.repair()
    assert records.catch_up()
    assert Records.open().record(play).finished


def test_a_damaged_file_that_cannot_be_put_aside_stays_where_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / NAME).write_bytes(b"This is not a database. " * 200)
    records = Records.open()
    assert "damaged" in records.trouble

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        for name in ("rename", "replace"):
            patch.setattr(Path, name, refused)
        with pytest.raises(RecordError, match="cannot be put aside: Permission denied"):
            records.repair()
    assert (home / NAME).read_bytes().startswith(b"This is not a database.")


def test_everything_can_be_deleted() -> None:
    records = Records.open()
    played(records, *WHOLE)
    played(records, "accept-account")
    records.delete_all()
    assert records.plays() == []
    assert records.latest_unfinished() is None
    assert Records.open().endings_seen() == {}


def test_my_history_is_that_of_my_own_records() -> None:
    records = Records.open()
    play = played(records, *WHOLE)
    records.close()
    seen, trouble = my_history()
    assert [one.id for one in seen.plays] == [play]
    assert trouble == ""


def test_a_file_that_is_no_text_is_none(tmp_path: Path) -> None:
    assert TextFile.read(tmp_path / "missing.yaml") is None
    (tmp_path / "picture.yaml").write_bytes(b"\x89PNG\xff")
    assert TextFile.read(tmp_path / "picture.yaml") is None

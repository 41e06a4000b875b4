"""Records that cannot be read, from the command line: a sentence and a status, never a guess."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scr_sim import load
from scr_sim.cli.main import app
from scr_sim.services import Records
from scr_sim.store.database import NAME
from tests.app_driver import SMALL


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    monkeypatch.setattr("scr_sim.store.database.PATIENCE", 1)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def played() -> str:
    records = Records.open()
    kept = records.begin(load(SMALL), SMALL)
    kept.take("accept-account")
    records.close()
    return kept.id


def change(home: Path, *statements: str) -> None:
    connection = sqlite3.connect(home / NAME, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_plays_that_cannot_be_read_end_with_1_and_a_sentence(home: Path) -> None:
    good, bad = played(), played()
    change(home, f"UPDATE plays SET branches = 'junk' WHERE id = '{bad}'")
    for words in (("plays",), ("plays", "--json")):
        done = run(*words)
        assert done.exit_code == 1
        assert "1 kept play could not be read" in done.stderr
        assert good in done.stdout
        assert bad not in done.stdout
        assert f"“scr-sim plays --delete {bad}”" in done.stderr
    assert [one["id"] for one in json.loads(run("plays", "--json").stdout)] == [good]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE plays SET branches = 'junk' WHERE id = '{bad}'",
        "UPDATE actions SET at = x'ff' WHERE play = '{bad}'",
        "UPDATE plays SET title = x'80' WHERE id = '{bad}'",
    ],
)
def test_a_damaged_play_can_be_deleted_by_its_id(home: Path, damage: str) -> None:
    good, bad = played(), played()
    change(home, damage.format(bad=bad))
    done = run("plays", "--delete", bad)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"Deleted {bad} (it was damaged).\n"
    left = run("plays")
    assert left.exit_code == 0
    assert good in left.stdout
    assert bad not in left.stdout + left.stderr
    assert bad.encode() not in b"".join(path.read_bytes() for path in home.iterdir())
    again = run("plays", "--delete", bad)
    assert again.exit_code == 1
    assert "There is no kept play" in again.stderr


@pytest.mark.parametrize("spoil", ["text", "newer", "table"])
def test_a_file_that_cannot_be_read_is_no_empty_list(home: Path, spoil: str) -> None:
    play = played()
    if spoil == "text":
        (home / NAME).write_text("a shopping list " * 500, encoding="utf-8")
    elif spoil == "newer":
        change(home, "PRAGMA user_version = 99")
    else:
        change(home, "DROP TABLE plays")
    done = run("plays", "--json")
    assert done.exit_code == 1
    assert str(home / NAME) in done.stderr
    assert "could not be read" in done.stderr
    assert json.loads(done.stdout) == []
    assert "No plays" not in run("plays").stdout
    missing = run("debrief", play)
    assert missing.exit_code == 1
    assert "There is no kept play" not in missing.stderr


@pytest.mark.parametrize("table", ["actions", "plays"])
def test_a_play_that_was_lost_to_damage_is_not_called_unknown(home: Path, table: str) -> None:
    play = played()
    change(home, f"DROP TABLE {table}")
    for words in (("debrief", play), ("play", "--resume", play, "--plain")):
        done = run(*words)
        assert done.exit_code == 1
        assert "There is no kept play" not in done.stderr
        assert "is damaged" in done.stderr


def test_a_debrief_without_the_answers_that_could_not_be_read_says_so(home: Path) -> None:
    play = played()
    change(home, "DROP TABLE reflections")
    done = run("debrief", play)
    assert done.exit_code == 0
    assert "is damaged" in done.stderr


def test_a_damaged_answer_is_told_with_the_debrief(home: Path) -> None:
    play = played()
    change(home, f"INSERT INTO reflections VALUES ('{play}', 0, 0, x'ff')")
    done = run("debrief", play)
    assert done.exit_code == 0
    assert "1 answer is damaged and could not be read" in done.stderr


def test_a_debrief_of_a_sound_play_says_nothing_of_others(home: Path) -> None:
    good, bad = played(), played()
    change(home, f"UPDATE plays SET branches = 'junk' WHERE id = '{bad}'")
    done = run("debrief", good)
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_record_that_lacks_plays_says_so_and_ends_with_1(home: Path, tmp_path: Path) -> None:
    good, bad = played(), played()
    change(home, f"UPDATE plays SET branches = 'junk' WHERE id = '{bad}'")
    out = tmp_path / "record.md"
    for words in (("record",), ("record", "--out", str(out))):
        done = run(*words)
        assert done.exit_code == 1
        assert "1 play, " in done.stdout
        assert "1 kept play could not be read" in done.stderr
    assert run("record", "--play", good).exit_code == 0
    chosen = run("record", "--play", bad)
    assert chosen.exit_code == 1
    assert "There is no kept play" not in chosen.stderr
    assert f"the play “{bad}” could not be read" in chosen.stderr


def test_a_record_of_a_file_that_cannot_be_read_is_not_written(home: Path, tmp_path: Path) -> None:
    played()
    change(home, "PRAGMA user_version = 99")
    out = tmp_path / "record.html"
    done = run("record", "--out", str(out))
    assert done.exit_code == 1
    assert "written by a newer scr-sim" in done.stderr
    assert "0 plays" not in done.stdout
    assert not out.exists()


def test_no_plays_yet_are_no_trouble(home: Path) -> None:
    done = run("plays", "--json")
    assert (done.exit_code, done.stdout.strip(), done.stderr) == (0, "[]", "")


def test_a_damaged_file_is_put_aside_and_its_rest_is_kept_on(home: Path) -> None:
    play = played()
    change(home, "DROP TABLE reflections")
    before = (home / NAME).read_bytes()
    assert "scr-sim plays --repair" in run("plays").stderr
    done = run("plays", "--repair")
    assert done.exit_code == 0
    assert "1 play could be read and is kept on." in done.stdout
    assert (home / "records-damaged-1.sqlite3").read_bytes() == before
    after = run("plays")
    assert (after.exit_code, after.stderr) == (0, "")
    assert play in after.stdout
    assert run("plays", "--repair").exit_code == 1


def test_a_play_that_could_not_be_deleted_is_not_called_deleted(home: Path) -> None:
    play = played()
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = run("plays", "--delete", play)
    other.execute("ROLLBACK")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"scr-sim: {play} is not deleted: another program is holding ")
    assert "played last" not in done.stderr
    assert play in run("plays").stdout


def test_no_command_raises_anything_over_flipped_bits(home: Path) -> None:
    plays = [played() for _ in range(6)]
    raw = (home / NAME).read_bytes()
    chance = random.Random(20130301)
    for _ in range(25):
        for path in home.iterdir():
            path.unlink()
        flipped = bytearray(raw)
        for _ in range(4):
            flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        (home / NAME).write_bytes(flipped)
        for words in (("plays", "--json"), ("plays",), ("debrief", plays[0])):
            done = run(*words)
            assert done.exception is None or isinstance(done.exception, SystemExit), words
            assert done.exit_code in {0, 1}
            assert done.exit_code == 0 or done.stderr.startswith("scr-sim: ")

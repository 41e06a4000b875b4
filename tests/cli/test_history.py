"""Looking back from the command line."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from scr_sim.debriefs import Reflection
from scr_sim.services import Records
from scr_sim.store.database import NAME
from tests.cli.test_cli import home, played, run

__all__ = ["home"]


def test_nothing_kept_is_told() -> None:
    done = run("history")
    assert (done.returncode, done.stdout) == (0, "No plays are kept yet.\n")


def test_findings_are_told_in_signs_and_words() -> None:
    played("accept-account", "accept")
    played("?ring-office", "show-tray@says-sent,tray-empty", "accept")
    told = run("history").stdout
    assert "2 plays, 2 finished, 2 minutes." in told
    assert "■ lesson acted on  □ pattern repeated  ◧ both  · not met" in told
    assert "  1 Asking\n    □ ■   repeated in 1, acted on in 1 of 2 plays" in told


def test_data_and_tables_are_tidy() -> None:
    play = played("accept-account", "accept")
    Records.open().reflect(play, Reflection(1, 0, "=cmd|'/c calc'!A0"))
    data = json.loads(run("history", "--json").stdout)
    assert data["findings"][0]["plays"] == [
        {"play": play, "pattern_repeated": 1, "lesson_acted_on": 0}
    ]
    rows = list(csv.DictReader(io.StringIO(run("history", "--csv").stdout)))
    assert [(row["finding"], row["pattern_repeated"]) for row in rows] == [
        ("1", "1"),
        ("2", "1"),
        ("3", "0"),
    ]
    found = list(csv.DictReader(io.StringIO(run("history", "--csv", "--search", "CALC").stdout)))
    assert [row["text"] for row in found] == ["'=cmd|'/c calc'!A0"]
    assert json.loads(run("history", "--json", "--search", "nothing").stdout) == []


def test_words_are_found_and_what_is_not_there_is_told() -> None:
    records = Records.open()
    records.reflect(played("accept-account"), Reflection(1, 0, "The café\nwas \x1b[31mshut"))
    told = run("history", "--search", "cafe shut").stdout
    assert "How sure are you that you would ask?\n  > The café\n  > was �[31mshut" in told
    assert run("history", "--search", "x\x1b").stdout == (
        "Nothing that you wrote has these words: x�\n"
    )


def test_both_ways_to_print_are_refused() -> None:
    done = run("history", "--json", "--csv")
    assert done.returncode == 2
    assert done.stderr == "scr-sim: choose --json or --csv, not both.\n"


def test_what_is_damaged_is_told_and_the_rest_is_there(home: Path) -> None:
    good, bad = played("accept-account"), played("accept-account")
    with closing(sqlite3.connect(home / NAME, isolation_level=None)) as other:
        other.execute("UPDATE actions SET offered = 'junk' WHERE play = ?", (bad,))
    done = run("history", "--json")
    assert done.returncode == 1
    assert "1 kept play could not be read" in done.stderr
    assert [play["play"] for play in json.loads(done.stdout)["plays"]] == [good]

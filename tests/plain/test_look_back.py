"""Looking back line by line: everything in words, nothing saved unseen."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.services import Records
from scr_sim.store.database import NAME
from tests.app_driver import SMALL
from tests.plain.talks import talk


def kept(records: Records) -> str:
    play = records.begin(load(SMALL), SMALL)
    play.take("accept-account", "She seemed sure", 90)
    play.take("accept", "", 60)
    records.reflect(play.id, Reflection(1, 0, "I would ask at the café"))
    return play.id


def asked(*typed: str) -> str:
    records = Records.open()
    kept(records)
    return talk("l", *typed, "x", "q", scenario=None, records=records)[1]


def test_findings_are_told_play_by_play() -> None:
    text = asked("f")
    assert "Finding 1, Asking: repeated in 1, acted on in 0 of 1 play." in text
    assert ", The missing form: pattern repeated once." in text
    assert "Finding 3, Writing: not met in 1 play." in text


def test_how_sure_is_told_against_how_it_went() -> None:
    text = asked("k")
    assert "Very sure, 85 and more: pattern repeated once." in text
    assert "75 in 100 on average where you repeated a pattern (2 decisions)." in text


def test_words_are_found_again() -> None:
    text = asked("/", "CAFE")
    assert "your answer. How sure are you that you would ask?" in text
    assert "You wrote: I would ask at the café" in text
    assert "She seemed sure" not in text
    assert "Nothing that you wrote has these words." in asked("/", "nowhere")


def test_a_record_is_seen_before_it_is_saved_and_only_if_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = asked("t", "", "", "", "", "y", "", "x")
    assert "You wrote: She seemed sure" in text
    assert "Nothing was saved." in text
    assert not list(tmp_path.glob("training*"))
    text = asked("t", "", "", "1", "", "", "", "html")
    (path,) = tmp_path.glob("training-record-*.html")
    assert f"Saved as {path}" in text
    assert "She seemed sure" not in path.read_text(encoding="utf-8")
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_bad_date_is_told_and_one_goes_on() -> None:
    text = asked("t", "soon", "")
    assert "“soon” is no date. Write it as year-month-day: 2026-03-31." in text
    assert text.count("Which play, 1-1, a letter, or x:") == 2


def test_only_letters_and_ordinary_signs() -> None:
    text = "".join(asked(*typed) for typed in (["f"], ["k"], ["/", ""]))
    assert not re.search("[■□◧·]", text)


def test_a_damaged_play_is_listed_and_can_be_deleted(home: Path) -> None:
    records = Records.open()
    play = kept(records)
    with closing(sqlite3.connect(home / NAME)) as rows, rows:
        rows.execute("UPDATE actions SET at = 'never'")
    text = talk("l", "1", "n", "1", "y", "q", scenario=None, records=records)[1]
    row = f"1. A damaged play, {play}. It cannot be read; its number offers to delete it."
    assert text.count(row) == 2
    assert "It is deleted.\nNo plays are kept yet." in text


def test_plays_to_compare_with_are_those_that_ended_first_and_the_newest_before(
    home: Path,
) -> None:
    records = Records.open()
    for actions in (("accept-account", "accept"), ("tell-head",), ("accept-account", "escalate")):
        play = records.begin(load(SMALL), SMALL)
        play.take("?ring-office")
        for action in actions:
            play.take(action)
    begun = records.begin(load(SMALL), SMALL)
    begun.take("accept-account")
    own = kept(records)
    titles = [one.ending_title or "Not finished" for one in records.others("small", own)]
    assert titles[-1] == "Not finished"
    text = talk("d", "c", "x", "q", go_on=own, records=records)[1]
    listed = re.findall(r"^\d\. (.*), \d+ decisions$", text, re.M)
    assert listed == titles
    assert [one.id for one in records.others("small", own)][-1] == begun.id


def test_a_rooms_play_is_listed_as_such_and_nothing_offers_to_go_on_with_it() -> None:
    records = Records.open()
    records.begin(load(SMALL), SMALL, with_room=True).take("accept-account")
    menu = talk("q", scenario=None, records=records)[1]
    assert "\ng: " not in menu
    text = talk("l", "1", "g", "x", "t", "", "", "", "", "", "x", "x", "q", scenario=None)[1]
    assert "1 decision. Not finished, with a room." in text
    assert "d for its debrief, x for none" in text
    assert "g to go on with it" not in text
    assert "You go on with" not in text
    assert "Training record, " in text
    assert "0 plays, 0 minutes of practice." in text

"""What is being written at a choice is kept until the choice is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.services import MovedOnError, Records
from tests.app_driver import SMALL

CHOICE = "accept-account"
HALF = "Because the form, which\nI have not seen, was said to be"


def test_what_was_being_written_is_there_again_the_next_day() -> None:
    records = Records.open()
    session = records.begin(load(SMALL), SMALL)
    session.keep_draft(CHOICE, HALF)
    records.close()
    again = Records.open().resume(session.id).session
    assert again.draft(CHOICE) == HALF
    assert again.draft("tell-head") == ""
    assert again.draft("") == ""


def test_only_the_last_that_was_being_written_is_kept_and_nothing_of_an_empty_one() -> None:
    session = Records.open().begin(load(SMALL), SMALL)
    session.keep_draft("", "before I choose")
    session.keep_draft(CHOICE, HALF)
    assert session.draft("") == ""
    session.keep_draft(CHOICE, "  \n")
    assert session.draft(CHOICE) == ""


def test_looking_into_something_keeps_what_is_being_written_and_choosing_ends_it() -> None:
    records = Records.open()
    session = records.begin(load(SMALL), SMALL)
    session.keep_draft(CHOICE, HALF)
    session.take("?ring-office")
    assert session.draft(CHOICE) == HALF
    session.take(CHOICE, "It was sent.")
    assert session.draft(CHOICE) == ""
    assert session.go_back(1).draft(CHOICE) == ""
    assert [said.reason for said in records.said(session.id).values()] == ["It was sent."]


def test_what_is_being_written_is_no_answer_and_is_deleted_with_its_play() -> None:
    records = Records.open()
    session = records.begin(load(SMALL), SMALL)
    session.keep_draft(CHOICE, HALF)
    assert records.reflections(session.id) == ()
    assert "I have not seen" not in repr(session.debrief())
    records.delete(session.id)
    assert records.draft(session.id, 0).text == ""


def test_writing_on_in_a_play_that_was_deleted_elsewhere_is_told_when_it_is_chosen(
    home: Path,
) -> None:
    records, other = Records.open(), Records.open()
    session = records.begin(load(SMALL), SMALL)
    other.delete(session.id)
    session.keep_draft(CHOICE, HALF)
    assert not records.trouble
    with pytest.raises(MovedOnError, match="deleted"):
        session.take(CHOICE, HALF)

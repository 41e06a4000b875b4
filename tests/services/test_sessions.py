"""Sessions: begun, kept with the moments they are given, opened again to go on or to read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.cli.play import DebriefFormat
from scr_sim.debriefs import Reflection
from scr_sim.services import DEBRIEF_FORMATS, RecordError, Records, debrief_document
from tests.app_driver import SMALL
from tests.services.edits import Edit, write

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHOLE = ("?ring-office", "accept-account", "accept")


def played(records: Records, *actions: str, source: str = SMALL) -> str:
    session = records.begin(load(source), source)
    for action in actions:
        session.take(action, "because", 50)
    return session.id


def test_moments_come_from_the_clock_that_was_given() -> None:
    moments = iter(NOON + timedelta(minutes=minute) for minute in range(10))
    records = Records.open(clock=lambda: next(moments))
    play = played(records, *WHOLE)
    record = records.record(play)
    assert record.started == NOON
    assert [action.at.minute for action in record.actions] == [1, 2, 3]
    assert record.updated == record.actions[-1].at
    again = records.record(records.resume(play).session.go_back(1).id)
    assert again.started > record.updated
    assert [action.at.minute for action in again.actions] == [1]


def test_a_play_is_opened_to_go_on_and_one_that_has_ended_to_be_read() -> None:
    records = Records.open()
    unfinished, ended = played(records, *WHOLE[:2]), played(records, *WHOLE)
    opened = records.open_play(unfinished[:6])
    assert (opened.session.id, opened.to_read, opened.lines) == (unfinished, False, ())
    assert opened.session.play.actions_taken == WHOLE[:2]
    assert records.open_play(ended).to_read
    assert records.look_at(unfinished).to_read
    opened.session.take(WHOLE[2])
    assert records.open_play(unfinished).to_read


def test_an_ended_play_that_no_longer_ends_is_read_and_not_gone_on_with(tmp_path: Path) -> None:
    records = Records.open()
    play = played(records, *WHOLE, source=write(tmp_path, None))
    write(
        tmp_path, Edit("no enquiries", lambda data: data["scenes"]["gate"].pop("enquiries"), None)
    )
    opened = records.open_play(play)
    assert opened.to_read
    assert not opened.session.play.finished
    assert "The play had come to its ending" in opened.told[-1]
    assert len(records.plays()) == 1


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    records = Records.open()
    with pytest.raises(RecordError, match="There is no kept play"):
        records.open_play("nothing")
    source = Path(write(tmp_path, None))
    play = played(records, source=str(source))
    source.unlink()
    with pytest.raises(RecordError, match="which is not there any more") as told:
        records.open_play(play)
    assert str(source) in str(told.value)
    assert records.record(play).finished is False


def test_a_sessions_debrief_has_what_the_player_wrote() -> None:
    records = Records.open()
    play = played(records, *WHOLE)
    records.reflect(play, Reflection(1, 0, "I would ring sooner"))
    found = records.look_at(play).session.debrief()
    assert found.decisions[0].reason == "because"
    for form in DEBRIEF_FORMATS:
        document = debrief_document(found, form)
        assert "I would ring sooner" in document
    assert json.loads(debrief_document(found, "json"))


def test_a_document_drives_no_terminal() -> None:
    records = Records.open()
    session = records.begin(load(SMALL), SMALL)
    session.take("accept-account", "because \x1b[31mred\x07")
    for form in DEBRIEF_FORMATS:
        assert not {"\x1b", "\x07"} & set(debrief_document(session.debrief(), form))


def test_the_command_line_has_every_format() -> None:
    assert tuple(one.value for one in DebriefFormat) == DEBRIEF_FORMATS

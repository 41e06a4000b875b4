"""A room's play, from a group exercise: kept among the trainer's records, counted nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.services import (
    History,
    KeptNow,
    PlayRecord,
    Records,
    Shown,
    look_back,
    period,
    plays_of,
    training_record,
)
from scr_sim.services import history_tables as tables
from scr_sim.services import history_words as words
from scr_sim.store.repository import Store
from tests.app_driver import SMALL
from tests.profiles import examples
from tests.services.edits import Edit, write
from tests.services.records import NOON, kept, loads, record
from tests.store.places import quick_folder

TODAY = (NOON + timedelta(days=400)).date()
#: What is read off all plays, and must be the same with and without the plays of rooms.
COUNTED: dict[str, Callable[[History], object]] = {
    "findings over time": lambda seen: seen.findings,
    "how sure": lambda seen: seen.surety,
    "minutes": lambda seen: seen.minutes,
    "the table of findings": tables.findings_table,
    "the data's findings": lambda seen: tables.as_data(seen)["findings"],
    "the record's first day": lambda seen: period(seen, today=TODAY),
    "what the record offers": lambda seen: plays_of(seen, period(seen, today=TODAY), UTC),
    "the record": lambda seen: training_record(
        seen, period(seen, today=TODAY), Shown(reasons=True, answers=True), UTC
    ),
}


@settings(max_examples=examples(60))
@given(own=kept(), rooms=kept())
def test_a_rooms_plays_change_nothing_that_is_counted(
    own: tuple[tuple[PlayRecord, tuple[()]], ...], rooms: tuple[tuple[PlayRecord, tuple[()]], ...]
) -> None:
    theirs = [(replace(one, id=f"r{one.id}", with_room=True), said) for one, said in rooms]
    everything = sorted([*own, *theirs], key=lambda one: (one[0].started, one[0].id))
    mine = look_back(KeptNow(plays=own), loads)
    both = look_back(KeptNow(plays=tuple(everything)), loads)
    for what, read in COUNTED.items():
        assert read(both) == read(mine), what
    listed = {play.id: play.with_room for play in both.plays}
    assert listed == {one.id: one.with_room for one, _ in everything}


@settings(max_examples=examples(20))
@given(own=kept(), rooms=kept(), hurry=st.integers(0, 30 * 24 * 60))
def test_a_rooms_plays_are_not_offered_and_no_endings_are_seen_by_them(
    own: tuple[tuple[PlayRecord, tuple[()]], ...],
    rooms: tuple[tuple[PlayRecord, tuple[()]], ...],
    hurry: int,
) -> None:
    with quick_folder() as folder:
        store = Store.open(folder)
        for one, _ in own:
            store.add(one)
        offered, endings = store.latest_unfinished(), store.endings_seen()
        for one, _ in rooms:
            touched = one.updated + timedelta(minutes=hurry)
            store.add(replace(one, id=f"r{one.id}", updated=touched, with_room=True))
        assert store.latest_unfinished() == offered
        assert store.endings_seen() == endings
        assert sum(one.with_room for one in store.plays()) == len(rooms)
        store.close()


def test_it_is_marked_in_every_list_of_plays_and_told_as_not_counted() -> None:
    open_, ended = (
        record(*actions, with_room=True, play_id=actions[-1])
        for actions in (("accept-account",), ("accept-account", "accept"))
    )
    assert words.how_it_ended(open_) == "not finished, with a room"
    assert words.how_it_ended(ended) == f"{ended.ending_title}, with a room"
    mine = record("accept-account", play_id="mine")
    seen = look_back(KeptNow(plays=((open_, ()), (ended, ()), (mine, ()))), loads)
    assert words.practised(seen) == (
        "1 play, 0 finished, 1 minute. Not counted: 2 plays with a room."
    )
    assert [play["with_room"] for play in tables.as_data(seen)["plays"]] == [True, True, False]


def test_it_stays_a_rooms_when_its_scenario_has_changed(tmp_path: Path) -> None:
    source = write(tmp_path, None)
    records = Records.open()
    first = records.begin(load(source), source, with_room=True)
    first.take("accept-account")
    edited = Edit("effect", None, None, text=lambda text: text.replace("max: 5", "max: 4"))
    write(tmp_path, edited)
    again = records.resume(first.id, load(source)).session
    assert again.id != first.id
    again.take("accept")
    assert [one.with_room for one in records.plays()] == [True, True]
    assert records.latest_unfinished() is None
    assert records.endings_seen() == {}
    records.close()


def test_it_stays_a_rooms_when_another_window_was_first() -> None:
    records = Records.open()
    kept_here = records.begin(load(SMALL), SMALL, with_room=True)
    kept_here.take("accept-account")
    records.delete(kept_here.id)
    kept_here.set_apart()
    assert records.record(kept_here.id).with_room
    records.close()


def test_choosing_again_in_it_is_a_play_of_ones_own_and_leaves_the_rooms_as_it_is() -> None:
    records = Records.open()
    rooms = records.begin(load(SMALL), SMALL, with_room=True)
    rooms.take("accept-account")
    rooms.take("challenge")
    mine = records.look_at(rooms.id).session.go_back(1)
    assert not records.record(mine.id).with_room
    there = records.record(rooms.id)
    assert (there.with_room, there.left, there.decisions) == (True, False, 2)
    latest = records.latest_unfinished()
    assert latest is not None
    assert latest.id == mine.id
    mine.take("accept")
    (play,) = [one for one in look_back(_now(records), loads).plays if not one.with_room]
    assert [one.carried for one in play.decisions] == [True, False]
    records.close()


def _now(records: Records) -> KeptNow:
    plays = sorted(records.plays(), key=lambda one: one.started)
    return KeptNow(plays=tuple((one, ()) for one in plays))


@pytest.mark.parametrize("with_room", [True, False])
def test_it_is_kept_with_the_play_and_survives_a_file_that_cannot_be_written(
    with_room: bool, home: Path
) -> None:
    home.mkdir()
    (home / "records.sqlite3").write_bytes(b"no database" * 2000)
    records = Records.open()
    play = records.begin(load(SMALL), SMALL, with_room=with_room)
    records.repair()
    records.close()
    assert Records.open().record(play.id).with_room is with_room

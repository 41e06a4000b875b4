"""Whatever an edit makes different in a play is told, and what it does not is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.services import Records, history_of
from scr_sim.services.history_words import how_it_ended
from scr_sim.store.database import NAME
from tests.services.edits import EDITS, FINISHED, UNFINISHED, WORDS, Edit, write

BY_NAME = {edit.name: edit for edit in EDITS}


def kept_play(records: Records, folder: Path, actions: tuple[str, ...]) -> str:
    path = write(folder, None)
    kept = records.begin(load(path), path)
    for action in actions:
        kept.take(action)
    return kept.id


def spoil(home: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(home / NAME, isolation_level=None)) as connection:
        connection.execute(statement, values)


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("finished", [False, True], ids=["unfinished", "finished"])
def test_what_an_edit_makes_different_is_told(
    home: Path, tmp_path: Path, name: str, finished: bool
) -> None:
    edit = BY_NAME[name]
    records = Records.open()
    play = kept_play(records, tmp_path, FINISHED if finished else UNFINISHED)
    before = records.record(play)
    scenario = load(write(tmp_path, edit))
    looked = records.look_at(play, scenario)
    assert looked.session.id == play
    assert records.record(play) == before
    assert len(records.plays()) == 1
    says = edit.at_the_end if finished else edit.unfinished
    if says is None:
        assert looked.told == ()
    else:
        assert says in "\n".join(looked.told)
    if says == WORDS:
        assert len(looked.told) == 1, "in one line"
    resumed = records.resume(play, scenario)
    assert resumed.told == looked.told[: len(resumed.told)]
    assert bool(resumed.told) == bool(looked.told)
    assert records.record(play).actions == before.actions
    assert records.record(play).ending == before.ending
    assert resumed.forked == (resumed.session.id != play)
    if edit.same and not (finished and says):
        assert not resumed.forked


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_goes_on_is_told_once(home: Path, tmp_path: Path, edit: Edit) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, UNFINISHED)
    scenario = load(write(tmp_path, edit))
    resumed = records.resume(play, scenario)
    if resumed.forked:
        again = records.resume(resumed.session.id, scenario)
        assert (again.told, again.forked) == ((), False)
        assert again.session.play == resumed.session.play


def test_a_difference_is_told_where_it_begins_and_not_after(home: Path, tmp_path: Path) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, FINISHED)
    scenario = load(write(tmp_path, BY_NAME["enquiry's effect"]))
    (told,) = records.look_at(play, scenario).told
    assert told == (
        "At decision 1, “At the gate”, after looking into “Ring the office”: "
        "“Working relationship” is 4 now (it was 3)."
    )


def test_a_play_without_a_single_action_is_compared_too(home: Path, tmp_path: Path) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, ())
    resumed = records.resume(play, load(write(tmp_path, BY_NAME["starting value"])))
    assert "is 4 now (it was 3)" in resumed.told[0]
    assert resumed.forked


def test_a_play_that_goes_on_in_an_edited_scenario_is_left_for_that_and_says_so(
    home: Path, tmp_path: Path
) -> None:
    records = Records.open()
    unfinished, finished = (kept_play(records, tmp_path, one) for one in (UNFINISHED, FINISHED))
    edited = load(write(tmp_path, BY_NAME["starting value"]))
    for play in (unfinished, finished):
        assert records.resume(play, edited).forked
    again = Records.open()
    assert how_it_ended(again.record(unfinished)) == "left when its scenario changed"
    told = how_it_ended(again.record(finished))
    assert told == f"{again.record(finished).ending_title}, left when its scenario changed"
    looked = {play.id: how_it_ended(play) for play in history_of(again).plays}
    assert looked[finished] == told


def test_a_play_that_an_earlier_version_kept_replays_as_it_did(home: Path, tmp_path: Path) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, UNFINISHED)
    spoil(home, "UPDATE actions SET digest = NULL")
    spoil(home, "UPDATE plays SET digest = NULL")
    resumed = records.resume(play, load(write(tmp_path, BY_NAME["choice's add"])))
    assert (resumed.told, resumed.forked) == ((), False)


@pytest.mark.parametrize("junk", ["", "[]", "{", '{"values": 3}', '{"scenes": [["a"]]}'])
def test_a_damaged_digest_costs_no_play(home: Path, tmp_path: Path, junk: str) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, UNFINISHED)
    spoil(home, "UPDATE actions SET digest = ? WHERE place = 0", junk)
    resumed = records.resume(play, load(write(tmp_path, BY_NAME["choice's add"])))
    assert resumed.session.play.actions_taken == UNFINISHED
    assert "is 3 now" in resumed.told[0]

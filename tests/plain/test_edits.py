"""Line by line: what an edit made different in a play is told, wherever the play is opened."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.plain import run
from scr_sim.services import Records
from tests.services.edits import EDITS, FINISHED, UNFINISHED, Edit, write

CHANGED = "The scenario has changed since."


def said(records: Records, *typed: str, go_on: str | None = None) -> str:
    out = io.StringIO()
    lines = io.StringIO("".join(f"{line}\n" for line in typed))
    assert run(None, why="", go_on=go_on, stdin=lines, stdout=out, records=records) == 0
    return out.getvalue()


def kept_play(records: Records, folder: Path, actions: tuple[str, ...]) -> str:
    path = write(folder, None)
    kept = records.begin(load(path), path)
    for action in actions:
        kept.take(action)
    return kept.id


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_going_on_tells_what_an_edit_made_different(home: Path, tmp_path: Path, edit: Edit) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, UNFINISHED)
    write(tmp_path, edit)
    text = said(records, "q", go_on=play)
    # Where it goes on in a record of its own, that is told even if no difference can be seen.
    assert (CHANGED in text) == (edit.unfinished is not None or len(records.plays()) > 1)
    assert (edit.unfinished or "") in text
    # Where its scenario ends the play now, there is nothing to go on with.
    ended = records.replayed(play).play.finished
    assert f"You {'read' if ended else 'go on with'}: The missing form." in text


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_a_finished_play_that_is_gone_on_with_is_read_and_no_other_is_kept(
    home: Path, tmp_path: Path, edit: Edit
) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, FINISHED)
    before = records.record(play)
    write(tmp_path, edit)
    ends = records.replayed(play).play.finished
    text = said(records, "q", go_on=play)
    assert (CHANGED in text) == (edit.at_the_end is not None) or not ends
    # Where its ending is not come to any more it goes on, in a record of its own.
    assert (records.plays() == [before]) == ends


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_looking_back_tells_it_of_a_finished_play(home: Path, tmp_path: Path, edit: Edit) -> None:
    records = Records.open()
    play = kept_play(records, tmp_path, FINISHED)
    before = records.record(play)
    write(tmp_path, edit)
    text = said(records, "l", "1", "d", "x", "x", "q")
    assert (CHANGED in text) == (edit.at_the_end is not None)
    assert (edit.at_the_end or "") in text
    assert records.plays() == [before]

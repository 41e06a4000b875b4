"""The file that a play was played from is gone: that is told, and never passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load, paths
from scr_sim.services import RecordError, Records, history_of
from tests.app_driver import FILES, SMALL
from tests.services.edits import EDITS, write


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """Return an author's own file, of an id that the library has too."""
    (home / "scenarios").mkdir(parents=True)
    (home / "reviews").mkdir()
    (home / "scenarios" / "small.yaml").write_bytes(Path(SMALL).read_bytes())
    (home / "reviews" / "r.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    return Path(write(tmp_path, None))


def kept_play(records: Records, source: Path, *actions: str) -> str:
    kept = records.begin(load(str(source)), str(source))
    for action in actions:
        kept.take(action)
    return kept.id


def test_another_file_of_the_same_id_is_told_wherever_the_play_is_opened(own: Path) -> None:
    records = Records.open()
    play = kept_play(records, own, "?ring-office")
    assert records.resume(play).lines == ()
    own.unlink()
    told = (
        f"The play was played from {own}, which is not there any more. It is told by another file "
        "of the same id."
    )
    assert records.resume(play).lines == (told,)
    assert records.look_at(play).lines == (told,)
    (seen,) = history_of(records).plays
    assert seen.told == told


def test_it_is_told_beside_what_is_different_there(own: Path) -> None:
    records = Records.open()
    (edit,) = (one for one in EDITS if one.name == "enquiry's effect")
    edited = write(own.parent, edit)
    play = kept_play(records, Path(edited), "?ring-office")
    Path(edited).unlink()
    heading, gone, changed, kept = records.resume(play).lines
    assert heading == "The scenario has changed since."
    assert f"played from {edited}, which is not there" in gone
    assert "Working relationship" in changed
    assert kept == "The earlier play is kept as it was."


def test_where_nothing_has_its_id_the_file_is_named(own: Path, home: Path) -> None:
    records = Records.open()
    play = kept_play(records, own, "?ring-office")
    own.unlink()
    (home / "scenarios" / "small.yaml").unlink()
    with pytest.raises(RecordError, match="Put the file back there") as caught:
        records.resume(play)
    assert str(own) in str(caught.value)
    assert "There is no scenario “small”" in str(caught.value)


def test_what_ships_moves_with_the_program_and_is_not_told(own: Path) -> None:
    records = Records.open()
    elsewhere = "/opt/before/site-packages/scr_sim/_bundled/scenarios/small.yaml"
    kept = records.begin(load(str(own)), elsewhere)
    assert records.resume(kept.id).lines == ()
    assert paths.ships_as(elsewhere)
    assert not paths.ships_as("/home/me/scenarios/small.yaml")

"""What could not be kept is told at once, and is not called kept anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.services import Records
from tests.plain.talks import START, talk
from tests.store.faults import FULL, Faults, keeps, put_in


def test_records_that_fail_are_told_at_once_and_then_that_they_do_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(monkeypatch, Faults(FULL, first=1, count=1, matching=keeps))
    text = talk(*START, "1", "1", "q")[1]
    told = text.index("What you play from now on is not kept: there is no room left")
    assert told < text.index("The parent smiles.")
    again = text.index("can be written again. What you played in between is kept.")
    assert told < again
    assert "The play could not be kept." not in text
    assert [action.word for action in Records.open().plays()[0].actions] == [
        "accept-account",
        "accept",
    ]


def test_what_could_not_be_kept_is_not_called_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(monkeypatch, Faults(FULL, first=1, count=100_000, matching=keeps))
    text = talk(*START, "1", "q")[1]
    assert text.count("there is no room left") == 1
    assert "The play could not be kept." in text
    assert "The play is kept" not in text


def test_a_pause_calls_nothing_kept_that_is_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Paused. Everything is kept." in talk(*START, "1", "p", "", "q")[1]
    put_in(monkeypatch, Faults(FULL, first=1, count=100_000, matching=keeps))
    text = talk(*START, "1", "p", "h", "", "q")[1]
    assert "Paused. What you play now is not kept, as was told." in text
    assert "verything is kept" not in text


def test_what_was_kept_before_it_failed_can_be_gone_on_with(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(monkeypatch, Faults(FULL, first=2, count=100_000, matching=keeps))
    text = talk(*START, "1", "1", "q")[1]
    kept = Records.open().plays()[0]
    assert [action.word for action in kept.actions] == ["accept-account"]
    assert (
        "The last of the play could not be kept. "
        f"scr-sim play --resume {kept.id} --plain goes on from what was kept before."
    ) in text
    assert "The play could not be kept." not in text

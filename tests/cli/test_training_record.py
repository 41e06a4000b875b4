"""The training record from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.services import Records
from tests.app_driver import SMALL
from tests.cli.test_cli import home, run

__all__ = ["home"]


def practised() -> str:
    kept = Records.open().begin(load(SMALL), SMALL)
    kept.take("accept-account", "a private reason")
    return kept.id


@pytest.mark.parametrize("way", ["html", "csv", "md"])
def test_it_is_written_after_it_was_shown(way: str, tmp_path: Path) -> None:
    practised()
    path = tmp_path / f"record.{way}"
    today = date.today().isoformat()
    done = run("record", "--from", today, "--to", today, "--format", way, "--out", str(path))
    assert done.returncode == 0, done.stderr
    assert "# Training record" in done.stdout
    assert f"Written to {path}" in done.stdout
    text = path.read_text(encoding="utf-8")
    assert "The missing form" in text
    assert "private" not in text + done.stdout


def test_own_words_are_there_when_they_are_asked_for() -> None:
    play = practised()
    assert "private reason" in run("record", "--words", "--format", "html").stdout
    assert "private" not in run("record").stdout
    assert "1 play, " in run("record", "--play", play).stdout
    assert run("record", "--play", "nothing").returncode == 1


def test_bad_dates_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "record.html"
    for words, told in (
        (("--from", "soon"), "“soon” is no date. Write it as year-month-day: 2026-03-31."),
        (("--from", "2026-04-01", "--to", "2026-03-01"), "The first day, 2026-04-01, is after"),
    ):
        done = run("record", *words, "--out", str(path))
        assert done.returncode == 2
        assert done.stderr.startswith(f"scr-sim: {told}")
    assert not path.exists()
    assert "cannot be written" in run("record", "--out", str(tmp_path)).stderr

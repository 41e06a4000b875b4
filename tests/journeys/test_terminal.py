"""The app in a real terminal: killed in mid-play, and gone on with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scr_sim.services import Records
from tests.app_driver import SMALL
from tests.journeys.terminal import Terminal

COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")


def to_the_desk(terminal: Terminal) -> None:
    """Play the small scenario from its briefing to its second decision."""
    terminal.wait_for("You are: Class teacher")
    terminal.press("\r")
    terminal.wait_for("What do you do?")
    terminal.press("a")
    terminal.wait_for("Nothing has come.")
    terminal.wait_for("no time for more")
    terminal.press("1")
    terminal.wait_for("The parent smiles.")
    terminal.press("\r")
    terminal.wait_for("The week is long.")
    terminal.press("\r")
    terminal.wait_for("Let it go")


def test_a_kill_in_mid_play_loses_nothing(home: Path) -> None:
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        terminal.kill()
    with Terminal([], home) as terminal:
        terminal.wait_for("Go on")
        terminal.wait_for("1 decision made")
        terminal.press("\r")
        terminal.wait_for("At your desk")
        terminal.wait_for("Let it go")
        terminal.press("1")
        terminal.wait_for("It never came.")
        terminal.press("\r")
        terminal.wait_for("Nobody looked")
        terminal.press("q")
        terminal.wait_for("practise professional curiosity")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    kept = Records.open(home).plays()
    assert [action.word for action in kept[0].actions] == [
        "?ring-office",
        "accept-account",
        "accept",
    ]


def test_no_color_sends_no_colour(home: Path) -> None:
    with Terminal(["play", SMALL], home, NO_COLOR="1") as terminal:
        to_the_desk(terminal)
        terminal.press("q")
        terminal.wait_for("practise professional curiosity")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        codes = {
            code
            for found in COLOUR.findall(terminal.raw)
            for code in found[2:-1].decode().replace(":", ";").split(";")
        }
        assert codes <= {"", "0", "1", "2", "3", "4", "7", "22", "23", "24", "27", "39", "49"}


def test_colour_is_there_otherwise(home: Path) -> None:
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        assert b"\x1b[38;" in terminal.raw or b";38;" in terminal.raw


def test_an_empty_no_color_counts_as_not_set(home: Path) -> None:
    with Terminal(["play", SMALL], home, NO_COLOR="") as terminal:
        to_the_desk(terminal)
        assert b"38;" in terminal.raw


def test_a_dumb_terminal_gets_plain_lines(home: Path) -> None:
    with Terminal(["play", SMALL], home, TERM="dumb") as terminal:
        terminal.wait_for("Plain mode")
        assert b"\x1b" not in terminal.raw


def test_a_crash_ends_with_one_line_and_a_log(home: Path) -> None:
    before = (
        "import scr_sim.tui.widgets.story as s\n"
        "def broken(*args, **more):\n"
        "    secret_words = 'what the player wrote'\n"
        "    raise RuntimeError('broken on purpose')\n"
        "s.Story.tell = broken\n"
    )
    with Terminal(["play", SMALL], home, columns=200, before=before) as terminal:
        terminal.wait_for("You are: Class teacher")
        terminal.press("\r")
        status = terminal.wait_for_end()
        assert status not in {0, None}
        assert "scr-sim had to stop (RuntimeError)" in terminal.text
        assert "Traceback" not in terminal.text
        assert "what the player wrote" not in terminal.text
    logs = list((home / "log").glob("*.log"))
    assert len(logs) == 1
    assert "broken on purpose" in logs[0].read_text(encoding="utf-8")
    assert logs[0].stat().st_mode & 0o077 == 0


def fails_once_it_has_ended(home: Path) -> None:
    with Terminal(["--version"], home) as terminal:
        terminal.wait_for("scr-sim")
        while (Path("/proc") / str(terminal.pid)).exists():
            terminal.resize(80, 24)
        raise AssertionError("what the test found")


def test_a_failure_is_told_where_the_program_has_ended_too(home: Path) -> None:
    with pytest.raises(AssertionError, match="what the test found"):
        fails_once_it_has_ended(home)

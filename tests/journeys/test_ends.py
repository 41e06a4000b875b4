"""How the program ends and comes back, in a real terminal: signals, a lost line, Ctrl-Z, storms."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scr_sim.services import Records
from tests.app_driver import SMALL
from tests.journeys.terminal import RUN, Terminal
from tests.journeys.test_terminal import to_the_desk

SIGNALS = [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
KEPT = ["?ring-office", "accept-account"]


def kept(home: Path) -> list[str]:
    [record] = Records.open(home).plays()
    return [action.word for action in record.actions]


def plain_to_the_desk(terminal: Terminal) -> None:
    for asked, typed in (("Enter to start", ""), ("y or n", "n"), ("Choose 1-3", "l")):
        terminal.wait_for(asked)
        terminal.press(f"{typed}\n")
    terminal.wait_for("Look into 1-")
    terminal.press("1\n")
    terminal.wait_for("You looked into")
    terminal.press("1\n")
    terminal.wait_for("At your desk")
    terminal.wait_for("Choose 1-")


@pytest.mark.parametrize(("number", "status"), SIGNALS)
def test_a_signal_ends_the_screen_and_puts_the_terminal_back(
    home: Path, number: signal.Signals, status: int
) -> None:
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        assert not terminal.restored()
        terminal.send(number)
        assert terminal.wait_for_end() == status
        assert terminal.restored()
        assert terminal.text.strip() == ""
    assert kept(home) == KEPT
    assert not (home / "log").exists()


@pytest.mark.parametrize(("number", "status"), SIGNALS)
def test_a_signal_ends_the_plain_mode_and_tells_how_to_go_on(
    home: Path, number: signal.Signals, status: int
) -> None:
    with Terminal(["play", SMALL, "--plain"], home, columns=200) as terminal:
        plain_to_the_desk(terminal)
        terminal.send(number)
        assert terminal.wait_for_end() == status
        assert "goes on with it." in terminal.text
        assert terminal.restored()
    assert kept(home) == KEPT
    assert not (home / "log").exists()


@pytest.mark.parametrize("plain", [False, True])
def test_a_closed_terminal_ends_the_program(home: Path, plain: bool) -> None:
    with Terminal(["play", SMALL, *["--plain"] * plain], home, columns=200) as terminal:
        (plain_to_the_desk if plain else to_the_desk)(terminal)
        terminal.hang_up()
        assert terminal.wait_for_end() == 129
    assert kept(home) == KEPT
    assert not (home / "log").exists()


def test_a_signal_ends_the_desk(home: Path) -> None:
    with Terminal(["preview", SMALL], home) as terminal:
        terminal.wait_for("The missing form")
        terminal.send(signal.SIGTERM)
        assert terminal.wait_for_end() == 143
        assert terminal.restored()


def test_a_signal_that_was_to_be_ignored_stays_ignored(home: Path) -> None:
    shell = shutil.which("sh")
    assert shell
    deaf = (shell, "-c", 'trap "" HUP; exec "$@"', "sh", *RUN)  # as nohup does it
    with Terminal(["play", SMALL], home, program=deaf) as terminal:
        to_the_desk(terminal)
        terminal.send(signal.SIGHUP)
        terminal.press("1")
        terminal.wait_for("It never came.")


def test_ctrl_z_puts_it_aside_and_fg_brings_back_the_same_screen(home: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    with Terminal([], home, program=(bash, "--norc", "-i"), PS1="ready> ") as terminal:
        terminal.wait_for("ready>")
        terminal.press(f"{sys.executable} -m scr_sim play {SMALL}\n")
        to_the_desk(terminal)
        terminal.press("?")
        terminal.wait_for("Playing")
        terminal.press("\x1b")
        # Drawn whole once more, now that the story has found its place.
        terminal.wait_for("The form is still missing.")
        terminal.wait_for("Let it go")
        before = terminal.text
        terminal.press("\x1a")
        terminal.wait_for("Stopped")
        terminal.wait_for("ready>")
        assert not terminal.screen.alternate
        assert not terminal.screen.cursor.hidden
        terminal.press("fg\n")
        terminal.wait_for("Let it go")
        terminal.wait_for(before.strip())
        terminal.press("1")
        terminal.wait_for("It never came.")
        terminal.press("q")
        terminal.wait_for("practise professional curiosity")
        terminal.press("q")
        terminal.wait_for("ready>")
        terminal.press("exit 7\n")
        assert terminal.wait_for_end() == 7


def drag(terminal: Terminal) -> None:
    """Drag a corner of the window about, and play on."""
    for step in range(200):
        terminal.resize(1 + step * 7 % 160, 1 + step * 5 % 60)
        terminal.send(signal.SIGWINCH)
    terminal.resize(80, 24)
    terminal.wait_for("Let it go")
    terminal.press("1")
    terminal.wait_for("It never came.")


def test_a_storm_of_resizes_changes_nothing(home: Path) -> None:
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        drag(terminal)


def test_the_last_size_counts_however_many_come_while_one_is_told(home: Path) -> None:
    before = (
        "import os, shutil, signal, termios\n"
        "read, told = shutil.get_terminal_size, []\n"
        "def overtaken(*rest):\n"
        "    size = read(*rest)\n"
        "    if size == (40, 6) and len(told) < 2000:\n"
        "        told.append(size)\n"
        "        os.kill(os.getpid(), signal.SIGWINCH)\n"
        "    if size == (40, 6) and len(told) == 2000:\n"
        "        termios.tcsetwinsize(1, (24, 80))\n"
        "    return size\n"
        "shutil.get_terminal_size = overtaken\n"
    )
    with Terminal(["play", SMALL], home, before=before) as terminal:
        to_the_desk(terminal)
        terminal.resize(40, 6)
        terminal.screen.resize(24, 80)
        terminal.screen.erase_in_display(2)
        terminal.wait_for("Ring the parent")
        terminal.press("1")
        terminal.wait_for("It never came.")


def test_sizes_are_told_after_the_program_was_stopped_and_goes_on(home: Path) -> None:
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        for step in range(3):
            terminal.send(signal.SIGSTOP)
            terminal.send(signal.SIGCONT)
            terminal.resize(40 + step, 6)
            terminal.wait_for("? Help")
        drag(terminal)


def test_a_megabyte_pasted_changes_nothing(home: Path) -> None:
    pasted = "q1 [/] " * (1_000_000 // 7)
    with Terminal(["play", SMALL], home) as terminal:
        to_the_desk(terminal)
        terminal.paste(pasted)
        terminal.press("1")
        terminal.wait_for("It never came.")
        terminal.press("q")
        terminal.wait_for("practise professional curiosity")
        terminal.press("/")
        terminal.wait_for("Type part of a title")
        terminal.paste(pasted)
        terminal.wait_for("Nothing matches.")
        terminal.press("\x1b")
        terminal.wait_for("The headlice account")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_reading_only_the_first_line_is_no_crash(home: Path) -> None:
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m scr_sim schema scenario | head -1",
        shell=True,
        executable=shutil.which("bash"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")

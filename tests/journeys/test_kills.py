"""Killed at any moment, in the terminal and in a pipe: what was shown as done is in the file.

Moments are numbers of bytes that the program has written: the same from a seed, wherever in its
work that finds it. ``--kills N`` tries more of them.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.services import Records
from tests.app_driver import SMALL
from tests.journeys.terminal import Terminal
from tests.programs import Program

ROUNDS = 12


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    count: int = request.config.getoption("--kills")
    return count


def reasons_in(home: Path) -> set[str]:
    """Open the records as the next start would, and return the reasons of all plays."""
    records = Records.open(home)
    assert records.trouble == ""
    plays = records.plays()
    assert records.unreadable == ""
    found = {action.reason for play in plays for action in play.actions if action.reason}
    latest = records.latest_unfinished()
    if latest is not None:
        assert records.resume(latest.id, load(SMALL)).stop is None
    records.close()
    return found


# -- line by line


def lines() -> bytes:
    """Return what is typed: the enquiry, then two choices with reasons, again and again."""
    typed = ["", "n", "l", "1"]
    for nth in range(ROUNDS):
        typed += ["1", f"first {nth}", "3", f"second {nth}", "b", "1"]
    return "".join(f"{line}\n" for line in typed).encode()


def plainly(home: Path, kill_at: int | None) -> str:
    """Play line by line until so many bytes are written; return all that was shown by then."""
    (given, typing), (reading, shows) = os.pipe(), os.pipe()
    environment = {**os.environ, "SCR_SIM_HOME": str(home)}
    try:
        program = Program(["play", SMALL, "--plain"], (given, shows, shows), environment)
    finally:
        os.close(given)
        os.close(shows)
    with os.fdopen(typing, "wb") as into:
        into.write(lines())
    shown = b""
    while data := os.read(reading, 256):
        shown += data
        if kill_at is not None and len(shown) >= kill_at:
            program.kill()
            kill_at = None
    os.close(reading)
    program.wait()
    return shown.decode(errors="replace")


@pytest.mark.slow
def test_a_kill_line_by_line_loses_nothing_that_was_shown(tmp_path: Path, kills: int) -> None:
    def home(nth: int) -> Path:
        folder = tmp_path / f"home-{nth}"
        records = Records.open(folder)
        records.settings.reasons = True
        records.close()
        return folder

    whole = plainly(home(0), None)
    start = len(whole[: whole.index("Scene:")].encode())
    end = len(whole.encode())
    chance = random.Random(20191105)
    moments = set()
    for nth in range(1, kills * 3 // 5 + 1):
        folder = home(nth)
        shown = plainly(folder, chance.randrange(start, end))
        first, second = shown.count("What came of it:"), shown.count("Scene: Half found.")
        expected = {f"first {n}" for n in range(first)} | {f"second {n}" for n in range(second)}
        assert expected <= reasons_in(folder)
        moments.add((first, second))
    assert len(moments) > 1, "the kills all came at one moment"


# -- on the screen


class _KilledError(Exception):
    """The terminal's program was killed at its moment."""


class Doomed(Terminal):
    """A terminal that kills its program once that has written so many bytes from the start on."""

    kill_at: int | None = None
    seen: frozenset[str] = frozenset()

    def _read(self, seconds: float) -> bool:
        read = super()._read(seconds)
        if self.kill_at is not None and len(self.raw) >= self.kill_at:
            self.kill_at = None
            self.kill()
            while super()._read(0.2):
                self.note()
            raise _KilledError
        self.note()
        return read

    def go_on(self, key: str, text: str) -> None:
        """Press a key, and wait for the text that it leads to."""
        self.press(key)
        self.wait_for(text)

    def note(self) -> None:
        """Remember which outcomes were ever shown."""
        self.seen |= {action for text, action in OUTCOMES.items() if text in self.text}


OUTCOMES = {
    "Nothing has come.": "?ring-office",
    "The parent smiles.": "accept-account",
    "It never came.": "accept",
}
#: The keys that are pressed, and what each leads to.
STEPS = (
    ("\r", "What do you do?"),
    ("a", "no time for more"),
    ("1", "The parent smiles."),
    ("\r", "The week is long."),
    ("\r", "Let it go"),
    ("1", "It never came."),
    ("\r", "Nobody looked"),
)


def on_screen(home: Path, kill_at: float | None, length: int) -> tuple[frozenset[str], int]:
    """Play on the screen; return which actions were shown as done, and how much was written."""
    terminal = Doomed(["play", SMALL], home)
    with terminal:
        terminal.wait_for("You are: Class teacher")
        start = len(terminal.raw)
        if kill_at is not None:
            terminal.kill_at = start + int(kill_at * length)
        try:
            for key, text in STEPS:
                terminal.go_on(key, text)
        except _KilledError:
            pass
        return terminal.seen, len(terminal.raw) - start


@pytest.mark.slow
def test_a_kill_on_the_screen_loses_nothing_that_was_shown(tmp_path: Path, kills: int) -> None:
    shown, length = on_screen(tmp_path / "home-0", None, 0)
    assert shown == set(OUTCOMES.values())
    chance = random.Random(20210419)
    for nth in range(1, kills - kills * 3 // 5 + 1):
        folder = tmp_path / f"home-{nth}"
        shown, _ = on_screen(folder, chance.random(), length)
        records = Records.open(folder)
        assert records.trouble == ""
        kept = {action.word for play in records.plays() for action in play.actions}
        records.close()
        assert shown <= kept
        reasons_in(folder)

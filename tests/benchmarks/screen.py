"""How soon the first frame stands, and how soon a key's effect does, in a real terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.generator import write
from tests.benchmarks.measures import MIDDLING, Measure

ROUNDS = 7
COMPILED = Path(__file__).parents[2] / ".pytest_cache" / "compiled"
PRESSES = 500
#: So many presses are made in one run of the program: a play ends at some time.
_IN_ONE_RUN = 125

#: What is pressed in turn, and what each press is.
KEYS = (
    ("moving", b"\x1b[B"),
    ("moving", b"\x1b[A"),
    ("taking", b"\r"),
    ("moving", b"\x1b[B"),
    ("the notebook", b"n"),
    ("the notebook", b"n"),
    ("taking", b"\r"),
)

BARE = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList

class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        yield OptionList("one", "two", "three")
        yield Footer()

Bare().run()
"""


@dataclass(frozen=True, slots=True)
class Frames:
    """Seconds until the first frame stood: of a bare Textual app, and of scr-sim."""

    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        """Return how many times a bare app's time ours takes."""
        return self.ours / self.bare


class _Running:
    def __init__(self, words: list[str], home: str) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = {**os.environ, "SCR_SIM_HOME": home, "TERM": "xterm-256color"}
            env.pop("NO_COLOR", None)
            # As it is installed: no program starts by compiling itself.
            env.pop("PYTHONDONTWRITEBYTECODE", None)
            env["PYTHONPYCACHEPREFIX"] = str(COMPILED)
            os.execve(sys.executable, [sys.executable, *words], env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, text: bytes) -> float:
        """Return the seconds since the start until a text was sent to the terminal."""
        seen = b""
        while text not in seen:
            data = self.read(30.0)
            if not data:
                raise RuntimeError(f"{text!r} was never shown: {seen[-500:]!r}")
            seen += data
        return time.perf_counter() - self.begun

    def read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.fd], [], [], seconds)
        with contextlib.suppress(OSError):
            return os.read(self.fd, 65536) if ready else b""
        return b""

    def quiet(self) -> None:
        """Read until nothing has come for a while."""
        while self.read(0.08):
            pass

    def press(self, key: bytes) -> float:
        """Return the seconds from a key to the first change of the terminal; 0 for no change."""
        begun = time.perf_counter()
        os.write(self.fd, key)
        return time.perf_counter() - begun if self.read(1.0) else 0.0

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def _time_to(words: list[str], text: bytes, home: str) -> float:
    running = _Running(words, home)
    try:
        return running.until(text)
    finally:
        running.stop()


def first_frames(rounds: int = ROUNDS) -> Frames:
    """Return the best times to a first frame, the two apps started in turn."""
    with tempfile.TemporaryDirectory() as home:
        bare = Path(home) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            times[0].append(_time_to([str(bare)], b"three", home))
            times[1].append(_time_to(["-m", "scr_sim"], b"professional", home))
        return Frames(min(times[0]), min(times[1]))


def key_times(scenario: Path, presses: int = PRESSES) -> dict[str, list[float]]:
    """Return the seconds from each key to its effect, by kind of key, in plays of a scenario."""
    found: dict[str, list[float]] = {kind: [] for kind, _ in KEYS}
    for begin in range(0, presses, _IN_ONE_RUN):
        with tempfile.TemporaryDirectory() as home:
            running = _Running(["-m", "scr_sim", "play", str(scenario)], home)
            try:
                running.until(b"You are")
                running.quiet()
                running.press(b"\r")
                running.quiet()
                for number in range(min(_IN_ONE_RUN, presses - begin)):
                    kind, key = KEYS[number % len(KEYS)]
                    found[kind].append(running.press(key))
                    running.quiet()
            finally:
                running.stop()
    return {kind: [seconds for seconds in times if seconds] for kind, times in found.items()}


def percentile(times: list[float], share: float) -> float:
    """Return the time below which a share of the times lies."""
    return statistics.quantiles(times, n=100)[round(share * 100) - 1]


def screen(folder: Path) -> list[Measure]:
    """Measure the first frame against a bare app's, and keys in a middling scenario."""
    frames = first_frames()
    by_kind = key_times(write(folder, MIDDLING))
    times = [seconds for kind in by_kind.values() for seconds in kind]
    measures = [
        Measure("first frame / a bare Textual app's", frames.ratio, "x", 1.1),
        Measure("first frame", frames.ours * 1000, "ms"),
        Measure("a key's effect, 95th percentile", percentile(times, 0.95) * 1000, "ms", 50),
        Measure("a key's effect, median", percentile(times, 0.5) * 1000, "ms"),
    ]
    for kind, some in by_kind.items():
        measures += [
            Measure(
                f"  {kind} ({len(some)}), 95th percentile", percentile(some, 0.95) * 1000, "ms"
            ),
            Measure(f"  {kind}, median", percentile(some, 0.5) * 1000, "ms"),
            Measure(f"  {kind}, longest", max(some) * 1000, "ms"),
        ]
    return measures

"""A real terminal for tests: a pseudo-terminal, and pyte to read what it shows."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

import pyte

_PATIENCE = 60.0  # seconds until a wait is given up: a guard, never a measure


class Terminal:
    """Runs scr-sim in a terminal of its own. ``wait_for`` reads until a text is shown."""

    def __init__(
        self, words: list[str], home: Path, columns: int = 80, lines: int = 24, **environment: str
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.status: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "SCR_SIM_PLAIN"}}
            env |= {
                "SCR_SIM_HOME": str(home),
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                **environment,
            }
            os.execve(sys.executable, [sys.executable, "-m", "scr_sim", *words], env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.status is None:
            self.kill()
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What the terminal shows now."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._fd, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until the terminal shows a text."""
        until = time.monotonic() + _PATIENCE
        while text not in self.text:
            assert time.monotonic() < until, f"never saw {text!r}:\n{self.text}"
            assert self._read(0.5) or self.status is None, f"ended before {text!r}:\n{self.text}"

    def wait_for_end(self) -> int:
        """Read until the program has ended; return its exit status."""
        until = time.monotonic() + _PATIENCE
        while self.status is None:
            assert time.monotonic() < until, f"did not end:\n{self.text}"
            self._read(0.2)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self._read(0.1):
            pass
        return self.status

    def kill(self) -> None:
        """Kill the program as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        data = b""
        with contextlib.suppress(OSError):  # the other side has closed
            data = os.read(self._fd, 65536)
        self.raw += data
        self._stream.feed(data)
        return bool(data)

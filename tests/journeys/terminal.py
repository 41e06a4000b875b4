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
from typing import Any

import pyte

from tests.programs import Program

_PATIENCE = 60.0  # seconds until a wait is given up: a guard, never a measure
_ALTERNATE = 1049
#: A program asks whether frames can be shown whole, and is told that they can: a half is not read.
_WHOLE_FRAMES, _ASKED, _TOLD = 2026, b"\x1b[?2026$p", b"\x1b[?2026;2$y"
RUN = (sys.executable, "-m", "scr_sim")  # started anew, with all that it loads


class TwoScreens(pyte.Screen):
    """A terminal's screen and the alternate one, which begins empty and goes when it is left."""

    def __init__(self, columns: int, lines: int) -> None:
        self.alternate = False
        #: Whether a frame has begun and has not come to its end.
        self.within_frame = False
        super().__init__(columns, lines)

    def set_mode(self, *modes: int, **more: Any) -> None:
        super().set_mode(*modes, **more)
        self._switch(True, modes, more)

    def reset_mode(self, *modes: int, **more: Any) -> None:
        super().reset_mode(*modes, **more)
        self._switch(False, modes, more)

    def _switch(self, to: bool, modes: tuple[int, ...], more: dict[str, Any]) -> None:
        if not more.get("private"):
            return
        if _WHOLE_FRAMES in modes:
            self.within_frame = to
        if _ALTERNATE in modes and to != self.alternate:
            self.alternate, self.within_frame = to, False
            self.erase_in_display(2)
            self.cursor_position()


class Terminal:
    """Runs a program, a copy of scr-sim by itself, in a terminal of its own.

    ``before`` is what a copy runs before it begins.
    ``wait_for`` reads until a text is shown, and the frame that it is in is whole. A key acts on
    what was shown when it was pressed: wait for a text that is shown only when the key can be
    taken, such as a choice and not the story above it, which may come a frame earlier.
    """

    def __init__(
        self,
        words: list[str],
        home: Path,
        columns: int = 80,
        lines: int = 24,
        program: tuple[str, ...] = (),
        before: str = "",
        **environment: str,
    ) -> None:
        self.screen = TwoScreens(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._told = False
        self.status: int | None = None
        env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "SCR_SIM_PLAIN"}}
        env |= {
            "SCR_SIM_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **environment,
        }
        self._copy: Program | None = None
        if program:
            self.pid, self._fd = pty.fork()
            if self.pid == 0:
                for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)  # tests may run behind an "&" or a nohup
                os.execve(program[0], [*program, *words], env)
            self._size(columns, lines)
            return
        self._fd, own = pty.openpty()
        self._size(columns, lines)
        try:
            self._copy = Program(words, (own, own, own), env, terminal=True, before=before)
        finally:
            os.close(own)
        self.pid = self._copy.pid

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self.status is None:
                self.kill()
        finally:
            self.hang_up()

    @property
    def text(self) -> str:
        """What the terminal shows now."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def restored(self) -> bool:
        """Whether the terminal is as a shell wants it: own screen, cursor, echo, whole lines."""
        modes = termios.tcgetattr(self._fd)[3]
        cooked = bool(modes & termios.ECHO and modes & termios.ICANON and modes & termios.ISIG)
        return cooked and not self.screen.alternate and not self.screen.cursor.hidden

    def press(self, keys: str) -> None:
        """Type keys; of a long text, what does not fit is held back until it was read."""
        left = memoryview(keys.encode())
        while left:
            _, ready, _ = select.select([], [self._fd], [], 0)
            if ready:
                left = left[os.write(self._fd, left[:1024]) :]
            self._read(0)

    def paste(self, text: str) -> None:
        """Paste a text, as terminals do it for programs that know what was pasted."""
        self.press(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Change the size; the system tells the program."""
        self.screen.resize(lines, columns)
        self._size(columns, lines)
        self._read(0)

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal; a copy that has ended is gone, and gets none."""
        if self._copy is None or self._copy.status is None:
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window or losing the line does."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def wait_for(self, text: str) -> None:
        """Read until the terminal shows a text."""
        until = time.monotonic() + _PATIENCE
        while self.screen.within_frame or text not in self.text:
            assert time.monotonic() < until, f"never saw {text!r}:\n{self.text}"
            assert self._read(0.5) or self.status is None, f"ended before {text!r}:\n{self.text}"

    def wait_for_end(self) -> int:
        """Read until the program has ended; return its exit status."""
        until = time.monotonic() + _PATIENCE
        while self.status is None:
            assert time.monotonic() < until, f"did not end:\n{self.text}"
            self._read(0.2)
            self.status = self._ended(os.WNOHANG)
        while self._read(0.1):
            pass
        return self.status

    def kill(self) -> None:
        """Kill the program as a power cut would."""
        self.send(signal.SIGKILL)
        self.status = self._ended(0)

    def _ended(self, options: int) -> int | None:
        """Return the program's exit status, None while it runs; without options wait for it."""
        if self._copy is not None:
            return self._copy.status if options else self._copy.wait()
        pid, status = os.waitpid(self.pid, options)
        return os.waitstatus_to_exitcode(status) if pid else None

    def _size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self, seconds: float) -> bool:
        if self._fd < 0:
            select.select([], [], [], seconds)
            return False
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        data = b""
        with contextlib.suppress(OSError):  # the other side has closed
            data = os.read(self._fd, 65536)
        self.raw += data
        if not self._told and _ASKED in self.raw:
            self._told = True
            with contextlib.suppress(OSError):  # it may have ended since
                os.write(self._fd, _TOLD)
        self._stream.feed(data)
        return bool(data)

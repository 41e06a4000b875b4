"""Programs for tests, each a copy of one process that has loaded scr-sim and read the library.

To start Python and to load everything takes half a second of computing, and what a test looks at
a tenth of that. A copy is a process of its own, with its own streams, terminal and signals, and
the environment that it is given. What a program does as it loads, and what is broken as it loads,
takes a real start; so does what Python and Textual read from the environment as they load.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from multiprocessing import get_context
from multiprocessing.reduction import DupFd
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryFile
from typing import Any, TextIO

_COPIES = get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.loaded_program"])


class Program:
    """scr-sim, running by itself.

    ``streams`` are the descriptors of its standard input, output and errors; ``terminal`` says that
    they are a terminal, which is to be its own. ``before`` is run before it begins.
    """

    def __init__(
        self,
        words: Sequence[str],
        streams: Sequence[int],
        environment: Mapping[str, str],
        *,
        terminal: bool = False,
        before: str = "",
    ) -> None:
        at_loading = [
            name
            for name in {*environment, *os.environ}
            if name.startswith(("PYTHON", "TEXTUAL"))
            and environment.get(name) != os.environ.get(name)
        ]
        assert not at_loading, f"a copy has read {at_loading} already: it takes a real start"
        passed = [_Passed(stream) for stream in streams]
        self._process = _COPIES.Process(
            target=_begin,
            args=(passed, [*words], dict(environment), str(Path.cwd()), terminal, before),
            daemon=True,  # what a test left behind ends with the tests
        )
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status, or minus the number of the signal that ended it; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int:
        """Wait until it has ended, and return its exit status."""
        self._process.join()
        assert self.status is not None
        return self.status

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._process.kill()
        self.wait()


def run(*words: str, environment: Mapping[str, str]) -> CompletedProcess[bytes]:
    """Run scr-sim to its end with nothing typed; return its status and what it wrote."""
    with TemporaryFile() as out, TemporaryFile() as errors, Path(os.devnull).open() as given:
        program = Program(words, [file.fileno() for file in (given, out, errors)], environment)
        status = program.wait()
        wrote = [
            os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0) for file in (out, errors)
        ]
    return CompletedProcess(words, status, *wrote)


class _Passed:
    """A descriptor on its way into a copy, where it arrives as a number."""

    def __init__(self, stream: int) -> None:
        self._stream = stream

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (DupFd(self._stream),)


def _arrived(passed: Any) -> int:
    return int(passed.detach())


def _begin(
    streams: Sequence[int],
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: str,
    terminal: bool,
    before: str,
) -> None:
    """Become in a copy what a shell would have started."""
    if terminal:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in {*streams}:
        os.close(stream)
    # Tests may run behind an “&” or a nohup.
    for ending in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(ending, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # As Python opens them in a locale like C.UTF-8; in others what cannot be read is an error.
    given, shown = (_stream(n, mode, errors="surrogateescape") for n, mode in ((0, "r"), (1, "w")))
    told = _stream(2, "w", errors="backslashreplace")
    vars(sys).update(stdin=given, stdout=shown, stderr=told)
    vars(sys).update(__stdin__=given, __stdout__=shown, __stderr__=told)
    sys.argv = ["scr-sim", *words]
    exec(before, {})
    from scr_sim.__main__ import main

    main()


def _stream(number: int, mode: str, *, errors: str) -> TextIO:
    """Return a stream as Python opens it when it starts: lines to a terminal come at once."""
    binary: Any = open(number, f"{mode}b", closefd=False)  # noqa: SIM115
    at_once = mode == "w" and (number == 2 or os.isatty(number))
    return TextIOWrapper(binary, encoding="utf-8", errors=errors, line_buffering=at_once)

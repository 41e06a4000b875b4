"""Being told to end from outside: SIGTERM, and SIGHUP where the terminal is closed.

Both end the program as Ctrl-C does, with everything kept and the terminal put back, and with the
exit status that shells give to each. Where a screen runs its own loop, it is told and ends itself;
anywhere else `StoppedError` rises through whatever is being done. Knows nothing of what is played.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_INTERRUPT = 128 + signal.SIGINT


class StoppedError(SystemExit):
    """The system told the program to end; ``status`` is its exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _ends() -> list[signal.Signals]:
    names = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def catch() -> None:
    """From now on raise `StoppedError` where a signal would have ended the program at once.

    A signal that whoever started the program has it ignore (``nohup``) stays ignored.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _ends():
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _raise)


@contextmanager
def handed_to(end: Callable[[int], None]) -> Iterator[None]:
    """Inside, tell ``end`` the exit status rather than raise; Ctrl-C from outside as well."""

    def tell(number: int, frame: FrameType | None) -> None:
        _let_go_of_closed_terminal()
        end(128 + number)

    before = {
        number: signal.getsignal(number)
        for number in (*_ends(), signal.SIGINT)
        if signal.getsignal(number) != signal.SIG_IGN
    }
    for number in before:
        signal.signal(number, tell)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def status_of(error: BaseException) -> int:
    """Return the exit status for what ended the program: `StoppedError` or Ctrl-C."""
    return error.status if isinstance(error, StoppedError) else _INTERRUPT


def _raise(number: int, frame: FrameType | None) -> None:
    for other in _ends():
        signal.signal(other, signal.SIG_IGN)  # once is enough: nothing disturbs the tidying up
    _let_go_of_closed_terminal()
    raise StoppedError(128 + number)


def _let_go_of_closed_terminal() -> None:
    """Put nothing in the place of a terminal that is gone, so that ending cannot fail on it."""
    if os.name != "posix":
        return
    for descriptor in (0, 1, 2):
        try:
            if os.isatty(descriptor) or not _was_terminal(descriptor):
                continue
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
        except OSError:
            continue


def _was_terminal(descriptor: int) -> bool:
    """Return whether this is a terminal's end of which the other has been closed."""
    import errno
    import termios

    try:
        termios.tcgetattr(descriptor)
    except termios.error as error:
        return bool(error.args and error.args[0] == errno.EIO)
    return False

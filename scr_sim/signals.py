"""Being told to end from outside: SIGTERM, and SIGHUP where the terminal is closed.

Both end the program as Ctrl-C does, with everything kept and the terminal put back, and with the
exit status that shells give to each. Where a screen runs its own loop, it is told and ends itself;
anywhere else `StoppedError` rises through whatever is being done. A terminal's changes of size are
told to a screen's loop one by one. Knows nothing of what is played.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

_INTERRUPT = 128 + signal.SIGINT
#: The exit statuses of signals that rose where nothing can rise.
_lost: list[int] = []
#: The signals that raise `StoppedError`.
_caught: set[signal.Signals] = set()
#: What Python calls of a signal that a loop is told of, once there is one.
_in_turn: object = None


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
    _caught.clear()
    if threading.current_thread() is threading.main_thread():
        for number in _ends():
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _raise)
                _caught.add(number)


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


def tell_sizes_in_turn(loop: asyncio.AbstractEventLoop) -> None:
    """Have a loop call what is called when the terminal's size changes, once now as well.

    Where it does already, nothing changes.

    Python lets one change interrupt what is done about the one before. While a window is dragged
    that goes deeper than calls can, or a size that was read first is told last and stays.
    """
    if not hasattr(signal, "SIGWINCH"):
        return  # Windows has none
    global _in_turn
    number = signal.SIGWINCH
    handler = signal.getsignal(number)
    if callable(handler) and handler is not _in_turn:
        loop.add_signal_handler(number, handler, number, None)
        _in_turn = signal.getsignal(number)
        handler(number, None)


def status_of(stop: StoppedError | KeyboardInterrupt) -> int:
    """Return the exit status for what ended the program."""
    return stop.status if isinstance(stop, StoppedError) else _INTERRUPT


def stop_in(error: BaseException) -> StoppedError | KeyboardInterrupt | None:
    """Return the signal that an error stands for, if any.

    One may come where Python makes another error of it: as a class is made, say.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, StoppedError | KeyboardInterrupt):
            return cause
        cause = cause.__cause__
    return None


def lose(error: BaseException) -> bool:
    """Remember a signal that rose where nothing can rise, as something was thrown away.

    The next one counts again, and `lost` tells of this one. Returns whether it was a signal.
    """
    stop = stop_in(error)
    if stop is None:
        return False
    _lost.append(status_of(stop))
    for number in _caught:
        signal.signal(number, _raise)
    return True


def lost() -> int | None:
    """Return the exit status of the first signal that was lost, and forget it."""
    first = _lost[0] if _lost else None
    _lost.clear()
    return first


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

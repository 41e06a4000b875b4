"""What the protocol's libraries log: an editor's user reads none of it, and faults are kept."""

from __future__ import annotations

import logging

from scr_sim import crash_log

#: More faults than this are not written down: they are likely to be the same one.
_MOST_KEPT = 10


def keep_to_itself() -> None:
    """Let nothing that is logged reach standard error.

    A fault is written down where crashes are. That an editor has gone is none.
    """
    root = logging.getLogger()
    root.handlers[:] = [_Keeper(logging.ERROR)]
    # Where even that fails, the library would print how on standard error.
    logging.raiseExceptions = False


class _Keeper(logging.Handler):
    """Writes down what was raised."""

    _kept = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what a record says was raised."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None or _has_gone(error) or self._kept >= _MOST_KEPT:
            return
        self._kept += 1
        crash_log.keep_crash(error)


def _has_gone(error: BaseException) -> bool:
    """Return whether all that is wrong is that nobody reads any more."""
    closed = isinstance(error, ValueError) and "closed file" in str(error)
    return closed or isinstance(error, ConnectionError)

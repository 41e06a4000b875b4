"""The one boundary of the program: whatever is raised inside, a person reads one sentence.

In goes what is to be done, out comes the exit status. Every front end runs inside of it. Knows
nothing of what is done.
"""

from __future__ import annotations

from collections.abc import Callable

from scr_sim import crash_log, output, signals
from scr_sim.output import OutputClosedError, OutputError
from scr_sim.paths import HomeError


def run(begin: Callable[[], int]) -> int:
    """Do what is to be done, and return the exit status: its own, or that of how it ended."""
    output.prepare()
    crash_log.catch_the_rest(signals.lose)
    signals.catch()
    try:
        status = begin()
        output.flush()
    except BaseException as error:  # noqa: BLE001 - this is the boundary
        status = _ended(error)
    noted = crash_log.noted()
    if noted is not None and status == 0:
        status = _ended(noted)
    told_to_end = signals.lost()
    if told_to_end is not None and status == 0:
        status = told_to_end
    try:
        output.flush()
    except (OutputClosedError, OutputError):
        output.drop()
    return status


def _ended(error: BaseException) -> int:
    """Say what there is to say, and return the exit status."""
    stop = signals.stop_in(error)
    if stop is not None:
        return signals.status_of(stop)
    match error:
        case SystemExit(code=None):
            return 0
        case SystemExit(code=int(status)):
            return status
        case OutputClosedError() | BrokenPipeError():
            output.drop()
            return 0
        case OutputError() | HomeError():
            output.warn(str(error))
        case _:
            crash_log.tell_crash(error)
    return 1

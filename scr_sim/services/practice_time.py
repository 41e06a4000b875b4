"""How long was practised, read off the moments at which something was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

#: Between two actions, more than this is a pause.
LONGEST_PAUSE = timedelta(minutes=10)
#: The rule, as people are told it.
TIME_RULE = (
    "Minutes are counted from when a play was begun to its last action. More than "
    f"{LONGEST_PAUSE // timedelta(minutes=1)} minutes without an action are taken for a pause "
    "and not counted; nor is reading the ending and the debrief. Each play's are rounded to "
    "whole minutes, and any time at all is one."
)


def days(moments: Iterable[datetime], zone: tzinfo | None = None) -> tuple[date, ...]:
    """Return the days on which something was done, each once, in order.

    They are days of ``zone``; None is where the computer is.
    """
    return tuple(sorted({day_of(moment, zone) for moment in moments}))


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day that a moment lies on, where the user is; None is where the computer is."""
    return moment.astimezone(zone).date()


def spent(
    moments: Sequence[datetime],
    since: date | None = None,
    until: date | None = None,
    zone: tzinfo | None = None,
) -> timedelta:
    """Return the time between moments, pauses left out, of the days from ``since`` to ``until``.

    Time counts to the day on which it ended. Moments need not be in order.
    """
    total = timedelta()
    for before, after in pairwise(sorted(moments)):
        if after - before <= LONGEST_PAUSE and within(after, since, until, zone):
            total += after - before
    return total


def within(
    moment: datetime, since: date | None, until: date | None, zone: tzinfo | None = None
) -> bool:
    """Return whether a moment lies on one of the days from ``since`` to ``until``."""
    day = day_of(moment, zone)
    return (since is None or since <= day) and (until is None or day <= until)


def minutes(time: timedelta) -> int:
    """Return whole minutes, rounded; any time at all is at least one."""
    return max(1, round(time.total_seconds() / 60)) if time else 0

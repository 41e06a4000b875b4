"""How often something may be done: buckets that fill again as time goes by.

People in one building share an address, so nothing is limited tightly by address alone; what a
stranger could guess (a room's code, two words) is limited for the room as a whole as well.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: The clock's seconds: any clock that only goes forward.
Seconds = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many more each minute."""

    at_once: int
    a_minute: float


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limit:
    """One rate, for each of many: addresses, tokens, or one thing only."""

    def __init__(self, rate: Rate, seconds: Seconds, most: int = 4096) -> None:
        self._rate = rate
        self._seconds = seconds
        self._most = most
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, whose: str) -> bool:
        """Return whether one more would be taken now; nothing is counted."""
        return self._bucket(whose).left >= 1

    def count(self, whose: str) -> None:
        """Count one."""
        bucket = self._bucket(whose)
        bucket.left = max(bucket.left - 1, 0)

    def take(self, whose: str) -> bool:
        """Count one, and return whether it is taken."""
        allowed = self.allows(whose)
        if allowed:
            self.count(whose)
        return allowed

    def _bucket(self, whose: str) -> _Bucket:
        now = self._seconds()
        bucket = self._buckets.get(whose)
        if bucket is None:
            bucket = self._buckets[whose] = _Bucket(self._rate.at_once, now)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(whose)
            filled = bucket.left + (now - bucket.at) * self._rate.a_minute / 60
            bucket.left, bucket.at = min(filled, self._rate.at_once), now
        return bucket


class Guesses:
    """Wrong guesses of one secret: for each address, and for all together."""

    def __init__(self, each: Rate, together: Rate, seconds: Seconds) -> None:
        self._each = Limit(each, seconds)
        self._together = Limit(together, seconds)

    def allows(self, address: str) -> bool:
        """Return whether a guess from an address is looked at now."""
        return self._each.allows(address) and self._together.allows("")

    def wrong(self, address: str) -> bool:
        """Count a wrong guess, and return whether it was looked at."""
        if not self.allows(address):
            return False
        self._each.count(address)
        self._together.count("")
        return True


class Limits:
    """All the limits of one room."""

    def __init__(self, seconds: Seconds) -> None:
        #: A room of forty behind one address may well mistype its code forty times at the start.
        self.codes = Guesses(Rate(60, 60), Rate(240, 120), seconds)
        #: Two words take somebody's seat: few people ever need them.
        self.words = Guesses(Rate(12, 6), Rate(30, 12), seconds)
        #: Keys of walls and consoles cannot be guessed; this stops a mistake from going on. A right
        #: one is always taken: nobody's wrong ones shut out the wall.
        self.keys = Guesses(Rate(30, 30), Rate(120, 120), seconds)
        self.seats = Limit(Rate(600, 600), seconds)
        self.pauses = Limit(Rate(1, 1), seconds, most=8192)
        self.taps = Limit(Rate(30, 120), seconds, most=8192)

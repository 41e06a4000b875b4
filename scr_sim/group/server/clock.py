"""The server's clock: milliseconds since 1970, never backwards, and waiting for a moment."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits for one."""

    def now(self) -> int:
        """Return the milliseconds since 1970."""

    async def until(self, moment: int) -> None:
        """Return once a moment has come."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> int:
        """Return the milliseconds since 1970."""
        return time.time_ns() // 1_000_000

    async def until(self, moment: int) -> None:
        """Return once a moment has come."""
        while (left := moment - self.now()) > 0:
            # Not longer at once: a laptop that slept, or whose clock was set, is noticed soon.
            await asyncio.sleep(min(left / 1000, 1.0))

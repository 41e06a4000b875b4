"""Many values made at once, without the interpreter looking for garbage in between."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def allocation() -> Iterator[None]:
    """Make many values that all stay: collecting garbage among them takes as long as making them.

    What is no longer referred to is still freed at once; only circles wait. Where another thread
    does the same, collecting goes on when the first of the two that paused it is done.
    """
    paused = gc.isenabled()
    if paused:
        gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()

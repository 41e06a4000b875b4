"""Whether an app has anything left to do, asked of its event loop and not of the processor.

Textual's pilot takes an app for idle once the process used next to no time for a fiftieth of a
second. That is long, for every key; and on a busy machine a process uses no time because it gets
none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import textual.app
import textual.pilot
from textual._context import active_app
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

#: What is due within so many seconds is waited for.
_SOON = 1 / 50
#: While only a thread is at work, it is looked at as often as this.
_GLANCE = 1 / 1000
#: Workers that a test holds back: nothing comes of them until it lets them go.
_HELD: set[Worker[object]] = set()


async def still(min_sleep: float = _SOON, max_sleep: float = 1) -> None:
    """Wait until nothing is ready, to be drawn, due at once, or at work in a thread.

    ``max_sleep`` seconds are waited at the most, as something may be at work for ever.
    """
    loop, app = asyncio.get_running_loop(), active_app.get()
    begun = loop.time()
    while (now := loop.time()) < begun + max_sleep:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        frames = [timer for screen in app.screen_stack for timer in _frames(screen)]
        if not app._batch_count and any(frame._active.is_set() for frame in _frames(app.screen)):
            app.screen._on_timer_update()  # the next frame, without waiting for its time
            continue
        soonest = _soonest(loop, frames)
        if soonest < now + _SOON:
            await asyncio.sleep(max(0, soonest - now))
        elif any(_in_thread(worker) for worker in app.workers):
            await asyncio.sleep(_GLANCE)
        elif now >= begun + min_sleep:
            return
        else:
            await asyncio.sleep(begun + min_sleep - now)


def _frames(screen: Screen[object]) -> list[Timer]:
    """Return the timer by which a screen is drawn, if it has begun."""
    return [timer for timer in screen._timers if timer.name == "screen_update"]


def _soonest(loop: asyncio.AbstractEventLoop, frames: Iterable[Timer]) -> float:
    """Return when something is due next that is no frame: there is nothing to draw."""
    waiting = {frame._task._fut_waiter for frame in frames if frame._task}  # type: ignore[attr-defined]
    due = (
        handle.when()
        for handle in loop._scheduled  # type: ignore[attr-defined]
        if not handle.cancelled() and not waiting & set(handle._args)
    )
    return min(due, default=float("inf"))


def _in_thread(worker: Worker[object]) -> bool:
    return worker._thread_worker and worker.is_running and worker not in _HELD


@contextmanager
def held_back() -> Iterator[None]:
    """Let nothing wait for the worker whose thread this is, while it waits for a test."""
    worker = get_current_worker()
    _HELD.add(worker)
    try:
        yield
    finally:
        _HELD.discard(worker)


def install() -> None:
    """Let every pilot wait for this."""
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = still  # type: ignore[attr-defined]

"""Running an app from its first frame to its exit status, however it ends."""

from __future__ import annotations

import asyncio
from typing import Any

from scr_sim import signals
from scr_sim.tui.base import ScrApp


def run_app(app: ScrApp) -> int:
    """Run an app and return the exit status; the terminal is as it was before.

    SIGTERM, SIGHUP and SIGINT end the app as its own key does, with their own status. What ended
    it badly is raised, for whoever tells it.
    """
    stopped = 0

    async def live() -> int | None:
        loop = asyncio.get_running_loop()

        def end(status: int) -> None:
            nonlocal stopped
            stopped = stopped or status
            loop.call_soon_threadsafe(app.exit)

        def failed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            if isinstance(error, Exception):
                app.end_with(error)

        loop.set_exception_handler(failed)
        with signals.handed_to(end):
            return await app.run_async()

    result = asyncio.run(live())
    if stopped:
        return stopped
    if app.crash is not None:
        raise app.crash
    return app.return_code or result or 0

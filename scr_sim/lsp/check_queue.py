"""Texts that wait to be checked, and are, one at a time, in a thread of their own.

Whoever types never waits for it, and a newer edit ends what was begun for an older one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from scr_sim.lsp.notices import Notice
from scr_sim.lsp.open_files import Job, Opened, OpenFiles, SupersededError, stamps

#: So long after the last key a text is checked, in seconds.
PATIENCE = 0.05
#: So long after it was ended by what was typed elsewhere, in seconds, a check begins again.
CALM = 1.0
#: Where exploring takes longer than this, in seconds, what checking found is shown before.
EXPLORING = 0.3

#: Shows what was found of a text as it stood for a job.
Show = Callable[[Job, list[Notice]], None]


class CheckQueue:
    """Checks the texts of an editor as they change, and what hangs on them."""

    def __init__(self, files: OpenFiles, show: Show) -> None:
        self._files = files
        self._show = show
        self._checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._waiting: dict[str, asyncio.Task[None]] = {}
        #: The texts on which others may hang that were not checked since.
        self._telling: set[str] = set()
        self._keys = 0  # counts what is typed, in whatever text

    def opened(self, one: Opened) -> None:
        """Check a text that was opened."""
        self._soon(one, 0.0)

    def changed(self, one: Opened) -> None:
        """Check a text that was typed in, unless more is typed before."""
        self._keys += 1
        self._soon(one, PATIENCE)

    def closed(self, one: Opened) -> None:
        """Let go of a text that is open no more; its file counts again for those beside it."""
        self._end(one)
        self._telling.discard(one.uri)
        self._check_outdated(by=one)
        one.edition += 1

    def _soon(self, one: Opened, patience: float, *, alone: bool = False) -> None:
        """Check a text after a while, unless it changes before; then what hangs on it.

        Those that are checked ``alone`` hang on one that was; they begin again where anything is
        typed meanwhile.
        """
        if not alone:
            self._telling.add(one.uri)
        self._end(one)
        self._waiting[one.uri] = asyncio.ensure_future(self._check(one, patience))

    def _end(self, one: Opened) -> None:
        """End what waits or is done for a text."""
        waiting = self._waiting.pop(one.uri, None)
        if waiting is not None and not waiting.done():  # or its failure would be told to nobody
            waiting.cancel()

    def _check_outdated(self, by: Opened) -> None:
        """Check what was checked with a text, or its file, when it was otherwise."""
        for other in list(self._files.outdated(by)):
            self._soon(other, PATIENCE, alone=True)

    async def _check(self, one: Opened, patience: float) -> None:
        await asyncio.sleep(patience)
        one.notices_edition = -1
        one.beside = stamps(one.path.parent)
        job = Job.of(one, self._files)
        alone = one.uri not in self._telling
        loop, own, keys = asyncio.get_running_loop(), asyncio.current_task(), self._keys

        def latest() -> bool:
            # What was begun goes on in its thread, whether or not it has been begun again since.
            return self._waiting.get(one.uri) is own and one.edition == job.edition

        def go_on() -> bool:
            return latest() and not (alone and self._keys != keys)

        def show_first(first: list[Notice]) -> None:
            if latest() and one.notices_edition != job.edition:
                self._show(job, first)

        def so_far(first: list[Notice]) -> None:
            loop.call_soon_threadsafe(loop.call_later, EXPLORING, show_first, first)

        try:
            document = await loop.run_in_executor(self._checker, job.read_if, go_on)
            if not go_on():
                raise SupersededError
            one.document, one.document_edition = document, job.edition
            found: list[Notice] = []
            if document is not None:
                found = await loop.run_in_executor(
                    self._checker, job.check, document, go_on, so_far
                )
        except SupersededError:
            if latest():  # something else was typed
                self._soon(one, CALM, alone=True)
            return
        if not latest():
            return
        self._show(job, found)
        one.notices, one.notices_edition = found, job.edition
        if not alone:
            self._telling.discard(one.uri)
            self._check_outdated(by=one)
        if document is not None:
            # What can be named is wanted later: what is wrong is told first.
            await loop.run_in_executor(self._checker, lambda: document.catalogue)

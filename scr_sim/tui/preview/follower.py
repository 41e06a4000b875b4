"""A screen that follows the files of a scenario: it reads them, and again at every save."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import work
from textual.worker import Worker, get_current_worker

from scr_sim.exploration import Reached
from scr_sim.exploration.reading_lengths import Lengths, lengths
from scr_sim.scenario import ScenarioError
from scr_sim.tui.base import CommandScreen
from scr_sim.tui.preview.reader import Read, read

#: By file, when it was written, how large it is and which one it is; None where it is not there.
Stamps = dict[Path, tuple[int, int, int] | None]


class _SavedAgainError(Exception):
    """The files were saved again while something was found out about them."""


class FilesFollower(CommandScreen[None]):
    """Follows a scenario's file at ``path``, and those of the branches that go with it."""

    def __init__(self, path: Path, branches: tuple[str, ...]) -> None:
        super().__init__()
        self.path = path
        self.branches = branches
        #: Whether the files are being read; what was read before can be walked in meanwhile.
        self.working = False
        #: How the files were when they were read last; None until then.
        self._as_read: Stamps | None = None

    def have_read(self, found: Read) -> None:
        """Take what was read."""
        raise NotImplementedError

    def have_measured(self, found: Lengths) -> None:
        """Take how much there is to read in what was read last."""
        raise NotImplementedError

    def show_working(self) -> None:
        """Show whether the files are being read."""
        raise NotImplementedError

    def action_reload(self) -> None:
        """Read the files again."""
        self._read()

    def _read(self) -> None:
        """Read and check in a thread of its own, and say so: keys do not wait for it."""
        self.working = True
        self.show_working()
        self._read_in_thread()

    @work(thread=True, exclusive=True, group="reading")
    def _read_in_thread(self) -> None:
        mine = get_current_worker()
        stamps = stamped(self._as_read or self._files())
        found = read(self.path, self.branches)
        if not mine.is_cancelled:  # saved again meanwhile: what is read then counts
            self.app.call_from_thread(self._have_read, found, stamps)

    def _have_read(self, found: Read, stamps: Stamps) -> None:
        self.working = False
        self._as_read = stamps
        self.have_read(found)
        if found.reached is not None:
            self._measure(found.reached)

    @work(thread=True, exclusive=True, group="measuring")
    def _measure(self, reached: Reached) -> None:
        mine = get_current_worker()

        def going_on(_: int) -> None:
            if mine.is_cancelled:
                raise _SavedAgainError

        try:
            found = lengths(reached.engine, progress=going_on)
        except _SavedAgainError:
            return
        if not mine.is_cancelled:
            self.app.call_from_thread(self.have_measured, found)

    def follow(self) -> Worker[None]:
        """Read again whenever one of the files is saved, or replaced as editors do."""
        return self._follow()

    @work(group="following")
    async def _follow(self) -> None:
        from watchfiles import awatch

        files = {path.resolve() for path in await asyncio.to_thread(self._files)}
        folders = {file.parent for file in files if file.parent.is_dir()}
        async for changes in awatch(
            *folders,
            watch_filter=lambda _, path: Path(path).resolve() in files,
            debounce=60,
            step=20,
            rust_timeout=250,
            recursive=False,
            stop_event=self.app.stopping,  # type: ignore[attr-defined]
            yield_on_timeout=True,
        ):
            # A save before the watch began, or on a drive that tells of none, is seen by itself.
            if changes or (not self.working and await asyncio.to_thread(self._is_stale)):
                self._read()

    def _is_stale(self) -> bool:
        return self._as_read is not None and stamped(self._as_read) != self._as_read

    def _files(self) -> list[Path]:
        from scr_sim.scenario.library import find_branch, named
        from scr_sim.scenario.syntax.reader import read_file

        found = [self.path]
        scenario = named(read_file(self.path).data, "id") or ""
        for branch in self.branches:
            try:
                found.append(find_branch(branch, self.path, scenario))
            except ScenarioError:
                continue
        return found


def stamped(files: Iterable[Path]) -> Stamps:
    """Return how files are now."""
    found: Stamps = {}
    for file in files:
        try:
            is_now = file.stat()
        except OSError:
            found[file] = None
        else:
            found[file] = (is_now.st_mtime_ns, is_now.st_size, is_now.st_ino)
    return found

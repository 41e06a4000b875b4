"""An exercise's log: one event a line, only ever added to, and on disk before it is answered."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from scr_sim.group.events import Event, Opened, event_from, line_of
from scr_sim.group.room import room_of

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows: two programs on one log are not noticed there
    fcntl = None


class LogError(Exception):
    """A log cannot be read, made or written; the message is one sentence with what to do.

    ``why`` is what the system says, and names no file: it can be told to anybody.
    """

    def __init__(self, sentence: str, why: str = "") -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class LogRead:
    """What a log holds.

    ``torn`` is a sentence on a last line that was cut off, and empty where none was; ``length`` is
    how many bytes hold whole lines.
    """

    events: tuple[Event, ...]
    torn: str
    length: int

    @property
    def opened(self) -> Opened:
        """Return the first event: everything that was fixed as the exercise began."""
        first = self.events[0]
        assert isinstance(first, Opened)
        return first


def read_log(path: Path) -> LogRead:
    """Return the events of a log, without a last line that was never finished.

    Raises `LogError` where there is no such log, a line within it is damaged, or the lines do not
    follow from one another.
    """
    try:
        _refuse_endless(path)
        data = path.read_bytes()
    except OSError as error:
        raise LogError(f"The log {path} cannot be read: {_why(error)}.") from None
    # A line is answered for only once its end is on disk: without its end nobody relies on it.
    length = data.rfind(b"\n") + 1
    torn = ""
    if length < len(data):
        torn = (
            f"The last line of {path} was torn when the exercise stopped, and was cut off. "
            "Nobody had been told that it was kept."
        )
    events: list[Event] = []
    for number, line in enumerate(data[:length].splitlines(), start=1):
        try:
            events.append(event_from(line))
        except ValueError:
            raise LogError(
                f"Line {number} of the log {path} is damaged. Make a copy of the file, remove "
                "that line and all that follow, and resume from what is left."
            ) from None
    if not events or not isinstance(events[0], Opened):
        raise LogError(f"{path} is not the log of an exercise: it does not begin with its opening.")
    _refuse_muddled(path, events)
    return LogRead(tuple(events), torn, length)


class LogFile:
    """A log that is open for adding. Only one program can have it open."""

    def __init__(self, path: Path, descriptor: int, length: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._length = length

    @classmethod
    def create(cls, path: Path) -> LogFile:
        """Make a new log, which only its owner can read. Raises `LogError`."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, flags, 0o600)
        except OSError as error:
            raise LogError(f"The log {path} cannot be made: {_why(error)}.") from None
        opened = cls(path, descriptor, 0)
        opened._lock()
        _sync_folder(path.parent)
        return opened

    @classmethod
    def resume(cls, path: Path) -> tuple[LogFile, LogRead]:
        """Open a log to go on with; a torn last line is cut off. Raises `LogError`."""
        try:
            _refuse_endless(path)
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
        except OSError as error:
            raise LogError(f"The log {path} cannot be opened: {_why(error)}.") from None
        opened = cls(path, descriptor, 0)
        opened._lock()
        try:
            found = read_log(path)
            if found.torn:
                os.ftruncate(descriptor, found.length)
                os.fsync(descriptor)
        except (LogError, OSError) as error:
            opened.close()
            raise (
                error
                if isinstance(error, LogError)
                else LogError(f"The log {path} cannot be mended: {_why(error)}.")
            ) from None
        opened._length = found.length
        return opened, found

    def add(self, events: Sequence[Event]) -> None:
        """Add events; all of them are on disk when this returns, or none of them is in the log.

        Raises `LogError`.
        """
        data = b"".join(line_of(event) + b"\n" for event in events)
        try:
            written = 0
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
            os.fsync(self._descriptor)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._length)
            why = _why(error)
            raise LogError(f"The log {self.path} cannot be written: {why}.", why) from None
        self._length += len(data)

    def close(self) -> None:
        """Close the file; it can then be resumed."""
        os.close(self._descriptor)

    def _lock(self) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._descriptor)
            raise LogError(
                f"Another scr-sim has the log {self.path} open. Stop that one first."
            ) from None


def _refuse_endless(path: Path) -> None:
    """Refuse what would never be read to its end: a device, a pipe. Raises as `read_log` does."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise LogError(f"{path} is not the log of an exercise: it is not a file.")


def _refuse_muddled(path: Path, events: Sequence[Event]) -> None:
    room = room_of(events[:1])
    for number, event in enumerate(events[1:], start=2):
        try:
            room = room.after(event)
        except (LookupError, StopIteration):
            raise LogError(
                f"Line {number} of the log {path} does not follow from the lines before it. Make a "
                "copy of the file, remove that line and all that follow, and resume from what is "
                "left."
            ) from None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _sync_folder(folder: Path) -> None:
    """Bring a new file's name to disk as well, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from errno import EACCES, EBUSY, EPERM
from pathlib import Path


def put(path: Path, data: bytes, *, private: bool = False, anew: bool = True) -> None:
    """Put bytes in a file's place: whoever reads it finds the old ones or the new, whole.

    A link goes on leading to where it led, and the file keeps its mode; what is ``private`` only
    its owner can read. Only ``anew`` is a file made that is not there. What is no file, such as
    ``/dev/stdout``, is written to. Raises `OSError` with the path in it, and then all is as it was.

    A file whose place nothing else may take is written to as well: one mounted by itself, or one
    in a folder in which nothing new may be. It alone is not whole where that fails half-way.
    """
    try:
        _put(path, data, private=private, anew=anew)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _put(path: Path, data: bytes, *, private: bool, anew: bool) -> None:
    real = Path(os.path.realpath(path))
    try:
        there = path.stat()
    except FileNotFoundError:
        if not anew:
            raise
        there = None
    if there is not None and not _is_at(real, there):
        _write(os.open(path, os.O_WRONLY | os.O_TRUNC), data)
        return
    if there is not None and not os.access(real, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    half = real.with_name(f".{real.name[:50]}.{secrets.token_hex(4)}")
    try:
        # What is new may be read by whom any new file may be read by.
        handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
    except PermissionError:
        if there is None:
            raise
        _overwrite(real, data, private=private)
        return
    try:
        _write(handle, data)
        if there is not None and not private:
            half.chmod(stat.S_IMODE(there.st_mode))
        half.replace(real)
    except BaseException as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        if there is None or not isinstance(error, OSError) or error.errno not in {EBUSY, EPERM}:
            raise
        _overwrite(real, data, private=private)


def _is_at(real: Path, there: os.stat_result) -> bool:
    """Return whether something is a file with a name: what is open may have none, or no more."""
    if not stat.S_ISREG(there.st_mode):
        return False
    try:
        return os.path.samestat(real.stat(), there)
    except FileNotFoundError:
        return False


def _overwrite(path: Path, data: bytes, *, private: bool) -> None:
    """Write to a file whose place nothing else may take."""
    if private:
        path.chmod(0o600)
    _write(os.open(path, os.O_WRONLY | os.O_TRUNC), data)


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if stat.S_ISREG(os.fstat(handle).st_mode):
            os.fsync(handle)

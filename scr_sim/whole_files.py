"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


def put(path: Path, data: bytes, *, private: bool = False, anew: bool = True) -> None:
    """Put bytes in a file's place: whoever reads it finds the old ones or the new, whole.

    A link goes on leading to where it led, and the file keeps its mode; what is ``private`` only
    its owner can read. Only ``anew`` is a file made that is not there. What is no file, such as
    ``/dev/stdout``, is written to. Raises `OSError` with the path in it, and then all is as it was.
    """
    try:
        _put(Path(os.path.realpath(path)), data, private=private, anew=anew)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _put(path: Path, data: bytes, *, private: bool, anew: bool) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not anew:
            raise
        mode = 0
    if mode and not stat.S_ISREG(mode):
        _write(os.open(path, os.O_WRONLY), data)
        return
    if mode and not os.access(path, os.W_OK):
        raise PermissionError(13, os.strerror(13))
    half = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        # What is new may be read by whom any new file may be read by.
        handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
    except PermissionError:
        if not mode:
            raise
        # A folder in which nothing new may be, with a file that may be written.
        _write(os.open(path, os.O_WRONLY | os.O_TRUNC), data)
        return
    try:
        _write(handle, data)
        if mode and not private:
            half.chmod(stat.S_IMODE(mode))
        half.replace(path)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if stat.S_ISREG(os.fstat(handle).st_mode):
            os.fsync(handle)

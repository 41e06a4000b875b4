"""Files of text, changed in place: at once or not at all, and otherwise as they were."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text, and the byte order mark that stands before it, if one does."""

    path: Path
    mark: bytes
    text: str

    @classmethod
    def read(cls, path: Path) -> TextFile | None:
        """Return a file as text, or None where it cannot be read as one."""
        try:
            return cls.of(path, path.read_bytes())
        except OSError:
            return None

    @classmethod
    def of(cls, path: Path, raw: bytes) -> TextFile | None:
        """Return a file that would hold these bytes, or None where they are no text."""
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        try:
            return cls(path, mark, raw.removeprefix(mark).decode())
        except UnicodeDecodeError:
            return None

    def encoded(self, text: str) -> bytes:
        """Return another text as this file would hold it."""
        return self.mark + text.encode()


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in a file's place: whoever reads it finds the old ones or the new, whole.

    It keeps its mode, and a link goes on leading to the file that it led to. Raises OSError, and
    then the file is as it was.
    """
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "it may not be written", str(target))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        written.chmod(mode)
        written.replace(target)
    except BaseException:
        written.unlink(missing_ok=True)
        raise

"""A file's text, with the byte order mark that may stand before it."""

from __future__ import annotations

import codecs
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

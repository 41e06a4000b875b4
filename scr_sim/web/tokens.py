"""Who may open which records: a random token, and a folder that does not tell it."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from pathlib import Path

#: As `secrets.token_urlsafe` writes 32 bytes.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class VisitorFolders:
    """The visitors' folders, each named by its token's digest: listing them gives no token."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def prepare(self) -> None:
        """Make the folder that theirs will be in, for its owner alone. Raises `OSError`."""
        for folder in (self._root.parent, self._root):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def admit(self) -> str:
        """Make a folder for somebody new, for its owner alone; return the token that opens it.

        Raises `OSError` where it cannot be made.
        """
        token = secrets.token_urlsafe(32)
        self.prepare()
        self._place(token).mkdir(mode=0o700)
        return token

    def find(self, token: str | None) -> Path | None:
        """Return the folder that a token opens; None for any text that is no visitor's token."""
        if token is None or not _TOKEN.fullmatch(token):
            return None
        folder = self._place(token)
        return folder if folder.is_dir() else None

    def _place(self, token: str) -> Path:
        return self._root / sha256(token.encode("ascii")).hexdigest()

"""Settings: what the player wants, remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from scr_sim.store.database import NAME


class Settings:
    """Each setting is an attribute, to be read and set; values without sense are passed over."""

    def __init__(
        self, read: Callable[[str], str | None], write: Callable[[str, str], None]
    ) -> None:
        self._read = read
        self._write = write

    def _flag(self, name: str) -> bool:
        return self._read(name) == "true"

    def _set_flag(self, name: str, value: bool) -> None:
        self._write(name, "true" if value else "false")

    @property
    def reasons(self) -> bool:
        """Whether a line of reasons is asked for at each choice."""
        return self._flag("reasons")

    @reasons.setter
    def reasons(self, value: bool) -> None:
        self._set_flag("reasons", value)

    @property
    def confidence(self) -> bool:
        """Whether the player is asked how sure they are."""
        return self._flag("confidence")

    @confidence.setter
    def confidence(self, value: bool) -> None:
        self._set_flag("confidence", value)

    def switch_thoughts(self) -> None:
        """Ask for both reasons and confidence at each choice, or where both are, for neither."""
        self.reasons = self.confidence = not (self.reasons and self.confidence)

    @property
    def gentle(self) -> bool:
        """Whether the gentler wording is shown where there is one."""
        return self._flag("gentle")

    @gentle.setter
    def gentle(self, value: bool) -> None:
        self._set_flag("gentle", value)

    @property
    def plain(self) -> bool:
        """Whether the plain mode starts by itself."""
        return self._flag("plain")

    @plain.setter
    def plain(self, value: bool) -> None:
        self._set_flag("plain", value)

    @property
    def theme(self) -> str:
        """The name of the colours; the screen knows which names there are."""
        return self._read("theme") or "scr-dark"

    @theme.setter
    def theme(self, value: str) -> None:
        self._write("theme", value)


def plain_is_on(folder: Path) -> bool:
    """Return whether a folder's records ask for the plain mode; False where they cannot be read.

    Only looks, so that the front end can be chosen before anything else is loaded.
    """
    return _looked_up(folder, "plain") == "true"


def theme_in(folder: Path) -> str:
    """Return the name of the colours that a folder's records ask for, or an empty string."""
    return _looked_up(folder, "theme")


def _looked_up(folder: Path, name: str) -> str:
    """Return a setting without opening the records to be written; empty where there is none."""
    path = folder / NAME
    try:
        if not path.is_file():
            return ""
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as records:
            row = records.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    except (sqlite3.Error, OSError, ValueError):
        return ""
    return "" if row is None else str(row[0])

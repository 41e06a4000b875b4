"""Where things are: what ships with the program, and what belongs to its user.

Works in a checkout and when installed; nothing else in the project knows a path.
"""

from __future__ import annotations

import os
import stat
from functools import cache
from pathlib import Path, PurePath


class HomeError(Exception):
    """There can be no data folder where one is asked for; the message is one sentence."""


@cache
def _shipped() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "_bundled"
    return installed if installed.is_dir() else package.parent


def ships_as(file: str) -> bool:
    """Return whether a file is of a program that is installed somewhere, here or elsewhere."""
    return PurePath(file).parts[-4:-1] == ("scr_sim", "_bundled", "scenarios")


def scenarios() -> Path:
    """Return the folder of the scenarios that ship with the program."""
    return _shipped() / "scenarios"


def assets() -> Path:
    """Return the folder of reviews, styles, templates and word lists that ship with it."""
    return _shipped() / "assets"


def home() -> Path:
    """Return the user's data folder: ``SCR_SIM_HOME``, or what the system has for such data.

    It need not be there yet. Raises `HomeError` where none can ever be.
    """
    chosen = os.environ.get("SCR_SIM_HOME", "").strip()
    if not chosen:
        from platformdirs import user_data_path

        return _possible(user_data_path("scr-sim", appauthor=False), "The folder for your plays")
    try:
        folder = Path(chosen).expanduser()
    except RuntimeError:
        raise HomeError(
            f"SCR_SIM_HOME is “{_short(chosen)}”, but there is no such user. {_SET_IT}"
        ) from None
    return _possible(folder, "SCR_SIM_HOME")


_SET_IT = "Set SCR_SIM_HOME to a folder that you can write to."


def _possible(folder: Path, what: str) -> Path:
    """Return a folder that is there or might be made. Raises `HomeError` for any other."""
    told = f"{what} is “{_short(str(folder))}”"
    try:
        there = folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return folder  # to be made, or told by whoever cannot make it
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it holds a NUL"
        raise HomeError(f"{told}, which cannot be used ({why}). {_SET_IT}") from None
    if not stat.S_ISDIR(there.st_mode):
        raise HomeError(f"{told}, which is a file and not a folder. {_SET_IT}")
    if not os.access(folder, os.X_OK):
        raise HomeError(f"{told}, which you may not look into. {_SET_IT}")
    return folder


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"


def libraries() -> tuple[Path, ...]:
    """Return the folders that scenarios are looked for in: shipped ones, then the user's own."""
    return scenarios(), *(folder / "scenarios" for folder in _users())


def reviews() -> tuple[Path, ...]:
    """Return the folders that case reviews are looked for in."""
    return assets() / "reviews", *(folder / "reviews" for folder in _users())


def _users() -> tuple[Path, ...]:
    """Return the data folders to read from: of whoever serves the screen to others, the user's."""
    shared = os.environ.get("SCR_SIM_SHARED", "")
    return (Path(shared), home()) if shared else (home(),)

"""Where things are: what ships with the program, and what belongs to its user.

Works in a checkout and when installed; nothing else in the project knows a path.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def _shipped() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "_bundled"
    return installed if installed.is_dir() else package.parent


def scenarios() -> Path:
    """Return the folder of the scenarios that ship with the program."""
    return _shipped() / "scenarios"


def assets() -> Path:
    """Return the folder of reviews, styles, templates and word lists that ship with it."""
    return _shipped() / "assets"


def home() -> Path:
    """Return the user's data folder: ``SCR_SIM_HOME``, or what the system has for such data."""
    chosen = os.environ.get("SCR_SIM_HOME", "").strip()
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("scr-sim", appauthor=False)


def libraries() -> tuple[Path, ...]:
    """Return the folders that scenarios are looked for in: shipped ones, then the user's own."""
    return scenarios(), home() / "scenarios"


def reviews() -> tuple[Path, ...]:
    """Return the folders that case reviews are looked for in."""
    return assets() / "reviews", home() / "reviews"

"""What is said when something ends badly: one line for people, and a log for its owner alone."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from scr_sim import paths


def keep_crash(error: BaseException) -> Path | None:
    """Write down what went wrong, for the user alone, and return where; None if it cannot be."""
    told = "".join(traceback.format_exception(error))
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for folder in (paths.home() / "log", Path(tempfile.gettempdir())):
        path = folder / f"scr-sim-{stamp}-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(told)
        except OSError:
            continue
        return path
    return None


def tell_crash(error: BaseException) -> None:
    """Say in one line that the program stopped, and where more is written."""
    path = keep_crash(error)
    where = f" More is written in {path}." if path else ""
    print(
        f"scr-sim had to stop ({type(error).__name__}). What you played is kept.{where}",
        file=sys.stderr,
    )


def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Take the place of Python's own last word: one line, and no traceback."""
    tell_crash(error)

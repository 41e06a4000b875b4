"""Which front end starts, and what is said when something ends badly."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from scr_sim import folders

_NO = {"", "0", "no", "off", "false"}


def why_plain(asked: bool | None) -> str:
    """Return why the plain mode is to be used, as a sentence, or an empty string for the screen.

    ``asked`` is what the command line said: True, False or nothing. A screen that is asked for
    where there is none is still plain.
    """
    if asked:
        return "it was asked for with --plain"
    if not sys.stdout.isatty():
        return "output is not a terminal"
    if not sys.stdin.isatty():
        return "input is not a terminal"
    if os.environ.get("TERM", "").strip() in {"", "dumb"} and os.name != "nt":
        return "this terminal (TERM) cannot show a screen"
    if asked is False:
        return ""
    if os.environ.get("SCR_SIM_PLAIN", "").strip().casefold() not in _NO:
        return "SCR_SIM_PLAIN is set"
    from scr_sim.records.settings import plain_is_on

    return "it is switched on in the settings" if plain_is_on(folders.home()) else ""


def start(scenario: str | None, go_on: str | None, plain: bool | None) -> int:
    """Start the front end that fits, and return the exit status."""
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # empty counts as not set, as no-color.org has it
    why = why_plain(plain)
    if why:
        from scr_sim.plain import run as run_plain

        return run_plain(scenario, why=why, go_on=go_on)
    from scr_sim.tui.app import run as run_screen

    return run_screen(scenario, go_on)


def keep_crash(error: BaseException) -> Path | None:
    """Write down what went wrong, for the user alone, and return where; None if it cannot be."""
    told = "".join(traceback.format_exception(error))
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for folder in (folders.home() / "log", Path(tempfile.gettempdir())):
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

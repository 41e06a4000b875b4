"""What is left when something ends badly: one sentence for people, a log for its owner alone."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from scr_sim import output, paths

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

#: What went wrong where nobody could be told at once, in threads: told when the program ends.
_noted: list[BaseException] = []


def keep_crash(error: BaseException) -> Path | None:
    """Write down what went wrong, for the user alone, and return where; None if it cannot be."""
    told = _details(error)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for folder in _places():
        path = folder / f"scr-sim-{stamp}-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_LINK, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(told)
        except (OSError, ValueError):
            continue
        return path
    return None


def tell_crash(error: BaseException) -> None:
    """Say in one sentence that the program stopped, and where more is written."""
    path = keep_crash(error)
    where = f"what went wrong is written in {path}" if path else "why could not be written down"
    output.complain(
        f"scr-sim had to stop ({type(error).__name__}); what was kept stays kept, and {where}."
    )


def catch_the_rest(seen_to: Callable[[BaseException], bool]) -> None:
    """Let nothing that is raised outside of the program's one boundary show itself.

    What ends a thread is told when the program ends. What is raised while things are thrown away
    changes nothing, and is written down only; not what ``seen_to`` takes upon itself.
    """

    def in_tidying(raised: UnraisableHookArgs) -> None:
        if raised.exc_value is not None and not seen_to(raised.exc_value):
            keep_crash(raised.exc_value)

    sys.excepthook = _last_word
    threading.excepthook = _in_thread
    sys.unraisablehook = in_tidying


def note(error: BaseException) -> None:
    """Remember what went wrong, to be told when the program ends."""
    _noted.append(error)


def noted() -> BaseException | None:
    """Return what went wrong first where nobody could be told, and forget it."""
    first = _noted[0] if _noted else None
    _noted.clear()
    return first


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def _places() -> list[Path]:
    try:
        return [paths.home() / "log", Path(tempfile.gettempdir())]
    except paths.HomeError:
        return [Path(tempfile.gettempdir())]


def _details(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception(error))
    except Exception as another:  # noqa: BLE001 - an error that cannot even be told is still kept
        return f"{type(error).__name__}, which could not be told ({type(another).__name__})\n"


def _last_word(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    tell_crash(error)


def _in_thread(raised: threading.ExceptHookArgs) -> None:
    if raised.exc_value is not None and not isinstance(raised.exc_value, SystemExit):
        note(raised.exc_value)

"""Words in, one call, words out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from typer.models import CommandInfo

from scr_sim import crash_log
from scr_sim.cli import (
    check,
    expected_plays,
    graph,
    history,
    new,
    play,
    preview,
    reference,
    training_record,
)
from scr_sim.cli.application import app

__all__ = [
    "app",
    "check",
    "expected_plays",
    "graph",
    "history",
    "main",
    "new",
    "play",
    "preview",
    "reference",
    "training_record",
]

#: As ``--help`` lists them: for those who play, then for those who write.
_ORDER = """
    play list plays debrief history record replay
    new preview check explain test explore graph schema
"""


def _place(command: CommandInfo) -> int:
    return _ORDER.find(f" {command.name or getattr(command.callback, '__name__', '')}")


app.registered_commands.sort(key=_place)


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line. No traceback reaches a user."""
    sys.excepthook = crash_log.crashed
    try:
        app(args=list(words) if words is not None else None, prog_name="scr-sim")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)

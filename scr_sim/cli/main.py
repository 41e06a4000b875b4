"""Words in, one call, words out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import IO, Protocol, runtime_checkable

from typer.main import get_command
from typer.models import CommandInfo

from scr_sim import output
from scr_sim.cli import (
    check,
    expected_plays,
    findings,
    graph,
    group,
    history,
    language_server,
    new,
    play,
    preview,
    reference,
    rename,
    scenario_list,
    script,
    serve,
    training_record,
)
from scr_sim.cli.application import app

__all__ = [
    "app",
    "check",
    "expected_plays",
    "findings",
    "graph",
    "group",
    "history",
    "language_server",
    "main",
    "new",
    "play",
    "preview",
    "reference",
    "rename",
    "scenario_list",
    "script",
    "serve",
    "training_record",
]

#: As ``--help`` lists them: for those who play, then for those who write.
_ORDER = """
    play list plays debrief history record replay group wall serve
    new preview check explain findings test explore graph rename script schema lsp
"""


def _place(command: CommandInfo) -> int:
    return _ORDER.find(f" {command.name or getattr(command.callback, '__name__', '')}")


app.registered_commands.sort(key=_place)


#: The command line as typer makes it of its functions, which takes it a while.
_command = cache(get_command)


#: typer hands on what pydantic says of a value that does not fit.
_WORDS_OF_OTHERS = {
    ": Value error, ": ": ",
    ": Input should be ": ": it should be ",
    ", unable to parse string as an integer": "",
}


@runtime_checkable
class _MisuseError(Protocol):
    """What is raised where the words fit no command; the same in every version of typer."""

    exit_code: int

    def show(self, file: IO[str] | None = None) -> None:
        """Write how the command is used, and what did not fit."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status. What goes wrong inside is raised.

    typer's own last word is not asked for: it would print a traceback. No system hands over a word
    with a NUL; where one comes from elsewhere it is no file's name, and libraries stumble over it.
    """
    words = [word.replace("\0", "\ufffd") for word in words] if words is not None else None
    try:
        status = _command(app).main(
            args=words,
            prog_name="scr-sim",
            standalone_mode=False,
        )
    except Exception as error:
        if not isinstance(error, _MisuseError):
            raise
        told = io.StringIO()
        error.show(told)
        said = told.getvalue()
        for theirs, ours in _WORDS_OF_OTHERS.items():
            said = said.replace(theirs, ours)
        output.complain(*said.rstrip("\n").split("\n"))
        return error.exit_code
    return status if isinstance(status, int) else 0

"""What the commands share: the application, its options, and how they speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from scr_sim import output

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedScenario, ScenarioError
    from scr_sim.services import PlayRecord

#: So many problems are told of a scenario that cannot be loaded.
_MOST_TOLD = 10


class InputEndedError(Exception):
    """Input ended where a command wanted more of it."""


class _Commands(TyperGroup):
    """The commands, of whose errors typer takes none for its own."""

    def invoke(self, ctx: Any) -> Any:
        """Run what was asked for."""
        try:
            return super().invoke(ctx)
        except EOFError as error:  # typer would print a line for it
            raise InputEndedError from error


app = typer.Typer(
    cls=_Commands,
    name="scr-sim",
    help="Practise professional curiosity: accept, challenge or escalate, then see what a "
    "serious case review found.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)

PlainOption = Annotated[
    bool | None,
    typer.Option(
        "--plain/--no-plain",
        help="Line by line, for screen readers, or the screen.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


BranchOption = Annotated[
    list[str] | None,
    typer.Option(
        "--branch", metavar="BRANCH", help="A branch to add, by id or path; may be given again."
    ),
]


def fail(message: str, status: int = 1) -> typer.Exit:
    """Say what went wrong and return what ends the program."""
    output.warn(message)
    return typer.Exit(status)


def load(name: str, branches: Sequence[str] = ()) -> LoadedScenario:
    """Return a scenario with its branches; where it cannot be loaded, say why and end."""
    from scr_sim.scenario import ScenarioError
    from scr_sim.scenario import load as loaded

    try:
        return loaded(name, branches)
    except ScenarioError as error:
        raise explained(error) from None


def explained(error: ScenarioError) -> typer.Exit:
    """Say why a file cannot be loaded and return what ends the program."""
    errors = [problem for problem in error.problems if problem.severity == "error"]
    for problem in errors[:_MOST_TOLD]:
        output.warn(str(problem))
    if len(errors) > _MOST_TOLD:
        more = len(errors) - _MOST_TOLD
        output.warn(f"and {more} more; “scr-sim check” tells them all.")
    return typer.Exit(1)


def record(name: str) -> PlayRecord:
    """Return a kept play; where there is none, say so and end."""
    from scr_sim.services import RecordError, Records

    records = Records.open()
    try:
        return records.record(output.safe_line(name))  # half characters are in no id
    except RecordError as error:
        raise fail(str(error)) from None
    finally:
        records.close()


def written(path: Path, text: str, *, private: bool = False) -> None:
    """Write a text to a file that was asked for; where that fails, say why and end.

    What is ``private`` only its owner can read.
    """
    from scr_sim.services import write_private

    try:
        if private:
            write_private(path, output.safe_text(text))
        else:
            output.save(path, text)
    except OSError as error:
        raise fail(f"{path} cannot be written: {error.strerror}.") from None


def changed(path: Path, write: Callable[[], None]) -> None:
    """Change a file that was asked for; where that fails, say why and end."""
    try:
        write()
    except OSError as error:
        why = error.strerror or "the disk did not take it"
        raise fail(f"{path} cannot be written: {why}. It is as it was.") from None

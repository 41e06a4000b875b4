"""The commands for people who write scenarios: what a file may hold, what a problem means."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim import paths
from scr_sim.cli.application import app, fail
from scr_sim.output import tell, tell_json, tell_text

if TYPE_CHECKING:
    from scr_sim.scenario.model.json_schema import SchemaKind as FileKind
    from scr_sim.scenario.validation.explanations import Explanation

_WIDTH = 80


class SchemaKind(StrEnum):
    """The kinds of file that there is a schema of."""

    scenario = "scenario"
    branch = "branch"
    review = "review"
    plays = "plays"
    case = "case"


@app.command()
def schema(
    kind: Annotated[
        SchemaKind | None,
        typer.Argument(help="The kind of file.", show_choices=True, show_default=False),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar="FOLDER|SCENARIO",
            help="Write the schemas beside these files, for editors.",
        ),
    ] = None,
) -> None:
    """Print a kind of file's JSON Schema, or write all of them beside your files."""
    from scr_sim.scenario.model import json_schema as schemas

    if write is not None:
        _write_schemas(write, (kind.value,) if kind is not None else tuple(schemas.KINDS))
    elif kind is None:
        raise fail(f"name a kind of file ({', '.join(SchemaKind)}), or write all with --write.", 2)
    else:
        tell_json(schemas.schema(kind.value))


def _write_schemas(beside: Path, kinds: tuple[FileKind, ...]) -> None:
    from scr_sim.services.schema_files import first_line, schema_path, write_schemas

    folder = beside if beside.is_dir() else _file(beside).parent
    if folder.resolve().is_relative_to(paths.scenarios()):
        raise fail("scenarios that ship with the program have their schemas already.", 2)
    try:
        written = write_schemas(folder, kinds)
    except OSError as error:
        raise fail(f"{folder} cannot be written to: {error.strerror}.") from None
    tell(*(f"Written: {path}" for path in written))
    tell("", "Put the line for its kind at the top of each file that lies there:")
    tell(*(f"  {first_line(schema_path(kind).as_posix())}" for kind in kinds))


def _file(named: Path) -> Path:
    """Return a file that is named by its path, or the file of a scenario named by its id."""
    from scr_sim.scenario import ScenarioError, find

    if named.exists():
        return named
    try:
        found = find(str(named))
    except ScenarioError:
        found = named
    if not found.exists():
        raise fail(f"there is no file, folder or scenario “{named}”.", 2)
    return found


@app.command()
def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A problem's code; without one, all are listed.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain a problem that “check” prints."""
    from scr_sim.scenario.validation import explanations

    if code is None:
        tell_text(_listed(list(explanations.explanations().values())))
        return
    try:
        tell_text(_explained(explanations.explain(code)))
    except LookupError as error:
        raise fail(str(error.args[0]), 2) from None


def _listed(known: list[Explanation]) -> str:
    width = max((len(one.code) for one in known), default=0)
    lines = [f"{one.code:{width}}  {one.title}" for one in known]
    return "\n".join([*lines, "", "“scr-sim explain CODE” says more about one of them."])


def _explained(one: Explanation) -> str:
    """Return the whole explanation as plain text, no wider than an ordinary terminal."""
    parts = [
        f"{one.code} ({one.severity})\n{one.title}",
        "What it means",
        _wrapped(one.means),
        "An example" if one.of == "scenario" else f"An example, in a {one.of}",
        indent(one.example.strip(), "    "),
        "How to mend it",
        _wrapped(one.mend),
        indent(one.mended.strip(), "    "),
    ]
    return "\n\n".join(parts)


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")

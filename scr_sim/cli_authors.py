"""The commands for people who write scenarios: what a file may hold."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer


class SchemaKind(StrEnum):
    """The kinds of file that there is a schema of."""

    scenario = "scenario"
    branch = "branch"
    review = "review"


def register(app: typer.Typer) -> None:
    """Add the authors' commands to the program's command line."""
    app.command()(schema)


def schema(
    kind: Annotated[SchemaKind, typer.Argument(help="The kind of file.", show_choices=True)],
) -> None:
    """Print a kind of file's JSON Schema, for editors."""
    from scr_sim.scenario import schema as schemas

    print(json.dumps(schemas.schema(kind.value), ensure_ascii=False, indent=2))

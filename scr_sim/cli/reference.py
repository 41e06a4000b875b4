"""The commands for people who write scenarios: what a file may hold, what a problem means."""

from __future__ import annotations

from enum import StrEnum
from textwrap import fill, indent
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim.cli.application import app, fail
from scr_sim.output import tell_json, tell_text

if TYPE_CHECKING:
    from scr_sim.scenario.validation.explanations import Explanation

_WIDTH = 80


class SchemaKind(StrEnum):
    """The kinds of file that there is a schema of."""

    scenario = "scenario"
    branch = "branch"
    review = "review"


@app.command()
def schema(
    kind: Annotated[SchemaKind, typer.Argument(help="The kind of file.", show_choices=True)],
) -> None:
    """Print a kind of file's JSON Schema, for editors."""
    from scr_sim.scenario.model import json_schema as schemas

    tell_json(schemas.schema(kind.value))


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

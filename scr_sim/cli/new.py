"""The command that begins a scenario or a branch: new."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim import paths
from scr_sim.cli.application import app, fail, load
from scr_sim.output import tell, warn

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedScenario
    from scr_sim.scenario.model.json_schema import SchemaKind

#: A branch's own ids begin with its id, or with so much of it that all of them are short enough.
_MOST_OF_ID = 54
_REVIEW = "family-m"
#: The finding of that review that the words of both starts are about: what parents say.
_FINDING = 4


@dataclass(frozen=True, slots=True)
class _Start:
    """The files of a start: what is written where, none of it written yet."""

    file: Path
    kind: SchemaKind
    words: dict[str, str]

    def texts(self) -> dict[Path, str]:
        plays = self.file.with_name(f"{self.words['id']}.plays.yaml")
        words = {
            **self.words,
            "file": self.file.name,
            "plays": plays.name,
            "schema": _schema(self.file.parent, self.kind),
            "plays_schema": _schema(self.file.parent, "plays"),
        }
        more = "-branch" if self.kind == "branch" else ""
        return {
            path: Template(
                (paths.assets() / "templates" / name).read_text(encoding="utf-8")
            ).substitute(words)
            for path, name in (
                (self.file, f"new-{self.kind}.yaml"),
                (plays, f"new{more}-plays.yaml"),
            )
        }


@app.command()
def new(
    new_id: Annotated[str, typer.Argument(metavar="ID", help="The id of what is new.")],
    branch_of: Annotated[
        str | None,
        typer.Option("--branch-of", metavar="SCENARIO", help="Begin a branch of this one."),
    ] = None,
) -> None:
    """Begin a scenario, or a branch of one: a small file that works, to be changed."""
    from scr_sim.scenario import ids
    from scr_sim.scenario.model.fields import ID_PATTERN

    if not re.fullmatch(ID_PATTERN, new_id):
        near = re.sub(r"\.ya?ml$", "", new_id.strip().casefold()).replace(" ", "-")
        hint = f" Did you mean “{near}”?" if re.fullmatch(ID_PATTERN, near) else ""
        raise fail(
            f"“{new_id[:80]}” is no id: use lower-case letters, digits, - and _, begin with a "
            f"letter, 64 at most.{hint}",
            2,
        )
    if branch_of is None:
        if new_id in ids():
            raise fail(f"the library has a scenario “{new_id}” already. Choose another id.")
        start = _Start(Path(f"{new_id}.yaml"), "scenario", _of_scenario(new_id))
    else:
        scenario = load(branch_of)
        named = Path(branch_of)
        # Beside its scenario where that was named by its path: there check finds the two.
        folder = named.parent if named.is_file() else Path()
        start = _Start(
            folder / f"{new_id}.yaml", "branch", _of_branch(new_id, branch_of, named, scenario)
        )
    texts = start.texts()
    for path in texts:
        if path.exists():
            raise fail(f"{path} is there already. Nothing was written.")
    for path, text in texts.items():
        try:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise fail(f"{path} cannot be written: {error.strerror}.") from None
        tell(f"Written: {path}")
    _write_schemas(start)
    with_branch = f"{start.words['base_name']} --branch " if start.kind == "branch" else ""
    tell(f"Next: scr-sim preview {with_branch}{start.file}")


def _title(new_id: str) -> str:
    return re.sub(r"[-_]+", " ", new_id).strip().capitalize()


def _of_scenario(new_id: str) -> dict[str, str]:
    return {
        "id": new_id,
        "title": _title(new_id),
        "review": _REVIEW,
        "feature": "challenging-mother",
        "finding": str(_FINDING),
    }


def _of_branch(new_id: str, name: str, named: Path, scenario: LoadedScenario) -> dict[str, str]:
    from scr_sim.engine import Play

    play = Play(scenario)
    decision = scenario.scenes[play.scene]
    if decision.kind != "decision":
        raise fail(f"“{scenario.id}” ends before there is a decision to add to.")
    own = new_id[:_MOST_OF_ID].rstrip("-_")
    if "-" in own and any(scene.startswith(f"{own}-") for scene in scenario.scenes):
        raise fail(f"“{scenario.id}” has scenes called “{own}-…” already. Choose another id.")
    # The last of a choice's ways is the one that is always open.
    onward = decision.choices[0].next[-1].go
    findings = scenario.case_review.findings
    return {
        "id": new_id,
        "own": own,
        "title": _title(new_id),
        "base": scenario.id,
        "base_name": named.name if named.is_file() else name,
        "decision": play.scene,
        "onward": onward,
        "finding": str(_FINDING if _FINDING in findings else next(iter(findings))),
    }


def _in_checkout(folder: Path) -> bool:
    """Return whether files there have the schemas that ship with the program at hand."""
    return folder.resolve().is_relative_to(paths.assets().parent)


def _schema(folder: Path, kind: SchemaKind) -> str:
    """Return where a schema is, for an editor: always relative to the file."""
    if _in_checkout(folder):
        schema = paths.assets() / "schema" / f"{kind}.schema.json"
        return Path(os.path.relpath(schema, folder.resolve())).as_posix()
    from scr_sim.services.schema_files import schema_path

    return schema_path(kind).as_posix()


def _write_schemas(start: _Start) -> None:
    from scr_sim.services.schema_files import write_schemas

    folder = start.file.parent
    if _in_checkout(folder):
        return
    try:
        for path in write_schemas(folder, (start.kind, "plays")):
            tell(f"Written: {path}")
    except OSError as error:  # the start works without them; an editor knows less
        warn(f"the schemas for editors cannot be written: {error.strerror}.")

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
from scr_sim.output import tell

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedScenario

#: So long an id leaves room for what a branch's own ids begin with it.
_ID = re.compile(r"[a-z][a-z0-9_-]{0,49}")
_REVIEW = "family-m"


@dataclass(frozen=True, slots=True)
class _Start:
    """The files of a start: what is written where, none of it written yet."""

    file: Path
    kind: str
    words: dict[str, str]

    def texts(self) -> dict[Path, str]:
        plays = self.file.with_name(f"{self.words['id']}.plays.yaml")
        words = {
            **self.words,
            "file": self.file.name,
            "plays": plays.name,
            "schema": _schema(self.file.parent, self.kind),
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

    if not _ID.fullmatch(new_id):
        raise fail(
            f"“{new_id[:80]}” is no id: use lower-case letters, digits, - and _, begin with a "
            "letter, 50 at most.",
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
    with_branch = f"{start.words['base_name']} --branch " if start.kind == "branch" else ""
    tell(f"Next: scr-sim preview {with_branch}{start.file}")


def _title(new_id: str) -> str:
    return re.sub(r"[-_]+", " ", new_id).strip().capitalize()


def _of_scenario(new_id: str) -> dict[str, str]:
    feature, finding = "challenging-mother", "4"
    return {
        "id": new_id,
        "title": _title(new_id),
        "review": _REVIEW,
        "feature": feature,
        "finding": finding,
    }


def _of_branch(new_id: str, name: str, named: Path, scenario: LoadedScenario) -> dict[str, str]:
    from scr_sim.engine import Play
    from scr_sim.scenario.model.scenario import Decision

    play = Play(scenario)
    decision = scenario.scenes[play.scene]
    if not isinstance(decision, Decision):
        raise fail(f"“{scenario.id}” ends before there is a decision to add to.")
    if "-" in new_id and any(scene.startswith(f"{new_id}-") for scene in scenario.scenes):
        raise fail(f"“{scenario.id}” has scenes called “{new_id}-…” already. Choose another id.")
    # The last of a choice's ways is the one that is always open.
    onward = decision.choices[0].next[-1].go
    return {
        "id": new_id,
        "title": _title(new_id),
        "base": scenario.id,
        "base_name": named.name if named.is_file() else name,
        "decision": play.scene,
        "onward": onward,
        "finding": str(next(iter(scenario.case_review.findings))),
    }


def _schema(folder: Path, kind: str) -> str:
    """Return where the schema is, for an editor: beside a checkout as it stands to the file."""
    schema = paths.assets() / "schema" / f"{kind}.schema.json"
    here = folder.resolve()
    if here.is_relative_to(paths.assets().parent):
        return Path(os.path.relpath(schema, here)).as_posix()
    return schema.as_posix()

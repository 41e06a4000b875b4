"""Words in, one call, words out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim import cli_authors, crashes, starting

if TYPE_CHECKING:
    from scr_sim.records import PlayRecord
    from scr_sim.scenario import Scenario

app = typer.Typer(
    name="scr-sim",
    help="Practise professional curiosity: accept, challenge or escalate, then see what a "
    "serious case review found.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)

_PlainOption = Annotated[
    bool | None,
    typer.Option(
        "--plain/--no-plain",
        help="Line by line, for screen readers, or the screen.",
        show_default=False,
    ),
]
_JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class CheckFormat(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


class DebriefFormat(StrEnum):
    """How a debrief is printed."""

    md = "md"
    html = "html"
    json = "json"


def _fail(message: str, status: int = 1) -> typer.Exit:
    print(f"scr-sim: {message}", file=sys.stderr)
    return typer.Exit(status)


def _load(name: str) -> Scenario:
    from scr_sim.scenario import ScenarioError, load

    try:
        return load(name)
    except ScenarioError as error:
        for problem in error.problems:
            if problem.severity == "error":
                print(f"scr-sim: {problem}", file=sys.stderr)
        raise typer.Exit(1) from None


@app.callback(invoke_without_command=True)
def _home(
    context: typer.Context,
    plain: _PlainOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        print(f"scr-sim {installed('scr-sim')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(starting.start(None, None, plain))


@app.command()
def play(
    scenario: Annotated[str | None, typer.Argument(help="An id or a path.")] = None,
    plain: _PlainOption = None,
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="PLAY", help="Go on with a kept play.")
    ] = None,
) -> None:
    """Play a scenario, or go on with a kept play."""
    if scenario is not None and resume is not None:
        raise _fail("name a scenario or a play to go on with, not both.", 2)
    if scenario is not None:
        _load(scenario)
    if resume is not None:
        _record(resume)
    raise typer.Exit(starting.start(scenario, resume, plain))


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    format: Annotated[CheckFormat, typer.Option(help="How to print.")] = CheckFormat.text,  # noqa: A002
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")] = False,
) -> None:
    """Check scenarios and reviews, and print every problem."""
    from scr_sim.play.endless import endless_passages
    from scr_sim.scenario import check_files
    from scr_sim.scenario.report import FORMATS

    for path in paths:
        if not path.exists():
            raise _fail(f"there is no file or folder “{_shown(path)}”.", 2)
    checked = check_files(paths)
    if not checked:
        raise _fail(f"no YAML file was found in {', '.join(_shown(p) for p in paths)}.", 2)
    for one in checked:
        if one.scenario is not None:
            for loop in endless_passages(one.scenario):
                one.tell(
                    "passage-loop",
                    f"In some play these passages lead into one another for ever: "
                    f"{', '.join(loop)}.",
                    ("scenes", loop[0]),
                    "Change what leads into them, or lead one of them out.",
                )
    problems = [problem for one in checked for problem in one.problems]
    errors = sum(problem.severity == "error" for problem in problems)
    printed = FORMATS[format.value](problems)
    if printed:
        print(printed)
    if format is CheckFormat.text:
        warnings = len(problems) - errors
        print(
            f"{_count(len(checked), 'file')} checked: {_count(errors, 'error')}, "
            f"{_count(warnings, 'warning')}."
        )
    raise typer.Exit(1 if errors or (strict and problems) else 0)


@app.command()
def replay(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    actions: Annotated[list[str] | None, typer.Argument(metavar="ACTION...")] = None,
    as_json: _JsonOption = False,
) -> None:
    """Replay a list of actions and say where it leads."""
    from scr_sim.play import ActionError, Play, answer
    from scr_sim.scenario import ScenarioError

    loaded = _load(scenario)
    try:
        played = Play(loaded, actions or ())
    except (ActionError, ScenarioError) as error:
        raise _fail(str(error)) from None
    if as_json:
        print(json.dumps(answer(played), ensure_ascii=False, indent=2))
        return
    for step in played.steps:
        print(f"{step.scene}: {step.stance}: {step.label}")
    where = f"Ending: {played.ending}" if played.finished else f"Now in: {played.scene}"
    print(where)
    if not played.finished:
        print(f"Next: {', '.join(played.could())}")


@app.command()
def debrief(
    play: Annotated[str, typer.Argument(metavar="PLAY", help="A kept play's id.")],
    format: Annotated[DebriefFormat, typer.Option(help="How to print.")] = DebriefFormat.md,  # noqa: A002
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Print the debrief of a kept play."""
    from scr_sim.debrief import RENDERINGS
    from scr_sim.debrief import debrief as debriefed
    from scr_sim.records import RecordError, Store

    record = _record(play)
    scenario = _load(record.loaded_from)
    store = Store.open()
    try:
        replayed = store.replayed(record, scenario)
        text = RENDERINGS[format.value](
            debriefed(replayed, store.said(record.id), store.reflections(record.id))
        )
    except RecordError as error:
        raise _fail(str(error)) from None
    finally:
        store.close()
    if out is None:
        print(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _fail(f"{_shown(out)} cannot be written: {error.strerror}.") from None
    print(f"Written to {_shown(out)}")


@app.command()
def plays(
    as_json: _JsonOption = False,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="PLAY", help="Delete a kept play for good.")
    ] = None,
) -> None:
    """List the plays that are kept."""
    from scr_sim.records import Store

    if delete is not None:
        record = _record(delete)
        store = Store.open()
        store.delete(record.id)
        store.close()
        print(f"Deleted {record.id} ({record.title}).")
        return
    store = Store.open()
    if store.trouble:
        print(f"scr-sim: {store.trouble}", file=sys.stderr)
    records = store.plays()
    store.close()
    if as_json:
        print(json.dumps([_as_data(record) for record in records], ensure_ascii=False, indent=2))
        return
    if not records:
        print("No plays are kept yet.")
    for record in records:
        when = record.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        how = record.ending_title or ("left by going back" if record.left else "not finished")
        print(
            f"{record.id}  {when}  {record.title}  ({_count(record.decisions, 'decision')}; {how})"
        )


@app.command(name="list")
def list_scenarios(as_json: _JsonOption = False) -> None:
    """List the scenarios that can be played, and those that cannot yet."""
    from scr_sim import folders
    from scr_sim.scenario import check_files

    found = [
        one
        for one in check_files(p for p in folders.libraries() if p.is_dir())
        if one.kind == "scenario"
    ]
    if as_json:
        print(json.dumps([_entry(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        if one.scenario is not None:
            s = one.scenario
            print(f"{s.id}  {s.title}  ({s.role}; about {s.minutes} minutes)")
        else:
            errors = sum(problem.severity == "error" for problem in one.problems)
            print(f"{_shown(one.path)}  cannot be played: {_count(errors, 'error')}")


cli_authors.register(app)


def _entry(one: Any) -> dict[str, Any]:
    from scr_sim.scenario.report import as_data

    s = one.scenario
    entry: dict[str, Any] = {
        "path": str(one.path),
        "usable": s is not None,
        "problems": as_data(one.problems),
    }
    if s is not None:
        entry = {
            "id": s.id,
            "title": s.title,
            "summary": s.summary,
            "role": s.role,
            "minutes": s.minutes,
            "review": s.review,
            "features": list(s.features),
            **entry,
        }
    return entry


def _record(name: str) -> PlayRecord:
    from scr_sim.records import RecordError, Store

    store = Store.open()
    try:
        return store.record(name)
    except RecordError as error:
        raise _fail(str(error)) from None
    finally:
        store.close()


def _as_data(record: PlayRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "scenario": record.scenario,
        "title": record.title,
        "branches": list(record.branches),
        "started": record.started.isoformat(),
        "updated": record.updated.isoformat(),
        "finished": record.finished,
        "ending": record.ending,
        "ending_title": record.ending_title,
        "ending_kind": record.ending_kind,
        "decisions": record.decisions,
        "actions": [action.word for action in record.actions],
        "forked_from": record.forked_from,
        "left": record.left,
    }


def _shown(path: Path) -> str:
    from scr_sim.scenario.problems import visible

    return visible(str(path))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line. No traceback reaches a user."""
    sys.excepthook = crashes.crashed
    try:
        app(args=list(words) if words is not None else None, prog_name="scr-sim")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)

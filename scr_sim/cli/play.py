"""Commands for those who play: play, replay, debrief, plays."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim.cli import launcher
from scr_sim.cli.application import (
    BranchOption,
    JsonOption,
    PlainOption,
    app,
    explained,
    fail,
    load,
    record,
    written,
)
from scr_sim.output import safe_line, tell, tell_json, tell_text, warn
from scr_sim.text.quantities import counted, decisions
from scr_sim.text.stances import SIGNS, STANCE_NAMES

if TYPE_CHECKING:
    from scr_sim.services import PlayRecord, Records


class DebriefFormat(StrEnum):
    """How a debrief is printed."""

    md = "md"
    html = "html"
    json = "json"


@app.callback(invoke_without_command=True)
def _home(
    context: typer.Context,
    plain: PlainOption = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        tell(f"scr-sim {installed('scr-sim')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(launcher.start(None, None, plain))


@app.command()
def play(
    scenario: Annotated[str | None, typer.Argument(help="An id or a path.")] = None,
    branch: BranchOption = None,
    plain: PlainOption = None,
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="PLAY", help="Go on with a kept play.")
    ] = None,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="CASE", help="Play or go on with a case: its id or path."),
    ] = None,
) -> None:
    """Play a scenario or a case, or go on with a kept play."""
    if sum(one is not None for one in (scenario, resume, case)) > 1:
        raise fail("name a scenario, a case or a play to go on with: one of them.", 2)
    if branch and scenario is None:
        raise fail("name the scenario that the branch is to be added to.", 2)
    if scenario is not None:
        load(scenario, branch or ())
    if resume is not None and record(resume).with_room:
        raise fail("that play is a room's: “scr-sim group --resume LOG” goes on with the exercise.")
    if case is not None:
        _known_case(case)
    raise typer.Exit(launcher.start(scenario, resume, plain, tuple(branch or ()), case))


def _known_case(name: str) -> None:
    from scr_sim.scenario import ScenarioError, load_case

    try:
        load_case(name)
    except ScenarioError as error:
        raise explained(error) from None


@app.command()
def replay(
    scenario: Annotated[str, typer.Argument(help="An id or a path.")],
    actions: Annotated[list[str] | None, typer.Argument(metavar="ACTION...")] = None,
    branch: BranchOption = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="SCENE", help="What if: begin in this scene, as nobody came there."),
    ] = None,
    let: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="With --at: a variable's value there."),
    ] = None,
    so: Annotated[
        list[str] | None,
        typer.Option(metavar="FACT", help="With --at: what is so, like held(letter)."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Replay a list of actions and say where it leads."""
    from scr_sim.engine import ActionError, Play, SuppositionError, answer
    from scr_sim.scenario import ScenarioError
    from scr_sim.services import supposed

    if at is None and (let or so):
        raise fail("--let and --so are about a scene: name it with --at.", 2)
    loaded = load(scenario, branch or ())
    try:
        supposition = None if at is None else supposed(loaded, at, let or (), so or ())
        played = Play(loaded, actions or (), supposition)
    except (ActionError, ScenarioError, SuppositionError) as error:
        raise fail(str(error)) from None
    if as_json:
        tell_json(answer(played))
        return
    if at is not None:
        tell(f"What if: it begins in “{at}”, and is no play.")
    for step in played.steps:
        tell(f"{step.scene}: {SIGNS[step.stance]} {STANCE_NAMES[step.stance]}: {step.label}")
    where = f"Ending: {played.ending}" if played.finished else f"Now in: {played.scene}"
    tell(where)
    if not played.finished:
        tell(f"Next: {', '.join(played.could())}")


@app.command()
def debrief(
    play: Annotated[str, typer.Argument(metavar="PLAY", help="A kept play's id.")],
    format: Annotated[DebriefFormat, typer.Option(help="How to print.")] = DebriefFormat.md,  # noqa: A002
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
) -> None:
    """Print the debrief of a kept play, or of a case by the id of its play."""
    from scr_sim.scenario import ScenarioError
    from scr_sim.services import (
        RecordError,
        Records,
        case_play,
        debrief_document,
        debrief_of_case,
        kept_cases,
    )

    records = Records.open()
    heard: list[str] = []
    records.listen(heard.append)
    try:
        lines: tuple[str, ...] = ()
        of_case = any(kept.id == play for kept in kept_cases(records))
        if of_case:
            told = debrief_of_case(records, case_play(records, play))
            assert told is not None  # it is kept, so something of it was played
            text = debrief_document(told, format.value)
        else:
            looked = records.look_at(record(play).id)
            lines = looked.lines
            text = debrief_document(looked.session.debrief(), format.value)
    except RecordError as error:
        raise fail(str(error)) from None
    except ScenarioError as error:
        raise explained(error) from None
    finally:
        records.close()
    # What is damaged in other plays is no matter of this one.
    for line in (*(one for one in heard if one != records.unreadable), *lines):
        warn(line)
    if out is None:
        tell_text(text)
        return
    written(out, text, private=True)  # it holds the player's own words
    tell(f"Written to {out.resolve()}")


@app.command()
def plays(
    as_json: JsonOption = False,
    delete: Annotated[
        str | None, typer.Option("--delete", metavar="PLAY", help="Delete a kept play for good.")
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Put a damaged file aside, and begin a new one with what can be read of it.",
        ),
    ] = False,
) -> None:
    """List the plays that are kept."""
    from scr_sim.services import Records, kept_cases

    if delete is not None:
        _delete(delete)
        return
    if repair:
        _repair()
        return
    records = Records.open()
    trouble = records.trouble
    kept = records.plays()
    cases = kept_cases(records)
    records.close()
    for sentence in filter(None, (trouble, records.unreadable)):
        warn(sentence)
    for play in records.damaged:
        warn(f"“scr-sim plays --delete {play}” deletes one that is damaged, for good.")
    _list_plays(kept, as_json=as_json, whole=not records.unreadable)
    if not as_json:
        for case in cases:
            tell(f"{case.id}  the case “{safe_line(case.title)}”: {case.ended} ended")
    if records.unreadable:
        raise typer.Exit(1)


def _list_plays(records: list[PlayRecord], *, as_json: bool, whole: bool) -> None:
    if as_json:
        tell_json([_as_data(one) for one in records])
        return
    from scr_sim.services import play_names
    from scr_sim.services.history_words import NO_PLAYS, how_it_ended

    if not records and whole:
        tell(NO_PLAYS)
    names = play_names(records)
    for one in records:
        when = one.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        how = how_it_ended(one)
        tell(f"{one.id}  {when}  {names[one.id]}  ({decisions(one.decisions)}; {how})")


def _delete(name: str) -> None:
    from scr_sim.services import RecordError, Records

    records = Records.open()
    try:
        play = records.find(safe_line(name))
        title = _title(records, play)
        records.delete(play)
    except RecordError as error:
        raise fail(str(error)) from None
    finally:
        records.close()
    if records.trouble:
        raise fail(f"{play} is not deleted: {records.why}")
    tell(f"Deleted {play} ({title}).")


def _title(records: Records, play: str) -> str:
    from scr_sim.services import RecordError

    try:
        return records.record(play).title
    except RecordError:  # a damaged play can be deleted all the same
        return "it was damaged"


def _repair() -> None:
    from scr_sim.services import RecordError, Records

    records = Records.open()
    try:
        aside = records.repair()
        count = len(records.plays())
    except RecordError as error:
        raise fail(str(error)) from None
    finally:
        records.close()
    tell(f"{counted(count, 'play')} could be read and {'is' if count == 1 else 'are'} kept on.")
    tell(f"The damaged file is now {aside}.")


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
        "left_why": str(record.left_why),
        "case": None if record.case_place is None else record.case_place.case,
        "case_play": None if record.case_place is None else record.case_place.play,
        "starts": dict(record.starts),
        "with_room": record.with_room,
    }

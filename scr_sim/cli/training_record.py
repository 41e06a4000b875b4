"""The command that makes a training record."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim import output
from scr_sim.cli.application import app, fail

if TYPE_CHECKING:
    from scr_sim.services import TrainingRecord


class RecordFormat(StrEnum):
    """How a training record is written."""

    html = "html"
    csv = "csv"
    md = "md"


@app.command(name="record")
def training_record(
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day, as 2026-03-01.")
    ] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last day; without it, today.")
    ] = "",
    format: Annotated[RecordFormat, typer.Option(help="How it is written.")] = RecordFormat.md,  # noqa: A002
    out: Annotated[Path | None, typer.Option("--out", help="Write to a file.")] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Show your own words: reasons and answers.")
    ] = False,
    play: Annotated[
        list[str] | None,
        typer.Option("--play", metavar="PLAY", help="Only this play; may be given again."),
    ] = None,
) -> None:
    """Make a training record, with room for a supervisor to sign.

    It says what was practised, when and how long, and which findings were met; never how it went.
    """
    from scr_sim import services
    from scr_sim.services import training_record_formats as formats

    seen, trouble = services.my_history()
    for sentence in filter(None, (trouble, seen.unreadable)):
        output.warn(sentence)
    known = {one.id for one in seen.plays}
    if seen.unreadable and not known:
        raise typer.Exit(1)  # a record that says that nothing was practised would be untrue
    rooms = {one.id for one in seen.plays if one.with_room}
    for name in play or ():
        if name not in known and seen.unreadable:
            raise fail(f"the play “{name[:40]}” could not be read, or there is none of that id.")
        if name not in known:
            raise fail(f"there is no kept play “{name[:40]}”. “scr-sim plays” lists them.")
        if name in rooms:
            raise fail(f"the play “{name}” was with a room, so it is no practice of your own.")
    try:
        over = services.period(seen, since, until)
    except services.PeriodError as error:
        raise fail(str(error), 2) from None
    chosen = services.Shown(
        reasons=words, answers=words, plays=frozenset(play) if play is not None else None
    )
    record = services.training_record(seen, over, chosen)
    text = formats.RECORD_FORMATS[format.value](record)
    note = formats.length_note(record) if format is RecordFormat.html else ""
    _hand_over(record, text, out, note)
    if seen.unreadable and play is None:
        raise typer.Exit(1)


def _hand_over(record: TrainingRecord, text: str, out: Path | None, note: str) -> None:
    """Print a record, or show it and write it to a file where that is wanted.

    ``note`` is told of it before, if anything.
    """
    from scr_sim import services
    from scr_sim.services import training_record_formats as formats

    if out is None:
        output.tell_text(text.rstrip("\r\n"))
        return
    output.tell_text(formats.to_markdown(record))
    if note:
        output.tell(note)
    if sys.stdin.isatty() and sys.stdout.isatty():
        output.ask(f"This is what {out} will hold. Write it, y or n (Enter for no):", to=sys.stdout)
        if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
            output.tell("Nothing was written.")
            return
    try:
        services.write_private(out, text)
    except OSError as error:
        raise fail(f"{out} cannot be written: {error.strerror}.") from None
    output.tell(f"Written to {out.resolve()}")

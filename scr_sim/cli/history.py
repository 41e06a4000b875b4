"""The command that looks back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from scr_sim.cli.application import JsonOption, app, fail
from scr_sim.output import tell, tell_json, tell_text, warn

if TYPE_CHECKING:
    from scr_sim.services import History, Written


@app.command()
def history(
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="Find reasons and answers by their words."),
    ] = None,
) -> None:
    """Look back: findings over time, how sure you were, and what you wrote."""
    from scr_sim import services
    from scr_sim.services import history_tables as tables

    if as_json and as_csv:
        raise fail("choose --json or --csv, not both.", 2)
    seen, trouble = services.my_history()
    for sentence in filter(None, (trouble, seen.unreadable)):
        warn(sentence)
    found = services.search(seen, search) if search is not None else ()
    if as_json:
        data = tables.as_data(seen) if search is None else tables.written_as_data(found)
        tell_json(data)
    elif as_csv:
        text = tables.findings_table(seen) if search is None else tables.written_table(found)
        tell_text(text.rstrip("\r\n"))
    else:
        lines = _told(seen) if search is None else _found(found, search)
        tell(*lines)
    if seen.unreadable:
        raise typer.Exit(1)


def _told(seen: History) -> Iterator[str]:
    from scr_sim.services import TIME_RULE
    from scr_sim.services import history_words as words

    if not seen.plays:
        if not seen.unreadable:
            yield words.NO_PLAYS
        return
    yield words.practised(seen)
    yield TIME_RULE
    yield from ("", "Findings, play by play, the oldest first", f"  {words.LEGEND}")
    for finding in seen.findings:
        yield f"  {finding.number} {finding.title}"
        signs = words.chart((one.way for one in finding.meetings), 60)
        yield f"    {signs}   {words.over_time(finding)}"
    if not seen.findings:
        yield f"  {words.NO_FINDINGS}"
    yield from ("", "How sure you were, decision by decision")
    if seen.surety:
        for band, ways in seen.surety.bands:
            if ways:
                yield f"  {band}: {words.chart(ways, 60)}"
        yield from (f"  {line}" for line in words.averages(seen.surety))
    else:
        yield f"  {words.NO_SURETY}"
    if seen.told:
        yield from ("", "What cannot be read in full", *(f"  {line}" for line in seen.told))


def _found(found: tuple[Written, ...], search: str) -> Iterator[str]:
    from scr_sim.services.history_words import when
    from scr_sim.text.characters import one_line

    if not found:
        yield f"Nothing that you wrote has these words: {one_line(search)}"
    for one in found:
        yield f"{one.play.id}  {when(one.play)}  {one.play.title}"
        yield f"  {one.about}"
        yield from (f"  > {line}" for line in one.text.splitlines())

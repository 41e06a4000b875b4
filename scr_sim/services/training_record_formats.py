"""A training record as one page to print, as Markdown, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from scr_sim.services.history_words import day
from scr_sim.services.practice_time import TIME_RULE
from scr_sim.services.spreadsheet import Cell, table
from scr_sim.services.training_records import Practised, TrainingRecord
from scr_sim.text.markdown import literal
from scr_sim.text.quantities import counted
from scr_sim.text.templates import page

#: More days than these are told by the first and the last.
_MOST_DAYS = 4
#: So many letters are printed in one line; and so many lines, with a heading for each text, print
#: on two pages of A4: some 45 reasons of two lines did, 68 did not.
_LINE, _MOST_LINES = 100, 150
WHAT_IT_IS = (
    "Practice with scr-sim: branching scenarios, fiction drawn from a published case review, in "
    "which one decides whether to accept, challenge or escalate. How the plays went is not in "
    "this record."
)
NOTHING = "Nothing was practised in this period, or no play was chosen."
SIGNED = ("Learner’s name", "Supervisor’s name", "Supervisor’s signature", "Date")


def length_note(record: TrainingRecord) -> str:
    """Return that a record is likely to print on more than two pages, if so; otherwise nothing.

    What is shown of one's own words makes it long.
    """
    lines = sum(2 + len(line) // _LINE for one in record.words for line in one.text.splitlines())
    if lines <= _MOST_LINES:
        return ""
    return (
        "With so many of your own words it is likely to print on more than two pages. Fewer plays "
        "make it shorter, or leaving out what you wrote."
    )


def totals(record: TrainingRecord) -> str:
    """Return how much was practised, in one sentence."""
    return f"{counted(record.plays, 'play')}, {counted(record.minutes, 'minute')} of practice."


def between(record: TrainingRecord) -> str:
    """Return the period in words."""
    since, until = record.period.since, record.period.until
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def on_days(days: Sequence[date]) -> str:
    """Return days in words; of many, the first and the last."""
    if len(days) > _MOST_DAYS:
        return f"{day(days[0])} to {day(days[-1])}, on {len(days)} days"
    return ", ".join(map(day, days))


def to_markdown(record: TrainingRecord) -> str:
    """Return the record as Markdown; what was typed by anybody stands as it was typed."""
    return "\n".join(_markdown(record)).rstrip() + "\n"


def _markdown(record: TrainingRecord) -> Iterator[str]:
    yield from ("# Training record", "", between(record) + ". " + totals(record), "", WHAT_IT_IS)
    yield from ("", "## What was practised", "")
    if not record.practised:
        yield NOTHING
    for one in record.practised:
        yield f"- {_practised(one)}"
        if one.features:
            yield f"  Practises: {literal('; '.join(one.features))}."
    if record.findings:
        yield from ("", "## Findings met", "")
    for finding in record.findings:
        met = counted(finding.plays, "play")
        yield f"- Finding {finding.number}, {literal(finding.title)}: in {met}"
    if record.words:
        yield from ("", "## In my own words", "")
    for words in record.words:
        when = f", {day(words.day)}" if words.day is not None else ""
        yield f"**{literal(words.title)}{when}.** {literal(words.about)}"
        yield from ("", *(f"> {literal(line)}" for line in words.text.splitlines()), "")
    yield from ("", "## Signed", "")
    yield from (f"{label}: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n" for label in SIGNED)
    yield TIME_RULE


def _practised(one: Practised) -> str:
    role = f" ({literal(one.role)})" if one.role else ""
    return f"**{literal(one.title)}**{role}: {amounts(one)}"


def amounts(one: Practised) -> str:
    """Return how much of a scenario was practised, when, and which findings were met."""
    parts = [counted(one.plays, "play"), counted(one.decisions, "decision")]
    parts.append(counted(one.minutes, "minute"))
    if one.days:
        parts.append(on_days(one.days))
    if one.findings:
        parts.append(f"findings {', '.join(map(str, one.findings))}")
    return f"{'; '.join(parts)}."


def to_html(record: TrainingRecord) -> str:
    """Return the record as one page: no script, nothing fetched, made to be printed."""
    return page("training-record.html").render(
        r=record,
        between=between(record),
        totals=totals(record),
        on_days=on_days,
        day=day,
        what_it_is=WHAT_IT_IS,
        nothing=NOTHING,
        signed=SIGNED,
        time_rule=TIME_RULE,
    )


def to_csv(record: TrainingRecord) -> str:
    """Return the record as CSV: a row for each scenario practised, then one for each text."""
    rows: list[Sequence[Cell]] = [
        (
            "practised",
            one.title,
            one.role,
            "; ".join(map(str, one.days)),
            one.plays,
            one.decisions,
            one.minutes,
            "; ".join(map(str, one.findings)),
            None,
            None,
        )
        for one in record.practised
    ]
    for words in record.words:
        when = str(words.day) if words.day is not None else None
        rows.append(
            (words.kind, words.title, None, when, None, None, None, None, words.about, words.text)
        )
    return table(
        (
            "what",
            "title",
            "role",
            "days",
            "plays",
            "decisions",
            "minutes",
            "findings",
            "about",
            "text",
        ),
        rows,
    )


RECORD_FORMATS: dict[str, Callable[[TrainingRecord], str]] = {
    "html": to_html,
    "md": to_markdown,
    "csv": to_csv,
}

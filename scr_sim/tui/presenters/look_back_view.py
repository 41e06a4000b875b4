"""How looking back reads on the screen: plain data in, content out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from scr_sim.services import (
    TIME_RULE,
    FindingOverTime,
    History,
    PlaySeen,
    TrainingRecord,
    Written,
    minutes,
)
from scr_sim.services import history_words as words
from scr_sim.services import training_record_formats as formats
from scr_sim.text.quantities import counted
from scr_sim.tui.content import MUTED, flowed, hanging, join, line, plain
from scr_sim.tui.presenters import play_view

#: So many columns of signs fit on the narrowest screen beside a few words.
_MOST_BESIDE = 24
#: A chart of more columns has its words below it: at 60 columns they would break.
_LONGEST_WITH_WORDS = 15

DAMAGED = Content(
    "What is kept of this play is damaged and cannot be read. The other plays are not touched by "
    "it. Delete takes away what there is of it, for good, after asking."
)


def _head(text: str) -> Content:
    return plain(text, "bold $primary")


def _legend(width: int) -> list[Content]:
    return flowed((plain(one, MUTED) for one in words.LEGENDS), width)


def totals(seen: History | None) -> Content:
    """Return the line above the views; None is while plays are being read."""
    told = "Reading your plays …" if seen is None else words.practised(seen)
    return line(("Looking back   ", "bold $primary"), (told, MUTED))


def play(one: PlaySeen, width: int) -> Content:
    """Return one play: when, how long, how it ended, and how it met the findings."""
    parts = [
        _head(one.title),
        plain(f"{words.when(one)} · {counted(minutes(one.time), 'minute')} · {one.role}", MUTED),
        Content(words.how_it_ended(one)),
    ]
    if one.told:
        parts += [Content(""), line(("Not all can be read: ", "$warning"), one.told)]
    if one.findings:
        parts += [Content(""), _head("The findings in this play")]
    for finding in one.findings:
        how = words.met(len(finding.echoed), len(finding.answered))
        row = line(
            (f"{words.SIGNS[finding.way]} ", "$accent"),
            (f"{finding.number} ", "bold $accent"),
            finding.title,
            (f"  {how}", MUTED),
        )
        parts.append(hanging(row, width, 4))
    if one.decisions:
        who = "the room" if one.with_room else "you"
        parts += [Content(""), _head(f"What {who} decided")]
    for decision in one.decisions:
        sure = "" if decision.confidence is None else f"  {decision.confidence} in 100 sure"
        row = line(
            (f"{words.SIGNS[decision.way] if decision.holds else '?'} ", "$accent"),
            play_view.stance(decision.stance),
            f"  {decision.label}",
            (sure, MUTED),
        )
        parts.append(hanging(row, width, 4))
        if decision.reason:
            reason = line(("    because ", MUTED), (decision.reason, "italic"))
            parts.append(hanging(reason, width, 4))
    return join(parts)


def finding_row(one: FindingOverTime) -> Content:
    """Return a finding as a row of a list: its chart, play by play, and in words."""
    chart = plain(words.chart((m.way for m in one.meetings), _MOST_BESIDE), "$accent")
    # Beside a long chart there is no room on a small screen.
    between = "   " if chart.cell_length <= _LONGEST_WITH_WORDS else "\n  "
    return line(
        (f"{one.number} ", "bold $accent"),
        (one.title, "bold"),
        "\n  ",
        chart,
        (f"{between}{words.over_time_briefly(one)}", MUTED),
    )


def finding(one: FindingOverTime, width: int) -> Content:
    """Return a finding in full: how each play met it, the oldest first."""
    parts = [
        line((f"Finding {one.number}  ", "bold $accent"), (one.title, "bold $primary")),
        Content(f"Its pattern and its lesson: {words.over_time(one)}."),
        *_legend(width),
        Content(""),
    ]
    for meeting in one.meetings:
        row = line(
            (f"{words.SIGNS[meeting.way]} ", "bold $accent"),
            (f"{words.when(meeting.play)}  ", MUTED),
            meeting.play.title,
        )
        told = (words.meeting(meeting), words.CHANGED if meeting.play.told else "")
        below = (plain(f"    {one}", MUTED) for one in told if one)
        parts += [hanging(part, width, 4) for part in (row, *below)]
    return join(parts)


def surety(seen: History, width: int) -> Content:
    """Return how sure the player was against how it went; as many decisions as a row has room."""
    parts = [_head("How sure you were, and how it went"), *_legend(width), Content("")]
    if not seen.surety:
        return join([*parts, Content(words.NO_SURETY)])
    parts.append(plain("Decision by decision, the oldest first", MUTED))
    bands = seen.surety.bands
    charts = words.charts([ways for _, ways in bands], width - 2)
    for (band, ways), (chart, shown) in zip(bands, charts, strict=True):
        cut = f"   the latest {shown} of {len(ways):,}" if shown < len(ways) else ""
        parts.append(line((band, "bold"), (cut, MUTED)))
        parts.append(line("  ", (chart, "$accent") if ways else ("no decision yet", MUTED)))
    parts += [Content(""), _head("How sure you were on average")]
    parts += [Content(told) for told in words.averages(seen.surety)]
    return join(parts)


def told(seen: History) -> Content:
    """Return what cannot be read in full, and how time is counted."""
    parts = [Content(""), plain(TIME_RULE, MUTED)]
    if seen.told:
        parts += [Content(""), _head("What cannot be read in full")]
        parts += [line(("• ", "$accent"), one) for one in seen.told]
    return join(parts)


def written_row(one: Written) -> Content:
    """Return something written as a row of a list: its first line, and where it was written."""
    first = " ".join(one.text.split())
    shown = f"{first[:100]}…" if len(first) > 100 else first
    kind = "reason" if one.kind == "reason" else "answer"
    return line((shown, "bold"), (f"\n  {words.when(one.play)} · {kind} · {one.play.title}", MUTED))


def written(one: Written) -> Content:
    """Return something written, in full."""
    kind = "Your reason" if one.kind == "reason" else "Your answer"
    return join(
        [
            line((kind, "bold $primary"), (f"   {words.when(one.play)} · {one.play.title}", MUTED)),
            plain(one.about, MUTED),
            Content(""),
            plain(one.text, "italic"),
        ]
    )


def record(made: TrainingRecord) -> Content:
    """Return everything that a training record holds."""
    parts = [
        _head("Training record"),
        line((f"{formats.between(made)}. ", "bold"), formats.totals(made)),
        plain(formats.WHAT_IT_IS, MUTED),
    ]
    if long := formats.length_note(made):
        parts.append(plain(long, "$warning"))
    parts += [Content(""), _head("What was practised")]
    if not made.practised:
        parts.append(Content(formats.NOTHING))
    for one in made.practised:
        parts.append(line((one.title, "bold"), (f"  {one.role}", MUTED)))
        parts.append(plain(f"  {formats.amounts(one)}", MUTED))
        if one.features:
            parts.append(plain(f"  Practises: {'; '.join(one.features)}", MUTED))
    if made.findings:
        parts += [Content(""), _head("Findings met")]
    for met in made.findings:
        count = counted(met.plays, "play")
        parts.append(line((f"{met.number} ", "bold $accent"), met.title, (f"  in {count}", MUTED)))
    if made.words:
        parts += [Content(""), _head("In my own words")]
    for own in made.words:
        when = f", {words.day(own.day)}" if own.day is not None else ""
        parts += [plain(f"{own.title}{when}. {own.about}", MUTED), plain(own.text, "italic")]
    parts += [Content(""), _head("Signed"), Content(": …   ".join((*formats.SIGNED, "")).strip())]
    return join(parts)


def checks(
    shown: Sequence[tuple[str, bool]], plays: Sequence[PlaySeen], chosen: frozenset[str]
) -> list[Content]:
    """Return the rows of what can be shown, then of the plays; each is marked or not."""
    rows = [line((_box(on), "bold $accent"), (label, "bold")) for label, on in shown]
    for one in plays:
        rows.append(
            line(
                (_box(one.id in chosen), "bold $accent"),
                f"{words.when_exactly(one)}  {one.title}",
                (f"  {counted(minutes(one.time), 'minute')}", MUTED),
            )
        )
    return rows


def _box(on: bool) -> str:
    return "[x] " if on else "[ ] "

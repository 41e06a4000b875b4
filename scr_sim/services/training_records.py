"""The training record: what was practised in a period, when, how long and with which findings.

It holds nothing that the learner has not chosen to show. How plays went is never in it: no
endings, and no counts of patterns repeated or lessons acted on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from scr_sim.services.history_model import History, PlaySeen
from scr_sim.services.practice_time import days as days_of
from scr_sim.services.practice_time import minutes, spent, within
from scr_sim.text.characters import one_line


class PeriodError(ValueError):
    """A period makes no sense; the message is one sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the learner chose to show. ``plays`` are ids; None is every play of the period."""

    dates: bool = True
    reasons: bool = False
    answers: bool = False
    plays: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from ``since`` to ``until``, both among them, where the user is."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise PeriodError(
                f"The first day, {self.since}, is after the last, {self.until}. "
                "Change one of them, or swap them."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """A scenario that was practised: in how many plays, on which days, how long."""

    title: str
    role: str
    features: tuple[str, ...]
    plays: int
    decisions: int
    minutes: int
    findings: tuple[int, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPractised:
    """A finding that decisions of the period met, and in how many plays."""

    number: int
    title: str
    review: str
    plays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A reason or an answer in the learner's own words; ``day`` is None where it is not shown."""

    kind: Literal["reason", "answer"]
    title: str
    about: str
    text: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord:
    """What was practised in a period, as the learner chose to show it."""

    period: Period
    shown: Shown
    plays: int
    minutes: int
    practised: tuple[Practised, ...]
    findings: tuple[FindingPractised, ...]
    words: tuple[OwnWords, ...]


def day_named(text: str) -> date:
    """Return the day that somebody wrote as year-month-day. Raises `PeriodError`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise PeriodError(
            f"“{one_line(text[:40])}” is no date. Write it as year-month-day: 2026-03-31."
        ) from None


def period(seen: History, since: str = "", until: str = "", today: date | None = None) -> Period:
    """Return the period that somebody asked for. Raises `PeriodError`.

    Without ``since`` it begins with the first play of one's own, without ``until`` it ends today.
    """
    last = day_named(until) if until.strip() else today or date.today()
    if since.strip():
        return Period(since=day_named(since), until=last)
    begun = days_of(play.started for play in seen.plays if not play.with_room)
    return Period(since=min(begun[0], last) if begun else last, until=last)


def plays_of(seen: History, over: Period, zone: tzinfo | None = None) -> tuple[PlaySeen, ...]:
    """Return the plays in which something was done in a period, the oldest first.

    A room's plays are no practice of one's own and are not among them.
    """
    return tuple(play for play in seen.plays if play.practised and _done(play, over, zone))


def training_record(
    seen: History, over: Period, shown: Shown, zone: tzinfo | None = None
) -> TrainingRecord:
    """Return the record of a period, with what is shown and no more.

    Days are those of ``zone``; None is where the computer is.
    """
    plays = [p for p in plays_of(seen, over, zone) if shown.plays is None or p.id in shown.plays]
    return TrainingRecord(
        period=over,
        shown=shown,
        plays=len(plays),
        minutes=_minutes(plays, over, zone),
        practised=tuple(_practised(plays, over, shown, zone)),
        findings=tuple(_findings(plays, over, zone)),
        words=tuple(_words(plays, over, shown, zone)),
    )


def _done(play: PlaySeen, over: Period, zone: tzinfo | None) -> list[datetime]:
    """Return when something was done in a play for the first time, in a period."""
    return [at for at in play.moments if _in(at, over, zone) and at != play.started]


def _in(moment: datetime, over: Period, zone: tzinfo | None) -> bool:
    return within(moment, over.since, over.until, zone)


def _minutes(plays: Iterable[PlaySeen], over: Period, zone: tzinfo | None) -> int:
    """Return the minutes of plays in a period: those of each play, so that they add up."""
    times = (spent(play.moments, over.since, over.until, zone) for play in plays)
    return sum(map(minutes, times))


def _met(play: PlaySeen, over: Period, zone: tzinfo | None) -> set[int]:
    """Return the findings that a play met by what was decided in a period."""
    return {
        number
        for one in play.decisions
        if not one.carried and _in(one.at, over, zone)
        for number in (*one.echoes, *one.answers)
    }


def _practised(
    plays: Sequence[PlaySeen], over: Period, shown: Shown, zone: tzinfo | None
) -> Iterable[Practised]:
    groups: dict[tuple[str, str], list[PlaySeen]] = {}
    for play in plays:
        groups.setdefault((play.scenario, play.title), []).append(play)
    for (_, title), group in groups.items():
        done = [moment for play in group for moment in _done(play, over, zone)]
        yield Practised(
            title=title,
            role=next((play.role for play in group if play.role), ""),
            features=next((play.features for play in group if play.features), ()),
            plays=len(group),
            decisions=sum(
                not one.carried and _in(one.at, over, zone)
                for play in group
                for one in play.decisions
            ),
            minutes=_minutes(group, over, zone),
            findings=tuple(sorted({n for play in group for n in _met(play, over, zone)})),
            days=days_of(done, zone) if shown.dates else (),
        )


def _findings(
    plays: Iterable[PlaySeen], over: Period, zone: tzinfo | None
) -> Iterable[FindingPractised]:
    met: dict[tuple[str, int, str], int] = {}
    for play in plays:
        numbers = _met(play, over, zone)
        for one in play.findings:
            if one.number in numbers:
                key = (one.review, one.number, one.title)
                met[key] = met.get(key, 0) + 1
    for (review, number, title), count in sorted(met.items()):
        yield FindingPractised(number=number, title=title, review=review, plays=count)


def _words(
    plays: Iterable[PlaySeen], over: Period, shown: Shown, zone: tzinfo | None
) -> Iterable[OwnWords]:
    for play in plays:
        for one in play.decisions if shown.reasons else ():
            if one.reason.strip() and not one.carried and _in(one.at, over, zone):
                yield OwnWords(
                    kind="reason",
                    title=play.title,
                    about=f"{one.scene}: {one.label}",
                    text=one.reason.strip(),
                    day=days_of([one.at], zone)[0] if shown.dates else None,
                )
        for answer in play.answers if shown.answers else ():
            if answer.text.strip():
                yield OwnWords(
                    kind="answer",
                    title=play.title,
                    about=answer.asked,
                    text=answer.text.strip(),
                    day=None,  # when an answer was written is not kept
                )

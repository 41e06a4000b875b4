"""How looking back reads: the signs of its charts, and the sentences of every front end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scr_sim.services.history_model import (
    FindingOverTime,
    History,
    Meeting,
    PlaySeen,
    Surety,
    Way,
)
from scr_sim.services.practice_time import day_of
from scr_sim.store.model import LeftWhy, PlayRecord
from scr_sim.text.labels import ENDINGS
from scr_sim.text.quantities import counted

#: Told apart by shape, in every theme and without colour.
SIGNS: dict[Way, str] = {"acted": "■", "repeated": "□", "both": "◧", "neither": "·"}
WAYS: dict[Way, str] = {
    "acted": "lesson acted on",
    "repeated": "pattern repeated",
    "both": "both",
    "neither": "not met",
}
LEGENDS = tuple(f"{SIGNS[way]} {words}" for way, words in WAYS.items())
LEGEND = "  ".join(LEGENDS)
NO_PLAYS = "No plays are kept yet."
NO_FINDINGS = "Make a decision in a play, and this shows how it met the findings."
WITH_ROOM = "with a room"
CHANGED = "Its scenario has changed since; it is counted as it is now."
NO_SURETY = (
    "You have not said yet how sure you were. While “Ask how sure I am” is on in the "
    "settings, each choice asks it."
)
_WHERE: dict[Way, str] = {
    "acted": "where you acted on a lesson",
    "repeated": "where you repeated a pattern",
    "both": "where you did both",
    "neither": "where no finding was met",
}

_LEFT: dict[LeftWhy, str] = {
    LeftWhy.NOT_KEPT: "left for another play",
    LeftWhy.WENT_BACK: "left by going back",
    LeftWhy.SCENARIO_CHANGED: "left when its scenario changed",
    LeftWhy.OTHER_WINDOW: "left for how it went on in another window",
}


def chart(ways: Iterable[Way], most: int | None = None, *, apart: bool = True) -> str:
    """Return a row of signs, the oldest first, in at most so many columns.

    They stand apart where there is room, if they may; where there is not enough, the latest are
    shown.
    """
    signs = [SIGNS[way] for way in ways]
    if apart and most is not None and 2 * len(signs) <= most:
        return " ".join(signs)
    if most is None or len(signs) <= most:
        return "".join(signs)
    return "…" + "".join(signs[len(signs) - max(1, most - 1) :])


def charts(rows: Sequence[Sequence[Way]], most: int) -> list[tuple[str, int]]:
    """Return rows of signs that can be laid beside each other, and how many of each are shown.

    All of them stand apart, or none: a longer row is always one of more signs.
    """
    apart = all(2 * len(ways) <= most for ways in rows)
    return [
        (chart(ways, most, apart=apart), len(ways) if len(ways) <= most else max(1, most - 1))
        for ways in rows
    ]


def over_time(finding: FindingOverTime) -> str:
    """Return how often plays met a finding, in words."""
    plays = len(finding.meetings)
    if not finding.repeated_in and not finding.acted_in:
        return f"not met in {counted(plays, 'play')}"
    return (
        f"repeated in {finding.repeated_in}, acted on in {finding.acted_in} "
        f"of {counted(plays, 'play')}"
    )


def over_time_briefly(finding: FindingOverTime) -> str:
    """Return the same in fewer words, to stand beside a chart."""
    plays = len(finding.meetings)
    if not finding.repeated_in and not finding.acted_in:
        return f"not met in {plays}"
    return f"repeated {finding.repeated_in}, acted on {finding.acted_in}, of {plays}"


def meeting(one: Meeting) -> str:
    """Return how one play met a finding, in words."""
    return met(one.echoed, one.answered)


def met(echoed: int, answered: int) -> str:
    """Return in words in how many decisions a finding was met."""
    parts = []
    if echoed:
        parts.append(f"pattern repeated {times(echoed)}")
    if answered:
        parts.append(f"lesson acted on {times(answered)}")
    return ", ".join(parts) or "not met"


def times(number: int) -> str:
    """Return a number of times in words."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def how_it_ended(play: PlaySeen | PlayRecord) -> str:
    """Return in a few words how a play stands, and whether it is a room's."""
    left = _LEFT[play.left_why] if play.left else ""
    parts = (play.ending_title or ("" if left else "not finished"), left, _with_room(play))
    return ", ".join(filter(None, parts))


def _with_room(play: PlaySeen | PlayRecord) -> str:
    return WITH_ROOM if play.with_room else ""


def when(play: PlaySeen) -> str:
    """Return the day on which a play was begun, where the user is."""
    return day(day_of(play.started))


def when_exactly(play: PlaySeen) -> str:
    """Return the day and the time of day at which a play was begun, where the user is."""
    return f"{when(play)}, {play.started.astimezone():%H:%M}"


def day(one: date) -> str:
    """Return a day as people write it: 3 Nov 2026."""
    return f"{one.day} {one:%b} {one.year}"


def practised(seen: History) -> str:
    """Return how much was practised, in one sentence."""
    if not seen.plays:
        return NO_PLAYS
    plays = [play for play in seen.plays if play.practised]
    finished = sum(play.finished for play in plays)
    rooms = sum(play.with_room for play in seen.plays)
    return (
        f"{counted(len(plays), 'play')}, {finished:,} finished, "
        f"{counted(seen.minutes, 'minute')}."
        + (f" Not counted: {counted(rooms, 'play')} {WITH_ROOM}." if rooms else "")
    )


def averages(surety: Surety) -> Iterator[str]:
    """Return how sure the player was on average, by how it went and by how the play ended."""
    for way, where in _WHERE.items():
        if levels := surety.by_way.get(way):
            yield f"{_mean(levels)} {where} ({counted(len(levels), 'decision')})."
    for kind, levels in surety.by_ending.items():
        told = ENDINGS.get(kind, kind)  # other versions may have kept other kinds
        made = counted(len(levels), "decision")
        yield f"{_mean(levels)} in plays that ended like this: {told} ({made})"


def _mean(levels: tuple[int, ...]) -> str:
    return f"{round(sum(levels) / len(levels))} in 100 on average"

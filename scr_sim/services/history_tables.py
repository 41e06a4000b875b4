"""Looking back as data for other programs: JSON, and tidy tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scr_sim.services.history_model import History, PlaySeen, Written
from scr_sim.services.practice_time import minutes
from scr_sim.services.spreadsheet import Cell, table

_PLAY = (
    "play",
    "scenario",
    "title",
    "started",
    "updated",
    "finished",
    "ending_kind",
    "ending",
    "decisions",
    "minutes",
)
_FINDING = ("review", "finding", "finding_title", "pattern_repeated", "lesson_acted_on")
_WRITTEN = ("play", "scenario", "title", "written", "kind", "about", "text")


def findings_table(seen: History) -> str:
    """Return CSV: a row for each play and finding; a play without findings has one row.

    A room's plays are not in it: its rows are counted.
    """
    rows: list[Sequence[Cell]] = []
    for play in seen.plays:
        if play.with_room:
            continue
        head = tuple(_head(play).values())
        rows += [
            (*head, f.review, f.number, f.title, len(f.echoed), len(f.answered))
            for f in play.findings
        ] or [(*head, *(None for _ in _FINDING))]
    return table((*_PLAY, *_FINDING), rows)


def written_table(found: Sequence[Written]) -> str:
    """Return CSV: a row for each reason or answer."""
    return table(_WRITTEN, [tuple(_written(one).values()) for one in found])


def as_data(seen: History) -> dict[str, Any]:
    """Return everything as plain data, as ``scr-sim history --json`` prints it."""
    return {
        "minutes": seen.minutes,
        "plays": [_play(play) for play in seen.plays],
        "findings": [
            {
                "review": finding.review,
                "finding": finding.number,
                "title": finding.title,
                "plays": [
                    {
                        "play": one.play.id,
                        "pattern_repeated": one.echoed,
                        "lesson_acted_on": one.answered,
                    }
                    for one in finding.meetings
                ],
            }
            for finding in seen.findings
        ],
        "how_sure": {
            "by_way": {way: list(levels) for way, levels in seen.surety.by_way.items()},
            "by_ending_kind": {k: list(levels) for k, levels in seen.surety.by_ending.items()},
        },
    }


def written_as_data(found: Sequence[Written]) -> list[dict[str, Any]]:
    """Return reasons and answers as plain data."""
    return [_written(one) for one in found]


def _play(play: PlaySeen) -> dict[str, Any]:
    return {
        **_head(play),
        "finished": play.finished,
        "left": play.left,
        "left_why": str(play.left_why),
        "with_room": play.with_room,
        "cannot_be_read": play.told,
        "decisions": [
            {
                "number": one.number,
                "scene": one.scene,
                "stance": one.stance,
                "label": one.label,
                "reason": one.reason,
                "confidence": one.confidence,
                "at": one.at.isoformat(),
                "echoes": list(one.echoes),
                "answers": list(one.answers),
                "carried": one.carried,
            }
            for one in play.decisions
        ],
        "answers": [
            {"finding": one.finding, "asked": one.asked, "text": one.text} for one in play.answers
        ],
    }


def _head(play: PlaySeen) -> dict[str, Cell]:
    values: tuple[Cell, ...] = (
        play.id,
        play.scenario,
        play.title,
        play.started.isoformat(),
        play.updated.isoformat(),
        "yes" if play.finished else "no",
        play.ending_kind,
        play.ending_title,
        len(play.decisions),
        minutes(play.time),
    )
    return dict(zip(_PLAY, values, strict=True))


def _written(one: Written) -> dict[str, Cell]:
    values: tuple[Cell, ...] = (
        one.play.id,
        one.play.scenario,
        one.play.title,
        one.at.isoformat(),
        one.kind,
        one.about,
        one.text,
    )
    return dict(zip(_WRITTEN, values, strict=True))

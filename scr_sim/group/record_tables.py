"""The record of an exercise as a table, and its events as lines of JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from scr_sim import output
from scr_sim.group.events import (
    CameLate,
    Dissented,
    Event,
    Explained,
    Joined,
    Opened,
    Pledged,
    RecordWanted,
    Returned,
    Voted,
)
from scr_sim.group.record import DecisionHeld, EvidenceHeard, Record, Spoken
from scr_sim.group.record_meetings import Meetings
from scr_sim.group.shared_types import Place
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.services.spreadsheet import Cell, table

_HEADER = (
    "decision",
    "scene",
    "title",
    "vote",
    "choice",
    "stance",
    "label",
    "people",
    "by_hand",
    "taken",
    "how",
    "because",
    "changed",
    "read_out",
    "not_read_out",
    "dissent",
    "set_aside",
)
#: What is never written: it would let somebody in, or bring somebody back as another person.
_SECRET = frozenset({"token", "words", "key", "code", "port", "console_key", "wall_key"})
#: What a person does, which in an anonymous exercise nothing may tell of whom.
_OWN = (Voted, Explained, CameLate, Dissented, Pledged, RecordWanted)


def to_csv(record: Record) -> str:
    """Return a row for each choice in each vote, and one for each vote that was set aside.

    ``choice`` is empty in the row of those who could not decide. Votes that were not revealed
    have no rows of their own.
    """
    rows = [row for held in record.decisions for row in _rows(held)]
    return table(_HEADER, rows)


def _rows(held: DecisionHeld) -> Iterator[Sequence[Cell]]:
    where: tuple[Cell, ...] = (held.number, held.scene, held.title)
    end: tuple[Cell, ...] = (
        held.how,
        held.because,
        held.changed,
        _evidence(held.voiced),
        _evidence(held.unvoiced),
        _spoken(held.dissent),
    )
    for one in held.rounds:
        if not one.revealed:
            continue
        for choice in held.offered:
            yield (
                *(*where, one.number, choice.id, choice.stance, choice.label),
                *(one.counts[choice.id], one.hands, "yes" if choice.id == held.choice else "no"),
                *(*end, ""),
            )
        yield (
            *(*where, one.number, "", "", "", one.undecided, one.hands, "no"),
            *(*end, ""),
        )
    for void in held.voids:
        why = void.because or "no reason was given"
        yield (
            *(*where, void.round, "", "", "", void.people, None, "no"),
            *(*end, why),
        )


def _evidence(known: Sequence[EvidenceHeard]) -> str:
    return "; ".join(f"{one.label} ({one.agency})" if one.agency else one.label for one in known)


def _spoken(said: Sequence[Spoken]) -> str:
    return "; ".join(f"{one.text} [{one.who}]" if one.who else one.text for one in said)


def to_jsonl(events: Sequence[Event], scenario: LoadedScenario) -> str:
    """Return the events as lines of JSON, in order, without anything that lets somebody in.

    How anybody voted and why is left out of a vote that was not revealed. In an anonymous exercise
    there are no names, and what people did stands without its time, in an order that says nothing,
    under numbers that hold for one decision only: nobody can be followed from one to the next.
    """
    opened = events[0] if events and isinstance(events[0], Opened) else None
    writer = _Writer(events, scenario, opened is None or opened.recording == "anonymous")
    return "".join(f"{output.safe_json(line)}\n" for line in writer.lines())


class _Writer:
    def __init__(self, events: Sequence[Event], scenario: LoadedScenario, anonymous: bool) -> None:
        self._events = events
        self._scenario = scenario
        self._anonymous = anonymous
        self._met = Meetings(events, scenario)
        self._tokens: dict[int, str] = {}
        for one in events:
            if isinstance(one, Joined):
                self._tokens.setdefault(one.person, one.token)
        self._numbers = self._drawn()

    def lines(self) -> Iterator[str]:
        """Give the lines, one for each event."""
        kept: list[tuple[str, int, str]] = []
        for event in self._events:
            told = self._told(event)
            if self._anonymous and isinstance(event, _OWN):
                kept.append((event.kind, told.get("person") or 0, _json(told)))
                continue
            if event.kind not in {"joined", "returned", "pause-wanted", "door"}:
                yield from (one for *_, one in sorted(kept))
                kept.clear()
            yield _json(told)
        yield from (one for *_, one in sorted(kept))

    def _told(self, event: Event) -> dict[str, Any]:
        told = {
            name: value
            for name, value in event.model_dump(mode="json").items()
            if name not in _SECRET
        }
        if isinstance(event, Opened):
            told["scenario"] = self._scenario.id
            told["branches"] = list(self._scenario.branches)
        if isinstance(event, Voted | CameLate | Explained) and not self._revealed(event.place):
            told = {name: told[name] for name in ("at", "kind", "person", "place")}
        if self._anonymous:
            self._forget(event, told)
        return {"kind": told.pop("kind"), **told}

    def _forget(self, event: Event, told: dict[str, Any]) -> None:
        """Leave out whatever tells who somebody is."""
        for name in ("name", "own_agency"):
            told.pop(name, None)
        if isinstance(event, Joined | Returned):
            told.pop("person", None)
        if isinstance(event, _OWN):
            told.pop("at", None)
            place = getattr(event, "place", None)
            if isinstance(event, Voted | CameLate | Explained) and place is not None:
                told["person"] = self._numbers[self._where(place)][event.person]
            elif event.person is not None:
                told.pop("person", None)

    def _revealed(self, place: Place) -> bool:
        meeting = self._met.at(place)
        return meeting is not None and place.round in meeting.revealed

    def _where(self, place: Place) -> tuple[str, int]:
        meeting = self._met.at(place)
        return (place.scene, meeting.begun if meeting is not None else place.step)

    def _drawn(self) -> dict[tuple[str, int], dict[int, int]]:
        """Return people's numbers at each decision, from 1: the same always, and no sign of who."""
        people: dict[tuple[str, int], set[int]] = {}
        for event in self._events:
            if isinstance(event, Voted | CameLate | Explained):
                people.setdefault(self._where(event.place), set()).add(event.person)
        return {
            where: {
                person: number
                for number, person in enumerate(
                    sorted(some, key=lambda one: (self._draw(one, where), one)), 1
                )
            }
            for where, some in people.items()
        }

    def _draw(self, person: int, where: tuple[str, int]) -> str:
        # Nobody who has not seen their token, which is long and by chance, can work this out.
        said = f"{self._tokens.get(person, '')}\n{where[0]}\n{where[1]}"
        return sha256(said.encode("utf-8", "replace")).hexdigest()


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

"""Rooms to try the rules on: simulated people who join, vote and go through a scenario."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from scr_sim import load
from scr_sim.group import commands as asked
from scr_sim.group.events import Event, Opened
from scr_sim.group.exercise import Answered, Exercise
from scr_sim.group.room import GRACE, Room, opened
from scr_sim.scenario import LoadedScenario


def opening(**more: Any) -> Opened:
    """Return the first event of an exercise."""
    fields: dict[str, Any] = {
        "at": 0,
        "scenario": "headlice-account",
        "digest": "",
        "code": "KITE",
        "port": 8000,
        "console_key": "the-console-key",
        "wall_key": "the-wall-key",
    }
    return Opened(**{**fields, **more})


@cache
def story(name: str) -> LoadedScenario:
    """Return a scenario, checked once for all the tables that play it."""
    return load(name)


class Table:
    """A room with its rules, its clock and its log."""

    def __init__(self, scenario: str | LoadedScenario = "headlice-account", **more: Any) -> None:
        loaded = story(scenario) if isinstance(scenario, str) else scenario
        self.exercise = Exercise(loaded)
        first = opening(scenario=loaded.id, **more)
        self.log: list[Event] = [first]
        self.room: Room = opened(first)
        self.now = 1_000

    def do(self, command: asked.Command) -> Answered:
        """Do what a command says, and keep what came of it. Raises `RefusedError`."""
        answered = self.exercise.answer(self.room, command, self.now)
        for event in answered.events:
            self.log.append(event)
            self.room = self.room.after(event)
        return answered

    @property
    def phase(self) -> str:
        """Where the room stands now."""
        return self.room.phase

    def on(self) -> None:
        """Press the trainer's one key."""
        self.do(asked.MoveOn(seen=self.room.turn))

    def wait(self, milliseconds: int) -> None:
        """Let time go by, and what is due be done."""
        self.now += milliseconds
        self.do(asked.Tick())

    def join(self, people: int, agencies: Iterable[str] = ()) -> None:
        """Let people take seats, at the agencies in turn."""
        names = list(agencies) or list(self.exercise.agencies) or [""]
        for at in range(people):
            number = len(self.room.seats) + 1
            self.do(
                asked.Join(
                    token=f"token-{number}",
                    words=f"calm river {number}",
                    agency=names[at % len(names)],
                )
            )

    def vote(self, person: int, choice: str | None, key: str = "") -> Answered:
        """Let somebody tap a choice."""
        held = self.room.vote
        assert held is not None
        key = key or f"{person}-{held.place.step}-{held.place.round}-{choice}"
        return self.do(
            asked.Vote(token=f"token-{person}", place=held.place, key=key, choice=choice)
        )

    def close(self) -> None:
        """Close the vote and let the grace go by."""
        self.on()
        self.wait(GRACE)

"""Simulated people: a rehearsal goes from the lobby to its end, and the same each time."""

from __future__ import annotations

from random import Random

import pytest

from scr_sim.group import commands as asked
from scr_sim.group.simulated import PEOPLE, People
from tests.group.rooms import Table


def rehearsed(scenario: str, seed: int, **more: str) -> Table:
    """Hold a rehearsal: the people do what they do, and the trainer presses the one key."""
    table, people = Table(scenario, **more), People(Random(seed))
    for _ in range(5_000):
        room = table.room
        command = people.next_command(table.exercise, room)
        if command is not None:
            table.do(command)
        elif room.ended:
            return table
        elif room.closes_at is not None:
            table.wait(5_000)
        elif room.between:
            choice = room.between[0]
            action = table.exercise.actions_of(room, choice)[0]
            table.do(asked.Decide(action=action, because="It is time."))
        else:
            table.on()
    raise AssertionError("the rehearsal came to no end")


@pytest.mark.parametrize("scenario", ["headlice-account", "cancelled-icpc", "first-days"])
@pytest.mark.parametrize("joining", ["free", "balance", "another"])
def test_a_rehearsal_comes_to_its_end(scenario: str, joining: str) -> None:
    table = rehearsed(scenario, 4, joining=joining)
    assert len(table.room.seats) == PEOPLE
    assert table.room.rulings
    assert all(ruling.rounds[0].ballots for ruling in table.room.rulings)
    assert all(seat.pledge for seat in table.room.seats.values())


def test_the_same_chance_is_the_same_rehearsal() -> None:
    assert rehearsed("headlice-account", 7).log == rehearsed("headlice-account", 7).log
    assert rehearsed("headlice-account", 7).log != rehearsed("headlice-account", 8).log


def test_nobody_does_anything_while_the_room_is_paused() -> None:
    table = Table("headlice-account")
    table.do(asked.Pause())
    assert People(Random(1)).next_command(table.exercise, table.room) is None

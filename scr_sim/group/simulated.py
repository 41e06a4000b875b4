"""Simulated people, so that a trainer can rehearse alone: they join, vote, explain and pledge.

What they do is chance, from a source that is given: the same source, the same people.
"""

from __future__ import annotations

from random import Random
from typing import cast, get_args

from scr_sim.group.commands import Explain, Join, PhoneCommand, Pledge, Vote
from scr_sim.group.exercise import Exercise
from scr_sim.group.room import Room
from scr_sim.group.shared_types import Sure

#: How many people take part in a rehearsal.
PEOPLE = 12
_BECAUSE = (
    "I want to see it for myself.",
    "We have heard this before.",
    "It is what we agreed last time.",
    "Nobody has asked the children.",
    "I do not know enough yet.",
)
_PLEDGES = (
    "I ask who has seen the child.",
    "I write down what was seen apart from what was said.",
    "I say aloud when I am not sure.",
)


class People:
    """People who do one thing after another, as a room would."""

    def __init__(self, chance: Random, people: int = PEOPLE) -> None:
        self._chance = chance
        self._people = people

    def next_command(self, exercise: Exercise, room: Room) -> PhoneCommand | None:
        """Return what one of them does next; None where everybody waits for the trainer."""
        if room.paused:
            return None
        if room.phase == "lobby" and len(room.seats) < self._people and room.door_open:
            return self._join(exercise, len(room.seats) + 1)
        if room.phase == "vote" and room.vote is not None and room.closes_at is None:
            return self._vote(exercise, room)
        if room.phase in {"closing", "ended"}:
            silent = [one for one in room.seats.values() if not one.pledge]
            if silent:
                return Pledge(token=silent[0].token, text=self._chance.choice(_PLEDGES))
        return None

    def _join(self, exercise: Exercise, number: int) -> Join:
        named = list(exercise.agencies) or [""]
        agency = named[number % len(named)]
        own = next((one for one in named if one != agency), "other")
        return Join(
            token=f"simulated-{number}",
            words=f"simulated {number}",
            agency=agency,
            own_agency=own,
            name=f"Person {number}",
        )

    def _vote(self, exercise: Exercise, room: Room) -> PhoneCommand | None:
        assert room.vote is not None
        place, ballots = room.vote.place, room.vote.ballots
        for seat in room.seats.values():
            if not seat.token.startswith("simulated-"):
                continue
            ballot = ballots.get(seat.person)
            if ballot is None:
                # One in ten cannot decide.
                open_: list[str | None] = list(exercise.open_choices(room))
                undecided = self._chance.random() < 0.1 or not open_
                choice = None if undecided else self._chance.choice(open_)
                key = f"{place.scene}-{place.step}-{place.round}-{seat.person}"
                return Vote(token=seat.token, place=place, key=key, choice=choice)
            if not ballot.because and ballot.choice is not None:
                return Explain(
                    token=seat.token,
                    place=place,
                    sure=cast(Sure, self._chance.choice(get_args(Sure))),
                    because=self._chance.choice(_BECAUSE),
                )
        return None

"""The rules of an exercise: what each command comes to, where the room stands.

Nothing here knows what time it is: every command comes with its time. What may not be done is
`RefusedError`, with one sentence that says why; what was done already is answered as it was then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scr_sim.group import commands as asked
from scr_sim.group.phone_rules import PhoneRules
from scr_sim.group.room import Room
from scr_sim.group.situation import (
    Answered,
    Code,
    RefusedError,
)
from scr_sim.group.trainer_rules import TrainerRules

__all__ = ["Answered", "Code", "Exercise", "RefusedError"]


class Exercise(PhoneRules, TrainerRules):
    """The rules for one scenario. Immutable; every question is about a room that is given."""

    def answer(self, room: Room, command: asked.Command, now: int) -> Answered:
        """Return what a command comes to at a time. Raises `RefusedError`."""
        if room.ended and not isinstance(command, _AFTERWARDS):
            raise RefusedError("closed", "The exercise has ended.")
        return _ANSWERS[type(command)](self, room, command, now)


#: What is still taken when the exercise has ended.
_AFTERWARDS = (asked.Return, asked.Pledge, asked.WantRecord, asked.RoomPledge, asked.Tick)

_ANSWERS: dict[type, Callable[[Exercise, Room, Any, int], Answered]] = {
    asked.Join: Exercise._join,
    asked.Return: Exercise._return,
    asked.Vote: Exercise._vote,
    asked.Explain: Exercise._explain,
    asked.WantPause: Exercise._want_pause,
    asked.Dissent: Exercise._dissent,
    asked.Pledge: Exercise._pledge,
    asked.WantRecord: Exercise._want_record,
    asked.MoveOn: Exercise._move_on,
    asked.Skip: Exercise._skip,
    asked.RevealEarly: Exercise._reveal_early,
    asked.VoteAgain: Exercise._vote_again,
    asked.Void: Exercise._void,
    asked.CountHands: Exercise._count_hands,
    asked.AskFor: Exercise._ask_for,
    asked.Voice: Exercise._voice,
    asked.SetTimer: Exercise._set_timer,
    asked.Decide: Exercise._decide,
    asked.Pause: Exercise._pause,
    asked.GoOn: Exercise._go_on,
    asked.MoveDoor: Exercise._move_door,
    asked.TurnPage: Exercise._turn_page,
    asked.RoomPledge: Exercise._room_pledge,
    asked.ToDebrief: Exercise._to_debrief,
    asked.End: Exercise._end,
    asked.Tick: Exercise._tick,
}

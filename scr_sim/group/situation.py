"""Where a room stands in its scenario: what can be chosen, looked into and read out there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from scr_sim.debriefs import Debrief, debrief
from scr_sim.engine import ActionError, Play
from scr_sim.engine.beats import Answered as Heard
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.group import events as happened
from scr_sim.group.events import Event
from scr_sim.group.room import DISSENT, Room, Round
from scr_sim.group.shared_types import LONGEST_LINE, Phase, Place
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.text.characters import one_line

Code = Literal["stale", "closed", "unknown", "invalid", "wait", "full", "key", "unkept"]

#: No scene takes more pages of a wall.
MOST_PAGES = 999
#: The longest key of a tap.
LONGEST_KEY = 64
#: So many people at most sit at one table.
MOST_PEOPLE = 1_000


class RefusedError(Exception):
    """A command that may not be done now: what kind of refusal, and one sentence for a person."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Answered:
    """What a command came to: events to keep, and whether it was new, known already, or late."""

    events: tuple[Event, ...] = ()
    outcome: Literal["taken", "same", "late"] = "taken"


SAME = Answered((), "same")


class Situation:
    """What one scenario makes of any room: every question is about a room that is given."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self.scenario = scenario
        self.agencies: dict[str, str] = dict(scenario.agencies or {})
        self.play = lru_cache(maxsize=64)(self._play)
        self.debrief = lru_cache(maxsize=8)(self._debrief)
        self.heard_by = lru_cache(maxsize=64)(self._heard_by)
        self.would_tell = lru_cache(maxsize=256)(self._would_tell)
        #: What the room that was asked about last shows everybody, kept for the next who asks.
        self.shown_last: tuple[Room, dict[str, Any]] | None = None

    def _play(self, actions: tuple[str, ...]) -> Play:
        return Play(self.scenario, actions)

    def _debrief(self, actions: tuple[str, ...]) -> Debrief:
        return debrief(self.play(actions))

    def at(self, room: Room) -> Play:
        """Return the room's play as it stands."""
        return self.play(room.actions)

    def choices(self, room: Room) -> tuple[OfferedChoice, ...]:
        """Return the choices of the scene in which the room stands, in the author's order."""
        return self.at(room).choices()

    def open_choices(self, room: Room) -> list[str]:
        """Return the choices that can be taken now."""
        could = {action.partition("@")[0] for action in self.at(room).could()}
        return [choice.id for choice in self.choices(room) if choice.id in could]

    def known_choices(self, place: Place) -> frozenset[str]:
        """Return every choice that a place's scene has, whether or not it can be taken."""
        return frozenset([choice.id for choice in self.scenario.scenes[place.scene].choices])

    def enquiries(self, room: Room) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here."""
        return self.at(room).enquiries()

    def ways_to_voice(self, room: Room, enquiry: OfferedEnquiry) -> tuple[str, ...]:
        """Return the actions by which the room makes an enquiry now; none where it cannot.

        One that an agency holds is volunteered; another is made, in whatever way it can be.
        """
        if enquiry.made or room.phase not in {"evidence", "discussion"}:
            return ()
        if enquiry.agency and enquiry.agency in self.agencies.values():
            return (f"!{enquiry.id}",)
        lead = f"?{enquiry.id}"
        actions = self.at(room).actions()
        return tuple([a for a in actions if a == lead or a.startswith(f"{lead}@")][:400])

    def findings(self, room: Room) -> tuple[int, ...]:
        """Return the numbers of the findings that the room met, which its closing goes through."""
        found = self.debrief(room.actions).findings
        return tuple([view.number for view in found if view.echoed or view.answered])

    def has_debrief(self, room: Room) -> bool:
        """Return whether there is something to debrief: a decision that the room came to."""
        return bool(room.rulings) or room.phase == "decided"

    def place(self, room: Room) -> Place:
        """Return where the room is, between votes too."""
        return Place(scene=self.at(room).scene, step=room.came_at, round=room.round)

    def prose(self, room: Room, prose: Prose | None) -> str:
        """Return prose as it reads where the room stands."""
        play = self.at(room)
        return play.reads(prose)

    def told(self, room: Room) -> dict[str, str]:
        """Return what the room heard in this scene, by enquiry."""
        return self.heard_by(room.actions)

    def _heard_by(self, actions: tuple[str, ...]) -> dict[str, str]:
        play = self.play(actions)
        beats = [beat for beat in play.story if isinstance(beat, Heard)]
        return {beat.enquiry: heard(beat) for beat in beats if beat.scene == play.scene}

    def answer_text(self, room: Room, enquiry: str) -> str:
        """Return what an enquiry answers here, voiced or not; empty if it cannot be."""
        already = self.told(room).get(enquiry)
        return self.would_tell(room.actions, enquiry) if already is None else already

    def _would_tell(self, actions: tuple[str, ...], enquiry: str) -> str:
        try:
            beats = self.play((*actions, f"!{enquiry}")).beats
        except ActionError:
            return ""
        return next((heard(beat) for beat in beats if isinstance(beat, Heard)), "")

    def due(self, room: Room) -> int | None:
        """Return when a `Tick` is due next, in milliseconds; None where nothing waits."""
        return None if room.paused or room.ended else room.closes_at

    def dissent_open(self, room: Room, now: int) -> bool:
        """Return whether dissent from the last decision may be filed at a time."""
        ruling = room.ruling
        if ruling is None or room.phase not in {"decided", "outcome"}:
            return False
        return (room.paused_at or now) < ruling.at + DISSENT

    def _person(self, room: Room, token: str) -> int:
        person = room.tokens.get(token)
        if person is None:
            raise RefusedError("unknown", "This phone has no seat in the room. Please join first.")
        return person

    def actions_of(self, room: Room, choice: str) -> list[str]:
        """Return the actions by which a choice is taken now: several where it cites."""
        actions = self.at(room).actions()
        return [action for action in actions if action.partition("@")[0] == choice]

    def _last_counted(self, room: Room) -> Round:
        if not room.counted:
            raise RefusedError("stale", "No vote was held here that counts.")
        return room.counted[-1]

    def _moved(self, room: Room, phase: Phase, now: int, number: int | None = None) -> Event:
        return happened.Moved(
            at=now,
            phase=phase,
            round=room.round if number is None else number,
            scene=self.at(room).scene,
        )

    def _seen(self, room: Room, seen: int) -> None:
        if seen != room.turn:
            raise RefusedError("stale", "The room has gone on meanwhile. Look again.")

    def _in(self, room: Room, phases: Sequence[Phase]) -> None:
        if room.phase not in phases:
            raise RefusedError("stale", "This makes no sense where the room stands now.")
        if room.paused:
            raise RefusedError("wait", "The room is paused.")


def heard(beat: Heard) -> str:
    """Return an answer as a room hears it: its text, and every line of its page."""
    lines = [f"- {line.text}" for line in beat.page]
    return "\n\n".join([beat.text, *(["\n".join(lines)] if lines else [])])


def plain_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return what somebody wrote as one line without control characters. Raises `RefusedError`."""
    line = " ".join(one_line(text).split())
    if len(line) > longest:
        raise RefusedError(
            "invalid", f"This is longer than {longest} characters. Please shorten it."
        )
    return line

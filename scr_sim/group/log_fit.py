"""Whether a log's events still fit a scenario, which may have been edited since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_sim.engine import ActionError
from scr_sim.group.events import (
    Acted,
    Decided,
    Event,
    HandsCounted,
    Joined,
    Undecided,
    Voted,
)
from scr_sim.group.exercise import Exercise
from scr_sim.group.shared_types import Place


def misfit_of(exercise: Exercise, events: Sequence[Event]) -> str:
    """Return why a room can no longer stand where its events left it, as part of a sentence.

    Empty where it can.
    """
    play = exercise.play(())
    taken = 0
    for event in events:
        if isinstance(event, Acted):
            taken += 1
            try:
                play = play.take(event.action)
            except ActionError:
                return f"action {taken} of the room can no longer be taken in its scenario"
        elif isinstance(event, Joined) and event.agency and event.agency not in exercise.agencies:
            return f"its scenario has no agency “{event.agency}” any more"
        elif (place := getattr(event, "place", None)) is not None:
            unknown = _unknown(exercise, place, event)
            if unknown:
                return unknown
    return ""


def _unknown(exercise: Exercise, place: Place, event: Event) -> str:
    if place.scene not in exercise.scenario.scenes:
        return f"its scenario has no scene “{place.scene}” any more"
    known = exercise.known_choices(place)
    for choice in _choices(event):
        if choice not in known:
            return f"its scene “{place.scene}” has no choice “{choice}” any more"
    return ""


def _choices(event: Event) -> Iterable[str]:
    """Return the choices that an event names."""
    match event:
        case Voted(choice=str(choice)):
            return (choice,)
        case HandsCounted():
            return event.counts
        case Decided():
            return (event.action.partition("@")[0],)
        case Undecided():
            return event.between
        case _:
            return ()

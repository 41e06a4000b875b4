"""The words on pages that depend on where the exercise stands."""

from __future__ import annotations

from scr_sim.group.shared_types import Phase
from scr_sim.group.views import ChoiceShown, PhoneView, Revealed, Shown, WallView
from scr_sim.group.words import vote_name

_HEADINGS: dict[Phase, str] = {
    "lobby": "You are in",
    "briefing": "The scene",
    "vote": "Your vote",
    "sealed": "The votes are sealed",
    "evidence": "What does each of you know?",
    "discussion": "What would change your mind?",
    "revealed": "How the room voted",
    "decided": "The room has decided",
    "outcome": "What happened next",
    "closing": "The debrief",
    "ended": "The exercise is over",
}


def heading(view: Shown) -> str:
    """Return what a page is headed with: what is going on now."""
    if view.paused:
        return "The room has paused"
    if view.phase == "vote" and view.place.round > 1:
        return f"Your vote, {_ORDER.get(view.place.round, 'once more')}"
    if view.phase == "decided" and not view.decided:
        return "The room has not decided yet"
    return _HEADINGS[view.phase]


def wall_heading(view: WallView) -> str:
    """Return what the wall is headed with."""
    if view.paused or view.phase not in {"lobby", "vote", "briefing"}:
        return heading(view)
    if view.phase == "lobby":
        return view.title
    if view.phase == "briefing":
        return view.scene.title
    again = f", {_ORDER.get(view.place.round, 'once more')}" if view.place.round > 1 else ""
    return f"Vote now{again}"


_ORDER = {2: "for the second time", 3: "for the third time"}


def has_forms(view: PhoneView) -> bool:
    """Return whether somebody may be writing: then a page without script is not drawn anew."""
    writing = view.may_dissent or view.phase in {"closing", "ended"}
    return not view.paused and (writing or (view.phase == "vote" and view.may_vote))


def by_stance(view: Shown) -> list[tuple[str, list[tuple[int, ChoiceShown]]]]:
    """Return the choices under their stances, each with the number that it has on the wall."""
    found: dict[str, list[tuple[int, ChoiceShown]]] = {}
    for number, choice in enumerate(view.choices, 1):
        found.setdefault(choice.stance, []).append((number, choice))
    return list(found.items())


def column_name(number: int, of: int) -> str:
    """Return what the column of a round is headed with, by its number and how many count."""
    return "Votes" if of == 1 else vote_name(number)


def votes_caption(revealed: Revealed) -> str:
    """Return what a table of votes is called."""
    return "People for each choice" + (", vote by vote" if len(revealed.rounds) > 1 else "")

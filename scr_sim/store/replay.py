"""Replaying a kept play in a scenario that may have changed since.

An action is known again by its words and stance, not by its place in a list: a choice that was
moved is the same, one that was renamed is found, and one that was reworded is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scr_sim.engine import ActionError, Play
from scr_sim.scenario import LoadedScenario, ScenarioError
from scr_sim.store.model import KeptAction, Stop


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far a kept play still holds.

    ``words`` are the actions as they are called now; ``stop`` is None where all of them hold.
    """

    play: Play
    words: tuple[str, ...]
    stop: Stop | None

    def same_as(self, actions: Sequence[KeptAction]) -> bool:
        """Return whether every action holds under its own name."""
        return self.stop is None and self.words == tuple(action.word for action in actions)


def replay(scenario: LoadedScenario, actions: Sequence[KeptAction]) -> Replayed:
    """Replay kept actions as far as they hold. Raises `ScenarioError` as playing does."""
    play = Play(scenario)
    for index, action in enumerate(actions):
        why = _elsewhere(play, action)
        word = None
        if not why:
            word, why = _word_now(play, action)
        if word is not None:
            try:
                play = play.take(word)
            except ActionError as error:
                why = f"“{action.label}” cannot be taken there any more: {error.message}"
        if why:
            return Replayed(play, play.actions_taken, Stop(index, action, why))
    return Replayed(play, play.actions_taken, None)


def _elsewhere(play: Play, action: KeptAction) -> str:
    if play.finished:
        return f"The play now ends before “{action.label}”."
    if play.scene == action.scene:
        return ""
    return f"The play now comes to “{play.scene_model.title}” before “{action.label}”."


def _word_now(play: Play, action: KeptAction) -> tuple[str | None, str]:
    """Return the action's word in the scenario as it is now, or why there is none."""
    lead = action.word[:1] if action.word[:1] in {"?", "!"} else ""
    name, at, cited = action.word.removeprefix(lead).partition("@")
    if action.kind == "enquiry":
        now = [(e.id, "", e.label) for e in play.enquiries()]
    else:
        now = [(c.id, str(c.stance), c.label) for c in play.choices()]
    wanted = (action.stance, _bare(action.label))
    alike = [one for one, stance, label in now if (stance, _bare(label)) == wanted]
    if name in alike:
        return action.word, ""
    if len(alike) == 1:
        return f"{lead}{alike[0]}{at}{cited}", ""
    there = next((entry for entry in now if entry[0] == name), None)
    if there is not None:
        return None, (
            f"Where you chose “{action.label}” it now says “{there[2]}”"
            f"{f' ({there[1]})' if there[1] != action.stance else ''}."
        )
    return None, f"“{action.label}” is no longer there."


def _bare(label: str) -> str:
    """Return a label's letters and digits, so that a mended comma does not end a play."""
    return " ".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())


__all__ = ["Replayed", "ScenarioError", "replay"]

"""Replaying a kept play in a scenario that may have changed since.

An action is known again by its words and stance, not by its place in a list: a choice that was
moved is the same, one that was renamed is found, and one that was reworded is told. What comes
out otherwise than it did then is told too, by the digests that were kept with the actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scr_sim.engine import (
    ActionError,
    Alteration,
    DigestComparison,
    EnquiryAction,
    Play,
    read_action,
)
from scr_sim.engine.alteration_words import bare
from scr_sim.engine.digests import from_json
from scr_sim.scenario import LoadedScenario
from scr_sim.store.model import KeptAction

_GONE = "a note that was shown is not there."


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a kept play no longer holds, because its scenario has changed, and why."""

    index: int
    action: KeptAction
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How far a kept play still holds.

    ``words`` are the actions as they are called now; ``stop`` is None where all of them hold;
    ``alterations`` are what comes out otherwise, up to there; ``gone`` is a sentence on the file
    that it was played from, where that is not there any more.
    """

    play: Play
    words: tuple[str, ...]
    stop: Stop | None
    alterations: tuple[Alteration, ...] = ()
    gone: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What is different, a sentence each; empty where nothing is."""
        told = [alteration.sentence for alteration in self.alterations]
        if self.stop is not None:
            told.append(f"It stops at decision {len(self.play.steps) + 1}. {self.stop.why}")
        return tuple(told)

    def same_as(self, actions: Sequence[KeptAction]) -> bool:
        """Return whether every action holds under its own name and leads where it led."""
        return (
            self.stop is None
            and self.words == tuple(action.word for action in actions)
            and all(alteration.harmless for alteration in self.alterations)
        )


def replay(
    scenario: LoadedScenario, actions: Sequence[KeptAction], beginning: str | None = None
) -> Replayed:
    """Replay kept actions as far as they hold; ``beginning`` is the digest of the play's start.

    Raises `ScenarioError` as playing does.
    """
    play = Play(scenario)
    comparison = DigestComparison()
    comparison.compare(from_json(beginning), play)
    for index, action in enumerate(actions):
        why = _elsewhere(play, action, comparison)
        word = None
        if not why:
            word, why = _word_now(play, action, comparison)
        if word is not None:
            try:
                play = play.take(word)
            except ActionError as error:
                because = _not_there(play, word) or error.message
                why = f"“{action.label}” cannot be taken there any more: {because}"
        if why:
            stop = Stop(index, action, why)
            return Replayed(
                play=play, words=play.actions_taken, stop=stop, alterations=comparison.alterations
            )
        comparison.compare(from_json(action.digest), play)
    return Replayed(
        play=play, words=play.actions_taken, stop=None, alterations=comparison.alterations
    )


def _elsewhere(play: Play, action: KeptAction, comparison: DigestComparison) -> str:
    if play.finished:
        return f"The play now ends before “{action.label}”."
    if play.scene in {action.scene, comparison.scenes.get(action.scene)}:
        return ""
    return f"The play now comes to “{play.scene_model.title}” before “{action.label}”."


def _word_now(
    play: Play, action: KeptAction, comparison: DigestComparison
) -> tuple[str | None, str]:
    """Return the action's word in the scenario as it is now, or why there is none."""
    lead = action.word[:1] if action.word[:1] in {"?", "!"} else ""
    name, at, cited = action.word.removeprefix(lead).partition("@")
    if action.kind == "enquiry":
        now = [(e.id, "", e.label) for e in play.enquiries()]
    else:
        now = [(c.id, str(c.stance), c.label) for c in play.choices()]
        cited = ",".join(comparison.notes.get(note, note) for note in cited.split(","))
    wanted = (action.stance, bare(action.label))
    alike = [one for one, stance, label in now if (stance, bare(label)) == wanted]
    if name in alike:
        return f"{lead}{name}{at}{cited}", ""
    if len(alike) == 1:
        return f"{lead}{alike[0]}{at}{cited}", ""
    there = next((entry for entry in now if entry[0] == name), None)
    if there is not None:
        return None, (
            f"Where you chose “{action.label}” it now says “{there[2]}”"
            f"{f' ({there[1]})' if there[1] != action.stance else ''}."
        )
    return None, f"“{action.label}” is no longer there."


def _not_there(play: Play, word: str) -> str:
    """Return why what an action cites or notes cannot be, as a person reads it; empty if it can."""
    read = read_action(word)
    if isinstance(read, EnquiryAction):
        page = next((e.page for e in play.enquiries() if e.id == read.enquiry), None)
        lines = dict(page.lines) if page is not None else {}
        if page is not None and any(one not in lines for one in read.noted or ()):
            return "a line that was noted is not on the page."
        return ""
    asks = any(choice.id == read.choice and choice.pick for choice in play.choices())
    missing = [note for note in read.cited or () if note not in play.notes]
    if not asks or not missing:
        return ""
    known = (play.scenario.notes or {}).get(missing[0])
    return f"what was shown from “{known.source}” is not held." if known else _GONE

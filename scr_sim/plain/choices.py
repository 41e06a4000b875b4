"""What is asked before a choice is taken: notes to show, a line of reasons, how sure."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.engine.beats import OfferedChoice
from scr_sim.plain import presenter
from scr_sim.plain.console import Talk
from scr_sim.plain.selection import selected
from scr_sim.services import Session
from scr_sim.text.labels import CONFIDENCE_LEVELS, confidence_in_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """An action that is to be taken, with what was written at it."""

    action: str
    reason: str = ""
    sure: int | None = None


def asked_for(talk: Talk, kept: Session, choice: OfferedChoice) -> Wanted | None:
    """Ask what goes with a choice; None where it is locked, or the player thinks again."""
    if choice.locked:
        because = " ".join(choice.because.split())
        if not because and not choice.affordable:
            because = presenter.costs(choice.costs)
        talk.say(f"Not yet. {because}")
        return None
    action = choice.id
    if choice.pick:
        cited = _cited(talk, kept, choice)
        if cited is None:
            return None
        action = f"{choice.id}@{','.join(cited)}"
    reason = ""
    settings = talk.records.settings
    if kept.play.ask:
        reason = written_first(kept)
    if not reason and (kept.play.ask or settings.reasons):
        written = _written(talk, kept, choice.id)
        if written is None:
            return None
        reason = written
    sure = _how_sure(talk) if settings.confidence else (None,)
    return Wanted(action, reason, sure[0]) if sure else None


def _cited(talk: Talk, kept: Session, choice: OfferedChoice) -> tuple[str, ...] | None:
    notes = kept.play.notebook
    talk.say_all(presenter.prose(choice.ask))
    talk.say_all(f"{n}. {presenter.note(one)}" for n, one in enumerate(notes, 1))
    return selected(talk, "Notes to show", [note.id for note in notes], choice.pick)


def written_first(kept: Session) -> str:
    """Return what was written here before choosing; empty where nothing was."""
    return kept.draft("")


def write_first(talk: Talk, kept: Session) -> None:
    """Let the player write before choosing, where the scene asks for it."""
    if not kept.play.ask:
        talk.say("Nothing is asked here that could be written first.")
    elif _written(talk, kept, ""):
        talk.say("Until you choose, 0 lets you change it.")


def _written(talk: Talk, kept: Session, choice: str) -> str | None:
    """Ask for what is written here, and keep it; None where the player thinks again.

    What a scene asks for belongs to the whole decision, and a reason to its choice.
    """
    asked = kept.play.ask
    talk.say_all(presenter.prose(asked))
    draft = kept.draft(choice) or kept.draft("")
    if draft:
        talk.say(f"You wrote before: {draft}")
    enter = "to keep it" if draft else "to leave it out"
    typed = talk.ask(f"{'You write' if asked else 'Because ...'} (Enter {enter}, x to go back):")
    if typed.casefold() == "x":
        return None
    reason = typed or draft
    kept.keep_draft("" if asked else choice, reason)
    return reason


def _how_sure(talk: Talk) -> tuple[int | None, ...]:
    """Ask how sure the player is; nothing at all where the player thinks again."""
    *lower, highest = CONFIDENCE_LEVELS
    levels = f"{' '.join(map(str, lower))} or {confidence_in_words(highest)}"
    known: dict[str, tuple[int | None, ...]] = {"": (None,), "x": ()}
    known |= {str(level): (level,) for level in CONFIDENCE_LEVELS}
    return talk.ask_until(
        f"How sure are you: {levels} (Enter to leave it out):",
        f"{levels}, nothing to leave it out, x to go back",
        known.get,
    )

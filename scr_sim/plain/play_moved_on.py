"""When a play has moved on in another window: what there is to choose, and nothing lost."""

from __future__ import annotations

from scr_sim.plain.console import InputEndedError, LeftError, Talk
from scr_sim.services import MovedOnError, RecordError, Session


def go_on(
    talk: Talk,
    kept: Session,
    error: MovedOnError,
    action: str = "",
    reason: str = "",
    sure: int | None = None,
) -> Session:
    """Ask where to go on, and return the play to go on with: ``kept`` itself to think again.

    ``action``, with what was written at it, is what could not be added to the play.
    """
    talk.say(str(error))
    can = "" if error.deleted else "g to go on from there, "
    can += "o to go on here as a play of its own, x to think again"
    known = {letter: letter for letter in ("o", "x", *(() if error.deleted else "g"))}
    try:
        wanted = talk.ask_until(f"{can}:", can, known.get)
    except (LeftError, InputEndedError):
        _keep_what_was_written(talk, kept, action, reason, sure)
        raise
    if wanted == "o":
        kept.set_apart()
        if action:
            kept.take(action, reason, sure)
        talk.say("You go on in a play of its own. Both plays are kept.")
    elif wanted == "g":
        return _there(talk, kept, action, reason, sure)
    return kept


def _there(talk: Talk, kept: Session, action: str, reason: str, sure: int | None) -> Session:
    try:
        caught_up = kept.caught_up()
    except RecordError as error:
        talk.say(str(error))
        return kept
    _keep_what_was_written(talk, kept, action, reason, sure)
    talk.say_all(caught_up.lines)
    talk.say("You go on from where the other window is.")
    return caught_up.session


def _keep_what_was_written(
    talk: Talk, kept: Session, action: str, reason: str, sure: int | None
) -> None:
    if reason or sure is not None:
        kept.set_aside(action, reason, sure)
        talk.say("What you wrote just now is kept too, in a play of its own.")

"""Answers to the review's questions, asked for one by one."""

from __future__ import annotations

from scr_sim.debriefs import Debrief, Reflection
from scr_sim.plain.console import Talk
from scr_sim.services import MovedOnError, Session


def ask_for_answers(talk: Talk, kept: Session, found: Debrief) -> None:
    """Ask the review's questions of a play until they are through, or the player stops."""
    asked = [(None, n, q) for n, q in enumerate(found.learning)]
    wanted = [(f.number, n, q) for f in found.findings for n, q in enumerate(f.questions)]
    for number, place, question in (*wanted, *asked):
        about = f"Finding {number}" if number is not None else "To take away"
        talk.say(f"{about}. {' '.join(question.text.split())}")
        if question.answer:
            talk.say(f"You wrote: {question.answer}")
        typed = talk.ask("Your answer (Enter to go on, x to stop):")
        if typed.casefold() == "x":
            return
        if typed:
            _keep(talk, kept, Reflection(number, place, typed), question.answer)
    talk.say("Those were all the questions.")


def _keep(talk: Talk, kept: Session, answer: Reflection, before: str) -> None:
    """Keep an answer; ``before`` is the one that was shown."""
    try:
        there = talk.records.reflect(kept.id, answer, before)
    except MovedOnError as error:
        kept.set_apart()
        talk.say(f"{error} What you write is kept in a play of its own.")
        there = talk.records.reflect(kept.id, answer, before)
    if there != answer.text:
        both = " ".join(there.split())
        talk.say(f"Another answer was written in another window. Both are kept: {both}")

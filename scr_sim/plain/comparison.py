"""Comparison: a play laid beside another of its scenario, in sentences."""

from __future__ import annotations

from scr_sim.debriefs import compare, sentences
from scr_sim.plain.console import Talk
from scr_sim.scenario import ScenarioError
from scr_sim.services import RecordError, Session


def lay_beside_another(talk: Talk, kept: Session) -> None:
    """Ask which play to lay beside this one, and tell how they differ."""
    others = talk.records.others(kept.play.scenario.id, kept.id)
    if not others:
        talk.say("There is no other play of this scenario yet.")
        return
    talk.say_all(
        f"{n}. {record.ending_title or 'Not finished'}, {record.decisions} decisions"
        for n, record in enumerate(others, 1)
    )
    picked = talk.ask_number(f"Compare with 1-{len(others)}, or x:", len(others))
    if picked is None:
        return
    try:
        other = talk.records.replayed(others[picked - 1].id)
    except (RecordError, ScenarioError) as error:
        talk.say(str(error))
        return
    if other.told:
        talk.say("The scenario has changed since that play; it is told as it is now.")
    talk.say_all(sentences(compare(kept.play, other.play)))

"""The record of an exercise as one page: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from scr_sim.group import record_words as words
from scr_sim.group.record import CANNOT_DECIDE, Learner, Record
from scr_sim.text.labels import confidence_in_words
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.text.support import support
from scr_sim.text.templates import page

#: What a supervisor's and a learner's hand fill in.
SIGNED = ("Learner’s name", "Date", "Supervisor’s name", "Supervisor’s signature")


def to_html(record: Record) -> str:
    """Return the report as HTML; every text in it is escaped."""
    return page("group-report.html").render(
        r=record,
        d=record.debrief,
        words=words,
        day=words.day_in_words(record.day),
        signs=SIGNS,
        stances=STANCE_NAMES,
        cannot_decide=CANNOT_DECIDE,
        confidence=confidence_in_words,
    )


def learning_record(record: Record, learner: Learner) -> str:
    """Return one person's record of learning as HTML, with its reflection left to be filled in."""
    met = [one for one in record.debrief.findings if one.echoed or one.answered]
    return page("group-learning-record.html").render(
        r=record,
        d=record.debrief,
        learner=learner,
        met=met,
        questions=[q.text for one in met for q in one.questions if q.kind == "reflection"],
        day=words.day_in_words(record.day),
        support=support(),
        signed=SIGNED,
    )

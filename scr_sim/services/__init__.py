"""What anyone can do.

In come what a person asks for and what is kept; out come plain values, and texts to be shown or
saved. Every use case that more than one front end has is here, so that the screen, the plain mode
and the command line say the same, and none of them talks to the store itself. This room must never
know of keys, terminals, screens or how a command is spelled.
"""

from scr_sim.services.history import history, kept_now, look_back, my_history, search
from scr_sim.services.history_model import (
    BANDS,
    AnswerGiven,
    DecisionMade,
    FindingOverTime,
    FindingSeen,
    History,
    KeptNow,
    Meeting,
    PlaySeen,
    Surety,
    Way,
    Written,
)
from scr_sim.services.history_words import NO_FINDINGS
from scr_sim.services.practice_time import LONGEST_PAUSE, TIME_RULE, day_of, minutes
from scr_sim.services.private_files import free_name, write_private
from scr_sim.services.training_record import (
    Period,
    PeriodError,
    Shown,
    TrainingRecord,
    period,
    plays_of,
    training_record,
)
from scr_sim.services.training_record_formats import FORMATS as RECORD_FORMATS

__all__ = [
    "BANDS",
    "LONGEST_PAUSE",
    "NO_FINDINGS",
    "RECORD_FORMATS",
    "TIME_RULE",
    "AnswerGiven",
    "DecisionMade",
    "FindingOverTime",
    "FindingSeen",
    "History",
    "KeptNow",
    "Meeting",
    "Period",
    "PeriodError",
    "PlaySeen",
    "Shown",
    "Surety",
    "TrainingRecord",
    "Way",
    "Written",
    "day_of",
    "free_name",
    "history",
    "kept_now",
    "look_back",
    "minutes",
    "my_history",
    "period",
    "plays_of",
    "search",
    "training_record",
    "write_private",
]

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
from scr_sim.services.practice_time import LONGEST_PAUSE, TIME_RULE, day_of, minutes

__all__ = [
    "BANDS",
    "LONGEST_PAUSE",
    "TIME_RULE",
    "AnswerGiven",
    "DecisionMade",
    "FindingOverTime",
    "FindingSeen",
    "History",
    "KeptNow",
    "Meeting",
    "PlaySeen",
    "Surety",
    "Way",
    "Written",
    "day_of",
    "history",
    "kept_now",
    "look_back",
    "minutes",
    "my_history",
    "search",
]

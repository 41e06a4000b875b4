"""What anyone can do.

In come what a person asks for and what is kept; out come plain values, and texts to be shown or
saved. Every use case that more than one front end has is here, so that the screen, the plain mode
and the command line say the same, and none of them talks to the store itself. This room must never
know of keys, terminals, screens, sockets or how a command is spelled.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_sim.services.cases import (
        CasePlay,
        CaseStep,
        KeptCase,
        begin_case,
        case_play,
        debrief_of_case,
        kept_cases,
        latest_of_case,
        open_step,
    )
    from scr_sim.services.exports import DEBRIEF_FORMATS, debrief_document
    from scr_sim.services.history import (
        history_of,
        kept_now,
        look_back,
        my_history,
        play_names,
        search,
    )
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
    from scr_sim.services.records import Records
    from scr_sim.services.replays import Replayed, Stop, replay
    from scr_sim.services.sessions import Clock, Opened, Session
    from scr_sim.services.settings import Settings
    from scr_sim.services.training_record_formats import RECORD_FORMATS
    from scr_sim.services.training_records import (
        Period,
        PeriodError,
        Shown,
        TrainingRecord,
        period,
        plays_of,
        training_record,
    )
    from scr_sim.services.what_ifs import Origin, facts_that_count, next_value, origins, supposed
    from scr_sim.store import KeptAction, MovedOnError, PlayRecord, RecordError

#: What each module has for the front ends. Loaded when first asked for: which front end starts is
#: settled by one setting, and the screen's first frame does not wait for the models.
_MODULES = {
    "services.cases": (
        "CasePlay",
        "CaseStep",
        "KeptCase",
        "begin_case",
        "case_play",
        "debrief_of_case",
        "kept_cases",
        "latest_of_case",
        "open_step",
    ),
    "services.exports": ("DEBRIEF_FORMATS", "debrief_document"),
    "services.history": (
        "history_of",
        "kept_now",
        "look_back",
        "my_history",
        "play_names",
        "search",
    ),
    "services.history_model": (
        "BANDS",
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
    ),
    "services.history_words": ("NO_FINDINGS",),
    "services.private_files": ("free_name", "write_private"),
    "services.practice_time": ("LONGEST_PAUSE", "TIME_RULE", "day_of", "minutes"),
    "services.records": ("Records",),
    "services.replays": ("Replayed", "Stop", "replay"),
    "services.sessions": ("Clock", "Opened", "Session"),
    "services.settings": ("Settings",),
    "services.training_record_formats": ("RECORD_FORMATS",),
    "services.training_records": (
        "Period",
        "PeriodError",
        "Shown",
        "TrainingRecord",
        "period",
        "plays_of",
        "training_record",
    ),
    "services.what_ifs": ("Origin", "facts_that_count", "next_value", "origins", "supposed"),
    "store": ("KeptAction", "MovedOnError", "PlayRecord", "RecordError"),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "BANDS",
    "DEBRIEF_FORMATS",
    "LONGEST_PAUSE",
    "NO_FINDINGS",
    "RECORD_FORMATS",
    "TIME_RULE",
    "AnswerGiven",
    "CasePlay",
    "CaseStep",
    "Clock",
    "DecisionMade",
    "FindingOverTime",
    "FindingSeen",
    "History",
    "KeptAction",
    "KeptCase",
    "KeptNow",
    "Meeting",
    "MovedOnError",
    "Opened",
    "Origin",
    "Period",
    "PeriodError",
    "PlayRecord",
    "PlaySeen",
    "RecordError",
    "Records",
    "Replayed",
    "Session",
    "Settings",
    "Shown",
    "Stop",
    "Surety",
    "TrainingRecord",
    "Way",
    "Written",
    "begin_case",
    "case_play",
    "day_of",
    "debrief_document",
    "debrief_of_case",
    "facts_that_count",
    "free_name",
    "history_of",
    "kept_cases",
    "kept_now",
    "latest_of_case",
    "look_back",
    "minutes",
    "my_history",
    "next_value",
    "open_step",
    "origins",
    "period",
    "play_names",
    "plays_of",
    "replay",
    "search",
    "supposed",
    "training_record",
    "write_private",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"scr_sim.{_WHERE[name]}"), name)
    raise AttributeError(f"module “scr_sim.services” has no attribute “{name}”")

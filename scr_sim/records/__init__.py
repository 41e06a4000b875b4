"""What is kept.

In come plays, reasons, answers and settings; out they come again, as they were. One SQLite file
in the user's data folder, for its owner alone; each action is on disk before its outcome is shown.
This room never decides what a play means or how it is shown, and sends nothing anywhere.
"""

from scr_sim.records.kept import KeptPlay
from scr_sim.records.model import KeptAction, PlayRecord, RecordError, Stop
from scr_sim.records.settings import Settings
from scr_sim.records.store import Resumed, Store

__all__ = [
    "KeptAction",
    "KeptPlay",
    "PlayRecord",
    "RecordError",
    "Resumed",
    "Settings",
    "Stop",
    "Store",
]

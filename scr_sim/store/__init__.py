"""What is kept.

In come plays, reasons, answers and settings; out they come again, as they were. One SQLite file
in the user's data folder, for its owner alone; each action is on disk before its outcome is shown.
This room never decides what a play means or how it is shown, and sends nothing anywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_sim.store.kept_play import KeptPlay, Resumed
    from scr_sim.store.model import KeptAction, MovedOnError, PlayRecord, RecordError, Stop
    from scr_sim.store.repository import Store
    from scr_sim.store.settings import Settings

__all__ = [
    "KeptAction",
    "KeptPlay",
    "MovedOnError",
    "PlayRecord",
    "RecordError",
    "Resumed",
    "Settings",
    "Stop",
    "Store",
]

_MODULES = {
    "KeptAction": "model",
    "KeptPlay": "kept_play",
    "MovedOnError": "model",
    "PlayRecord": "model",
    "RecordError": "model",
    "Resumed": "kept_play",
    "Settings": "settings",
    "Stop": "model",
    "Store": "repository",
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: which front end starts is settled by one setting, and the
    # screen's first frame does not wait for the store and the models that it stands on.
    if name in _MODULES:
        return getattr(import_module(f"scr_sim.store.{_MODULES[name]}"), name)
    raise AttributeError(f"module “scr_sim.store” has no attribute “{name}”")

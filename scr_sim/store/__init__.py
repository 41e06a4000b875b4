"""What is kept.

In come records of plays, answers and settings, as plain values; out they come again, as they were.
One SQLite file in the user's data folder, for its owner alone; each action is on disk before its
outcome is shown. This room never knows what a play does or means, and sends nothing anywhere; front
ends do not speak to it, but to the services.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_sim.store.model import (
        KeptAction,
        KeptAnswer,
        KeptEnding,
        MovedOnError,
        PlayRecord,
        RecordError,
    )
    from scr_sim.store.repository import Store
    from scr_sim.store.settings import Settings

__all__ = [
    "KeptAction",
    "KeptAnswer",
    "KeptEnding",
    "MovedOnError",
    "PlayRecord",
    "RecordError",
    "Settings",
    "Store",
]

_MODULES = {"Settings": "settings", "Store": "repository"}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: which front end starts is settled by one setting, and that is
    # read without the rest of the store.
    if name in __all__:
        return getattr(import_module(f"scr_sim.store.{_MODULES.get(name, 'model')}"), name)
    raise AttributeError(f"module “scr_sim.store” has no attribute “{name}”")

"""A debrief as JSON."""

from __future__ import annotations

import json

from msgspec import to_builtins

from scr_sim.debriefs.cases import CaseDebrief
from scr_sim.debriefs.model import Debrief


def to_json(debrief: Debrief | CaseDebrief) -> str:
    """Return the debrief as JSON; its keys are the fields of its class and of what it holds."""
    return json.dumps(to_builtins(debrief), ensure_ascii=False, indent=2)

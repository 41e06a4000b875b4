"""Exports: what was played as a document, for printing, saving or other programs."""

from __future__ import annotations

from scr_sim import output
from scr_sim.debriefs import RENDERINGS, CaseDebrief, Debrief

#: The formats of a debrief, by the endings of their files.
DEBRIEF_FORMATS = tuple(RENDERINGS)


def debrief_document(found: Debrief | CaseDebrief, form: str) -> str:
    """Return a debrief as a document in one of `DEBRIEF_FORMATS`.

    Nothing in it can drive a terminal.
    """
    safe = output.safe_json if form == "json" else output.safe_text
    return safe(RENDERINGS[form](found))

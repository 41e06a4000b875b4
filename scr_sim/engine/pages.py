"""Pages that are read closely: what stands above their lines."""

from __future__ import annotations

from scr_sim.engine.beats import Answered
from scr_sim.engine.play import Play


def page_text(play: Play, enquiry: str) -> str:
    """Return what stands above the lines of an enquiry's page, as making it now would tell it.

    The enquiry is one that shows a page and can be made; the play stays as it is.
    """
    told = play.take(f"?{enquiry}@").beats[0]
    return told.text if isinstance(told, Answered) else ""

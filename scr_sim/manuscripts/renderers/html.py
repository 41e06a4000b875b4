"""A scenario's document as one page: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from scr_sim.manuscripts.model import Section
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.text.templates import page


def to_html(outline: Section, language: str) -> str:
    """Return the document as HTML; every text in it is escaped."""
    return page("script.html").render(
        outline=outline, language=language, signs=SIGNS, stances=STANCE_NAMES
    )

"""A debrief as one page: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from scr_sim.debriefs.case_outline import whole_outline
from scr_sim.debriefs.cases import CaseDebrief
from scr_sim.debriefs.model import Debrief
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.text.templates import page


def to_html(debrief: Debrief | CaseDebrief) -> str:
    """Return the debrief, of a play or of a case, as HTML; every text in it is escaped."""
    return page("debrief.html").render(
        outline=whole_outline(debrief),
        language=debrief.language,
        signs=SIGNS,
        stances=STANCE_NAMES,
    )

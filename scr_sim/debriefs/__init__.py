"""What it meant.

In come a play, its review and what the player wrote; out comes a debrief, as plain data and as
Markdown, one printable page, or JSON. This room judges nothing itself: what the review found is the
author's and the review's. It knows nothing of screens, or of where plays are kept.
"""

from scr_sim.debriefs.builder import debrief
from scr_sim.debriefs.case_outline import whole_outline
from scr_sim.debriefs.cases import CaseDebrief, case_debrief
from scr_sim.debriefs.comparison import Comparison, compare, sentences
from scr_sim.debriefs.model import (
    Cited,
    Debrief,
    DecisionView,
    EndingView,
    FindingRef,
    FindingView,
    MissedEnquiry,
    QuestionView,
    Reflection,
    Said,
    UnseenView,
)
from scr_sim.debriefs.renderers import RENDERINGS, to_html, to_json, to_markdown

__all__ = [
    "RENDERINGS",
    "CaseDebrief",
    "Cited",
    "Comparison",
    "Debrief",
    "DecisionView",
    "EndingView",
    "FindingRef",
    "FindingView",
    "MissedEnquiry",
    "QuestionView",
    "Reflection",
    "Said",
    "UnseenView",
    "case_debrief",
    "compare",
    "debrief",
    "sentences",
    "to_html",
    "to_json",
    "to_markdown",
    "whole_outline",
]

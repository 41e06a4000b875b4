"""A debrief as a document: plain data in, one string out, in each of `RENDERINGS`.

All but JSON, which is the data itself, walk the outline and decide nothing but how it looks.
"""

from __future__ import annotations

from collections.abc import Callable

from scr_sim.debriefs.cases import CaseDebrief
from scr_sim.debriefs.model import Debrief
from scr_sim.debriefs.renderers.html import to_html
from scr_sim.debriefs.renderers.json import to_json
from scr_sim.debriefs.renderers.markdown import to_markdown

__all__ = ["RENDERINGS", "to_html", "to_json", "to_markdown"]

RENDERINGS: dict[str, Callable[[Debrief | CaseDebrief], str]] = {
    "md": to_markdown,
    "html": to_html,
    "json": to_json,
}

"""Changes of a file's text that keep everything else of it byte for byte.

In come texts and what was found in them; out come edits at exact places, and the texts with the
edits made. Nothing here reads or writes a file.
"""

from scr_sim.scenario.edits.differences import unified
from scr_sim.scenario.edits.fixes import Fixed, fixed
from scr_sim.scenario.edits.occurrences import Occurrence, occurrences
from scr_sim.scenario.edits.rename import RenameError, Renaming, rename_edits
from scr_sim.scenario.edits.spans import Span, Spans, spans
from scr_sim.scenario.syntax.edit import Edit, applied

__all__ = [
    "Edit",
    "Fixed",
    "Occurrence",
    "RenameError",
    "Renaming",
    "Span",
    "Spans",
    "applied",
    "fixed",
    "occurrences",
    "rename_edits",
    "spans",
    "unified",
]

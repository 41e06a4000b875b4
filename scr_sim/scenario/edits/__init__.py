"""Changes of a file's text that keep everything else of it byte for byte.

In come texts and what was found in them; out come edits at exact places, and the texts with the
edits made. Nothing here reads or writes a file.
"""

from scr_sim.scenario.edits.differences import unified
from scr_sim.scenario.edits.fixes import Fixed, fixed
from scr_sim.scenario.syntax.edit import Edit, applied

__all__ = ["Edit", "Fixed", "applied", "fixed", "unified"]

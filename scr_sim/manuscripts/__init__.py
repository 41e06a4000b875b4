"""A scenario as a document, to be read and commented on by people who never open its file.

In comes a checked scenario; out comes one outline of it, scene by scene in the story's order, with
conditions in words and links to and fro, and out of that a text in one of `RENDERINGS`. This room
must never know of plays, files or terminals.
"""

from scr_sim.manuscripts.outline import outline
from scr_sim.manuscripts.renderers import RENDERINGS

__all__ = ["RENDERINGS", "outline"]

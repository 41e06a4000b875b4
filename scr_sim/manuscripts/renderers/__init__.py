"""A scenario's document as one string, in each of `RENDERINGS`; each walks the outline."""

from __future__ import annotations

from collections.abc import Callable

from scr_sim.manuscripts.model import Section
from scr_sim.manuscripts.renderers.html import to_html
from scr_sim.manuscripts.renderers.markdown import to_markdown

__all__ = ["RENDERINGS", "to_html", "to_markdown"]

#: Each takes the document and the language that it is in.
RENDERINGS: dict[str, Callable[[Section, str], str]] = {"md": to_markdown, "html": to_html}

"""A scenario as a drawing.

In comes a scenario, and the way of one play through it where that is to be marked; out comes a
`Graph`, which is plain data, and out of that a text in one of `FORMATS`. How a drawing is shown
or kept is not known here.
"""

from collections.abc import Callable

from scr_sim.graph.builder import draw
from scr_sim.graph.model import DrawnLink, DrawnScene, Graph, Walk
from scr_sim.graph.render.dot import as_dot
from scr_sim.graph.render.html import as_html
from scr_sim.graph.render.mermaid import as_mermaid
from scr_sim.graph.render.svg import as_svg
from scr_sim.graph.render.text import as_text

__all__ = [
    "FORMATS",
    "DrawnLink",
    "DrawnScene",
    "Graph",
    "Walk",
    "as_dot",
    "as_html",
    "as_mermaid",
    "as_svg",
    "as_text",
    "draw",
]

#: What turns a graph into each format.
FORMATS: dict[str, Callable[[Graph], str]] = {
    "text": as_text,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "svg": as_svg,
    "html": as_html,
}

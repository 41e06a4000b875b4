"""A graph as one page: the picture, its legend, and a table of the scenes."""

from __future__ import annotations

from scr_sim.graph.model import Graph
from scr_sim.graph.render.graph_words import NOT_ALL, described
from scr_sim.graph.render.svg import as_svg
from scr_sim.text.labels import CITED, SHAPES
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.text.templates import page


def as_html(graph: Graph) -> str:
    """Return a graph as a page: no script, nothing fetched, made to be printed."""
    return page("graph-page.html").render(
        graph=graph,
        title=graph.title,
        described=described(graph),
        not_all=NOT_ALL,
        numbers={scene.id: scene for scene in graph.scenes},
        shapes=SHAPES,
        signs=SIGNS,
        stances=STANCE_NAMES,
        cited=CITED,
        picture=as_svg(graph),
    )

"""A graph as one page: the picture, its legend, and a table of the scenes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scr_sim import folders
from scr_sim.explore.graph.model import Graph
from scr_sim.explore.graph.svg import as_svg
from scr_sim.explore.graph.words import CITED, NOT_ALL, SHAPES, SIGNS, described, full_title

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(graph: Graph) -> str:
    """Return a graph as a page: no script, nothing fetched, made to be printed."""
    from markupsafe import Markup

    return _template().render(
        graph=graph,
        title=full_title(graph),
        described=described(graph),
        not_all=NOT_ALL,
        numbers={scene.id: scene for scene in graph.scenes},
        shapes=SHAPES,
        signs=SIGNS,
        cited=CITED,
        picture=Markup(as_svg(graph)),  # noqa: S704 - as_svg escapes every text
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folders.assets() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("graph-page.html")

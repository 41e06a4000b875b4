"""Pages: how a template becomes one page that needs nothing else. Every text in it is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scr_sim import paths
from scr_sim.text.prose import html

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@cache
def page(name: str, folder: str = "templates") -> Template:
    """Return the template of a page, by its file's name in a folder of the assets."""
    return _environment(folder).get_template(name)


@cache
def _environment(folder: str) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(paths.assets() / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # What these give is escaped already: “| prose | safe”.
    environment.filters["prose"] = html
    environment.filters["kind"] = lambda value: type(value).__name__
    return environment

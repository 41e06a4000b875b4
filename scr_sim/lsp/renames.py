"""An id renamed from inside an editor: everywhere, in whatever files are open or on the disk."""

from __future__ import annotations

from scr_sim.lsp.documents import Document, Unsaved
from scr_sim.lsp.links import scenario_file
from scr_sim.lsp.meanings import Thing
from scr_sim.scenario import ScenarioError
from scr_sim.scenario.edits import RenameError
from scr_sim.services.scenario_rename import Renamed, rename

__all__ = ["RenameError", "Renamed", "name_at", "renamed"]


def name_at(document: Document, index: int) -> Thing | None:
    """Return what could be renamed at an index: what a scenario or branch declares."""
    found = document.occurrence_at(index)
    return (
        Thing(what=found.what, name=found.name, start=found.start, end=found.end)
        if found is not None
        else None
    )


def renamed(document: Document, index: int, new: str, unsaved: Unsaved) -> Renamed:
    """Return the changes that give what stands at an index another id.

    Raises `RenameError`, whose words say why that cannot be done.
    """
    found = document.occurrence_at(index)
    if found is None:
        raise RenameError("Nothing that can be renamed stands here.")
    path = scenario_file(document, unsaved)
    if path is None:
        raise RenameError("The scenario that this belongs to is not beside it.")
    try:
        return rename(str(path), found.what, found.name, new, unsaved)
    except ScenarioError as error:
        raise RenameError(str(error)) from None

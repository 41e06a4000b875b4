"""What a person would call a part of a file, and a value of some kind."""

from __future__ import annotations

from scr_sim.scenario.syntax.locations import Path, follow
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, Written, choice_id


def called(path: Path, data: Map | None = None) -> str:
    """Return what a person would call the thing at a path; an item by its id, given the data."""
    if not path:
        return "The file"
    last = path[-1]
    if isinstance(last, int) and len(path) > 1:
        if path[-2] == "findings" and len(path) == 2:
            return f"Finding {last}"
        item = follow(data, path) if data is not None else None
        own = choice_id(item) if isinstance(item, Map) else None
        for kind, what in (("choices", "choice"), ("enquiries", "enquiry")):
            if own and kind in path[-3:]:
                return f"The {what} “{own[:80]}”"
        return f"Item {last + 1} of “{path[-2]}”"
    one = {
        "scenes": "The scene",
        "notes": "The note",
        "variables": "The variable",
        "people": "The person",
        "agencies": "The agency",
        "features": "The feature",
    }
    if len(path) == 2 and path[0] in one:
        return f"{one[str(path[0])]} “{str(last)[:80]}”"
    return f"“{str(last)[:80]}”"


def kind_of(value: Loose) -> str:
    """Return what a person would call a value of that kind."""
    if value is None:
        return "empty"
    if isinstance(value, Map):
        return "a mapping"
    if isinstance(value, Seq):
        return "a list"
    if isinstance(value, Written):
        return "a number" if type(value.value) is int else f"“{value.text}”"
    return "text"

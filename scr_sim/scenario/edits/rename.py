"""An id of a scenario changed to another, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scr_sim.scenario.conditions.parser import RESERVED
from scr_sim.scenario.edits.occurrences import Occurrence
from scr_sim.scenario.model.fields import ID_PATTERN
from scr_sim.scenario.model.marks import Thing
from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.nodes import NO_PLACE
from scr_sim.scenario.syntax.source import Source

#: Plain words that YAML does not read as text.
_NO_TEXT = frozenset(("true", "false", "null"))


class RenameError(Exception):
    """Something cannot be renamed; its words say why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """What is renamed: its kind, its id (of a choice or an enquiry ``scene.id``), its new id."""

    what: Thing
    old: str
    new: str

    def check_new(self) -> None:
        """Raise `RenameError` where the new id can be no id of its kind."""
        if not re.fullmatch(ID_PATTERN, self.new):
            raise RenameError(
                f"“{self.new[:80]}” is no id: ids have lower-case letters, digits, - and _, start "
                "with a letter, 64 at most."
            )
        if self.new in _NO_TEXT:
            raise RenameError(f"“{self.new}” means something else in YAML: choose another id.")
        if self.what == "variable" and ("-" in self.new or self.new in RESERVED):
            raise RenameError(
                f"“{self.new}” cannot be a variable's id: it has a hyphen, or conditions use it."
            )


def rename_edits(renaming: Renaming, found: Iterable[Occurrence], source: Source) -> list[Edit]:
    """Return the edits that rename one thing in one file. Raises `RenameError`."""
    edits = []
    for one in found:
        if one.what == renaming.what and one.name == renaming.old:
            if one.start == NO_PLACE:
                raise RenameError(
                    f"“{renaming.old}” is written in {source.name} in a way that cannot be changed "
                    "for certain: with an escape, or broken over lines. Write it plainly first."
                )
            edits.append(Edit(one.start, one.end, renaming.new))
    return sorted(set(edits))

"""A scenario that was loaded: what its file says, and what was found with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.model.variables import FlagVariable, NumberVariable, Variable

#: A part of a scenario: its scene, whether it is the scene itself, a choice or an enquiry, its id.
ScenePart = tuple[str, Literal["scene", "choice", "enquiry"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedBranch:
    """A branch that was merged into a scenario; ``file`` is where it was read from.

    ``parts`` are what it brought: whole scenes, and what it added to the scenario's own.
    """

    id: str
    file: str
    title: str
    parts: frozenset[ScenePart] = frozenset()


class LoadedScenario(Scenario):
    """A scenario joined to the review that it practises, with its branches merged in, in order.

    Two are the same only if they are one: so whatever is made from a scenario can be kept with it.
    """

    case_review: Review
    merged: tuple[MergedBranch, ...] = ()
    #: What variables start with instead of what the file says, by their ids.
    started_with: dict[str, int | bool] = {}

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def of(
        cls, scenario: Scenario, review: Review, merged: tuple[MergedBranch, ...] = ()
    ) -> LoadedScenario:
        """Return a checked scenario with what it was loaded with. Nothing is checked again."""
        known = scenario.model_fields_set
        return cls.model_construct(known, **dict(scenario), case_review=review, merged=merged)

    def starting(self, starts: Mapping[str, int | bool]) -> LoadedScenario:
        """Return the same scenario whose variables of these ids start otherwise; one of its own.

        What does not fit is left out: a variable that is not there, or a value that it cannot have.
        """
        variables = dict(self.variables or {})
        fitting = {
            name: start
            for name, start in starts.items()
            if name in variables and _can_start(variables[name], start)
        }
        for name, start in fitting.items():
            variables[name] = variables[name].model_copy(update={"start": start})
        return self.model_copy(update={"variables": variables, "started_with": fitting})

    @property
    def branches(self) -> tuple[str, ...]:
        """Return the ids of the branches that were merged in, in order."""
        return tuple(branch.id for branch in self.merged)

    @property
    def branch_files(self) -> tuple[str, ...]:
        """Return the files of the branches that were merged in, in order."""
        return tuple(branch.file for branch in self.merged)

    @property
    def branch_titles(self) -> tuple[str, ...]:
        """Return the titles of the branches that were merged in, in order."""
        return tuple(branch.title for branch in self.merged)

    def brought_by(self, part: ScenePart) -> MergedBranch | None:
        """Return the branch that brought a part; None for what is the scenario's own."""
        return next((branch for branch in self.merged if part in branch.parts), None)

    @property
    def full_title(self) -> str:
        """Return the title, with those of the branches."""
        if not self.merged:
            return self.title
        return f"{self.title}, with {', '.join(self.branch_titles)}"


def _can_start(variable: Variable, value: int | bool) -> bool:
    if isinstance(variable, NumberVariable):
        return type(value) is int and variable.min <= value <= variable.max
    return isinstance(variable, FlagVariable) and type(value) is bool

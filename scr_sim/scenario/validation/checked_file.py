"""One file, checked: what it holds, and all its problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.case import LoadedCase
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.locations import follow, problem_at_key, problem_at_value
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.validation.allowed_warnings import Allowances

Kind = Literal["scenario", "review", "branch", "case"]


@dataclass(slots=True, kw_only=True)
class Checked:
    """One file, checked: what it holds, if it can be used, and all its problems.

    Of a branch, ``scenario`` is its scenario with the branch merged in, and ``base`` is that
    scenario's own file.
    """

    path: Path
    kind: Kind
    problems: list[Problem] = field(default_factory=list)
    scenario: LoadedScenario | None = None
    review: Review | None = None
    branch: Branch | None = None
    case: LoadedCase | None = None
    base: Checked | None = None
    #: Of a case, the files of the scenarios that it names, by their ids.
    scenarios: dict[str, Checked] = field(default_factory=dict)
    data: Map | None = None
    allowances: Allowances | None = None

    def tell(
        self,
        code: str,
        message: str,
        path: Sequence[str | int],
        hint: str = "",
        *,
        at_value: bool = False,
    ) -> None:
        """Add a problem that was found later, at the last key of a path into the file's data.

        Or at its value; what may be a list or one thing alone is counted as a list.
        """
        if self.data is None:
            return
        if not at_value:
            self.problems.append(problem_at_key(self.data, path, code, message, hint))
            return
        where = tuple(path) if follow(self.data, tuple(path)) is not None else tuple(path[:-1])
        self.problems.append(problem_at_value(self.data, where, code, message, hint))

    def settle(self, *, complete: bool) -> None:
        """Leave out what the author allows; where all was looked at, tell what that was not.

        Of a branch, and of a scenario with branches, the latter is left to the scenario alone.
        """
        if self.allowances is None or self.data is None:
            return
        self.problems = self.allowances.left(self.problems)
        if complete and self.base is None:
            for at in self.allowances.unused():
                told = "Nothing is warned of that this allows."
                self.tell(
                    "unused-allow",
                    told,
                    ("allow", at),
                    "Remove it, or name the code and scene that are meant.",
                )
        self.problems.sort(key=lambda problem: (problem.line, problem.column))

    @property
    def usable(self) -> bool:
        """Return whether the file has no errors."""
        return not any(problem.severity == "error" for problem in self.problems)


def branch_titles(every: Iterable[Checked], scenario: str) -> dict[str, str]:
    """Return the titles of a scenario's branches by their ids, of those that can be read."""
    return {
        one.branch.branch: one.branch.title
        for one in every
        if one.branch is not None and one.branch.extends == scenario
    }

"""A scenario read for the desk: what it says, what is wrong with it, and what can be reached."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scr_sim.engine import ActionError, Play, Supposition, SuppositionError
from scr_sim.exploration import FindingTouched, Reached, check_plays, reach, touched
from scr_sim.graph import Graph, draw
from scr_sim.scenario import Checked, Checker, LoadedScenario, Problem, ScenarioError
from scr_sim.scenario.syntax.locations import key_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of reading the files once: a scenario, if it can be played, and its problems."""

    checked: Checked
    scenario: LoadedScenario | None
    reached: Reached | None
    #: The scenario drawn, and which choices touch which finding; all that takes time is here.
    graph: Graph | None = None
    findings: Mapping[int, FindingTouched] = field(default_factory=dict)
    by_scene: Mapping[str, list[Problem]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Return the problems, in the order of the files."""
        return self.checked.problems

    def place(self, scene: str) -> tuple[Path, int] | None:
        """Return the file and the line at which a scene stands."""
        if self.checked.data is None:
            return None
        source, at = key_place(self.checked.data, ("scenes", scene))
        return Path(source.name), source.place(at)[0]


def read(path: Path, branches: Sequence[str]) -> Read:
    """Read a scenario with its branches. Whatever is wrong is in the problems, never raised."""
    try:
        checked = Checker().with_branches(path, branches)
    except ScenarioError as error:  # a branch that is not there
        return Read(
            checked=Checked(path=path, kind="scenario", problems=list(error.problems)),
            scenario=None,
            reached=None,
        )
    if checked.scenario is None:
        return Read(checked=checked, scenario=None, reached=None)
    scenario = checked.scenario
    check_plays(checked)
    try:
        Play(scenario)
    except ScenarioError:  # its first passages never end: the problems say so
        return Read(checked=checked, scenario=None, reached=None)
    reached = reach(scenario, ways_to_endings=False)
    return Read(
        checked=checked,
        scenario=scenario,
        reached=reached,
        graph=draw(scenario, reached=reached),
        findings=touched(reached),
        by_scene=_problems_by_scene(checked, scenario),
    )


def as_far_as_it_holds(
    scenario: LoadedScenario, actions: Sequence[str], supposition: Supposition | None = None
) -> tuple[Play, str]:
    """Return the play of as many of the actions as can be taken, and why it stops, if it does.

    A what-if that cannot be supposed any more gives way to the scenario's start.
    """
    try:
        play = Play(scenario, (), supposition)
    except (SuppositionError, ScenarioError) as error:
        return Play(scenario), f"The what-if does not hold any more: {error}"
    for action in actions:
        try:
            play = play.take(action)
        except (ActionError, ScenarioError) as error:
            message = getattr(error, "message", str(error))
            return play, f"“{action}” cannot be taken any more: {message}"
    return play, ""


def _problems_by_scene(checked: Checked, scenario: LoadedScenario) -> dict[str, list[Problem]]:
    """Return the problems by the scene that they stand in."""
    if checked.data is None:
        return {}
    starts = []
    for scene in scenario.scenes:
        source, at = key_place(checked.data, ("scenes", scene))
        starts.append((source.name, source.place(at)[0], scene))
    starts.sort()
    found: dict[str, list[Problem]] = {}
    for problem in checked.problems:
        above = bisect_right(starts, (problem.file, problem.line, "\U0010ffff")) - 1
        if above >= 0 and starts[above][0] == problem.file:
            found.setdefault(starts[above][2], []).append(problem)
    return found

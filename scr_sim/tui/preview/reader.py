"""A scenario read for the desk: what it says, what is wrong with it, and what can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scr_sim.engine import ActionError, Play
from scr_sim.exploration import Reached, check_plays, reach
from scr_sim.scenario import Checked, Checker, LoadedScenario, Problem, ScenarioError
from scr_sim.scenario.syntax.locations import key_place


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading the files once: a scenario, if it can be played, and its problems."""

    checked: Checked
    scenario: LoadedScenario | None
    reached: Reached | None

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

    def problems_by_scene(self) -> dict[str, list[Problem]]:
        """Return the problems by the scene that they stand in."""
        if self.checked.data is None or self.scenario is None:
            return {}
        starts = []
        for scene in self.scenario.scenes:
            source, at = key_place(self.checked.data, ("scenes", scene))
            starts.append((source.name, source.place(at)[0], scene))
        starts.sort()
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            above = [s for s in starts if s[0] == problem.file and s[1] <= problem.line]
            if above:
                found.setdefault(above[-1][2], []).append(problem)
        return found


def read(path: Path, branches: Sequence[str]) -> Read:
    """Read a scenario with its branches. Whatever is wrong is in the problems, never raised."""
    try:
        checked = Checker().with_branches(path, branches)
    except ScenarioError as error:  # a branch that is not there
        return Read(Checked(path, "scenario", list(error.problems)), None, None)
    if checked.scenario is None:
        return Read(checked, None, None)
    scenario = checked.scenario
    check_plays(checked)
    try:
        Play(scenario)
    except ScenarioError:  # its first passages never end: the problems say so
        return Read(checked, None, None)
    return Read(checked, scenario, reach(scenario, ways_to_endings=False))


def as_far_as_it_holds(scenario: LoadedScenario, actions: Sequence[str]) -> tuple[Play, str]:
    """Return the play of as many of the actions as can be taken, and why it stops, if it does."""
    play = Play(scenario)
    for action in actions:
        try:
            play = play.take(action)
        except (ActionError, ScenarioError) as error:
            message = getattr(error, "message", str(error))
            return play, f"“{action}” cannot be taken any more: {message}"
    return play, ""

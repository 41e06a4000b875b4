"""The problems of a file that only exploring finds, told where its author wrote what has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scr_sim.exploration import limits
from scr_sim.exploration.carried_values import begun_with, carried_in, start_name, starts_of
from scr_sim.exploration.checks import Found
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.known_problems import KnownProblems
from scr_sim.scenario import Checked, LoadedCase, LoadedScenario
from scr_sim.scenario.conditions.compiler import compile_tree
from scr_sim.scenario.conditions.parser import parse
from scr_sim.scenario.model.case import Carried
from scr_sim.scenario.syntax.locations import Path, problem_at_key, problem_at_value

#: Finds the problems of a scenario, as `find_problems` does.
Find = Callable[[LoadedScenario, int, Progress | None], tuple[list[Found], bool]]
#: The problems that a carried value can bring. More plays make no more of the others.
_BROUGHT = frozenset(("dead-end", "no-way-out", "broken-promise", "passage-loop"))


def check_plays(
    checked: Checked,
    limit: int = limits.CHECKED_STATES,
    progress: Progress | None = None,
    known: KnownProblems | None = None,
) -> bool:
    """Add what only exploring finds to a file's problems; return whether every state was seen.

    Of a branch, only what its scenario alone has not; of a case, only what a carried value brings
    into its scenarios. A file that cannot be played is left alone. What is ``known`` of a scenario
    as it was is not looked for again.
    """
    find = (known or KnownProblems(0)).find
    if checked.case is not None:
        complete = _check_case(checked, checked.case, limit, progress, find)
        checked.problems.sort(key=lambda problem: (problem.file, problem.line, problem.column))
        return complete
    if checked.scenario is None:
        return True
    found, complete = find(checked.scenario, limit, progress)
    told: set[tuple[str, tuple[str | int, ...]]] = set()
    if checked.base is not None and checked.base.scenario is not None:
        alone, _ = find(checked.base.scenario, limit, progress)
        told = {(problem.code, problem.path) for problem in alone}
    for problem in found:
        if (problem.code, problem.path) not in told:
            checked.tell(
                problem.code,
                problem.message,
                problem.path,
                problem.hint,
                at_value=problem.at_value,
            )
    checked.settle(complete=complete)
    checked.problems.sort(key=lambda problem: (problem.line, problem.column))
    return complete


def _check_case(
    checked: Checked, case: LoadedCase, limit: int, progress: Progress | None, find: Find
) -> bool:
    """Add a case's problems; each that a scenario has stands in the scenario's own file."""
    every, complete = carried_in(case, limit)
    for at, carried in enumerate(every):
        _look_between(checked, case, at, carried)
        scenario, file = case.scenarios[at], checked.scenarios[case.scenarios[at].id]
        starts = starts_of(case, at, carried)
        if not any(starts):  # nothing goes in, or no play comes so far
            continue
        alone = {(p.code, p.path) for p in find(scenario, limit, progress)[0]}
        found, whole = find(begun_with(scenario, starts), limit, progress)
        complete = complete and whole
        for problem in found:
            if problem.code in _BROUGHT and (problem.code, problem.path) not in alone:
                _tell_in(checked, file, case, problem)
    return complete


def _tell_in(checked: Checked, file: Checked, case: LoadedCase, problem: Found) -> None:
    assert file.data is not None
    told = (
        f"{problem.message} The scenario starts with what the case “{case.case.case}” carries in."
    )
    stands = problem_at_value if problem.at_value else problem_at_key
    checked.problems.append(stands(file.data, problem.path, problem.code, told, problem.hint))


def _look_between(checked: Checked, case: LoadedCase, at: int, carried: Sequence[Carried]) -> None:
    """Look at the conditions and promises of what is read before a scenario begins."""
    names = {name: place for place, name in enumerate(case.case.carry or {})}
    every = [tuple(values[name] for name in names) for values in carried]
    for number, part in enumerate(case.case.scenarios[at].between or ()):
        path: Path = ("scenarios", at, "between", number)
        standing = every
        if part.condition is not None:
            holds = compile_tree(parse(part.condition), names, {})
            standing = [values for values in every if holds(values, 0)]
            if not standing:
                told = f"“{part.condition.strip()}” never holds where it is looked at."
                checked.tell("never-holds", told, (*path, "if"), at_value=True)
        for which, promise in enumerate(part.sure or ()):
            kept = compile_tree(parse(promise), names, {})
            broken = next((values for values in standing if not kept(values, 0)), None)
            if broken is not None:
                came = start_name(dict(zip(names, broken, strict=True)))
                told = f"“{promise.strip()}” is promised here, and does not hold with {came}."
                checked.tell("broken-promise", told, (*path, "sure", which), at_value=True)

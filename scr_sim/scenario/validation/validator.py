"""Files checked: scenarios, their branches, cases, and the reviews that they practise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from scr_sim import paths
from scr_sim.scenario.library import (
    ID_LINE,
    beginning,
    find_branch,
    ids,
    named,
    named_in,
    yaml_files,
)
from scr_sim.scenario.model.branch import Branch
from scr_sim.scenario.model.case import Case, LoadedCase
from scr_sim.scenario.model.loaded import LoadedScenario, MergedBranch
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.diagnostics import MOST_PROBLEMS, Problem, nearest
from scr_sim.scenario.syntax.locations import problem_at_key, problem_at_value
from scr_sim.scenario.syntax.nodes import Map, Refused, items, text_of
from scr_sim.scenario.syntax.reader import Reading, read_bytes, read_file
from scr_sim.scenario.validation.allowed_warnings import Allowances
from scr_sim.scenario.validation.case_checks import CaseReferences
from scr_sim.scenario.validation.checked_file import Checked, Kind
from scr_sim.scenario.validation.choice_balance import check_balance
from scr_sim.scenario.validation.declarations import check_statements, check_use
from scr_sim.scenario.validation.flow import check_flow
from scr_sim.scenario.validation.merger import brought, merge
from scr_sim.scenario.validation.plain_texts import check_texts
from scr_sim.scenario.validation.references import References
from scr_sim.scenario.validation.schema_errors import validate
from scr_sim.scenario.validation.symbols import gather
from scr_sim.text.characters import one_line

#: A branch's file, what it says, and its model where it fits.
_BranchRead = tuple[Path, Map, Branch | None]


class Checker:
    """Checks files, and finds the reviews that they need among the files named with them.

    Without ``merging``, a branch is only read: what it is called, and what it adds to.
    ``unsaved`` are files as they would be, or as they stand in an editor; ``readings`` are those
    that were read already.
    """

    def __init__(
        self,
        named: Iterable[Path] = (),
        *,
        merging: bool = True,
        unsaved: Mapping[Path, bytes] | None = None,
        readings: Mapping[Path, Reading] | None = None,
    ) -> None:
        self._named = list(named)
        self._unsaved = unsaved or {}
        self._merging = merging
        self._readings: dict[Path, Reading] = dict(readings or {})
        self._reviews: dict[Path, Checked] = {}
        self._scenarios: dict[Path, Checked] = {}
        self._may_be_review: dict[Path, bool] = {}

    def again(self, unsaved: Mapping[Path, bytes]) -> Checker:
        """Return a checker of the same files where some would be otherwise.

        What it has found of files that nothing changes for, it need not find again.
        """
        texts = {*unsaved, *self._unsaved}
        changed = {path for path in texts if unsaved.get(path) != self._unsaved.get(path)}
        kept = {path: reading for path, reading in self._readings.items() if path not in changed}
        other = Checker(self._named, merging=self._merging, unsaved=unsaved, readings=kept)
        new_reviews = {path for path in changed if _kind(other._read(path)) == "review"}
        if not new_reviews and not changed & self._reviews.keys():
            other._reviews = dict(self._reviews)
            for path in self._scenarios.keys() - changed:
                other._scenarios[path] = self._scenarios[path]
        return other

    def check(self, path: Path) -> Checked:
        """Read and check one file, whichever kind it is."""
        reading = self._read(path)
        kind = _kind(reading)
        if kind == "review":
            return self._check_review(path)
        if kind == "branch":
            return self._check_branch(path)
        if kind == "case":
            return self._check_case(path)
        return self._check_scenario(path)

    def _read(self, path: Path) -> Reading:
        if path not in self._readings:
            raw = self._unsaved.get(path)
            self._readings[path] = read_file(path) if raw is None else read_bytes(raw, str(path))
        return self._readings[path]

    def _check_review(self, path: Path) -> Checked:
        if path in self._reviews:
            return self._reviews[path]
        reading = self._read(path)
        checked = Checked(path=path, kind="review", problems=list(reading.problems))
        if reading.data is not None:
            review, problems = validate(Review, reading.data)
            checked.problems += [*problems, *check_statements(reading.data)]
            checked.review = review if checked.usable else None
        checked.problems = _in_order(checked.problems)
        self._reviews[path] = checked
        return checked

    def _check_scenario(self, path: Path) -> Checked:
        if path in self._scenarios:
            return self._scenarios[path]
        reading = self._read(path)
        checked = self._scenarios[path] = Checked(
            path=path, kind="scenario", problems=list(reading.problems)
        )
        data = reading.data
        if data is None:
            return checked
        scenario, problems = validate(Scenario, data, as_meant=True)
        review = self._looked_over(checked, data, problems)
        if scenario is not None and review is not None and checked.usable:
            checked.scenario = LoadedScenario.of(scenario, review)
            checked.data = data
        return checked

    def _looked_over(self, checked: Checked, data: Map, shape: Iterable[Problem]) -> Review | None:
        """Add the problems of a scenario's data to those of its shape; return its review."""
        checked.problems += shape
        review = self._practised(checked, data)
        names = gather(data)
        references = References(data, names, review)
        whole = checked.usable
        checked.problems += references.check()
        checked.problems += check_texts(data, names).problems
        checked.problems += check_use(references, whole=whole)
        checked.problems += check_flow(data, names, whole=checked.usable)
        checked.problems += check_balance(data, names)
        checked.allowances = Allowances(data)
        checked.problems = _in_order(checked.allowances.left(checked.problems))
        return review

    # -- branches

    def _check_branch(self, path: Path) -> Checked:
        """Check a branch together with its scenario; tell what the scenario alone has not."""
        reading = self._read(path)
        checked = Checked(path=path, kind="branch", problems=list(reading.problems))
        if reading.data is None:
            return checked
        branch, problems = validate(Branch, reading.data, as_meant=True)
        checked.problems += problems
        wanted = named(reading.data, "extends")
        base = self.find_scenario(wanted, path) if wanted is not None else None
        if base is None or base.data is None:
            if wanted is not None:
                checked.problems.append(self._unknown(reading.data, wanted, path, base))
            checked.problems = _in_order(checked.problems)
            return checked
        checked.branch, checked.base = branch, base
        if not self._merging:
            checked.problems = _in_order(checked.problems)
            return checked
        self._merge_into(checked, base, [(path, reading.data, branch)], sound=branch is not None)
        return checked

    def with_branches(self, path: Path, branches: Sequence[str]) -> Checked:
        """Return a scenario's file checked with branches, named by id or path, in this order."""
        if _kind(self._read(path)) == "branch":
            of = named(self._read(path).data, "extends") or "its scenario"
            told = f"This file is a branch of “{of[:80]}”."
            hint = "Name the scenario, and the branch with “--branch”."
            return Checked(
                path=path,
                kind="branch",
                problems=[
                    Problem(code="unknown-scenario", message=told, file=str(path), hint=hint)
                ],
            )
        base = self._check_scenario(path)
        if not branches or base.scenario is None or base.data is None:
            return base
        checked = Checked(path=path, kind="scenario", base=base)
        readings: list[_BranchRead] = []
        sound = True
        for name in branches:
            branch_path = find_branch(name, path, base.scenario.id)
            reading = self._read(branch_path)
            if reading.data is not None and _kind(reading) != "branch":
                message = "This file is no branch: it has no “branch” and no “extends”."
                checked.problems.append(
                    Problem(code="unknown-scenario", message=message, file=str(branch_path))
                )
                continue
            checked.problems += reading.problems
            data = reading.data
            if data is None:
                continue
            branch, problems = validate(Branch, data, as_meant=True)
            checked.problems += problems
            sound = sound and branch is not None
            extends = named(data, "extends")
            if extends is not None and extends != base.scenario.id:
                checked.problems.append(
                    problem_at_value(
                        data,
                        ("extends",),
                        "unknown-scenario",
                        f"This branch adds to “{extends[:80]}”, not to “{base.scenario.id}”.",
                    )
                )
            if any(branch_path == other for other, *_ in readings):
                checked.problems.append(
                    problem_at_key(data, ("branch",), "duplicate-id", "This branch is named twice.")
                )
                continue
            readings.append((branch_path, data, branch))
        self._merge_into(checked, base, readings, sound=sound)
        return checked

    def _merge_into(
        self, checked: Checked, base: Checked, branches: list[_BranchRead], *, sound: bool
    ) -> None:
        data = base.data
        assert data is not None
        own = set(data["scenes"])
        for _, branch, _ in branches:
            data, problems = merge(data, branch, own)
            checked.problems += problems
        scenario, shape = validate(Scenario, data, as_meant=True) if sound else (None, [])
        known = {_place(problem) for problem in base.problems}
        review = self._looked_over(checked, data, shape)
        checked.problems = [p for p in checked.problems if _place(p) not in known]
        if scenario is not None and review is not None and checked.usable:
            merged = tuple(
                MergedBranch(
                    id=str(named(data, "branch")),
                    file=str(path),
                    title=one_line(str(named(data, "title"))),
                    parts=brought(branch) if branch is not None else frozenset(),
                )
                for path, data, branch in branches
            )
            checked.scenario = LoadedScenario.of(scenario, review, merged)
            checked.data = data

    def _unknown(
        self,
        data: Map,
        wanted: str,
        path: Path,
        base: Checked | None,
        place: tuple[str | int, ...] = ("extends",),
    ) -> Problem:
        if base is not None:
            says, hint = "has problems of its own", "Mend the scenario first."
        else:
            says, hint = "is not there", nearest(wanted, [*self._near_ids(path), *ids()])
        message = f"The scenario “{wanted[:80]}” {says}."
        return problem_at_value(data, place, "unknown-scenario", message, hint)

    def find_scenario(self, wanted: str, beside: Path) -> Checked | None:
        """Return a scenario's file by its id: among the named files, beside, in the library."""
        for path in self._near(beside):
            if named_in(path, ID_LINE) == wanted and _kind(self._read(path)) == "scenario":
                return self._check_scenario(path)
        return None

    def _near(self, beside: Path) -> Iterator[Path]:
        yield from dict.fromkeys(
            (
                *self._named,
                *yaml_files([beside.parent], deep=False),
                *yaml_files(paths.libraries()),
            )
        )

    def _near_ids(self, beside: Path) -> list[str]:
        return [name for path in self._near(beside) if (name := named_in(path, ID_LINE))]

    # -- cases

    def _check_case(self, path: Path) -> Checked:
        """Check a case with the scenarios that it names, as they stand without branches."""
        reading = self._read(path)
        checked = Checked(path=path, kind="case", problems=list(reading.problems))
        data = reading.data
        if data is None:
            return checked
        case, problems = validate(Case, data, as_meant=True)
        checked.problems += problems
        review = self._practised(checked, data)
        scenarios: dict[str, LoadedScenario] = {}
        for at, one in items(data.get("scenarios")):
            wanted = text_of(one.get("id")) if isinstance(one, Map) else None
            if wanted is None or wanted in scenarios:
                continue
            found = self.find_scenario(wanted, path)
            if found is None or found.scenario is None:
                place = ("scenarios", at, "id")
                checked.problems.append(self._unknown(data, wanted, path, found, place))
            else:
                scenarios[wanted] = found.scenario
                checked.scenarios[wanted] = found
        checked.problems += CaseReferences(data, scenarios, review).check()
        checked.problems = _in_order(checked.problems)
        if case is not None and review is not None and checked.usable:
            checked.data = data
            checked.case = LoadedCase(
                case=case,
                case_review=review,
                scenarios=tuple(scenarios[one.id] for one in case.scenarios),
                files=tuple(str(checked.scenarios[one.id].path) for one in case.scenarios),
                file=str(path),
            )
        return checked

    # -- reviews

    def _practised(self, checked: Checked, data: Map) -> Review | None:
        """Return the review that a file names, or add the problem that there is no such one."""
        wanted = text_of(data.get("review"))
        if wanted is None or isinstance(data["review"], Refused):
            return None
        review = self.find_review(wanted, checked.path)
        if review is None:
            known = [r.id for r in self._every_review(checked.path)]
            told = f"There is no usable review “{wanted[:80]}”."
            hint = nearest(wanted, known)
            checked.problems.append(
                problem_at_value(data, ("review",), "unknown-review", told, hint)
            )
        return review

    def find_review(self, wanted: str, beside: Path) -> Review | None:
        """Return a review by its id: among the named files, beside the file, in the library."""
        return next((r for r in self._every_review(beside) if r.id == wanted), None)

    def _every_review(self, beside: Path) -> Iterator[Review]:
        seen: set[Path] = set()
        for path in (
            *self._named,
            *yaml_files([beside.parent], deep=False),
            *yaml_files(paths.reviews()),
        ):
            if path in seen or path == beside:
                continue
            seen.add(path)
            if path not in self._may_be_review:
                self._may_be_review[path] = b"findings" in beginning(path)
            if not self._may_be_review[path]:
                continue
            if _kind(self._read(path)) == "review":
                checked = self._check_review(path)
                if checked.review is not None:
                    yield checked.review


def _kind(reading: Reading) -> Kind:
    data = reading.data
    if data is None:
        return "scenario"
    if "id" not in data and ("branch" in data or "extends" in data):
        return "branch"
    if "id" not in data and ("case" in data or "scenarios" in data):
        return "case"
    if "scenes" in data or "review" in data:
        return "scenario"
    return "review" if "findings" in data else "scenario"


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.line, p.column))[:MOST_PROBLEMS]


def _place(problem: Problem) -> tuple[str, str, int, int]:
    return problem.code, problem.file, problem.line, problem.column

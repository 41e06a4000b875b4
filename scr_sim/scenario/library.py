"""Files found, read, checked and loaded: scenarios, and the reviews that they practise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from scr_sim import folders
from scr_sim.scenario.data import Map, text_of
from scr_sim.scenario.flow import check_balance, check_flow
from scr_sim.scenario.model import Review, Scenario
from scr_sim.scenario.names import gather
from scr_sim.scenario.places import problem_at_key, problem_at_value
from scr_sim.scenario.problems import MOST_PROBLEMS, Problem, ScenarioError, nearest
from scr_sim.scenario.reading import MOST_BYTES, Reading, read_file
from scr_sim.scenario.references import References, check_use
from scr_sim.scenario.shape import validate

Kind = Literal["scenario", "review", "branch"]

_SUFFIXES = {".yaml", ".yml"}
_ID_LINE = re.compile(rb"^id:[ \t]*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)


@dataclass(slots=True)
class Checked:
    """One file, checked: what it holds, if it can be used, and all its problems."""

    path: Path
    kind: Kind
    problems: list[Problem] = field(default_factory=list)
    scenario: Scenario | None = None
    review: Review | None = None
    data: Map | None = None

    def tell(self, code: str, message: str, path: Sequence[str | int], hint: str = "") -> None:
        """Add a problem that was found later, at the last key of a path into the file's data."""
        if self.data is not None:
            self.problems.append(problem_at_key(self.data, path, code, message, hint))

    @property
    def usable(self) -> bool:
        """Return whether the file has no errors."""
        return not any(problem.severity == "error" for problem in self.problems)


class Checker:
    """Checks files, and finds the reviews that they need among the files named with them."""

    def __init__(self, named: Iterable[Path] = ()) -> None:
        self._named = list(named)
        self._readings: dict[Path, Reading] = {}
        self._reviews: dict[Path, Checked] = {}
        self._may_be_review: dict[Path, bool] = {}

    def check(self, path: Path) -> Checked:
        """Read and check one file, whichever kind it is."""
        reading = self._read(path)
        kind = _kind(reading)
        if kind == "review":
            return self._check_review(path)
        return self._check_scenario(path, reading)

    def _read(self, path: Path) -> Reading:
        if path not in self._readings:
            self._readings[path] = read_file(path)
        return self._readings[path]

    def _check_review(self, path: Path) -> Checked:
        if path in self._reviews:
            return self._reviews[path]
        reading = self._read(path)
        checked = Checked(path, "review", list(reading.problems))
        if reading.data is not None:
            review, problems = validate(Review, reading.data)
            checked.problems += problems
            checked.review = review if checked.usable else None
        checked.problems = _in_order(checked.problems)
        self._reviews[path] = checked
        return checked

    def _check_scenario(self, path: Path, reading: Reading) -> Checked:
        checked = Checked(path, "scenario", list(reading.problems))
        data = reading.data
        if data is None:
            return checked
        scenario, problems = validate(Scenario, data)
        checked.problems += problems
        wanted = text_of(data.get("review"))
        review = None
        if wanted is not None:
            review = self.find_review(wanted, path)
            if review is None:
                known = [r.id for r in self._every_review(path)]
                checked.problems.append(
                    problem_at_value(
                        data,
                        ("review",),
                        "unknown-review",
                        f"There is no usable review “{wanted[:80]}”.",
                        nearest(wanted, known),
                    )
                )
        names = gather(data)
        references = References(data, names, review)
        checked.problems += references.check()
        checked.problems += check_use(references)
        checked.problems += check_flow(data, names)
        checked.problems += check_balance(data)
        checked.problems = _in_order(checked.problems)
        if scenario is not None and review is not None and checked.usable:
            checked.scenario = scenario.with_review(review)
            checked.data = data
        return checked

    def find_review(self, wanted: str, beside: Path) -> Review | None:
        """Return a review by its id: among the named files, beside the file, in the library."""
        return next((r for r in self._every_review(beside) if r.id == wanted), None)

    def _every_review(self, beside: Path) -> Iterator[Review]:
        seen: set[Path] = set()
        for path in (
            *self._named,
            *yaml_files([beside.parent], deep=False),
            *yaml_files(folders.reviews()),
        ):
            if path in seen or path == beside:
                continue
            seen.add(path)
            if path not in self._may_be_review:
                self._may_be_review[path] = b"findings" in _head(path)
            if not self._may_be_review[path]:
                continue
            if _kind(self._read(path)) == "review":
                checked = self._check_review(path)
                if checked.review is not None:
                    yield checked.review


def _head(path: Path) -> bytes:
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return stream.read(MOST_BYTES)
    except (OSError, ValueError):
        pass
    return b""


def _kind(reading: Reading) -> Kind:
    data = reading.data
    if data is None or "scenes" in data or "review" in data:
        return "scenario"
    return "review" if "findings" in data else "scenario"


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.line, p.column))[:MOST_PROBLEMS]


def yaml_files(paths: Iterable[Path], *, deep: bool = True) -> list[Path]:
    """Return the YAML files that are named, or lie in named folders, each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        if _is_folder(path):
            pattern = path.rglob("*") if deep else path.glob("*")
            inside = sorted(p for p in pattern if p.suffix in _SUFFIXES and p.is_file())
            found.update(dict.fromkeys(p for p in inside if not _set_aside(p)))
        else:
            found[path] = None
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long for the system, say: reading it tells the problem
        return False


def _set_aside(path: Path) -> bool:
    return path.name.startswith(".") or path.stem.endswith(".plays")


def check_files(paths: Iterable[Path]) -> list[Checked]:
    """Check every file named or lying in a folder named. Problems are returned, never raised."""
    files = yaml_files(paths)
    checker = Checker(files)
    return [checker.check(path) for path in files]


def find(name: str) -> Path:
    """Return the file of a scenario, given its id or a path. Raises `ScenarioError`."""
    as_path = Path(name)
    if as_path.suffix in _SUFFIXES or "/" in name or "\\" in name:
        return as_path
    files = yaml_files(folders.libraries())
    for path in sorted(files, key=lambda p: p.stem != name):
        match = _ID_LINE.search(_head(path))
        if match and match.group(1).decode() == name:
            return path
    if _head(as_path):
        return as_path
    known = ids()
    listed = f"Known are {', '.join(known)}." if known else "The library has none yet."
    hint = nearest(name, known) or listed
    raise ScenarioError(
        [Problem("unknown-scenario", f"There is no scenario “{name[:80]}”.", name[:80], hint=hint)]
    )


def ids() -> list[str]:
    """Return the ids of the library's scenarios, as their files name them."""
    found = []
    for path in yaml_files(folders.libraries()):
        match = _ID_LINE.search(_head(path))
        if match:
            found.append(match.group(1).decode())
    return found


def load(name: str, branches: Sequence[str] = ()) -> Scenario:
    """Return a scenario, checked and joined to its review, given its id or a path.

    Raises `ScenarioError`, whose ``problems`` say what is wrong and where.
    """
    path = find(name)
    if branches:
        raise ScenarioError(
            [Problem("unknown-scenario", f"There is no branch “{branches[0]}”.", str(path))]
        )
    checked = Checker().check(path)
    if checked.scenario is None:
        raise ScenarioError(
            checked.problems
            or [Problem("unknown-scenario", "This file is no scenario.", str(path))]
        )
    return checked.scenario

"""Files found: scenarios, branches and reviews, by path, by id, or in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scr_sim import paths
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError, nearest
from scr_sim.scenario.syntax.nodes import Map, text_of
from scr_sim.scenario.syntax.reader import MOST_BYTES, read_file
from scr_sim.text.characters import one_line, visible

_SUFFIXES = {".yaml", ".yml"}
#: How a scenario's file, and a branch's, name themselves.
ID_LINE = re.compile(rb"^id:[ \t]*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)
BRANCH_LINE = re.compile(rb"^branch:[ \t]*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)

CASE_LINE = re.compile(rb"^case:[ \t]*[\"']?([a-z][a-z0-9_-]*)", re.MULTILINE)


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


def beginning(path: Path) -> bytes:
    """Return the bytes of a file, or nothing where it cannot be read."""
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return stream.read(MOST_BYTES)
    except (OSError, ValueError):
        pass
    return b""


def find(name: str) -> Path:
    """Return the file of a scenario, given its id or a path. Raises `ScenarioError`."""
    as_path = Path(name)
    if is_path(name):
        return as_path
    files = yaml_files(paths.libraries())
    for path in sorted(files, key=lambda p: p.stem != name):
        if named_in(path, ID_LINE) == name:
            return path
    for path in (Path(f"{name}{suffix}") for suffix in sorted(_SUFFIXES)):
        if named_in(path, ID_LINE) == name:  # an author's own, in the present folder
            return path
    if beginning(as_path):
        return as_path
    known = ids()
    listed = f"Known are {', '.join(known)}." if known else "The library has none yet."
    hint = nearest(name, known) or listed
    for path in files:
        if named_in(path, BRANCH_LINE) == name:
            hint = "It is a branch: name its scenario, and it with “--branch”."
        elif named_in(path, CASE_LINE) == name:
            hint = "It is a case: name one of its scenarios."
    raise ScenarioError(
        [
            Problem(
                code="unknown-scenario",
                message=f"There is no scenario “{name[:80]}”.",
                file=name[:80],
                hint=hint,
            )
        ]
    )


def find_case(name: str) -> Path:
    """Return the file of a case, given its id or a path. Raises `ScenarioError`."""
    if is_path(name):
        return Path(name)
    files = yaml_files(paths.libraries())
    known: dict[str, Path] = {}
    for path in files:
        if (found := named_in(path, CASE_LINE)) is not None:
            known.setdefault(found, path)
    if name in known:
        return known[name]
    listed = f"Known are {', '.join(known)}." if known else "The library has none yet."
    raise ScenarioError(
        [
            Problem(
                code="unknown-scenario",
                message=f"There is no case “{name[:80]}”.",
                file=name[:80],
                hint=nearest(name, list(known)) or listed,
            )
        ]
    )


def find_branch(name: str, beside: Path, scenario: str) -> Path:
    """Return the file of a branch, given its id or a path. Raises `ScenarioError`.

    It is looked for beside the scenario's file, then in the library.
    """
    if is_path(name):
        return Path(name)
    known = branches_of(scenario, beside)
    for branch in known:
        if branch.id == name:
            return branch.path
    hint = nearest(name, [branch.id for branch in known])
    if not hint:
        listed = ", ".join(branch.id for branch in known)
        hint = f"It has {listed}." if known else "It has none."
    message = f"“{scenario}” has no branch “{name[:80]}”."
    raise ScenarioError(
        [Problem(code="unknown-scenario", message=message, file=name[:80], hint=hint)]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFile:
    """A branch as its file names it; whether it can be used is not known yet."""

    id: str
    title: str
    summary: str
    path: Path


def branches_of(scenario: str, beside: Path) -> list[BranchFile]:
    """Return the branches of a scenario that lie beside its file, or in the library."""
    found: dict[str, BranchFile] = {}
    files = (*yaml_files([beside.parent], deep=False), *yaml_files(paths.libraries()))
    for path in dict.fromkeys(files):
        name = named_in(path, BRANCH_LINE)
        if name is None or name in found:
            continue
        data = read_file(path).data
        if named(data, "extends") == scenario:
            title = one_line(named(data, "title") or name)
            summary = visible(named(data, "summary") or "")
            found[name] = BranchFile(id=name, title=title, summary=summary, path=path)
    return list(found.values())


def case_files(beside: Path) -> list[Path]:
    """Return the files of the cases that lie beside a file, or in the library, each once."""
    files = (*yaml_files([beside.parent], deep=False), *yaml_files(paths.libraries()))
    once: dict[Path, Path] = {}
    for path in files:
        once.setdefault(path.resolve(), path)
    return [path for path in once.values() if named_in(path, CASE_LINE) is not None]


def is_path(name: str) -> bool:
    """Return whether a file is named by its path, and not by its id."""
    return Path(name).suffix in _SUFFIXES or "/" in name or "\\" in name


def named_in(path: Path, line: re.Pattern[bytes]) -> str | None:
    """Return what a file names itself in such a line, without reading it as YAML."""
    match = line.search(beginning(path))
    return match.group(1).decode() if match else None


def ids() -> list[str]:
    """Return the ids of the library's scenarios, as their files name them."""
    named_ids = (named_in(path, ID_LINE) for path in yaml_files(paths.libraries()))
    return [name for name in named_ids if name is not None]


def named(data: Map | None, key: str) -> str | None:
    """Return what a file names itself, or what it names, at a key of its top."""
    return text_of(data.get(key)) if data is not None else None

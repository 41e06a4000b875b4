"""The world that the stories of a review share, and every word of a story that is told in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from scr_sim import load, paths
from scr_sim.scenario import LoadedScenario, branches_of, find, ids

#: What is no prose: ids, conditions, and what they stand in.
_NO_PROSE = frozenset(
    (
        "id",
        "condition",
        "go",
        "stance",
        "sure",
        "start",
        "review",
        "features",
        "agency",
        "convincing",
        "contradicts",
        "kind",
        "unless",
        "echoes",
        "answers",
        "format",
        "set",
        "add",
        "cost",
        "language",
        "merged",
        "case_review",
        "authors",
        "version",
        "allow",
        "values",
        "notes",
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a story, and where they stand."""

    where: str
    text: str


@cache
def world() -> dict[str, Any]:
    """Return the world of the library's stories, as its file has it."""
    path = paths.assets() / "worlds" / "family-m.yaml"
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return data


@cache
def stories() -> dict[str, LoadedScenario]:
    """Return every bundled scenario, and each with each of its branches, by name."""
    found = {}
    for id_ in ids():
        scenario = load(id_)
        found[id_] = scenario
        for branch in branches_of(id_, find(id_)):
            found[f"{id_} with {branch.id}"] = load(id_, [branch.id])
    return found


def said(scenario: BaseModel) -> Iterator[Said]:
    """Yield everything that a story says to anybody, with where it stands."""
    yield from _in(scenario, "")


def _in(value: object, where: str) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(where, value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _NO_PROSE or (name == "notes" and not where):
                yield from _in(getattr(value, name), f"{where}.{name}".lstrip("."))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _in(one, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from _in(one, f"{where}.{getattr(one, 'id', number)}")


def day_of(month: int, day: int) -> date:
    """Return the day of a month of the case."""
    year, first = map(int, world()["calendar"]["month_0"].split("-"))
    months = first - 1 + month
    return date(year + months // 12, months % 12 + 1, 1) + timedelta(days=day - 1)


def scenario_files() -> list[Path]:
    """Return the files of the bundled scenarios and branches."""
    return sorted(path for path in Path("scenarios").glob("*.yaml"))

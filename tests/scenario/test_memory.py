"""Hostile files of up to 5 MiB stay below 500 MiB of memory and end with problems."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenario import hostile

ROOT = Path(__file__).parent.parent.parent

#: Half of what is allowed: a file that comes near the bound should be noticed before it is there.
MOST_MIB = 250

#: As many values as are read at most, so that all later checks see them.
READ = 249_000

#: Of the files that hold too many values, these are tried in their full size too.
FULL = ["tiny flow items", "tiny mappings", "many keys at the top", "many anchors"]

CASES = [
    *((name, None) for name in hostile.FILES if not hostile.has_items(name) or name in FULL),
    *((name, READ) for name in hostile.FILES if hostile.has_items(name)),
]


@pytest.fixture(scope="module")
def checker() -> Iterator[subprocess.Popen[str]]:
    """Start a process that checks each file in a copy of itself, and tells what it took."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.scenario.hostile"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


@pytest.mark.parametrize(("name", "values"), CASES)
def test_stays_small(
    name: str, values: int | None, tmp_path: Path, checker: subprocess.Popen[str]
) -> None:
    raw = hostile.raw(name, values)
    assert len(raw) <= hostile.MOST
    (tmp_path / "hostile.yaml").write_bytes(raw)
    assert checker.stdin is not None
    assert checker.stdout is not None
    print(tmp_path, file=checker.stdin, flush=True)
    told = checker.stdout.readline().split()
    assert len(told) == 2, told
    used, errors = map(int, told)
    assert used < MOST_MIB
    assert errors > 0

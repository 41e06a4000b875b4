"""Hostile files of up to 5 MiB stay below 500 MiB of memory and end with problems."""

from __future__ import annotations

import subprocess
import sys
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


@pytest.mark.parametrize(("name", "values"), CASES)
def test_stays_small(name: str, values: int | None, tmp_path: Path) -> None:
    raw = hostile.raw(name, values)
    assert len(raw) <= hostile.MOST
    (tmp_path / "hostile.yaml").write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-m", "tests.scenario.hostile", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    used, errors = map(int, done.stdout.split())
    assert used < MOST_MIB
    assert errors > 0

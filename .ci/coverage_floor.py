"""Hold each room of the core to its floor of covered branches.

Usage: ``coverage_floor.py COVERAGE.json``. Prints a table; ends with 1 if a room is below it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path, PurePath

FLOOR = 95.0
ROOMS = ("scenario", "engine", "debriefs", "exploration", "store", "services")


def covered(report: Path) -> dict[str, tuple[int, int]]:
    """Return how many branches of each room were taken, and how many it has."""
    found = dict.fromkeys(ROOMS, (0, 0))
    for name, file in json.loads(report.read_text("utf-8"))["files"].items():
        parts = PurePath(name).parts
        room = parts[parts.index("scr_sim") + 1] if "scr_sim" in parts else ""
        if room in found:
            taken, there = found[room]
            summary = file["summary"]
            found[room] = taken + summary["covered_branches"], there + summary["num_branches"]
    return found


def main(report: str) -> int:
    """Print how each room stands; return 1 if one is below the floor, or was not measured."""
    low = 0
    for room, (taken, there) in covered(Path(report)).items():
        percent = 100 * taken / there if there else 0.0
        below = percent < FLOOR
        low |= below
        words = f"   below {FLOOR:g}%" if below else ""
        print(f"{room:<12} {taken:>5} of {there:>5} branches {percent:6.1f}%{words}")
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

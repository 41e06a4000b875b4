"""``python -m tests.benchmarks``: measure everything once and print it. Takes a minute or so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.editor import editing
from tests.benchmarks.exploration import exploring
from tests.benchmarks.extremes import extremes
from tests.benchmarks.measures import Measure, loading, playing
from tests.benchmarks.room import voting
from tests.benchmarks.screen import screen

GROUPS: dict[str, Callable[[Path], list[Measure]]] = {
    "loading": loading,
    "playing": playing,
    "exploring": exploring,
    "editor": editing,
    "extremes": extremes,
    "room": voting,
    "screen": screen,
}


def main(chosen: list[str]) -> int:
    """Print the measures of the chosen groups, or of all; return 1 where a goal is missed."""
    unknown = [name for name in chosen if name not in GROUPS]
    if unknown:
        print(f"Known are {', '.join(GROUPS)}; not {', '.join(unknown)}.", file=sys.stderr)
        return 2
    missed = False
    with TemporaryDirectory() as folder:
        for name in chosen or GROUPS:
            print(name)
            for measure in GROUPS[name](Path(folder)):
                print(f"  {line(measure)}")
                missed = missed or measure.met is False
    return 1 if missed else 0


def line(measure: Measure) -> str:
    """Return one measure as a line for people."""
    number = f"{measure.value:,.0f}" if measure.value >= 100 else f"{measure.value:.2f}"
    goal = ""
    if measure.goal is not None:
        bound = "at most" if measure.at_most else "at least"
        goal = f"   goal: {bound} {measure.goal:,g}, {'met' if measure.met else 'missed'}"
    return f"{measure.name:<48} {number:>10} {measure.unit:<3}{goal}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

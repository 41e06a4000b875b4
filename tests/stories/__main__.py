"""``python -m tests.stories SCENARIO …``: print what stories are held to, for ids or paths."""

from __future__ import annotations

import sys

from scr_sim import load
from tests.stories.measures import measures


def main(names: list[str]) -> int:
    """Print every measure of each scenario; return 1 where one is missed."""
    missed = False
    for name in names:
        print(name)
        for measure in measures(load(name)):
            print(f"  {measure}")
            missed = missed or not measure.met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

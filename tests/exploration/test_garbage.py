"""What a check makes is freed as it ends: nothing is left for the interpreter to search for."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from scr_sim.exploration import find_problems
from scr_sim.scenario import load
from scr_sim.scenario.library import ids


@pytest.mark.parametrize("name", ids())
def test_a_check_leaves_no_circles(name: str) -> None:
    scenario = load(name)
    gc.collect()
    gc.disable()
    try:
        find_problems(scenario)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = Counter(type(one).__name__ for one in gc.garbage if _ours(one))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == {}


def _ours(one: object) -> bool:
    return type(one).__module__.startswith("scr_sim")

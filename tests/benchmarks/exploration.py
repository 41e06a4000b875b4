"""What exploring costs, and what random plays in its stead would miss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from time import process_time

from scr_sim.engine import Engine
from scr_sim.engine.transitions import ChoiceTransition
from scr_sim.exploration import explore, find_problems, reach
from scr_sim.exploration.explicit_search import States
from scr_sim.scenario import LoadedScenario, load
from scr_sim.scenario.library import ids
from tests.benchmarks.generator import write_wide
from tests.benchmarks.measures import Measure, best_of

#: What the resource usage tells may be this process's memory, from before the other was itself.
_MEMORY = (
    "import sys; from scr_sim import explore, load; explore(load(sys.argv[1]));"
    "from tests.scenario.hostile import most_used; print(most_used())"
)


def exploring(folder: Path, times: int = 3) -> list[Measure]:
    """Measure exploring by sets, one by one, and against random plays."""
    bundled = [load(name) for name in ids()]
    slowest = max(best_of(times, lambda s=s: find_problems(s)) for s in bundled)  # type: ignore[misc]
    whole = max(best_of(1, lambda s=s: explore(s)) for s in bundled)  # type: ignore[misc]
    middling = load(str(write_wide(folder, 60, 2)))
    path = write_wide(folder, 300)
    wide = load(str(path))
    states = reach(wide).states
    seconds = best_of(times, lambda: find_problems(wide))
    with_pages = load(str(write_wide(folder, 300, pages=20)))
    paged = best_of(times, lambda: find_problems(with_pages))
    found = [
        Measure("bundled scenario in check, the slowest", slowest * 1000, "ms", 50),
        Measure("bundled scenario, plays counted too, the slowest", whole * 1000, "ms"),
        Measure("60 scenes, 2 numbers, 8 flags: states", reach(middling).states, ""),
        Measure("the same, in check", best_of(times, lambda: find_problems(middling)) * 1000, "ms"),
        Measure("300 scenes, 3 numbers, 8 flags: states", states, ""),
        Measure("the same, in check", seconds * 1000, "ms", 500),
        Measure("the same with 2 costs and 20 pages, in check", paged * 1000, "ms", 500),
        Measure(
            "300 without pages, explored whole", best_of(1, lambda: explore(wide)) * 1000, "ms", 500
        ),
        Measure("300 without pages, memory of the whole program", _memory(path), "MiB", 500),
        Measure("states a second, by sets", states / seconds, "/s"),
    ]
    one_by_one = max(_states_a_second(wide) for _ in range(times))
    found.append(
        Measure("states a second, one by one", one_by_one, "/s", 300_000, at_most=False),
    )
    for plays in (100, 10_000):
        missed = sum(missed_by(scenario, plays) for scenario in bundled)
        found.append(
            Measure(f"choices that {plays:,} random plays of each bundled miss", missed, "")
        )
    missed = missed_by(middling, 10_000)
    found.append(Measure("choices that 10,000 random plays of the 60 scenes miss", missed, ""))
    return found


def missed_by(scenario: LoadedScenario, plays: int, seed: int = 1) -> int:
    """Return how many choices so many random plays miss, that exploring finds can be taken.

    A choice that cites counts twice: convincing, and not.
    """
    engine = Engine(scenario)
    found = reach(scenario)
    there = {_name(found.engine, made) for made in found.made if made.kind == "choice"}
    return len(there - {_name(engine, seen) for seen in _seen(engine, plays, Random(seed))})


def _name(engine: Engine, transition: ChoiceTransition) -> tuple[int, bool | None]:
    """Return what two engines of one scenario call a choice's transition alike."""
    chosen = [bit for name, bit in engine.bits.items() if name[0] == "chose"]
    return next(bit for bit in chosen if transition.facts >> bit & 1), transition.convincing


def _seen(engine: Engine, plays: int, random: Random) -> set[ChoiceTransition]:
    seen: set[ChoiceTransition] = set()
    for _ in range(plays):
        state = engine.start
        while transitions := engine.transitions(state):
            transition = transitions[int(random.random() * len(transitions))]
            if transition.kind == "choice":
                seen.add(transition)
            state = engine.make(state, transition)
    return seen


def _states_a_second(scenario: LoadedScenario, limit: int = 100_000) -> float:
    begun = process_time()
    return States(Engine(scenario), limit).states / (process_time() - begun)


def _memory(path: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1024

"""Every command on every file that holds as much as a file can: the seconds of the slowest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from scr_sim.debriefs import RENDERINGS, debrief
from scr_sim.engine import Play, answer
from scr_sim.exploration import check_plays, explore
from scr_sim.graph import FORMATS, draw
from scr_sim.scenario import LoadedScenario, check_files, load
from tests.benchmarks.measures import Measure
from tests.journeys.extreme_scenarios import Extreme
from tests.journeys.extremes import EXTREMES

#: What no command may take longer than, in seconds, on any file of up to 300 scenes.
LONGEST = 5.0


def extremes(folder: Path) -> list[Measure]:
    """Measure each command, with loading, on each file of full size; tell the slowest of each."""
    slowest: dict[str, tuple[float, str]] = {}
    for name, make in EXTREMES.items():
        extreme = make(1.0)
        with TemporaryDirectory(dir=folder) as inside:
            path = extreme.write(Path(inside))
            for command, run in _commands(extreme, path):
                begun = process_time()
                run()
                took = process_time() - begun
                slowest[command] = max(slowest.get(command, (0.0, "")), (took, name))
    return [
        Measure(f"{command}: {name}", took, "s", LONGEST)
        for command, (took, name) in slowest.items()
    ]


def _commands(extreme: Extreme, path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "list", lambda: check_files([path])
    yield "check", lambda: check_plays(check_files([path])[0])
    yield "explore", lambda: json.dumps(explore(load(str(path))).as_data())
    for name, drawing in FORMATS.items():
        yield f"graph {name}", lambda drawing=drawing: drawing(draw(load(str(path))))  # type: ignore[misc]
    yield "replay", lambda: json.dumps(answer(Play(load(str(path)), extreme.actions)))
    for name, rendering in RENDERINGS.items():
        yield f"debrief {name}", partial(_debriefed, rendering, path, extreme)


def _debriefed(rendering: Callable[..., str], path: Path, extreme: Extreme) -> str:
    scenario: LoadedScenario = load(str(path))
    return rendering(debrief(Play(scenario, extreme.actions)))

"""What could happen.

In comes a checked scenario; out comes what any play of it can reach: scenes, choices, endings and
the shortest ways to them, dead ends, counts. Exact, not sampled, and fast enough to run at every
save. This room knows nothing of files, terminals or plays that are kept.
"""

from scr_sim.exploration.checks import Found, find_problems
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.explorer import explore, touched
from scr_sim.exploration.file_checks import check_plays
from scr_sim.exploration.known_problems import KnownProblems
from scr_sim.exploration.limits import CHECKED_STATES, MOST_STATES
from scr_sim.exploration.model import (
    DeadEnd,
    EndingReached,
    Explored,
    FindingTouched,
    NoWayOut,
    Shape,
)
from scr_sim.exploration.reachability import Reached, reach, way_to, words
from scr_sim.exploration.readings import Reading, WayRead, read_through

__all__ = [
    "CHECKED_STATES",
    "MOST_STATES",
    "DeadEnd",
    "EndingReached",
    "Explored",
    "FindingTouched",
    "Found",
    "KnownProblems",
    "NoWayOut",
    "Progress",
    "Reached",
    "Reading",
    "Shape",
    "WayRead",
    "check_plays",
    "explore",
    "find_problems",
    "reach",
    "read_through",
    "touched",
    "way_to",
    "words",
]

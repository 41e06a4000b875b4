"""Plays with everything left to chance, of one seed, and what two of them have in common."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from statistics import fmean

from scr_sim.engine import Play
from scr_sim.scenario import LoadedScenario

#: So many plays are tried for each scenario.
_PLAYS = 600
_SEED = 7
#: Two ways to an ending differ truly where so much of the scenes before it is not shared.
_TRULY = 0.3


@dataclass(frozen=True, slots=True)
class Way:
    """A finished play: the scenes before its ending, the ending, and what was done."""

    scenes: frozenset[str]
    ending: str
    actions: tuple[str, ...]
    entered: int


@cache
def random_ways(scenario: LoadedScenario) -> tuple[Way, ...]:
    """Return finished plays, each choice as likely as any other that can be taken."""
    chance = random.Random(_SEED)
    return tuple(_way(scenario, chance) for _ in range(_PLAYS))


def _way(scenario: LoadedScenario, chance: random.Random) -> Way:
    play, curious = Play(scenario), chance.random()
    while not play.finished:
        actions = play.actions()
        asking = [word for word in actions if word.startswith("?")]
        choosing = [word for word in actions if not word.startswith("?")]
        pick = asking if asking and (not choosing or chance.random() < curious) else choosing
        play = play.take(chance.choice(pick))
    visited = play.visited
    ending = play.ending or ""
    return Way(frozenset(visited) - {ending}, ending, play.actions_taken, len(visited))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of their scenes two plays share, of what they have on average."""
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 1.0


def average_shared(ways: Iterable[Way]) -> float:
    """Return how much of their scenes two plays share on average."""
    some = list(ways)[:200]
    return fmean(shared(a.scenes, b.scenes) for a, b in combinations(some, 2))


def reached_truly_differently(ways: Iterable[Way]) -> Iterator[str]:
    """Yield the endings that two plays come to which share at most 70% of what lies before."""
    by_ending: dict[str, set[frozenset[str]]] = {}
    for way in ways:
        by_ending.setdefault(way.ending, set()).add(way.scenes)
    for ending, kinds in by_ending.items():
        if any(shared(a, b) <= 1 - _TRULY for a, b in combinations(sorted(kinds, key=sorted), 2)):
            yield ending

"""How often each scene is met if all choices were equally likely: exact, and not sampled.

As where plays are counted, what may stand after a sequence of choices is a set of vectors. From a
set, each choice that some of its vectors can take is as likely as the next, and of one choice each
outcome (it convinces or not; one scene follows or another) is as likely as the next. Enquiries
have no chance of their own: everything that could have been looked into may have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.path_counts import MOST_SETS
from scr_sim.graphs import circles

ROUND = "Plays can go round a loop, so that chances cannot be said."
TOO_WIDE = "There are too many states to say chances over."

#: A scene, and what may stand there.
_Place = tuple[int, int]


class NoChancesError(Exception):
    """Chances cannot be said; the message says why."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance to meet each scene at least once, by its number, and to end in a dead end."""

    scenes: dict[int, Fraction]
    stuck: Fraction


def chances(sets: Sets) -> Chances:
    """Return how often each scene is met. Raises `NoChancesError`, `TooManyError`."""
    first = next(iter(_entered(sets, sets.first())))
    onward = _onward(sets, first)
    order = _in_order(first, onward)
    mass: dict[_Place, Fraction] = dict.fromkeys(order, Fraction(0))
    mass[first] = Fraction(1)
    stuck = Fraction(0)
    met = dict.fromkeys(range(len(sets.scenes)), Fraction(0))
    for place in order:
        met[place[0]] += mass[place]
        for target, chance in onward[place].items():
            mass[target] += mass[place] * chance
        if not onward[place] and sets.engine.scenes[place[0]].kind == "decision":
            stuck += mass[place]
    # Only what lies on a circle of scenes can be met twice, and there visits are no chances.
    again: set[int] = set().union(*circles(_scene_links(onward)))
    for scene in again:
        met[scene] = _meeting(scene, order, onward)
    return Chances(met, stuck)


def _meeting(
    scene: int, order: list[_Place], onward: dict[_Place, dict[_Place, Fraction]]
) -> Fraction:
    """Return the chance to come to a scene at least once, worked out from the end."""
    chance: dict[_Place, Fraction] = {}
    for place in reversed(order):
        chance[place] = (
            Fraction(1)
            if place[0] == scene
            else sum((chance[target] * of for target, of in onward[place].items()), Fraction(0))
        )
    return chance[order[0]]


def _scene_links(onward: dict[_Place, dict[_Place, Fraction]]) -> dict[int, set[int]]:
    links: dict[int, set[int]] = {}
    for (scene, _), targets in onward.items():
        links.setdefault(scene, set()).update(target for target, _ in targets)
    return links


def _onward(sets: Sets, first: _Place) -> dict[_Place, dict[_Place, Fraction]]:
    """Return every place that plays come to, with the chances of what follows at once."""
    found: dict[_Place, dict[_Place, Fraction]] = {}
    waiting = [first]
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        if len(found) >= MOST_SETS:
            raise NoChancesError(TOO_WIDE)
        sets.work()
        found[place] = _following(sets, place)
        waiting.extend(found[place])
    return found


def _following(sets: Sets, place: _Place) -> dict[_Place, Fraction]:
    scene, vectors = place
    here = sets.scenes[scene]
    if not here.routes:
        return {}
    stands = 0
    for there in here.asked(vectors):
        stands |= there
    by_choice: dict[str, list[_Place]] = {}
    for route in here.routes:
        word = route.transition.word if route.transition is not None else ""
        outcomes = _entered(sets, route.taken(stands))
        if outcomes:
            by_choice.setdefault(word, []).extend(outcomes)
    found: dict[_Place, Fraction] = {}
    for outcomes in by_choice.values():
        each = Fraction(1, len(by_choice) * len(outcomes))
        for outcome in outcomes:
            found[outcome] = found.get(outcome, Fraction(0)) + each
    return found


def _entered(sets: Sets, arriving: Iterable[tuple[int, int]]) -> list[_Place]:
    """Return the scenes come to, each with all that may stand there."""
    arrived: dict[int, int] = {}
    for scene, vectors in arriving:
        arrived[scene] = arrived.get(scene, 0) | vectors
    return [(scene, sets.enter(scene, vectors)) for scene, vectors in arrived.items()]


def _in_order(first: _Place, onward: dict[_Place, dict[_Place, Fraction]]) -> list[_Place]:
    """Return the places, each after all that leads to it. Raises `NoChancesError` for a loop."""
    leading = dict.fromkeys(onward, 0)
    for targets in onward.values():
        for target in targets:
            leading[target] += 1
    order = [first] if not leading[first] else []
    for place in order:  # which grows all the while
        for target in onward[place]:
            leading[target] -= 1
            if not leading[target]:
                order.append(target)
    if len(order) < len(onward):
        raise NoChancesError(ROUND)
    return order

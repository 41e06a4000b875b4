"""How often each scene is met if all choices were equally likely: exact, and not sampled.

As where plays are counted, what may stand after a sequence of choices is a set of states. From a
set, each choice that some of its states can take is as likely as the next, and of one choice each
outcome (it convinces or not; one scene follows or another) is as likely as the next. Enquiries
have no chance of their own: everything that could have been looked into may have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import bits
from scr_sim.exploration.reading_steps import Steps
from scr_sim.graphs import circles

ROUND = "Plays can go round a loop, so that chances cannot be said."
TOO_WIDE = "There are too many states to say chances over."

#: Scenes still to be gone through, and states that then stand in the last, as the bits of a number.
_Standing = tuple[tuple[int, ...], int]
#: A scene, and what may stand there.
_Place = tuple[int, tuple[_Standing, ...]]


class NoChancesError(Exception):
    """Chances cannot be said; the message says why."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance to meet each scene at least once, by its number, and to end in a dead end."""

    scenes: dict[int, Fraction]
    stuck: Fraction


def chances(steps: Steps) -> Chances:
    """Return how often each scene is met. Raises `NoChancesError`."""
    if steps.endless or steps.first is None:
        raise NoChancesError(ROUND)
    onward = _Sets(steps).onward
    first = next(iter(onward))
    order = _in_order(first, onward)
    mass: dict[_Place, Fraction] = dict.fromkeys(order, Fraction(0))
    mass[first] = Fraction(1)
    stuck = Fraction(0)
    met = dict.fromkeys(range(len(steps.engine.scenes)), Fraction(0))
    for place in order:
        met[place[0]] += mass[place]
        for target, chance in onward[place].items():
            mass[target] += mass[place] * chance
        if not onward[place] and steps.engine.scenes[place[0]].kind == "decision":
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


class _Sets:
    """Every place that plays come to, the first one first, with the chances of what follows."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        #: By scene its states, and each one's place among them.
        self._states: dict[int, list[int]] = {}
        self._bits: list[int] = []
        for at, scene in enumerate(steps.scenes):
            beside = self._states.setdefault(scene, [])
            self._bits.append(1 << len(beside))
            beside.append(at)
        self._leading: dict[int, list[tuple[int, int]]] = {}
        self.onward: dict[_Place, dict[_Place, Fraction]] = {}
        waiting = self._entered(self._begun())
        while waiting:
            place = waiting.pop()
            if place in self.onward:
                continue
            if len(self.onward) >= limits.MOST_CHANCE_SETS:
                raise NoChancesError(TOO_WIDE)
            self.onward[place] = found = self._following(place)
            waiting.extend(found)

    def _begun(self) -> list[_Standing]:
        return [(self._steps.begun, self._bits[0])]

    def _following(self, place: _Place) -> dict[_Place, Fraction]:
        scene, standing = place
        outcomes: list[list[_Place]]
        if standing[0][0]:
            outcomes = [self._entered(standing)]
        else:
            outcomes = self._chosen(scene, standing[0][1])
        found: dict[_Place, Fraction] = {}
        for places in outcomes:
            each = Fraction(1, len(outcomes) * len(places))
            for one in places:
                found[one] = found.get(one, Fraction(0)) + each
        return found

    def _chosen(self, scene: int, states: int) -> list[list[_Place]]:
        """Return, for each choice that some states can take, the places that it leads to."""
        courses = self._steps.courses
        led: dict[int, int] = {}
        here = self._states[scene]
        for bit in bits(states):
            for number, there in self._led(here[bit]):
                led[number] = led.get(number, 0) | there
        made: dict[Transition, list[_Standing]] = {}
        for number, there in led.items():
            course = courses[number]
            made.setdefault(course.transition, []).append((course.entered, there))
        found: dict[str, list[_Place]] = {}
        for transition, standing in made.items():
            found.setdefault(transition.word, []).extend(self._entered(standing))
        return list(found.values())

    def _led(self, at: int) -> list[tuple[int, int]]:
        """Return the courses of choices from a state, enquiries made before or not, and to what."""
        found = self._leading.get(at)
        if found is None:
            steps = self._steps
            led: dict[int, int] = {}
            asked, seen = [at], {at}
            for one in asked:  # which grows all the while
                for step in steps.onward(one):
                    number, after = steps.by[step], steps.to[step]
                    if steps.courses[number].decides:
                        led[number] = led.get(number, 0) | self._bits[after]
                    elif after not in seen:
                        seen.add(after)
                        asked.append(after)
            found = self._leading[at] = list(led.items())
        return found

    @staticmethod
    def _entered(standing: Iterable[_Standing]) -> list[_Place]:
        """Return the scenes come to next, each with all that may stand there."""
        arrived: dict[int, dict[tuple[int, ...], int]] = {}
        for (scene, *rest), states in standing:
            there = arrived.setdefault(scene, {})
            there[tuple(rest)] = there.get(tuple(rest), 0) | states
        return [(scene, tuple(sorted(there.items()))) for scene, there in arrived.items()]


def _in_order(first: _Place, onward: dict[_Place, dict[_Place, Fraction]]) -> list[_Place]:
    """Return the places, each after all that leads to it. Raises `NoChancesError` for a loop."""
    left = dict.fromkeys(onward, 0)
    for targets in onward.values():
        for target in targets:
            left[target] += 1
    order = [first] if not left[first] else []
    for place in order:  # which grows all the while
        for target in onward[place]:
            left[target] -= 1
            if not left[target]:
                order.append(target)
    if len(order) < len(onward):
        raise NoChancesError(ROUND)
    return order

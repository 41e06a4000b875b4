"""What leads to what: small questions about links, answered without recursion."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reachable(starts: Iterable[T], links: Mapping[T, Iterable[T]]) -> set[T]:
    """Return everything that the links lead to from the starts, themselves included."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        for target in links.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def distances(goals: Iterable[T], back: Mapping[T, Iterable[T]]) -> dict[T, int]:
    """Return how many links it is to the nearest of some goals from everything that leads there.

    ``back`` is from each target to what leads there.
    """
    far = dict.fromkeys(goals, 0)
    for here in (waiting := list(far)):  # which grows all the while
        for source in back.get(here, ()):
            if source not in far:
                far[source] = far[here] + 1
                waiting.append(source)
    return far


def turned_round(links: Mapping[T, Iterable[T]]) -> dict[T, list[T]]:
    """Return the links backwards: from each target to what leads there."""
    sources: dict[T, list[T]] = {}
    for source, targets in links.items():
        for target in targets:
            sources.setdefault(target, []).append(source)
    return sources


def unavoidable(first: T, goals: Iterable[T], links: Mapping[T, Iterable[T]]) -> list[T]:
    """Return what lies on every way from the first to a goal, the nearest first.

    Nothing, where the links lead to no goal.
    """
    ends = set(goals)
    way = _a_way(first, ends, links)
    place = {one: at for at, one in enumerate(way)}
    found: list[T] = []
    seen: set[T] = set()
    # How far along the way one comes by any links from what stands before on it: what nothing
    # leads past is unavoidable.
    furthest = 0
    for at, one in enumerate(way):
        if at == furthest:
            found.append(one)
        waiting = [one]
        while waiting:
            here = waiting.pop()
            if here in ends:
                furthest = len(way)
            for target in links.get(here, ()):
                if target in place:
                    furthest = max(furthest, place[target])
                elif target not in seen:
                    seen.add(target)
                    waiting.append(target)
    return found


def _a_way(first: T, goals: set[T], links: Mapping[T, Iterable[T]]) -> list[T]:
    """Return a shortest way from the first to a goal, both included; empty where there is none."""
    came: dict[T, T | None] = {first: None}
    for here in (waiting := [first]):  # which grows all the while
        if here in goals:
            way: list[T] = []
            step: T | None = here
            while step is not None:
                way.append(step)
                step = came[step]
            return way[::-1]
        for target in links.get(here, ()):
            if target not in came:
                came[target] = here
                waiting.append(target)
    return []


def circles(links: Mapping[T, Iterable[T]]) -> Iterator[set[T]]:
    """Return the largest groups in which each leads, in some steps, to each, itself included."""
    # Kosaraju's way: what was finished last, walked backwards first, gathers its own group.
    backwards = turned_round(links)
    grouped: set[T] = set()
    for first in reversed(_as_finished(links)):
        if first in grouped:
            continue
        group = {first}
        waiting = [first]
        while waiting:
            for source in backwards.get(waiting.pop(), ()):
                if source not in grouped and source not in group:
                    group.add(source)
                    waiting.append(source)
        grouped |= group
        if len(group) > 1 or first in links.get(first, ()):
            yield group


def in_order(links: Mapping[T, Iterable[T]], first: Iterable[T] = ()) -> dict[T, int]:
    """Return each one's place: after all that leads on to it, what leads back aside.

    What ``first`` leads to stands after what it does not lead to.
    """
    finished = _as_finished(links, first)
    return {one: place for place, one in enumerate(reversed(finished))}


def _as_finished(links: Mapping[T, Iterable[T]], first: Iterable[T] = ()) -> list[T]:
    """Return everything in the order in which a walk into the depth is done with it."""
    finished: list[T] = []
    seen: set[T] = set()
    for start in (*first, *links):
        if start in seen:
            continue
        seen.add(start)
        walk = [(start, iter(links[start]))]
        while walk:
            here, targets = walk[-1]
            onward = next((t for t in targets if t not in seen and t in links), None)
            if onward is None:
                finished.append(here)
                walk.pop()
            else:
                seen.add(onward)
                walk.append((onward, iter(links[onward])))
    return finished

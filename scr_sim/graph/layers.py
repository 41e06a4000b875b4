"""How deep in a story each scene lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scr_sim.graphs import in_order

#: What each scene leads to.
Onward = Mapping[str, Sequence[str]]


def layers(start: str, onward: Onward) -> dict[str, int]:
    """Return how many links each scene lies from the start at the most, going on.

    A scene that nothing leads to, the start aside, lies one before what it leads to.
    """
    place = in_order(onward, [start])
    found = dict.fromkeys(onward, 0)
    led_to = {start}
    for scene in sorted(place, key=place.__getitem__):
        for target in onward[scene]:
            if place[target] > place[scene]:
                led_to.add(target)
                found[target] = max(found[target], found[scene] + 1)
    for scene in sorted(onward, key=place.__getitem__, reverse=True):
        if scene not in led_to:
            after = [found[target] for target in onward[scene] if place[target] > place[scene]]
            found[scene] = max(0, min(after) - 1) if after else 0
    return found

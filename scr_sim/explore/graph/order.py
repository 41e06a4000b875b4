"""In which order a story runs, and how deep in it each scene lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: What each scene leads to.
Onward = Mapping[str, Sequence[str]]


def story_order(start: str, onward: Onward) -> dict[str, int]:
    """Return each scene's place: after all that leads on to it, what leads back aside.

    ``onward`` has every scene as a key, in the file's order.
    """
    finished: list[str] = []
    seen: set[str] = set()
    for first in (start, *onward):
        if first in seen:
            continue
        seen.add(first)
        walk = [(first, iter(onward[first]))]
        while walk:
            scene, targets = walk[-1]
            target = next((target for target in targets if target not in seen), None)
            if target is None:
                walk.pop()
                finished.append(scene)
            else:
                seen.add(target)
                walk.append((target, iter(onward[target])))
    return {scene: place for place, scene in enumerate(reversed(finished))}


def layers(start: str, onward: Onward) -> dict[str, int]:
    """Return how many links each scene lies from the start at the most, going on.

    A scene that nothing leads to, the start aside, lies one before what it leads to.
    """
    place = story_order(start, onward)
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

"""What exploring found before, for a scenario in which nothing has changed that a play hangs on.

Whoever writes changes prose most of the time, and on its words no play hangs. What is short (a
title, a label) is explored again.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec.json import Encoder
from pydantic import BaseModel

from scr_sim.exploration import limits
from scr_sim.exploration.checks import Found, find_problems
from scr_sim.exploration.explicit_search import Progress
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.fields import Part
from scr_sim.scenario.syntax.nodes import Written


class KnownProblems:
    """Finds the problems of scenarios, and keeps those of the ``most`` that came last.

    For one thread at a time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        #: By the digest of what plays hang on: that itself may be as large as its file.
        self._found: dict[tuple[int, bytes], tuple[tuple[Found, ...], bool]] = {}

    def find(
        self,
        scenario: LoadedScenario,
        limit: int = limits.CHECKED_STATES,
        progress: Progress | None = None,
    ) -> tuple[list[Found], bool]:
        """Return what `find_problems` does. Raises what ``progress`` does; then nothing is kept."""
        if not self._most:
            return find_problems(scenario, limit, progress)
        # What branches have brought stands in the scenario itself.
        parts = {name: value for name, value in vars(scenario).items() if name != "merged"}
        key = limit, sha256(played(parts)).digest()
        found = self._found.pop(key, None)
        if found is None:
            problems, complete = find_problems(scenario, limit, progress)
            found = tuple(problems), complete
        self._found[key] = found
        if len(self._found) > self._most:
            del self._found[next(iter(self._found))]
        return list(found[0]), found[1]


def played(value: object) -> bytes:
    """Return all that plays of a scenario hang on, or of a part of it, as text.

    That is everything but the words of its prose. Two scenarios of which it is equal have the same
    plays, and the same problems at the same places. Of a model it is the values of its fields, in
    the order in which the model has them. Besides models there are texts, whole numbers, booleans,
    lists and mappings in a scenario; another kind would need its own words here.
    """
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, Part):
        return value.condition, value.sure
    if isinstance(value, Written):
        return (value.text,)  # where it may stand, no list may
    if isinstance(value, BaseModel):
        return type(value).__name__, *value.__dict__.values()
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value)} is no part of a scenario")


_ENCODER = Encoder(enc_hook=_plain)

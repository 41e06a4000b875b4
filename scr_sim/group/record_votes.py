"""The votes of one round as the record gathers them; what they add up to, the tallies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scr_sim.group.events import HandsCounted
from scr_sim.group.room import Ballot, Round
from scr_sim.group.shared_types import Place


@dataclass(slots=True)
class Ballots:
    """The votes of one round: the last tap of each person, and the hands counted last."""

    place: Place
    taps: dict[int, str | None] = field(default_factory=dict)
    hands: HandsCounted | None = None

    @property
    def raised(self) -> int | None:
        """Return how many hands were counted; None where none were."""
        return None if self.hands is None else sum(self._hands.values())

    @property
    def _hands(self) -> Mapping[str | None, int]:
        if self.hands is None:
            return {}
        raised: dict[str | None, int] = {None: self.hands.undecided}
        raised.update(self.hands.counts)
        return raised

    @property
    def held(self) -> Round:
        """Return the round as the tallies count it."""
        ballots = {person: Ballot(choice=choice) for person, choice in self.taps.items()}
        return Round(place=self.place, ballots=ballots, hands=self._hands)

    @property
    def people(self) -> int:
        """Return how many voted."""
        return self.held.voted

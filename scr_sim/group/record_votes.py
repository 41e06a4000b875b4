"""What the record counts of the votes at one decision: rounds, agencies, who changed their mind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scr_sim.group.events import HandsCounted
from scr_sim.group.views import AgencyVotes, Flow

#: Fewer people of one agency than this are recognisable by their agency alone.
FEWEST = 3


@dataclass(slots=True)
class Ballots:
    """The votes of one round: the last tap of each person, and the hands counted last."""

    taps: dict[int, str | None] = field(default_factory=dict)
    hands: HandsCounted | None = None

    @property
    def raised(self) -> int | None:
        """Return how many hands were counted; None where none were."""
        if self.hands is None:
            return None
        return sum(self.hands.counts.values()) + self.hands.undecided

    @property
    def people(self) -> int:
        """Return how many voted."""
        return len(self.taps) + (self.raised or 0)

    def counts(self, choices: Sequence[str]) -> dict[str, int]:
        """Return how many voted for each of the choices."""
        tapped = Counter(self.taps.values())
        raised = self.hands.counts if self.hands is not None else {}
        return {choice: tapped[choice] + raised.get(choice, 0) for choice in choices}

    @property
    def undecided(self) -> int:
        """Return how many could not decide."""
        tapped = sum(choice is None for choice in self.taps.values())
        return tapped + (self.hands.undecided if self.hands is not None else 0)


def flows(first: Ballots, last: Ballots, choices: Sequence[str]) -> tuple[Flow, ...]:
    """Return how people went from one choice to another between two votes, in the choices' order.

    Hands cannot be followed, and whoever voted once only is in no flow.
    """
    both = Counter(
        (first.taps[person], last.taps[person]) for person in first.taps.keys() & last.taps.keys()
    )
    order: list[str | None] = [*choices, None]
    return tuple(
        Flow(before=before, after=after, people=both[before, after])
        for before in order
        for after in order
        if both[before, after]
    )


def by_agency(
    ballots: Ballots,
    seats: Mapping[int, str],
    agencies: Mapping[str, str],
    choices: Sequence[str],
    *,
    merge: bool,
) -> tuple[AgencyVotes, ...]:
    """Return the votes by agency, in the scenario's order; hands belong to none.

    ``seats`` are people's agencies, ``agencies`` their names. With ``merge`` agencies in which
    fewer than three voted stand together; where these are still fewer than three, the smallest
    of the others stands with them.
    """
    groups: dict[str, list[int]] = {}
    for agency in [*agencies, *seats.values()]:
        groups.setdefault(agency, [])
    for person in ballots.taps:
        groups[seats[person]].append(person)
    told = [[agency] for agency, people in groups.items() if people]
    if merge:
        few = [one for one in told if len(groups[one[0]]) < FEWEST]
        rest = sorted((one for one in told if one not in few), key=lambda one: len(groups[one[0]]))
        while few and rest and sum(len(groups[one[0]]) for one in few) < FEWEST:
            few.append(rest.pop(0))
        together = [one[0] for one in told if one in few]
        told = [one for one in told if one not in few] + ([together] if together else [])
    return tuple(_votes(names, groups, ballots, agencies, choices) for names in told)


def _votes(
    names: Sequence[str],
    groups: Mapping[str, Sequence[int]],
    ballots: Ballots,
    agencies: Mapping[str, str],
    choices: Sequence[str],
) -> AgencyVotes:
    votes = Counter(ballots.taps[person] for name in names for person in groups[name])
    return AgencyVotes(
        names=tuple(agencies.get(name, name) for name in names),
        counts={choice: votes[choice] for choice in choices},
        undecided=votes[None],
    )

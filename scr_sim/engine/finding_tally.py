"""The tally of findings: where each finding of a review was met, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Place = TypeVar("Place")


class FindingLinks(Protocol):
    """What stands to findings: a step of a play, or what an author says of a choice."""

    @property
    def echoes(self) -> Sequence[int] | None:
        """The findings whose pattern it repeats."""

    @property
    def answers(self) -> Sequence[int] | None:
        """The findings whose lesson it acts on."""


@dataclass(frozen=True, slots=True)
class Met(Generic[Place]):
    """Where a finding's pattern was repeated and where its lesson was acted on, each place once."""

    echoed: tuple[Place, ...] = ()
    answered: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.echoed or self.answered)


def tally(
    findings: Iterable[int], touches: Iterable[tuple[Place, FindingLinks]]
) -> dict[int, Met[Place]]:
    """Return, for each of the findings, where it was met, in the order given.

    ``touches`` pairs each place (a decision's number, a choice's name) with what stands there;
    findings that are not asked for are passed over.
    """
    echoed: dict[int, dict[Place, None]] = {number: {} for number in findings}
    answered: dict[int, dict[Place, None]] = {number: {} for number in echoed}
    for place, one in touches:
        for met, numbers in ((echoed, one.echoes), (answered, one.answers)):
            for number in numbers or ():
                if number in met:
                    met[number][place] = None
    return {number: Met(tuple(echoed[number]), tuple(answered[number])) for number in echoed}

"""The tally of findings: where each finding of a review was met, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from scr_sim.scenario import LoadedScenario

Place = TypeVar("Place")
#: Where a choice stands: its scene, and its id there.
ChoicePlace = tuple[str, str]


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


def choice_tally(scenario: LoadedScenario) -> dict[int, Met[ChoicePlace]]:
    """Return, for each finding of a scenario's review, the choices that can meet it.

    A choice can whose debrief says so, or that of what else it can come to.
    """
    touches = (
        ((name, choice.id), outcome.debrief)
        for name, scene in scenario.scenes.items()
        for choice in scene.choices
        for outcome in choice.outcomes
        if outcome.debrief is not None
    )
    return tally(scenario.case_review.findings, touches)

"""What a library practises: the features and findings of a review, scenario by scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scr_sim.engine import choice_tally
from scr_sim.scenario import LoadedScenario, Review


@dataclass(frozen=True, slots=True)
class Practised:
    """In how many of a scenario's choices a finding can be met: repeated, and acted on."""

    echoed: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One review, and what of it each scenario practises, in the library's order."""

    review: Review
    #: The scenarios' titles by their ids.
    scenarios: dict[str, str]
    #: For each feature, the ids of the scenarios that practise it.
    features: dict[str, tuple[str, ...]]
    #: For each finding, what of it stands in each scenario that meets it, by the scenario's id.
    findings: dict[int, dict[str, Practised]]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, as ``scr-sim list --coverage --json`` prints it."""
        return {
            "review": self.review.id,
            "scenarios": list(self.scenarios),
            "features": {name: list(ids) for name, ids in self.features.items()},
            "findings": {
                str(number): {
                    id_: {"echoed": one.echoed, "answered": one.answered}
                    for id_, one in practised.items()
                }
                for number, practised in self.findings.items()
            },
        }


def coverage(scenarios: Iterable[LoadedScenario]) -> list[Coverage]:
    """Return what scenarios practise, one for each review, in the order in which they come."""
    by_review: dict[str, list[LoadedScenario]] = {}
    for scenario in scenarios:
        by_review.setdefault(scenario.review, []).append(scenario)
    return [_of_one(some[0].case_review, some) for some in by_review.values()]


def _of_one(review: Review, scenarios: list[LoadedScenario]) -> Coverage:
    findings: dict[int, dict[str, Practised]] = {number: {} for number in review.findings}
    for scenario in scenarios:
        for number, met in choice_tally(scenario).items():
            if met:
                practised = Practised(len(met.echoed), len(met.answered))
                findings[number][scenario.id] = practised
    return Coverage(
        review=review,
        scenarios={scenario.id: scenario.title for scenario in scenarios},
        features={
            name: tuple(s.id for s in scenarios if name in s.features) for name in review.features
        },
        findings=findings,
    )


def findings_met(scenario: LoadedScenario) -> tuple[int, ...]:
    """Return the numbers of the findings that some choice of a scenario touches, in order."""
    return tuple(number for number, met in choice_tally(scenario).items() if met)

"""What every story of the library is held to: its shape, its contents, how fair its choices are.

``python -m tests.stories SCENARIO`` prints them for the author of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from scr_sim import explore
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.choice import STANCES, Choice
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.variables import NumberVariable
from tests.stories import contents
from tests.stories.plays import (
    average_shared,
    random_ways,
    reached_truly_differently,
)

#: Labels of one decision are of like length: the longest is at most so many times the shortest.
_LIKE_LENGTH = 1.8
#: A way on that is shown by a rule of thumb would be one that stands in one place this often.
_MOST_IN_ONE_PLACE = 0.6


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that was measured, and the bounds, both included, that it is held to."""

    name: str
    value: float
    least: float = 0
    most: float = float("inf")
    details: str = ""

    @property
    def met(self) -> bool:
        """Whether what was measured lies within its bounds."""
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        most = "" if self.most == float("inf") else f" to {self.most:g}"
        met = "" if self.met else "   MISSED"
        details = f"   ({self.details})" if self.details else ""
        return f"{self.name:<58} {self.value:>6.4g}   {self.least:g}{most}{met}{details}"


def measures(scenario: LoadedScenario) -> list[Measure]:
    """Return every measure of a scenario."""
    return [*_shape(scenario), *_contents(scenario), *_fairness(scenario), *_telling(scenario)]


def _shape(scenario: LoadedScenario) -> Iterator[Measure]:
    explored = explore(scenario)
    ways = random_ways(scenario)
    scenes = scenario.scenes
    kinds = Counter(s.ending.kind for s in scenes.values() if s.kind == "ending")
    before = len(scenes) - sum(kinds.values())
    shape = explored.shape
    yield Measure("scenes", len(scenes), 26, 36)
    yield Measure("scenes that a play meets, on average", fmean(w.entered for w in ways), 10, 16)
    parting = len(shape.branching) / shape.decisions
    straight = set(contents.decisions(scenario)) - set(shape.branching)
    yield Measure(
        "share of decisions that lead to different scenes", parting, 0.5, 1, _list(straight)
    )
    always = len(shape.always) / before
    yield Measure("share of scenes on every way", always, 0, 0.3, _list(shape.always))
    yield Measure("share of scenes that two random plays share", average_shared(ways), 0, 0.65)
    yield Measure("endings", sum(kinds.values()), 4, 6)
    yield Measure("kinds of endings", len(kinds), 3, 3, str(dict(kinds)))
    different = set(reached_truly_differently(ways))
    alike = {i for i, s in scenes.items() if s.kind == "ending"} - different
    yield Measure("endings that no two truly different ways reach", len(alike), 0, 0, _list(alike))
    yield Measure("decisions on the longest way", explored.most or 99, 8, 14)
    yield Measure("minutes", scenario.minutes, 12, 20)


def _contents(scenario: LoadedScenario) -> Iterator[Measure]:
    decisions = contents.decisions(scenario)
    choices = [choice for _, choice in contents.choices(scenario)]
    enquiries = [enquiry for _, enquiry in contents.enquiries(scenario)]
    acts: list[Choice | Enquiry] = [*choices, *enquiries]
    asking = [scene for scene in decisions.values() if scene.enquiries]
    numbers = (scenario.variables or {}).values()
    yield Measure("notes", len(scenario.notes or {}), 14)
    yield Measure("pairs of notes that do not fit", contents.contradictions(scenario), 4)
    yield Measure("decisions with enquiries", len(asking), 3)
    limits = [
        scene
        for scene in asking
        if scene.enquiries
        and scene.enquiries.limit is not None
        and scene.enquiries.limit < len(scene.enquiries.offered)
    ]
    yield Measure("decisions with less time than enquiries", len(limits), 2)
    yield Measure("choices that cite", sum(choice.cite is not None for choice in choices), 2)
    yield Measure("locked choices", sum(choice.locked is not None for choice in choices), 2)
    yield Measure("acts that cost", sum(act.cost is not None for act in acts), 3)
    variants = sum(len(act.variants or ()) for act in acts)
    yield Measure("variants", variants, 3)
    yield Measure("pages to read closely", sum(e.lines is not None for e in enquiries), 1)
    yield Measure(
        "decisions that ask for reasons", sum(bool(d.reason) for d in decisions.values()), 2
    )
    yield Measure("scenes before an early act is felt", contents.felt_after(scenario), 5)
    shown = sum(bool(variable.show) for variable in numbers)
    yield Measure("variables shown", shown, 2)
    yield Measure("variables not shown", len(numbers) - shown, 1)
    units = sum(isinstance(v, NumberVariable) and v.unit is not None for v in numbers)
    yield Measure("numbers with a unit", units, 1)
    yield Measure("promises", contents.promises(scenario), 10)
    with_unseen = sum(scene.unseen is not None for scene in scenario.scenes.values())
    yield Measure("share of scenes with unseen", with_unseen / len(scenario.scenes), 0.5)
    conditional = sum(part.condition is not None for part in contents.parts(scenario.scenes))
    yield Measure("conditional paragraphs", conditional, 8)
    held = sum(
        any(e.agency for e in scene.enquiries.offered) for scene in asking if scene.enquiries
    )
    yield Measure("share of enquiring decisions where an agency answers", held / len(asking), 0.6)
    told = sum(scene.trainer is not None for scene in decisions.values())
    yield Measure("share of decisions with trainer's words", told / len(decisions), 0.5)
    trainer = scenario.trainer
    yield Measure("opening and closing", bool(trainer and trainer.opening and trainer.closing), 1)
    yield Measure("sensitive wordings", sum(bool(s.sensitive) for s in scenario.scenes.values()), 1)


def _fairness(scenario: LoadedScenario) -> Iterator[Measure]:
    choices = list(contents.choices(scenario))
    better = [choice for _, choice in choices if contents.better(choice)]
    stances = Counter(choice.stance for choice in better)
    for stance in STANCES:
        share = stances[stance] / len(better)
        yield Measure(f"share of the better choices that {stance}", share, 0.1, 0.5)
    share = sum(map(contents.costs, better)) / len(better)
    yield Measure("share of the better choices that cost something", share, 1 / 3, 1)
    weaker = {
        stance: [scene for scene, c in choices if c.stance == stance and c.debrief.echoes]
        for stance in STANCES
    }
    for stance in STANCES:
        yield Measure(f"choices to {stance} that echo a finding", len(weaker[stance]), 1)
    places = better_places(scenario)
    for place in range(3):
        share = places[place] / max(places.total(), 1)
        yield Measure(
            f"share of the better choices in place {place + 1}", share, 0.1, _MOST_IN_ONE_PLACE
        )
    uneven = {
        scene: max(lengths) / min(lengths)
        for scene, decision in contents.decisions(scenario).items()
        if (lengths := [len(choice.label) for choice in decision.choices])
    }
    worst = max(uneven.values())
    where = [scene for scene, ratio in uneven.items() if ratio > _LIKE_LENGTH]
    yield Measure("longest label of the shortest, at worst", worst, 1, _LIKE_LENGTH, _list(where))


def better_places(scenario: LoadedScenario) -> Counter[int]:
    """Return how often a better choice stands first (0), second, third … in its decision."""
    return Counter(
        place
        for decision in contents.decisions(scenario).values()
        for place, choice in enumerate(decision.choices)
        if contents.better(choice)
    )


def _telling(scenario: LoadedScenario) -> Iterator[Measure]:
    statements = scenario.case_review.statements or {}
    unfounded, opening, total = [], 0, 0
    for told in contents.debriefs(scenario):
        touched = {*(told.debrief.echoes or ()), *(told.debrief.answers or ())}
        founded = any(
            touched & set(statements[name].findings or ()) for name in told.debrief.review or ()
        )
        if not founded:
            unfounded.append(f"{told.scene}.{told.choice}")
        total += 1
        opening += told.debrief.because[0].text.startswith("The review")
    yield Measure(
        "debriefs without a statement of their findings", len(unfounded), 0, 0, _list(unfounded)
    )
    yield Measure("share of debriefs that open with the review", opening / total, 0, 0.1)
    practised = sum(told.debrief.practice is not None for told in contents.debriefs(scenario))
    yield Measure("share of debriefs with good practice", practised / total, 0.3)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))

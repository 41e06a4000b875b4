"""What stands in a scenario, as its author wrote it: counted, walked over and looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.choice import Choice, Debrief, Result, Variant
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.fields import Part
from scr_sim.scenario.model.scene import Decision

_CHOSE = re.compile(r"""(?:chose|enquired|convinced)\(\\?["']([^"'.\\]+)\.""")


@dataclass(frozen=True, slots=True)
class Told:
    """A debrief, and where it is told: the choice's own, its otherwise's or a variant's."""

    scene: str
    choice: str
    which: str
    debrief: Debrief


def decisions(scenario: LoadedScenario) -> dict[str, Decision]:
    """Return the scenes with choices, by id."""
    return {id_: s for id_, s in scenario.scenes.items() if s.kind == "decision"}


def choices(scenario: LoadedScenario) -> Iterator[tuple[str, Choice]]:
    """Yield every choice with its scene's id."""
    for id_, scene in decisions(scenario).items():
        for choice in scene.choices:
            yield id_, choice


def enquiries(scenario: LoadedScenario) -> Iterator[tuple[str, Enquiry]]:
    """Yield every enquiry with its scene's id."""
    for id_, scene in decisions(scenario).items():
        for enquiry in scene.enquiries.offered if scene.enquiries else ():
            yield id_, enquiry


def debriefs(scenario: LoadedScenario) -> Iterator[Told]:
    """Yield every debrief that a play can earn."""
    for scene, choice in choices(scenario):
        yield Told(scene, choice.id, "own", choice.debrief)
        for variant in choice.variants or ():
            if variant.debrief:
                yield Told(scene, choice.id, "variant", variant.debrief)
        if choice.cite:
            yield Told(scene, choice.id, "otherwise", choice.cite.otherwise.debrief)
            for variant in choice.cite.otherwise.variants or ():
                if variant.debrief:
                    yield Told(scene, choice.id, "otherwise's variant", variant.debrief)


def better(choice: Choice) -> bool:
    """Return whether a choice acts on findings and repeats none."""
    return bool(choice.debrief.answers) and not choice.debrief.echoes


def costs(choice: Choice) -> bool:
    """Return whether a choice takes something: a cost, or goodwill, for it or a variant of it."""
    results = (choice, *(choice.variants or ()))
    return bool(choice.cost) or any(
        number < 0 for result in results for number in (result.add or {}).values()
    )


def parts(value: object) -> Iterator[Part]:
    """Yield every item of prose in a model, however deep."""
    if isinstance(value, Part):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from parts(one)


def promises(scenario: LoadedScenario) -> int:
    """Return how many promises a scenario's author makes."""
    of_scenes = sum(len(scene.sure or ()) for scene in scenario.scenes.values())
    return of_scenes + sum(len(part.sure or ()) for part in parts(scenario.scenes))


def contradictions(scenario: LoadedScenario) -> int:
    """Return how many pairs of notes do not fit each other."""
    return len(
        {
            frozenset((id_, other))
            for id_, note in (scenario.notes or {}).items()
            for other in note.contradicts or ()
        }
    )


def links(scenario: LoadedScenario) -> dict[str, set[str]]:
    """Return where each scene can lead, conditions not looked at."""
    found: dict[str, set[str]] = {}
    for id_, scene in scenario.scenes.items():
        going = found.setdefault(id_, set())
        if scene.kind == "passage":
            going.update(link.go for link in scene.next)
        elif scene.kind == "decision":
            for choice in scene.choices:
                results: list[Result | Variant] = [choice, *(choice.variants or ())]
                if choice.cite:
                    results += [choice.cite.otherwise, *(choice.cite.otherwise.variants or ())]
                for result in results:
                    going.update(link.go for link in result.next or ())
    return found


def felt_after(scenario: LoadedScenario) -> int:
    """Return how many scenes lie at least between an act and what asks about it, at the most."""
    onward = links(scenario)
    furthest = 0
    for id_, scene in scenario.scenes.items():
        asked = {act for act in _CHOSE.findall(repr(scene)) if act in scenario.scenes}
        for source in asked - {id_}:
            furthest = max(furthest, _steps(onward, source, id_) or 0)
    return furthest


def _steps(onward: dict[str, set[str]], source: str, target: str) -> int | None:
    reached, edge, steps = {source}, {source}, 0
    while edge:
        if target in edge:
            return steps
        edge = {after for scene in edge for after in onward[scene]} - reached
        reached |= edge
        steps += 1
    return None

"""What a trainer prints before an exercise: cards for each agency, vote cards and a run sheet."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.manuscripts.model import Part, StanceMark
from scr_sim.manuscripts.names import Naming
from scr_sim.scenario.model.choice import Choice, Stance
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.fields import Next, Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scene import Decision, Passage, Scene
from scr_sim.text.labels import ENDINGS
from scr_sim.text.stances import SIGNS, STANCE_MEANINGS, STANCES
from scr_sim.text.support import support
from scr_sim.text.templates import page


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part of prose; ``when`` says when it is read, and is empty for always."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an agency alone holds at one decision; ``where`` is the decision's number and title."""

    where: str
    label: str
    when: str
    answer: tuple[Told, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An agency's cards, in the story's order."""

    agency: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoice:
    """A choice on the run sheet: ``ways`` are where it can lead, each with when."""

    stance: Stance
    label: str
    when: str
    outcome: tuple[Told, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunScene:
    """A scene on the run sheet; ``ways`` are where it goes on to where nothing is chosen."""

    number: str
    title: str
    date: str
    place: str
    text: tuple[Told, ...]
    trainer: tuple[Told, ...]
    evidence: tuple[tuple[str, str], ...]
    choices: tuple[RunChoice, ...]
    ways: tuple[str, ...]
    ending: str


def to_html(scenario: LoadedScenario) -> str:
    """Return the handouts as one page: a page a sheet when printed, no script, nothing fetched."""
    naming = Naming(scenario)
    trainer = scenario.trainer
    return page("group-handouts.html").render(
        s=scenario,
        sheets=sheets(scenario),
        scenes=tuple(_scene(naming, name) for name in naming.order),
        opening=_told(naming, trainer.opening if trainer is not None else None),
        closing=_told(naming, trainer.closing if trainer is not None else None),
        findings=scenario.case_review.findings,
        signs=SIGNS,
        stances=STANCES,
        meanings=STANCE_MEANINGS,
        support=support(),
    )


def sheets(scenario: LoadedScenario) -> tuple[Sheet, ...]:
    """Return a sheet for each agency that holds something, in the scenario's order."""
    naming = Naming(scenario)
    held: dict[str, list[Card]] = {agency: [] for agency in scenario.agencies or {}}
    for name in naming.order:
        scene = scenario.scenes[name]
        for enquiry in _enquiries(scene):
            if enquiry.agency in held:
                held[enquiry.agency].append(_card(naming, name, enquiry))
    names = scenario.agencies or {}
    return tuple(
        Sheet(agency=names[agency], cards=tuple(cards)) for agency, cards in held.items() if cards
    )


def _enquiries(scene: Scene) -> tuple[Enquiry, ...]:
    if not isinstance(scene, Decision) or scene.enquiries is None:
        return ()
    return scene.enquiries.offered


def _card(naming: Naming, scene: str, enquiry: Enquiry) -> Card:
    answer = [*_told(naming, enquiry.text)]
    for variant in enquiry.variants or ():
        when = naming.condition(variant.condition)
        answer += [
            Told(text=told.text, when=f"Instead, if {when}") for told in _told(naming, variant.text)
        ]
    return Card(
        where=f"{naming.numbers[scene]} {naming.scenario.scenes[scene].title}",
        label=enquiry.label,
        when=naming.condition(enquiry.condition),
        answer=tuple(answer),
        lines=tuple(line.text for line in enquiry.lines.lines) if enquiry.lines else (),
    )


def _scene(naming: Naming, name: str) -> RunScene:
    scenario = naming.scenario
    scene, agencies = scenario.scenes[name], scenario.agencies or {}
    return RunScene(
        number=naming.numbers[name],
        title=scene.title,
        date=scene.date or "",
        place=scene.place or "",
        text=_told(naming, scene.text),
        trainer=_told(naming, scene.trainer),
        evidence=tuple(
            (one.label, agencies.get(one.agency or "", "")) for one in _enquiries(scene)
        ),
        choices=tuple(_choice(naming, choice) for choice in scene.choices)
        if isinstance(scene, Decision)
        else (),
        ways=tuple(_lines(naming, scene.next, "")) if isinstance(scene, Passage) else (),
        ending=f"{scene.ending.title}. {ENDINGS[scene.ending.kind]}"
        if scene.kind == "ending"
        else "",
    )


def _choice(naming: Naming, choice: Choice) -> RunChoice:
    when = naming.condition(choice.condition)
    locked = naming.condition(choice.locked.unless) if choice.locked is not None else ""
    offered = [f"only if {when}"] if when else []
    offered += [f"locked until {locked}"] if locked else []
    return RunChoice(
        stance=choice.stance,
        label=choice.label,
        when="; ".join(offered),
        outcome=_told(naming, choice.outcome),
        ways=_choice_ways(naming, choice),
    )


def _choice_ways(naming: Naming, choice: Choice) -> tuple[str, ...]:
    """Return everywhere that a choice can lead, each with when."""
    found = [*_lines(naming, choice.next, "If it convinces" if choice.cite is not None else "")]
    if choice.cite is not None:
        found += _lines(naming, choice.cite.otherwise.next, "If it does not convince")
    for result in (choice, *((choice.cite.otherwise,) if choice.cite is not None else ())):
        for variant in result.variants or ():
            if variant.next is not None:
                found += _lines(naming, variant.next, f"If {naming.condition(variant.condition)}")
    return tuple(found)


def _lines(naming: Naming, way: Next, lead: str) -> list[str]:
    lines = ["".join(_text(part) for part in line) for line in naming.next(way)]
    return [f"{lead}: {line}" if lead else line for line in lines]


def _text(part: Part) -> str:
    return part.stance if isinstance(part, StanceMark) else part.text


def _told(naming: Naming, prose: Prose | None) -> tuple[Told, ...]:
    return tuple(Told(text=part.text, when=part.when) for part in naming.prose(prose))

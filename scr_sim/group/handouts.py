"""What a trainer prints before an exercise: cards for each agency, vote cards and a run sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scr_sim.group.run_sheet import Told, enquiries, instead, run_scenes, tally, told
from scr_sim.manuscripts.names import PartNames
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.text.stances import SIGNS, STANCE_MEANINGS, STANCE_NAMES
from scr_sim.text.support import support
from scr_sim.text.templates import page

#: The vote cards have the numbers from 1 to this, and on if a decision has more choices.
_NUMBERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an agency alone holds at one decision.

    ``number`` and ``where`` are the enquiry's number on the run sheet and the decision's title.
    """

    number: str
    where: str
    label: str
    when: str
    answer: tuple[Told, ...]
    asks: tuple[Told, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An agency's cards, in the story's order."""

    agency: str
    cards: tuple[Card, ...]


def to_html(scenario: LoadedScenario) -> str:
    """Return the handouts as one page: a page a sheet when printed, no script, nothing fetched."""
    part_names = PartNames(scenario, count_notes=True)
    trainer = scenario.trainer
    return page("group-handouts.html").render(
        s=scenario,
        sheets=sheets(scenario),
        tally=tally(part_names),
        scenes=run_scenes(part_names),
        opening=told(part_names, trainer.opening if trainer is not None else None),
        closing=told(part_names, trainer.closing if trainer is not None else None),
        findings=scenario.case_review.findings,
        signs=SIGNS,
        stances=STANCE_NAMES,
        meanings=STANCE_MEANINGS,
        highest=_highest(scenario),
        support=support(),
    )


def _highest(scenario: LoadedScenario) -> int:
    decisions = [one for one in scenario.scenes.values() if one.kind == "decision"]
    return max([_NUMBERS, *(len(one.choices) for one in decisions)])


def sheets(scenario: LoadedScenario) -> tuple[Sheet, ...]:
    """Return a sheet for each agency that holds something, in the scenario's order."""
    part_names = PartNames(scenario, count_notes=True)
    held: dict[str, list[Card]] = {agency: [] for agency in scenario.agencies or {}}
    for name in part_names.order:
        for enquiry in enquiries(scenario.scenes[name]):
            if enquiry.agency in held:
                held[enquiry.agency].append(_card(part_names, name, enquiry))
    names = scenario.agencies or {}
    return tuple(
        Sheet(agency=names[agency], cards=tuple(cards)) for agency, cards in held.items() if cards
    )


def _card(part_names: PartNames, scene: str, enquiry: Enquiry) -> Card:
    answer = [*told(part_names, enquiry.text)]
    for variant in enquiry.variants or ():
        when = instead(part_names, variant.condition)
        for part in told(part_names, variant.text):
            also = f", and {part.when[0].lower()}{part.when[1:]}" if part.when else ""
            answer.append(replace(part, when=when + also))
    page_read = enquiry.lines
    return Card(
        number=part_names.act(scene, enquiry.id, "enquiry")[0],
        where=part_names.scenario.scenes[scene].title,
        label=enquiry.label,
        when=part_names.condition(enquiry.condition),
        answer=tuple(answer),
        asks=told(part_names, page_read.ask) if page_read else (),
        lines=tuple(line.text for line in page_read.lines) if page_read else (),
    )

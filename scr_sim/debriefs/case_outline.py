"""A case's debrief in the order in which it is told, as `outline` has it for a single play's."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.debriefs.cases import CaseDebrief, CaseDecision, CaseFinding
from scr_sim.debriefs.model import Debrief
from scr_sim.debriefs.outline import (
    Element,
    Items,
    Line,
    Prose,
    Section,
    StanceMark,
    Words,
    ending,
    eyes,
    outline,
    questions,
    review_cited,
    said_quietly,
)


def whole_outline(told: Debrief | CaseDebrief) -> Section:
    """Return a debrief, of a play or of a case, in the order in which it is told."""
    return outline(told) if isinstance(told, Debrief) else case_outline(told)


def case_outline(told: CaseDebrief) -> Section:
    """Return a case's debrief in the order in which it is told."""
    return Section(
        title=told.title,
        kind="debrief",
        lead="Debrief of the case",
        elements=_opening(told),
        sections=(
            Section(
                title="Scenario by scenario",
                kind="part",
                sections=tuple(_part(one, at) for at, one in enumerate(told.parts, 1)),
            ),
            Section(
                title="By finding",
                kind="part",
                sections=tuple(_finding(one, told.parts) for one in told.findings),
            ),
            Section(title="To take away", kind="part", elements=questions(told.learning)),
        ),
    )


def _opening(told: CaseDebrief) -> tuple[Element, ...]:
    unfinished = () if told.finished else (said_quietly("The case is not finished."),)
    fiction = said_quietly("The scenarios are fiction drawn from the review.")
    return (review_cited(told.review), *unfinished, fiction)


def _part(debrief: Debrief, at: int) -> Section:
    told = (eyes(debrief), *ending(debrief))
    return Section(title=debrief.title, kind="finding", lead=f"Scenario {at}", elements=told)


def _finding(view: CaseFinding, parts: Sequence[Debrief]) -> Section:
    met = []
    for title, places in (
        ("Where you repeated its pattern", view.echoed),
        ("Where you acted on its lesson", view.answered),
    ):
        if places:
            met.append(Section(title=title, elements=(Items(tuple(_lines(places, parts))),)))
    told: list[Element] = [Prose(view.text)]
    if not met:
        told.append(said_quietly("No choice in this case touched it."))
    if view.questions:
        met.append(Section(title="The review asks", elements=questions(view.questions)))
    return Section(
        title=view.title,
        kind="finding",
        lead=f"Finding {view.number}",
        elements=tuple(told),
        sections=tuple(met),
    )


def _lines(places: Sequence[CaseDecision], parts: Sequence[Debrief]) -> list[Line]:
    lines: list[Line] = []
    for place in places:
        debrief = parts[place.part - 1]
        one = debrief.decisions[place.number - 1]
        where = Words(f"{debrief.title}, decision {place.number}, {one.title}: ", "quiet")
        lines.append((where, StanceMark(one.stance), Words(one.label)))
    return lines

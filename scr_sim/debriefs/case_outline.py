"""A case's debrief in the order in which it is told, as `outline` has it for a single play's."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.debriefs.cases import CaseDebrief, CaseDecision, CaseFinding
from scr_sim.debriefs.model import Debrief
from scr_sim.debriefs.outline import (
    Element,
    Items,
    LabelledLine,
    Line,
    Prose,
    Section,
    StanceMark,
    Words,
    outline,
    questions,
)
from scr_sim.text.labels import ENDINGS


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
    review = told.review
    cited = f"{review.title} ({review.publisher}, {review.published})."
    found: list[Element] = [LabelledLine((Words(cited),), lead="The review")]
    if not told.finished:
        found.append(LabelledLine((Words("The case is not finished.", "quiet"),)))
    found.append(
        LabelledLine((Words("The scenarios are fiction drawn from the review.", "quiet"),))
    )
    return tuple(found)


def _part(debrief: Debrief, at: int) -> Section:
    told: list[Element] = [LabelledLine((Words(f"{debrief.role}."),), lead="Played as")]
    if debrief.ending is None:
        told.append(LabelledLine((Words("This play is not finished.", "quiet"),)))
    else:
        meant = Words(f" {ENDINGS[debrief.ending.kind]}")
        told.append(
            LabelledLine((Words(f"{debrief.ending.title}.", "strong"), meant), lead="Ending")
        )
        told.append(Prose(debrief.ending.text))
    return Section(title=debrief.title, kind="finding", lead=f"Scenario {at}", elements=tuple(told))


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
        told.append(LabelledLine((Words("No choice in this case touched it.", "quiet"),)))
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

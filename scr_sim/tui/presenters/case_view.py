"""How a case reads on the screen: plain data in, content out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from scr_sim.text import case_words
from scr_sim.tui.content import MUTED, join, line, plain, prose

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedCase
    from scr_sim.services import CasePlay, CaseStep
    from scr_sim.services.coverage import Coverage

_DONE, _NEXT, _LATER = "●", "◉", "○"


def head(played: CasePlay) -> Content:
    """Return the line above the steps: the case, and how far it has come."""
    ended = sum(step.done for step in played.steps)
    told = case_words.progress(ended, len(played.steps))
    return line((played.case.case.title, "bold $primary"), (f"   {told}", MUTED))


def step_row(step: CaseStep, *, is_next: bool) -> Content:
    """Return one scenario of the case as a row."""
    sign = _DONE if step.done else _NEXT if is_next else _LATER
    return line(
        (f"{sign} ", "$accent" if step.open else MUTED),
        (f"{step.at + 1}  ", "bold $accent"),
        (step.title, "bold" if is_next else ""),
        (f"\n     {_standing(step)}", MUTED),
    )


def _standing(step: CaseStep) -> str:
    return case_words.standing(
        is_open=step.open,
        begun=step.record is not None,
        anew=step.anew,
        ending=step.ending,
        made=len(step.play.steps) if step.play is not None else 0,
    )


def step_detail(played: CasePlay, step: CaseStep) -> Content:
    """Return what is read before a scenario is played, and how it stands."""
    parts = [
        plain(step.title, "bold $primary"),
        plain(f"{step.scenario.role} · about {step.scenario.minutes} minutes", MUTED),
        Content(""),
    ]
    if not played.begun and step.at == 0:
        parts += [prose(played.case.case.summary), Content("")]
        parts += [plain("Before you start", "bold $primary")]
        parts += [prose(played.case.case.content_note), Content("")]
    if step.between:
        parts += [prose(step.between), Content("")]
    parts.append(plain(f"{_standing(step)[0].upper()}{_standing(step)[1:]}.", MUTED))
    return join(parts)


def case_detail(case: LoadedCase, covered: Sequence[Coverage]) -> Content:
    """Return what a case is, and what of its review its scenarios practise."""
    parts = [
        plain(case.case.title, "bold $primary"),
        Content(""),
        prose(case.case.summary),
        Content(""),
    ]
    for number, scenario in enumerate(case.scenarios, 1):
        parts.append(
            line((f"{number} ", "bold $accent"), scenario.title, (f"  {scenario.role}", MUTED))
        )
    for one in covered:
        parts += [Content(""), *coverage_rows(one)]
    return join(parts)


def coverage_rows(one: Coverage) -> list[Content]:
    """Return which scenarios practise each feature and meet each finding, by their numbers."""
    numbers = {id_: str(number) for number, id_ in enumerate(one.scenarios, 1)}
    rows = [plain("Practice features, and the scenarios that practise them", "bold $primary")]
    for name, ids in one.features.items():
        where = " ".join(numbers[id_] for id_ in ids) or "none"
        rows.append(line(("• ", "$accent"), one.review.features[name].title, (f"  {where}", MUTED)))
    rows += [Content(""), plain("Findings, and the scenarios that meet them", "bold $primary")]
    for number, practised in one.findings.items():
        where = " ".join(numbers[id_] for id_ in practised) or "none"
        title = one.review.findings[number].title
        rows.append(line((f"{number} ", "bold $accent"), title, (f"  {where}", MUTED)))
    return rows

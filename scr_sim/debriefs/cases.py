"""What a whole case meant: the debriefs of its scenarios, gathered by finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scr_sim.debriefs.model import Cited, Debrief, QuestionView


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """A decision of a case: of which of its debriefs, and its number there; both count from 1."""

    part: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFinding:
    """One finding, with the decisions of the whole case that met it."""

    number: int
    title: str
    text: str
    echoed: tuple[CaseDecision, ...]
    answered: tuple[CaseDecision, ...]
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDebrief:
    """What a case meant so far: ``parts`` are the debriefs of the scenarios that were begun."""

    case: str
    title: str
    language: str
    review: Cited
    finished: bool
    parts: tuple[Debrief, ...]
    findings: tuple[CaseFinding, ...]
    learning: tuple[QuestionView, ...]


def case_debrief(case: str, title: str, parts: Sequence[Debrief], *, finished: bool) -> CaseDebrief:
    """Return what a case meant; ``parts`` are its scenarios' debriefs, in order, one at least.

    Answers that were written after different scenarios to one question stand one below the other.
    """
    first = parts[0]
    return CaseDebrief(
        case=case,
        title=title,
        language=first.language,
        review=first.review,
        finished=finished,
        parts=tuple(parts),
        findings=tuple(
            CaseFinding(
                number=finding.number,
                title=finding.title,
                text=finding.text,
                echoed=tuple(_met(parts, place, echoed=True)),
                answered=tuple(_met(parts, place, echoed=False)),
                questions=_answered([part.findings[place].questions for part in parts]),
            )
            for place, finding in enumerate(first.findings)
        ),
        learning=_answered([part.learning for part in parts]),
    )


def _met(parts: Sequence[Debrief], place: int, *, echoed: bool) -> list[CaseDecision]:
    return [
        CaseDecision(part, number)
        for part, debrief in enumerate(parts, 1)
        for number in (
            debrief.findings[place].echoed if echoed else debrief.findings[place].answered
        )
    ]


def _answered(asked: Sequence[Sequence[QuestionView]]) -> tuple[QuestionView, ...]:
    """Return the questions, each with every answer that was written to it."""
    return tuple(
        QuestionView(
            same[0].text,
            same[0].kind,
            "\n\n".join(dict.fromkeys(q.answer for q in same if q.answer)),
        )
        for same in zip(*asked, strict=True)
    )

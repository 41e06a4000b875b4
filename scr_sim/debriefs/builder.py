"""From a play and its review to a debrief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scr_sim.debriefs.model import (
    Cited,
    Debrief,
    DecisionView,
    EndingView,
    FindingRef,
    FindingView,
    MissedEnquiry,
    PageView,
    QuestionView,
    Reflection,
    Said,
    StatementView,
    UnseenView,
)
from scr_sim.engine import Play, Step, tally
from scr_sim.engine.beats import Entered, PageLine
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.text.characters import visible

_NOTHING = Said()


def debrief(
    play: Play, said: Mapping[int, Said] | None = None, reflections: Iterable[Reflection] = ()
) -> Debrief:
    """Return what a play meant.

    ``said`` is what the player wrote, by the place of the action among the play's actions. All
    the review's findings are there, touched or not. What nobody saw is told only of a play that
    has come to its ending.
    """
    scenario = play.scenario
    review = scenario.case_review
    decisions = tuple(
        _decision(play, number, step, (said or {}).get(step.action, _NOTHING))
        for number, step in enumerate(play.steps, 1)
    )
    answers = {(r.finding, r.question): visible(r.text) for r in reflections}
    met = tally(review.findings, enumerate(play.steps, 1))
    findings = tuple(
        FindingView(
            number=number,
            title=finding.title,
            text=finding.text,
            echoed=met[number].echoed,
            answered=met[number].answered,
            questions=tuple(
                QuestionView(q.text, q.kind, answers.get((number, place), ""))
                for place, q in enumerate(finding.questions or ())
            ),
        )
        for number, finding in review.findings.items()
    )
    unseen = (
        tuple(
            UnseenView(one, one.after + 1 if one.after < len(decisions) else None)
            for one in play.unseen
        )
        if play.finished
        else ()
    )
    return Debrief(
        scenario=scenario.id,
        title=scenario.full_title,
        role=scenario.role,
        language=scenario.language,
        branches=scenario.branches,
        review=Cited(
            title=review.title,
            publisher=review.publisher,
            published=review.published,
            about=review.about or "",
        ),
        finished=play.finished,
        ending=_ending(play),
        decisions=decisions,
        findings=findings,
        unseen=unseen,
        not_looked_into=tuple(missed for decision in decisions for missed in decision.missed),
        notes=play.notebook,
        learning=tuple(
            QuestionView(text, "reflection", answers.get((None, place), ""))
            for place, text in enumerate(review.learning or ())
        ),
    )


def _ending(play: Play) -> EndingView | None:
    scene = play.scene_model
    if scene.kind != "ending":
        return None
    last = play.story[-1]
    text = last.text if isinstance(last, Entered) else ""
    return EndingView(scene=play.scene, title=scene.ending.title, kind=scene.ending.kind, text=text)


def _decision(play: Play, number: int, step: Step, said: Said) -> DecisionView:
    scenario = play.scenario
    scene = scenario.scenes[step.scene]
    notes = {note.id: note for note in play.notebook}
    offered: dict[str, Enquiry] = {}
    if scene.kind == "decision" and scene.enquiries is not None:
        offered = {enquiry.id: enquiry for enquiry in scene.enquiries.offered}
    agencies = scenario.agencies or {}
    titles = {n: finding.title for n, finding in scenario.case_review.findings.items()}
    statements = scenario.case_review.statements or {}
    return DecisionView(
        number=number,
        scene=step.scene,
        title=scene.title,
        date=scene.date or "",
        place=scene.place or "",
        held=tuple(notes[note] for note in step.held),
        made=tuple(offered[enquiry].label for enquiry in step.enquiries),
        missed=tuple(
            MissedEnquiry(offered[e].label, agencies.get(offered[e].agency or "", ""), number)
            for e in step.missed
        ),
        choice=step.choice,
        label=step.label,
        stance=step.stance,
        cited=tuple(notes[note] for note in step.cited),
        convincing=step.convincing,
        reason=visible(said.reason),
        confidence=said.confidence,
        outcome=step.outcome,
        others=step.others,
        because=step.because,
        statements=tuple(
            StatementView(name, statements[name].text, statements[name].at) for name in step.review
        ),
        practice=step.practice,
        ask=step.ask,
        compare=step.compare,
        pages=tuple(_page(offered[enquiry], lines) for enquiry, lines in step.noted),
        role=scene.role or scenario.role,
        echoes=tuple(FindingRef(n, titles[n]) for n in step.echoes),
        answers=tuple(FindingRef(n, titles[n]) for n in step.answers),
        action=step.action,
    )


def _page(enquiry: Enquiry, noted: tuple[str, ...]) -> PageView:
    lines = enquiry.lines.lines if enquiry.lines is not None else ()
    return PageView(
        enquiry.label,
        tuple(PageLine(id=one.id, text=one.text, noted=one.id in noted) for one in lines),
    )

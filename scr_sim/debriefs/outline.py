"""A debrief in the order in which it is told: sections of elements, and no word on how they look.

The page, the Markdown and the plain lines walk it whole. The screen takes it section by section (a
decision, a finding, what nobody saw) and puts lists, a head and a map of its own around them; a
case's it walks whole (`case_outline`). JSON is the debrief's data as it stands. So whoever tells an
outline decides nothing but how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scr_sim.debriefs.model import (
    Cited,
    Debrief,
    DecisionView,
    FindingView,
    MissedEnquiry,
    PageView,
    QuestionView,
    UnseenView,
)
from scr_sim.engine.beats import OfferedChoice
from scr_sim.scenario.model.choice import Stance
from scr_sim.text.labels import ENDINGS, confidence_in_words, findings_in_words

SectionKind = Literal["debrief", "part", "decision", "finding", "unseen", "group", "review"]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text as it stands; ``quiet`` is said in passing, ``strong`` stands out."""

    text: str
    tone: Literal["plain", "quiet", "strong"] = "plain"


@dataclass(frozen=True, slots=True)
class InlineProse:
    """An author's prose within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class StanceMark:
    """A stance, to be told by its word and, where signs are shown, its sign."""

    stance: Stance


@dataclass(frozen=True, slots=True)
class Own:
    """What the player wrote, as it was written."""

    text: str


Part = Words | InlineProse | StanceMark | Own
Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """One line; ``lead`` says what it is (“Because”) and may be empty."""

    line: Line
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """An author's prose, in paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the review, and the player's answer or an empty string."""

    text: str
    answer: str


Element = LabelledLine | Prose | Items | Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A title, what stands under it, and the sections within.

    ``lead`` comes before the title (“Decision 3”), ``when`` after it (a date, a place).
    """

    title: str
    kind: SectionKind = "group"
    lead: str = ""
    when: str = ""
    elements: tuple[Element, ...] = ()
    sections: tuple[Section, ...] = ()


def outline(debrief: Debrief) -> Section:
    """Return a whole debrief, in the order in which it is told."""
    return Section(
        title=debrief.title,
        kind="debrief",
        lead="Debrief",
        elements=_opening(debrief),
        sections=(
            Section(
                title="By decision",
                kind="part",
                elements=() if debrief.decisions else (said_quietly("No decision was made."),),
                sections=tuple(decision(view, debrief.role) for view in debrief.decisions),
            ),
            Section(
                title="By finding",
                kind="part",
                sections=tuple(finding(one, debrief.decisions) for one in debrief.findings),
            ),
            unseen(debrief),
            _not_looked_into(debrief.not_looked_into),
            Section(title="To take away", kind="part", elements=questions(debrief.learning)),
        ),
    )


def _opening(debrief: Debrief) -> tuple[Element, ...]:
    return (
        *ending(debrief),
        eyes(debrief),
        review_cited(debrief.review),
        said_quietly("The scenario is fiction drawn from it."),
    )


def ending(debrief: Debrief) -> tuple[Element, ...]:
    """Return how a play came out, and the words of its ending; or that it has none yet."""
    if debrief.ending is None:
        return (said_quietly("This play is not finished."),)
    kind = Words(f" {ENDINGS[debrief.ending.kind]}")
    title = Words(f"{debrief.ending.title}.", "strong")
    return (LabelledLine((title, kind), lead="Ending"), Prose(debrief.ending.text))


def eyes(debrief: Debrief) -> LabelledLine:
    """Return whose eyes a play was seen through."""
    return LabelledLine((Words(f"{debrief.role}."),), lead="Played as")


def review_cited(review: Cited) -> LabelledLine:
    """Return the review that a debrief rests on."""
    cited = f"{review.title} ({review.publisher}, {review.published})."
    return LabelledLine((Words(cited),), lead="The review")


def decision(view: DecisionView, played_as: str = "") -> Section:
    """Return one decision: what was done and came of it, what the review found, what was known.

    ``played_as`` is the scenario's role; a decision through other eyes says whose they were.
    """
    did: list[Element] = []
    if view.role and played_as and view.role != played_as:
        did.append(LabelledLine((Words(f"{view.role}."),), lead="You were"))
    did.append(LabelledLine(_choice(view.stance, view.label), lead="You chose"))
    if view.cited:
        shown = "; ".join(note.source for note in view.cited)
        did.append(LabelledLine((Words(f"{shown}."),), lead="You showed"))
    if view.convincing is not None:
        did.append(said_quietly("It convinced." if view.convincing else "It did not convince."))
    if view.reason and not view.ask:
        did.append(LabelledLine((Own(view.reason),), lead="Because"))
    if view.confidence is not None:
        sure = f"{confidence_in_words(view.confidence)}."
        did.append(LabelledLine((Words(sure),), lead="How sure you were"))
    if view.outcome:
        did.append(Prose(view.outcome))
    return Section(
        title=view.title,
        kind="decision",
        lead=f"Decision {view.number}",
        when=_when(view.date, view.place),
        elements=tuple(did),
        sections=(
            *_asked(view),
            *_found(view),
            Section(title="What else was on offer", elements=_others(view)),
            Section(
                title="What you had looked into",
                elements=_listed([(Words(label),) for label in view.made], "Nothing."),
            ),
            *(_page(page) for page in view.pages),
            *_missed(view),
            Section(
                title="What you knew then",
                elements=_listed(
                    [
                        (Words(f"{note.source}: ", "quiet"), InlineProse(note.text))
                        for note in view.held
                    ],
                    "Nothing was in the notebook yet.",
                ),
            ),
        ),
    )


def _asked(view: DecisionView) -> tuple[Section, ...]:
    """Return what the player was asked to write, what they wrote, and what is laid beside it."""
    if not view.ask:
        return ()
    wrote: Element = said_quietly("You wrote nothing.")
    if view.reason:
        wrote = LabelledLine((Own(view.reason),), lead="You wrote")
    asked = Section(title="What you were asked before choosing", elements=(Prose(view.ask), wrote))
    if not view.compare:
        return (asked,)
    return asked, Section(title="To lay beside it", elements=(Prose(view.compare),))


def _found(view: DecisionView) -> tuple[Section, ...]:
    """Return what the review says, what is said of the choice here, and what practice adds.

    They are told apart: what is the review's own stands under its name and nothing else does.
    """
    told: list[Section] = []
    if view.statements:
        said = tuple((Words(one.text), Words(f" ({one.at})", "quiet")) for one in view.statements)
        found = Section(title="What the review found", kind="review", elements=(Items(said),))
        told.append(found)
    met = [findings_in_words(ref.title, ref.number, repeated=True) for ref in view.echoes]
    met += [findings_in_words(ref.title, ref.number, repeated=False) for ref in view.answers]
    lines = tuple((Words(sentence, "quiet"),) for sentence in met)
    told.append(Section(title="Here", elements=(Prose(view.because), Items(lines))))
    if view.practice:
        told.append(Section(title="In practice", elements=(Prose(view.practice),)))
    return tuple(told)


def _page(page: PageView) -> Section:
    """Return a page that was read closely: its lines as they stood, noted or not."""
    lines = tuple(
        (Words("Noted: ", "strong"), Words(one.text))
        if one.noted
        else (Words("Not noted: ", "quiet"), Words(one.text))
        for one in page.lines
    )
    return Section(title=f"What stood there: {page.label}", elements=(Items(lines),))


def _others(view: DecisionView) -> tuple[Element, ...]:
    lines = []
    for other in view.others:
        line = _choice(other.stance, other.label)
        lines.append((*line, Words(f" ({_why_not(other)})", "quiet")) if other.locked else line)
    return _listed(lines, "Nothing.")


def _why_not(other: OfferedChoice) -> str:
    """Say why a choice could not be taken: its author locked it, or it cost too much."""
    shut = other.because or other.affordable
    return "locked then" if shut else f"{other.shortage} then"


def _missed(view: DecisionView) -> tuple[Section, ...]:
    if not view.missed:
        return ()
    lines = [(Words(one.label), *_agency(one)) for one in view.missed]
    return (Section(title="What could have told you more", elements=(Items(tuple(lines)),)),)


def finding(view: FindingView, decisions: Sequence[DecisionView]) -> Section:
    """Return one finding: what the review found, where the play met it, what the review asks."""
    met = []
    for title, numbers in (
        ("Where you repeated its pattern", view.echoed),
        ("Where you acted on its lesson", view.answered),
    ):
        if numbers:
            lines = []
            for number in numbers:
                one = decisions[number - 1]
                where = Words(f"Decision {number}, {one.title}: ", "quiet")
                lines.append((where, *_choice(one.stance, one.label)))
            met.append(Section(title=title, elements=(Items(tuple(lines)),)))
    told: list[Element] = [Prose(view.text)]
    if not met:
        told.append(said_quietly("No choice in this play touched it."))
    if view.questions:
        met.append(Section(title="The review asks", elements=questions(view.questions)))
    return Section(
        title=view.title,
        kind="finding",
        lead=f"Finding {view.number}",
        elements=tuple(told),
        sections=tuple(met),
    )


def questions(asked: Sequence[QuestionView]) -> tuple[Element, ...]:
    """Return the review's questions, with what the player wrote."""
    return tuple(Question(one.text, one.answer) for one in asked)


def unseen(debrief: Debrief) -> Section:
    """Return what nobody saw at the time, in order, beside what the player did then."""
    told: tuple[Element, ...] = ()
    if not debrief.finished:
        told = (said_quietly("This is told when the play has come to its ending."),)
    elif not debrief.unseen:
        told = (said_quietly("Nothing is told here."),)
    return Section(
        title="What nobody saw at the time",
        kind="part",
        elements=told,
        sections=tuple(_unseen(one, debrief.decisions) for one in debrief.unseen),
    )


def _unseen(view: UnseenView, decisions: Sequence[DecisionView]) -> Section:
    told: list[Element] = [Prose(view.text)]
    if view.decision is not None:
        then = decisions[view.decision - 1]
        told.append(LabelledLine(_choice(then.stance, then.label), lead="You then"))
    return Section(title=view.title, kind="unseen", when=view.date, elements=tuple(told))


def _not_looked_into(missed: Sequence[MissedEnquiry]) -> Section:
    lines = [
        (Words(f"Decision {one.decision}: ", "quiet"), Words(one.label), *_agency(one))
        for one in missed
    ]
    nothing = "Everything that was open was looked into."
    return Section(title="What was not looked into", kind="part", elements=_listed(lines, nothing))


def _agency(missed: MissedEnquiry) -> tuple[Words, ...]:
    return (Words(f" ({missed.agency})", "quiet"),) if missed.agency else ()


def _choice(stance: Stance, label: str) -> Line:
    return StanceMark(stance), Words(label)


def _listed(lines: Sequence[Line], nothing: str) -> tuple[Element, ...]:
    return (Items(tuple(lines)),) if lines else (said_quietly(nothing),)


def said_quietly(sentence: str) -> LabelledLine:
    """Return a sentence that only says how things are."""
    return LabelledLine((Words(sentence, "quiet"),))


def _when(date: str, place: str) -> str:
    return ", ".join(filter(None, (date, place)))

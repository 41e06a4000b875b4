"""How beats, notes, meters and debriefs read as lines: no signs, no colour, everything labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scr_sim.debriefs import Debrief, DecisionView, FindingView, QuestionView
from scr_sim.engine import Play
from scr_sim.engine.beats import (
    Answered,
    Beat,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Shift,
)
from scr_sim.scenario import LoadedScenario
from scr_sim.text.labels import ENDINGS, NOTE_KINDS, STANCES, confidence_in_words, findings_in_words
from scr_sim.text.prose import plain


def sentence(*parts: str) -> str:
    """Return the parts, each closed like a sentence."""
    return " ".join(p if p[-1] in ".!?…”:" else f"{p}." for p in parts if p)


def prose(text: str) -> Iterator[str]:
    """Return prose as lines, one paragraph each."""
    yield from (line for line in plain(text).split("\n") if line)


def briefing(scenario: LoadedScenario) -> Iterator[str]:
    """Return a scenario's briefing."""
    review = scenario.case_review
    yield sentence(f"Scenario: {scenario.title}")
    yield sentence(f"You are: {scenario.role}", f"About {scenario.minutes} minutes")
    if scenario.branches:
        yield sentence(f"With: {', '.join(scenario.branch_titles)}")
    yield from prose(scenario.summary)
    if scenario.aims:
        yield "What you will practise:"
        yield from (f"- {' '.join(aim.split())}" for aim in scenario.aims)
    yield "Before you start:"
    yield from prose(scenario.content_note)
    yield (
        f"This is fiction, drawn from a published review: {review.title}, {review.publisher}, "
        f"{review.published}."
    )
    yield "Your choices are kept on this computer, for you alone. Nothing is sent anywhere."


def beat(told: Beat, gentle: bool, held: Sequence[HeldNote]) -> Iterator[str]:
    """Return one beat; ``held`` is every note held by then."""
    yield ""
    if isinstance(told, Entered):
        yield sentence(f"Scene: {told.title}", told.date, told.place)
        softened = gentle and bool(told.instead)
        yield from prose(told.instead if softened else told.text)
        if softened:
            yield sentence(f"Gentler wording; the scene is about {told.about}")
    elif isinstance(told, Answered):
        who = f", {told.agency}" if told.agency else ""
        yield sentence(f"You looked into: {told.label}{who}")
        yield from prose(told.text)
    else:
        yield sentence(f"You chose, {STANCES[told.stance].lower()}: {told.label}")
        if told.convincing is not None:
            shown = "; ".join(note.source for note in told.cited) or "nothing"
            yield sentence(f"You showed: {shown}")
        if told.text:
            yield "What came of it:"
            yield from prose(told.text)
    for gained in told.gained:
        yield f"New in your notebook. {note(gained)}"
        yield from contradictions(gained, held)
    yield from (shift(one) for one in told.shifts)


def note(held: HeldNote) -> str:
    """Return one note with who says so."""
    return f"{NOTE_KINDS[held.kind]}, {held.source}: {' '.join(plain(held.text).split())}"


def contradictions(one: HeldNote, held: Sequence[HeldNote]) -> Iterator[str]:
    """Say which held notes a note does not fit."""
    for other in held:
        if other.id in one.contradicts:
            yield f"This does not fit {NOTE_KINDS[other.kind].lower()}, {other.source}."


def notebook(held: Sequence[HeldNote]) -> Iterator[str]:
    """Return the notebook: accounts first."""
    yield "Notebook."
    if not held:
        yield "Nothing is in it yet."
    for kinds in ({"account"}, {"observation", "record"}):
        for one in held:
            if one.kind in kinds:
                yield note(one)
                yield from contradictions(one, held)


def meter(one: Meter) -> str:
    """Return a shown variable in words."""
    if isinstance(one.value, bool):
        return f"{one.label}: {'yes' if one.value else 'no'}"
    if one.highest is None:
        return f"{one.label}: {one.value}"
    return f"{one.label}: {one.value} of {one.highest}"


def shift(one: Shift) -> str:
    """Return how a shown variable changed."""
    value, before = one.meter.value, one.before
    if isinstance(value, int) and isinstance(before, int) and not isinstance(value, bool):
        by = value - before
        return f"{meter(one.meter)}, {'up' if by > 0 else 'down'} {abs(by)}"
    return meter(one.meter)


def offered(
    choices: Sequence[OfferedChoice], enquiries: Sequence[OfferedEnquiry], left: int | None
) -> Iterator[str]:
    """Return what can be done now."""
    yield ""
    can = sum(enquiry.can_make for enquiry in enquiries)
    if can:
        time = "" if left is None else f" There is time for {left}."
        yield f"{can} {'thing' if can == 1 else 'things'} to look into: type l.{time}"
    elif any(not enquiry.made for enquiry in enquiries):
        yield "There is no time to look into more here."
    yield "What do you do?"
    for number, choice in enumerate(choices, 1):
        text = f"{number}. {STANCES[choice.stance]}: {choice.label}"
        if choice.locked:
            text = f"{sentence(text)} Not yet: {' '.join(plain(choice.because).split())}"
        yield text


def chronology(play: Play) -> Iterator[str]:
    """Return the scenes so far with their dates."""
    yield "The days so far."
    for told in play.story:
        if isinstance(told, Entered):
            yield sentence(told.date, told.title)


def debrief(found: Debrief) -> Iterator[str]:
    """Return a whole debrief."""
    yield ""
    yield sentence(f"Debrief: {found.title}")
    if found.ending is None:
        yield "This play is not finished."
    else:
        yield sentence(f"Ending: {found.ending.title}", ENDINGS[found.ending.kind])
    review = found.review
    yield f"The review: {review.title}, {review.publisher}, {review.published}."
    yield ""
    yield "By decision."
    for view in found.decisions:
        yield from decision(view)
    yield ""
    yield "By finding."
    for finding in found.findings:
        yield from _finding(finding, found.decisions)
    yield ""
    yield "What nobody saw at the time."
    if not found.finished:
        yield "This is told when the play has come to its ending."
    for one in found.unseen:
        yield sentence(one.title, one.date)
        yield from prose(one.text)
        if one.decision is not None:
            then = found.decisions[one.decision - 1]
            yield sentence(f"You then, {STANCES[then.stance].lower()}: {then.label}")
    yield ""
    yield "What was not looked into."
    for missed in found.not_looked_into:
        who = f", {missed.agency}" if missed.agency else ""
        yield sentence(f"Decision {missed.decision}: {missed.label}{who}")
    if not found.not_looked_into:
        yield "Everything that was open was looked into."
    yield ""
    yield "To take away."
    yield from questions(found.learning)


def decision(view: DecisionView) -> Iterator[str]:
    """Return one decision of a debrief."""
    yield ""
    yield sentence(f"Decision {view.number}: {view.title}", view.date, view.place)
    yield sentence(f"You chose, {STANCES[view.stance].lower()}: {view.label}")
    if view.convincing is not None:
        shown = "; ".join(note.source for note in view.cited) or "nothing"
        yield sentence(
            f"You showed: {shown}", "It convinced" if view.convincing else "It did not convince"
        )
    if view.reason:
        yield sentence(f"Because: {view.reason}")
    if view.confidence is not None:
        yield f"How sure you were: {confidence_in_words(view.confidence)}."
    yield "What the review found:"
    yield from prose(view.because)
    for finding in view.echoes:
        yield findings_in_words(finding.title, finding.number, repeated=True)
    for finding in view.answers:
        yield findings_in_words(finding.title, finding.number, repeated=False)
    yield "What else was on offer:"
    for other in view.others:
        locked = " (locked then)" if other.locked else ""
        yield f"- {STANCES[other.stance]}: {other.label}{locked}"
    if view.made:
        yield sentence(f"You had looked into: {'; '.join(view.made)}")
    if view.missed:
        yield sentence(f"What could have told you more: {'; '.join(m.label for m in view.missed)}")


def _finding(view: FindingView, decisions: Sequence[DecisionView]) -> Iterator[str]:
    yield ""
    yield sentence(f"Finding {view.number}: {view.title}")
    yield from prose(view.text)
    for text, numbers in (
        ("Where you repeated its pattern", view.echoed),
        ("Where you acted on its lesson", view.answered),
    ):
        if numbers:
            yield sentence(f"{text}: {'; '.join(_which(n, decisions) for n in numbers)}")
    if not view.echoed and not view.answered:
        yield "No choice in this play touched it."
    yield from questions(view.questions)


def _which(number: int, decisions: Sequence[DecisionView]) -> str:
    return f"decision {number}, {decisions[number - 1].title}"


def questions(asked: Iterable[QuestionView]) -> Iterator[str]:
    """Return the review's questions, with what the player wrote."""
    for one in asked:
        yield f"The review asks: {' '.join(plain(one.text).split())}"
        if one.answer:
            yield f"You wrote: {' '.join(one.answer.split())}"

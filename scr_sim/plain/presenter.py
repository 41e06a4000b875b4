"""How beats, notes, meters and debriefs read as lines: no signs, no colour, everything labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scr_sim.debriefs import CaseDebrief, Debrief, whole_outline
from scr_sim.debriefs.outline import (
    Element,
    InlineProse,
    Items,
    LabelledLine,
    Line,
    Own,
    Part,
    Prose,
    Question,
    Section,
    StanceMark,
    Words,
)
from scr_sim.engine import Play
from scr_sim.engine.beats import (
    Answered,
    Beat,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Price,
    Shift,
    shortages,
)
from scr_sim.scenario import LoadedScenario
from scr_sim.text.labels import NOTE_KINDS, kept_in_words, writing_first
from scr_sim.text.prose import plain
from scr_sim.text.stances import STANCE_NAMES


def sentence(*parts: str) -> str:
    """Return the parts, each closed like a sentence."""
    return " ".join(p if p[-1] in ".!?…”:" else f"{p}." for p in parts if p)


def prose(text: str) -> Iterator[str]:
    """Return prose as lines, one paragraph each."""
    yield from (line for line in plain(text).split("\n") if line)


def briefing(scenario: LoadedScenario, *, kept: bool) -> Iterator[str]:
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
    yield kept_in_words(kept)


def beat(told: Beat, gentle: bool, held: Sequence[HeldNote]) -> Iterator[str]:
    """Return one beat; ``held`` is every note held by then."""
    yield ""
    if isinstance(told, Entered):
        if told.new_role:
            yield sentence(f"You are now: {told.role}")
        yield sentence(f"Scene: {told.title}", told.date, told.place)
        softened = gentle and bool(told.instead)
        yield from prose(told.instead if softened else told.text)
        if softened:
            yield sentence(f"Gentler wording; the scene is about {told.about}")
    elif isinstance(told, Answered):
        who = f", {told.agency}" if told.agency else ""
        yield sentence(f"You looked into: {told.label}{who}")
        yield from prose(told.text)
        if told.page:
            yield from noted(told)
    else:
        yield sentence(f"You chose, {STANCE_NAMES[told.stance].lower()}: {told.label}")
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


def noted(told: Answered) -> Iterator[str]:
    """Say which lines of a page were noted down."""
    lines = [line.text for line in told.page if line.noted]
    yield "You noted down:" if lines else "You noted nothing down."
    yield from (f"- {text}" for text in lines)


def notebook(play: Play) -> Iterator[str]:
    """Return the notebook: accounts first, and at the end what was noted of pages."""
    held = play.notebook
    pages = [beat for beat in play.story if isinstance(beat, Answered) and beat.noted]
    yield "Notebook."
    if not held and not pages:
        yield "Nothing is in it yet."
    for kinds in ({"account"}, {"observation", "record"}):
        for one in held:
            if one.kind in kinds:
                yield note(one)
                yield from contradictions(one, held)
    for told in pages:
        yield sentence(f"You read: {told.label}")
        yield from noted(told)


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
    choices: Sequence[OfferedChoice],
    enquiries: Sequence[OfferedEnquiry],
    left: int | None,
    written: str | None = None,
) -> Iterator[str]:
    """Return what can be done now.

    ``written`` is what was written before choosing; None where nothing is asked.
    """
    yield ""
    can = sum(enquiry.can_make for enquiry in enquiries)
    if can:
        time = "" if left is None else f" There is time for {left}."
        yield f"{can} {'thing' if can == 1 else 'things'} to look into: type l.{time}"
    elif any(not enquiry.made for enquiry in enquiries):
        yield _no_more(enquiries, left)
    yield "What do you do?"
    if written is not None:
        yield f"0. {writing_first(bool(written))}{f': {written}' if written else ''}"
    for number, choice in enumerate(choices, 1):
        text = f"{number}. {STANCE_NAMES[choice.stance]}: {choice.label}"
        if choice.locked and (choice.because or choice.affordable):
            text = f"{sentence(text)} Not yet: {' '.join(plain(choice.because).split())}"
        if choice.costs:
            text = f"{sentence(text)} {costs(choice.costs)}"
        yield text


def _no_more(enquiries: Sequence[OfferedEnquiry], left: int | None) -> str:
    """Say why nothing more can be looked into: the scene's limit, or what it would cost."""
    if left == 0:
        return "There is no time to look into more here."
    short = shortages(tuple(price for one in enquiries if not one.made for price in one.costs))
    return f"There is more to look into, but {short} for it now: type l."


def costs(prices: tuple[Price, ...]) -> str:
    """Say what something costs, what is left of that, and what there is not enough of."""
    told = " and ".join(f"{price.amount} ({price.remaining})" for price in prices)
    short = shortages(prices)
    return f"It costs {told}: {short}." if short else f"It costs {told}."


def chronology(play: Play) -> Iterator[str]:
    """Return the scenes so far with their dates."""
    yield "The days so far."
    for told in play.story:
        if isinstance(told, Entered):
            yield sentence(told.date, told.title)


def debrief(found: Debrief | CaseDebrief) -> Iterator[str]:
    """Return a whole debrief, of a play or of a case."""
    yield from section(whole_outline(found))


def section(told: Section) -> Iterator[str]:
    """Return a section of a debrief with all that stands under it."""
    if told.kind in {"group", "review"}:
        yield f"{told.title}:"
    else:
        yield ""
        yield sentence(f"{told.lead}: {told.title}" if told.lead else told.title, told.when)
    for element in told.elements:
        yield from _element(element)
    for inner in told.sections:
        yield from section(inner)


def _element(element: Element) -> Iterator[str]:
    match element:
        case LabelledLine((StanceMark(stance), *rest), lead):
            yield sentence(f"{lead}, {STANCE_NAMES[stance].lower()}: {_line(tuple(rest))}")
        case LabelledLine((Own(_),) as line, lead):  # as it was written: no full stop is added
            yield f"{lead}: {_line(line)}"
        case LabelledLine(line, lead):
            yield sentence(f"{lead}: {_line(line)}" if lead else _line(line))
        case Prose(text):
            yield from prose(text)
        case Items(lines):
            yield from (f"- {_line(line)}" for line in lines)
        case Question(text, answer):
            yield f"- {' '.join(plain(text).split())}"
            if answer:
                yield f"You wrote: {' '.join(answer.split())}"


def _line(line: Line) -> str:
    return "".join(_part(part) for part in line)


def _part(part: Part) -> str:
    match part:
        case StanceMark(stance):
            return f"{STANCE_NAMES[stance]}: "
        case InlineProse(text):
            return " ".join(plain(text).split())
        case Own(text):
            return " ".join(text.split())
        case Words(text):
            return text

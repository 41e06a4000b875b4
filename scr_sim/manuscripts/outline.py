"""A scenario's document in the order in which it is read.

Every renderer walks this outline: what is told, in which order and in which words, is settled here
and in the modules beside it, and how it looks is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from scr_sim.engine import ChoicePlace, choice_tally
from scr_sim.manuscripts.model import (
    Element,
    Items,
    LabelledLine,
    Line,
    Prose,
    Section,
    Words,
    listed,
)
from scr_sim.manuscripts.names import PartNames, range_in_words
from scr_sim.manuscripts.scenes import Scenes, stance_line
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.enquiry import PageLine
from scr_sim.text.labels import NOTE_KINDS
from scr_sim.text.quantities import counted

_HOW_TO_READ = (
    "This is the whole scenario, in the order of the story. Every scene has a number, and so has "
    "everything that can be looked into or done in it: name them in your comments (“at 3.2”). "
    "“You” are the player. What stands under “if” is read, or happens, only then; a name in square "
    "brackets stands for the value at that moment."
)


def outline(scenario: LoadedScenario) -> Section:
    """Return the whole document of a checked scenario. Raises nothing."""
    part_names = PartNames(scenario)
    parts = (
        _people(scenario),
        _variables(part_names),
        _trainer(part_names),
        Section(title="The story", kind="part", sections=Scenes(part_names).sections()),
        _notes(part_names),
        _findings(part_names),
        _allowed(part_names),
    )
    return Section(
        title=scenario.full_title,
        kind="document",
        elements=_opening(part_names),
        sections=tuple(part for part in parts if part.elements or part.sections),
    )


def _opening(part_names: PartNames) -> tuple[Element, ...]:
    scenario, review = part_names.scenario, part_names.scenario.case_review
    decisions = sum(scene.kind == "decision" for scene in scenario.scenes.values())
    told: list[Element] = [Prose(scenario.summary)]
    cited = f"{review.title} ({review.publisher}, {review.published})"
    features = [(Words(review.features[name].title),) for name in scenario.features]
    size = f"{counted(len(scenario.scenes), 'scene')}, of which {counted(decisions, 'decision')}"
    for lead, words in (
        ("Played as", scenario.role),
        ("Time", f"about {counted(scenario.minutes, 'minute')}"),
        ("The review", cited),
        ("Size", size),
        ("Written by", scenario.authors or ""),
        ("Version", scenario.version or ""),
    ):
        if words:
            told.append(LabelledLine((Words(words),), lead=lead))
    told += listed("It practises", features)
    told += listed("Aims", [(Words(aim),) for aim in scenario.aims or ()])
    told += [LabelledLine((Words("Before starting, a player reads:", "quiet"),))]
    told += [Prose(scenario.content_note), LabelledLine((Words(_HOW_TO_READ, "quiet"),))]
    return tuple(told)


def _people(scenario: LoadedScenario) -> Section:
    told: list[Element] = []
    lines: list[Line] = [
        (Words(person.name, "strong"), *((Words(f". {person.about}"),) if person.about else ()))
        for person in (scenario.people or {}).values()
    ]
    if lines:
        told.append(Items(tuple(lines), lead="People"))
    agencies: list[Line] = [(Words(name),) for name in (scenario.agencies or {}).values()]
    if agencies:
        told.append(Items(tuple(agencies), lead="Agencies"))
    return Section(title="Who is in it", kind="part", elements=tuple(told))


def _variables(part_names: PartNames) -> Section:
    lines: list[Line] = []
    for name, variable in (part_names.scenario.variables or {}).items():
        shown = ", shown to the player" if variable.show else ", not shown to the player"
        label = Words(part_names.vocabulary.variables[name], "strong")
        lines.append((label, Words(f": {range_in_words(variable)}{shown}.")))
    return Section(
        title="What the story keeps track of",
        kind="part",
        elements=(Items(tuple(lines)),) if lines else (),
    )


def _trainer(part_names: PartNames) -> Section:
    trainer = part_names.scenario.trainer
    sections = []
    if trainer is not None:
        for title, prose in (("Before", trainer.opening), ("After", trainer.closing)):
            if prose:
                sections.append(
                    Section(title=title, kind="group", elements=part_names.prose(prose))
                )
    return Section(title="For the trainer", kind="part", sections=tuple(sections))


def _notes(part_names: PartNames) -> Section:
    notes = part_names.scenario.notes or {}
    given = _given(part_names)
    against = {
        name: dict.fromkeys(
            [
                *(notes[name].contradicts or ()),
                *(other for other, note in notes.items() if name in (note.contradicts or ())),
            ]
        )
        for name in notes
    }
    sections = []
    for name, note in notes.items():
        told: list[Element] = [*part_names.prose(note.text)]
        told += listed("It does not fit", part_names.notes(against[name]))
        told += listed("You come to know it at", given.get(name, []))
        sections.append(
            Section(
                title=part_names.vocabulary.things["held", name],
                kind="entry",
                anchor=f"note.{name}",
                note=NOTE_KINDS[note.kind],
                elements=tuple(told),
            )
        )
    return Section(title="What you can come to know", kind="part", sections=tuple(sections))


def _given(part_names: PartNames) -> dict[str, list[Line]]:
    """Return, for each note, what gives it."""
    found: dict[str, list[Line]] = {}
    for name in part_names.order:
        scene = part_names.scenario.scenes[name]
        for note in scene.notes or ():
            found.setdefault(note, []).append((part_names.scene(name),))
        if scene.kind != "decision":
            continue
        for enquiry in scene.enquiries.offered if scene.enquiries else ():
            link = part_names.act_link(name, enquiry.id, "enquiry", enquiry.label)
            lines = enquiry.lines.lines if enquiry.lines is not None else ()
            for note in _notes_of(enquiry, *(enquiry.variants or ()), *lines):
                found.setdefault(note, []).append((link,))
        for choice in scene.choices:
            link = part_names.act_link(name, choice.id, "choice", choice.label)
            for note in _notes_of(*choice.outcomes):
                found.setdefault(note, []).append((link,))
    return found


def _notes_of(*giving: Effects | PageLine) -> Iterable[str]:
    """Return the notes that some things give, each once."""
    return dict.fromkeys(note for one in giving for note in one.notes or ())


def _findings(part_names: PartNames) -> Section:
    sections, every = [], choice_tally(part_names.scenario)
    for number, finding in part_names.scenario.case_review.findings.items():
        met = every[number]
        told: list[Element] = [Prose(finding.text)]
        told += listed("Choices that repeat its pattern", _choices(part_names, met.echoed))
        told += listed("Choices that act on its lesson", _choices(part_names, met.answered))
        if len(told) == 1:
            told.append(LabelledLine((Words("No choice touches it.", "quiet"),)))
        sections.append(
            Section(
                title=f"Finding {number}. {finding.title}",
                kind="entry",
                anchor=f"finding.{number}",
                elements=tuple(told),
            )
        )
    return Section(
        title="What the review found, and where the story meets it",
        kind="part",
        sections=tuple(sections),
    )


def _allowed(part_names: PartNames) -> Section:
    """Return the warnings of “check” that the author has thought about."""
    lines: list[Line] = []
    for one in part_names.scenario.allow or ():
        where = (
            (part_names.scene(one.scene), Words(": ")) if one.scene in part_names.numbers else ()
        )
        lines.append((Words(f"{one.code}: ", "quiet"), *where, Words(one.because)))
    return Section(
        title="What “check” warns of, and the author has thought about",
        kind="part",
        elements=(Items(tuple(lines)),) if lines else (),
    )


def _choices(part_names: PartNames, touching: Iterable[ChoicePlace]) -> list[Line]:
    """Return the choices at some places, in the order of the story."""
    there = set(touching)
    return [
        stance_line(choice.stance, part_names.act_link(name, choice.id, "choice", choice.label))
        for name in part_names.order
        for choice in part_names.scenario.scenes[name].choices
        if (name, choice.id) in there
    ]

"""The run sheet: a whole scenario on paper, so that a trainer can carry a room through it alone.

What a program would keep count of (numbers, notes, what was done) stands where it changes, and in
the tally at the front with what it starts as. Every number that a condition names stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scr_sim.manuscripts.model import Line, Part, StanceMark
from scr_sim.manuscripts.names import PartNames
from scr_sim.scenario.model.choice import Choice, Result, Stance
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.fields import Next, Prose
from scr_sim.scenario.model.scene import Scene
from scr_sim.scenario.model.variables import NumberVariable, Variable, WordVariable
from scr_sim.text.labels import ENDINGS
from scr_sim.text.quantities import counted
from scr_sim.text.stances import STANCE_NAMES

#: A number with more values than this is written down, not ticked.
_MOST_BOXES = 13
_NOTHING = "Nothing changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part of prose; ``when`` says when it is read, and is empty for always."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What comes of an act; ``when`` says in which case. ``ways`` are where it leads."""

    when: str = ""
    text: tuple[Told, ...] = ()
    changes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A choice or an enquiry; ``terms`` are when it is on offer and what it takes.

    ``card`` names the agency whose card has an enquiry's text.
    """

    number: str
    label: str
    stance: Stance | None = None
    card: str = ""
    terms: tuple[str, ...] = ()
    asks: tuple[Told, ...] = ()
    outcomes: tuple[Outcome, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunScene:
    """A scene on the run sheet; ``ways`` are where it goes on to where nothing is chosen."""

    number: str
    title: str
    where: str
    changes: tuple[str, ...]
    text: tuple[Told, ...]
    trainer: tuple[Told, ...]
    limit: str
    enquiries: tuple[Act, ...]
    choices: tuple[Act, ...]
    ways: tuple[str, ...]
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A value to tick in the tally."""

    value: str
    start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """Something that changes: its values to tick, or none where it is written down."""

    label: str
    boxes: tuple[Box, ...]
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A note to tick once the room has it."""

    name: str
    text: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the trainer keeps count of: what the room may know, what it may not, and the notes."""

    shown: tuple[TallyRow, ...]
    hidden: tuple[TallyRow, ...]
    notes: tuple[NoteRow, ...]


def tally(part_names: PartNames) -> Tally:
    """Return what a scenario keeps count of, with what it starts as."""
    variables = part_names.scenario.variables or {}

    def rows(*, show: bool) -> tuple[TallyRow, ...]:
        return tuple(
            _tally_row(part_names.vocabulary.variables[name], variable)
            for name, variable in variables.items()
            if variable.show == show
        )

    notes = part_names.scenario.notes or {}
    return Tally(
        shown=rows(show=True),
        hidden=rows(show=False),
        notes=tuple(
            NoteRow(
                name=part_names.vocabulary.things["held", name], text=told(part_names, note.text)
            )
            for name, note in notes.items()
        ),
    )


def _tally_row(label: str, variable: Variable) -> TallyRow:
    start: str | int
    if isinstance(variable, NumberVariable):
        start = variable.start
        ticked = variable.max - variable.min < _MOST_BOXES
        values = [*map(str, range(variable.min, variable.max + 1))] if ticked else []
    elif isinstance(variable, WordVariable):
        start, values = variable.start, [*variable.values]
    else:
        start, values = "so" if variable.start else "not so", ["not so", "so"]
    return TallyRow(
        label=label,
        boxes=tuple(Box(value=value, start=value == str(start)) for value in values),
        start=str(start),
    )


def run_scenes(part_names: PartNames) -> tuple[RunScene, ...]:
    """Return the scenes in the story's order."""
    return tuple(_scene(part_names, name) for name in part_names.order)


def _scene(part_names: PartNames, name: str) -> RunScene:
    scene = part_names.scenario.scenes[name]
    return RunScene(
        number=part_names.numbers[name],
        title=scene.title,
        where=", ".join(filter(None, (scene.date, scene.place))),
        changes=_changes(part_names, scene),
        text=told(part_names, scene.text),
        trainer=told(part_names, scene.trainer),
        limit=_limit(scene),
        enquiries=tuple(_enquiry(part_names, name, enquiry) for enquiry in enquiries(scene)),
        choices=tuple(_choice(part_names, name, choice) for choice in scene.choices),
        ways=_ways(part_names, scene.next) if scene.kind == "passage" else (),
        ending=f"{scene.ending.title}. {ENDINGS[scene.ending.kind]}"
        if scene.kind == "ending"
        else "",
    )


def enquiries(scene: Scene) -> tuple[Enquiry, ...]:
    """Return the enquiries of a scene; it may have none."""
    if scene.kind != "decision" or scene.enquiries is None:
        return ()
    return scene.enquiries.offered


def _limit(scene: Scene) -> str:
    if scene.kind != "decision" or scene.enquiries is None:
        return ""
    limit = scene.enquiries.limit
    return "" if limit is None else f"There is time for {limit or 'none'} of these."


def _enquiry(part_names: PartNames, scene: str, enquiry: Enquiry) -> Act:
    names = part_names.scenario.agencies or {}
    card = names.get(enquiry.agency or "", "")
    when = part_names.condition(enquiry.condition)
    terms = [f"only if {when}"] if when else []
    base = _changes(part_names, enquiry)
    outcomes = [Outcome(text=() if card else told(part_names, enquiry.text), changes=base)]
    for variant in enquiry.variants or ():
        changes = _changes(part_names, enquiry, variant)
        text = () if card else told(part_names, variant.text)
        if text or changes != base:
            changed = (changes or (_NOTHING,)) if changes != base else ()
            outcomes.append(
                Outcome(when=instead(part_names, variant.condition), text=text, changes=changed)
            )
    page = enquiry.lines
    return Act(
        number=part_names.act(scene, enquiry.id, "enquiry")[0],
        label=enquiry.label,
        card=card,
        terms=(*terms, *_cost(part_names, enquiry.cost)),
        asks=(
            *told(part_names, page.ask),
            Told(text=f"At most {counted(page.pick, 'line')} of these."),
        )
        if page is not None
        else (),
        outcomes=tuple(outcomes),
        lines=tuple(
            f"{line.text} → {_notes(part_names, line.notes)}" if line.notes else line.text
            for line in page.lines
        )
        if page is not None
        else (),
    )


def _choice(part_names: PartNames, scene: str, choice: Choice) -> Act:
    when = part_names.condition(choice.condition)
    terms = [f"only if {when}"] if when else []
    asks: list[Told] = []
    if choice.locked is not None:
        terms.append(f"locked until {part_names.condition(choice.locked.unless) or 'always'}")
        asks += told(part_names, choice.locked.because, lambda _: "While it is locked")
    terms += _cost(part_names, choice.cost)
    terms += ["once only"] if choice.once else []
    outcomes = _outcomes(part_names, choice, "If it convinces" if choice.cite is not None else "")
    if choice.cite is not None:
        asks += told(part_names, choice.cite.ask)
        some = "one" if choice.cite.need == 1 else str(choice.cite.need)
        notes = _notes(part_names, choice.cite.convincing)
        most = counted(choice.cite.pick, "note")
        asks.append(Told(text=f"At most {most}. It convinces with {some} of these: {notes}"))
        outcomes += _outcomes(part_names, choice.cite.otherwise, "If it does not convince")
    return Act(
        number=part_names.act(scene, choice.id, "choice")[0],
        label=choice.label,
        stance=choice.stance,
        terms=tuple(terms),
        asks=tuple(asks),
        outcomes=tuple(outcomes),
    )


def _outcomes(part_names: PartNames, result: Result, lead: str) -> list[Outcome]:
    base = _changes(part_names, result)
    found = [
        Outcome(
            when=lead,
            text=told(part_names, result.outcome),
            changes=base,
            ways=_ways(part_names, result.next),
        )
    ]
    for variant in result.variants or ():
        changes = _changes(part_names, result, variant)
        changed = (changes or (_NOTHING,)) if changes != base else ()
        text = told(part_names, variant.outcome)
        ways = _ways(part_names, variant.next) if variant.next is not None else ()
        if text or changed or ways:  # else only its debrief is another
            when = instead(part_names, variant.condition)
            found.append(Outcome(when=when, text=text, changes=changed, ways=ways))
    return found


def instead(part_names: PartNames, condition: str) -> str:
    """Return in which case a variant comes instead."""
    return f"Instead, if {part_names.condition(condition) or 'always'}"


def _changes(
    part_names: PartNames, act: Effects, variant: Effects | None = None
) -> tuple[str, ...]:
    """Return what an act changes, in words; what a variant leaves out is the act's."""
    effects = act
    if variant is not None:
        own = {name: getattr(variant, name) for name in ("add", "set", "notes")}
        effects = act.model_copy(update={name: one for name, one in own.items() if one is not None})
    changes = [plain(line) for line in part_names.effects(effects)]
    if effects.notes:
        changes.append(f"the room has {_notes(part_names, effects.notes)}")
    return tuple(changes)


def _notes(part_names: PartNames, names: Iterable[str]) -> str:
    return ", ".join(part_names.vocabulary.things["held", name] for name in names)


def _cost(part_names: PartNames, cost: Mapping[str, int] | None) -> list[str]:
    return [f"takes {plain(line)}" for line in part_names.cost(cost)]


def _ways(part_names: PartNames, way: Next) -> tuple[str, ...]:
    return tuple(plain(line) for line in part_names.next(way))


def plain(line: Line) -> str:
    """Return a line as one text."""
    return "".join(_text(part) for part in line)


def _text(part: Part) -> str:
    return STANCE_NAMES[part.stance] if isinstance(part, StanceMark) else part.text


def told(
    part_names: PartNames, prose: Prose | None, when: Callable[[str], str] | None = None
) -> tuple[Told, ...]:
    """Return prose part by part; ``when`` may say otherwise when each is read."""
    return tuple(
        Told(text=part.text, when=when(part.when) if when is not None else part.when)
        for part in part_names.prose(prose, promises=False)
    )

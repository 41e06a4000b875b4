"""How a play is told: beats, the notes they give, the steps made, what nobody saw."""

from __future__ import annotations

from msgspec import Struct

from scr_sim.engine.beats import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    PageLine,
    Shift,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Engine, PlainState, State, Trail
from scr_sim.engine.offers import Offers
from scr_sim.engine.transitions import ChoiceTransition, EnquiryTransition, Notes, Transition
from scr_sim.scenario.conditions.compiler import Value, Values
from scr_sim.scenario.model.variables import NumberVariable, Variable


class Told(Struct, frozen=True, kw_only=True):
    """What one action told, and what it brought the play to; at the start, the first scenes."""

    beats: tuple[Beat, ...]
    #: All the notes that are held.
    notebook: tuple[HeldNote, ...]
    unseen: tuple[Unseen, ...]
    #: How many decisions were made so far.
    decisions: int


NOTHING_TOLD = Told(beats=(), notebook=(), unseen=(), decisions=0)


class Narrator:
    """Tells one action after what was told ``before`` it, or the start after nothing."""

    __slots__ = ("_before", "_engine", "_notebook", "_unseen")

    def __init__(self, engine: Engine, before: Told = NOTHING_TOLD) -> None:
        self._engine = engine
        self._before = before
        self._notebook = before.notebook
        self._unseen: tuple[Unseen, ...] = ()

    def begun(self) -> Told:
        """Tell the first scenes."""
        engine = self._engine
        trail: Trail = []
        engine.begin(trail)
        values, facts = engine.start_values, engine.start_facts
        if engine.supposition is not None:
            held = engine.notes_in(facts)
            self._notebook = tuple([self._note(note, values, facts) for note in held])
            # What entering the first scene gives was given, or is supposed not to have been.
            facts |= engine.scenes[engine.first].facts
        beats = self._entered(trail, values, facts, 0, engine.scenario.role)
        return Told(beats=tuple(beats), notebook=self._notebook, unseen=self._unseen, decisions=0)

    def answered(
        self,
        before: PlainState,
        after: PlainState,
        transition: EnquiryTransition,
        noted: tuple[str, ...],
    ) -> Told:
        """Tell an enquiry; ``noted`` are the lines noted of its page."""
        engine, enquiry = self._engine, transition.enquiry
        scene, values_before, facts_before, _ = before
        _, values, facts, _ = after
        beat = Answered(
            scene=engine.scenes[scene].id,
            enquiry=enquiry.id,
            label=enquiry.label,
            agency=(engine.scenario.agencies or {}).get(enquiry.agency or "", ""),
            text=engine.read(transition.text, values, facts),
            volunteered=not transition.time,
            gained=self._gain(transition.notes, facts_before, values, facts),
            shifts=self._shifts(values_before, values),
            page=tuple(
                [
                    PageLine(id=line.id, text=line.text, noted=line.id in noted)
                    for line in enquiry.lines.lines
                ]
            )
            if enquiry.lines is not None
            else (),
            variant=transition.variant,
        )
        return Told(
            beats=(beat,), notebook=self._notebook, unseen=(), decisions=self._before.decisions
        )

    def chosen(
        self,
        before: PlainState,
        after: PlainState,
        transition: ChoiceTransition,
        cited: tuple[str, ...],
    ) -> Told:
        """Tell a choice: what came of it, then the scenes entered."""
        engine = self._engine
        at, values_before, facts_before, _ = before
        to, values_after, facts_after, _ = after
        scene = engine.scenes[at]
        words = engine.words.choice(transition, scene.id)
        values, facts = values_before, facts_before | transition.facts
        if transition.change is not None:
            values = transition.change.applied(values)
        held = {note.id: note for note in self._notebook} if cited else {}
        gained: tuple[HeldNote, ...] = ()
        if words.notes & ~facts_before:
            gained = self._gain(transition.notes, facts_before, values_after, facts_after)
        shifts = self._shifts(values_before, values) if words.shifts else ()
        beat = words.plain
        if beat is None or gained or shifts or cited:
            choice = transition.choice
            beat = Chosen(
                scene=scene.id,
                choice=choice.id,
                label=choice.label,
                stance=choice.stance,
                cited=tuple([held[note] for note in cited]) if cited else (),
                convincing=transition.convincing,
                text=words.outcome.read(values_after, facts_after) if words.outcome else "",
                gained=gained,
                shifts=shifts,
                variant=transition.variant,
            )
        trail: Trail = []
        if transition.way.certain == to:  # no passage lies between
            trail.append((engine.scenes[to], values_after, facts_after))
        else:
            engine.make(before, transition, trail)
        decisions = self._before.decisions + 1
        seen_by = engine.words.scene(scene).role
        entered = self._entered(trail, values, facts, decisions, seen_by)
        return Told(
            beats=(beat, *entered),
            notebook=self._notebook,
            unseen=self._unseen,
            decisions=decisions,
        )

    def _entered(
        self, trail: Trail, values: Values, facts: int, decisions: int, seen_by: str
    ) -> list[Beat]:
        """Return the beats of the scenes entered.

        ``values``, ``facts`` and the role ``seen_by`` are those from before the first of them.
        """
        beats: list[Beat] = []
        ready = self._engine.words
        for table, after, now in trail:
            words, scene = ready.scene(table), table.model
            if words.unseen is not None and (unseen := words.unseen.read(after, now)):
                self._unseen += (
                    Unseen(
                        scene=table.id,
                        title=scene.title,
                        date=scene.date or "",
                        place=scene.place or "",
                        text=unseen,
                        after=decisions,
                    ),
                )
            gained: tuple[HeldNote, ...] = ()
            if words.notes & ~facts:
                gained = self._gain(table.notes, facts, after, now)
            shifts = self._shifts(values, after) if table.change is not None else ()
            beat = words.plain
            if beat is None or gained or shifts or words.role != seen_by:
                beat = Entered(
                    scene=table.id,
                    title=scene.title,
                    date=scene.date or "",
                    place=scene.place or "",
                    text=words.text.read(after, now),
                    about=words.about,
                    instead=words.instead.read(after, now) if words.instead else "",
                    gained=gained,
                    shifts=shifts,
                    ending=words.ending,
                    role=words.role,
                    new_role=words.role != seen_by,
                )
            beats.append(beat)
            values, facts, seen_by = after, now, words.role
        return beats

    def _gain(self, notes: Notes, before: int, values: Values, facts: int) -> tuple[HeldNote, ...]:
        """Return the notes that were not held with the facts ``before``, as they read now."""
        if not notes:
            return ()
        gained = tuple([self._note(note, values, facts) for note, bit in notes if not before & bit])
        if gained:
            self._notebook += gained
        return gained

    def _note(self, name: str, values: Values, facts: int) -> HeldNote:
        words = self._engine.words.note(name)
        if words.plain is not None:
            return words.plain
        note = (self._engine.scenario.notes or {})[name]
        return self._engine.words.held(name, note, words.text.read(values, facts))

    def _shifts(self, before: Values, after: Values) -> tuple[Shift, ...]:
        if before == after:
            return ()
        return tuple(
            [
                Shift(meter(name, variable, after[place]), before[place])
                for place, name, variable in self._engine.shown
                if before[place] != after[place]
            ]
        )


def told_after(
    engine: Engine,
    told: Told,
    before: PlainState,
    after: PlainState,
    transition: Transition,
    word: str,
) -> Told:
    """Return what an action told after what was ``told`` before; ``word`` is the action."""
    narrator = Narrator(engine, told)
    _, _, named = word.partition("@")
    picked = tuple(named.split(",")) if named else ()
    if transition.kind == "choice":
        cited = picked if transition.convincing is not None else ()
        return narrator.chosen(before, after, transition, cited)
    noted: tuple[str, ...] = ()
    if (lines := transition.enquiry.lines) is not None:
        # What is volunteered is told whole.
        noted = picked if transition.time else tuple([line.id for line in lines.lines])
    return narrator.answered(before, after, transition, noted)


def gained(
    engine: Engine, before: PlainState, transition: Transition, held: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the notes that an action brings, in order, besides those held before."""
    trail: Trail = []
    engine.make(before, transition, trail)
    brought = (transition.notes, *(table.notes for table, _, _ in trail))
    notes = dict.fromkeys(note for each in brought for note, _ in each)
    return tuple([note for note in notes if note not in held])


def meters(engine: Engine, values: Values) -> tuple[Meter, ...]:
    """Return the meters of the variables that are shown, with these values."""
    return tuple([meter(name, variable, values[place]) for place, name, variable in engine.shown])


def meter(name: str, variable: Variable, value: Value) -> Meter:
    """Return a variable's meter with this value."""
    label = variable.label or name.replace("_", " ").capitalize()
    if isinstance(variable, NumberVariable):
        return Meter(id=name, label=label, value=value, lowest=variable.min, highest=variable.max)
    return Meter(id=name, label=label, value=value)


def step(
    engine: Engine,
    before: State,
    after: State,
    transition: ChoiceTransition,
    *,
    beat: Chosen,
    held: tuple[str, ...],
    asked: tuple[Answered, ...],
    action: int,
) -> Step:
    """Return the decision that a choice was.

    ``beat`` is what it told, ``held`` the notes held before it, ``asked`` what the
    enquiries made on this visit told, and ``action`` how many actions were taken before it.
    """
    choice, debrief = transition.choice, transition.result.debrief
    offers = Offers(engine, before)
    offered, reason = offers.choices(), offers.reason
    return Step(
        scene=beat.scene,
        choice=choice.id,
        stance=choice.stance,
        cited=tuple([note.id for note in beat.cited]),
        convincing=transition.convincing,
        variant=transition.variant,
        enquiries=tuple([answered.enquiry for answered in asked]),
        noted=tuple([(told.enquiry, told.noted) for told in asked if told.page]),
        held=held,
        missed=tuple([act.enquiry.id for act in engine.open_acts(before)]),
        echoes=debrief.echoes or (),
        answers=debrief.answers or (),
        because=engine.read(debrief.because, after.values, after.facts),
        review=debrief.review or (),
        practice=engine.read(debrief.practice, after.values, after.facts),
        ask=engine.read(reason.ask, before.values, before.facts) if reason else "",
        compare=engine.read(reason.compare, after.values, after.facts) if reason else "",
        label=choice.label,
        outcome=beat.text,
        others=tuple([other for other in offered if other.id != choice.id]),
        action=action,
    )

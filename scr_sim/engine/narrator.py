"""How a play is told: beats, the notes they give, the steps made, what nobody saw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scr_sim.engine.beats import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    Shift,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Engine, State, Trail
from scr_sim.engine.offers import Standing
from scr_sim.engine.transitions import ChoiceTransition, EnquiryTransition, Notes
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import NumberVariable


class Told(NamedTuple):
    """What one action told, and what it brought the play to; at the start, the first scenes."""

    beats: tuple[Beat, ...]
    #: All the notes that are held.
    notebook: tuple[HeldNote, ...]
    #: The decision that the action was; None for an enquiry and at the start.
    step: Step | None
    unseen: tuple[Unseen, ...]
    #: How many actions were taken and how many decisions made.
    actions: int
    decisions: int


class Telling:
    """Tells one action after what was told ``before`` it, or the start after nothing."""

    def __init__(self, engine: Engine, before: Told | None = None) -> None:
        self._engine = engine
        self._before = before or Told((), (), None, (), -1, 0)
        self._notebook = self._before.notebook
        self._unseen: tuple[Unseen, ...] = ()

    def begun(self) -> Told:
        """Tell the first scenes."""
        engine = self._engine
        trail: Trail = []
        engine.begin(trail)
        return self._told(self._entered(trail, engine.start_values, 0, 0), None)

    def answered(
        self, before: State, after: State, transition: EnquiryTransition, volunteered: bool
    ) -> Told:
        """Tell an enquiry."""
        engine, enquiry = self._engine, transition.enquiry
        beat = Answered(
            scene=engine.scenes[before.scene].id,
            enquiry=enquiry.id,
            label=enquiry.label,
            agency=(engine.scenario.agencies or {}).get(enquiry.agency or "", ""),
            text=engine.read(enquiry.text, after.values, after.facts),
            volunteered=volunteered,
            gained=self._gain(transition.notes, before.facts, after.values, after.facts),
            shifts=self._shifts(before.values, after.values),
        )
        return self._told((beat,), None)

    def chosen(
        self,
        before: State,
        after: State,
        transition: ChoiceTransition,
        cited: tuple[str, ...],
        asked: tuple[str, ...],
    ) -> Told:
        """Tell a choice: what came of it, then the scenes entered.

        ``asked`` are the enquiries made on this visit before it.
        """
        engine = self._engine
        choice, result = transition.choice, transition.result
        debrief = result.debrief
        standing = Standing(engine, before)
        outcome = engine.read(result.outcome, after.values, after.facts)
        step = Step(
            scene=standing.scene_id,
            choice=choice.id,
            stance=choice.stance,
            cited=cited,
            convincing=transition.convincing,
            enquiries=asked,
            held=tuple([note.id for note in self._notebook]),
            missed=tuple([missed.enquiry.id for missed in engine.open_enquiries(before)]),
            echoes=debrief.echoes or (),
            answers=debrief.answers or (),
            because=engine.read(debrief.because, after.values, after.facts),
            label=choice.label,
            outcome=outcome,
            others=tuple([other for other in standing.choices() if other.id != choice.id]),
            action=self._before.actions,
        )
        held = {note.id: note for note in self._notebook} if cited else {}
        values, facts = before.values, before.facts | transition.facts
        if transition.change is not None:
            values = transition.change.applied(values)
        beat = Chosen(
            scene=standing.scene_id,
            choice=choice.id,
            label=choice.label,
            stance=choice.stance,
            cited=tuple([held[note] for note in cited]),
            convincing=transition.convincing,
            text=outcome,
            gained=self._gain(transition.notes, before.facts, after.values, after.facts),
            shifts=self._shifts(before.values, values),
        )
        trail: Trail = []
        engine.make(before, transition, trail)
        entered = self._entered(trail, values, facts, self._before.decisions + 1)
        return self._told((beat, *entered), step)

    def _told(self, beats: tuple[Beat, ...], step: Step | None) -> Told:
        before = self._before
        return Told(
            beats,
            self._notebook,
            step,
            self._unseen,
            before.actions + 1,
            before.decisions + (step is not None),
        )

    def _entered(
        self, trail: Trail, values: Values, facts: int, decisions: int
    ) -> tuple[Beat, ...]:
        """Return the beats of the scenes entered.

        ``values`` and ``facts`` are those from before the first of them.
        """
        beats = []
        read = self._engine.read
        for table, after, now in trail:
            scene = table.model
            gentle = scene.sensitive
            unseen = read(scene.unseen, after, now)
            if unseen:
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
            beats.append(
                Entered(
                    scene=table.id,
                    title=scene.title,
                    date=scene.date or "",
                    place=scene.place or "",
                    text=read(scene.text, after, now),
                    about=gentle.about if gentle else "",
                    instead=read(gentle.instead, after, now) if gentle else "",
                    gained=self._gain(table.notes, facts, after, now),
                    shifts=self._shifts(values, after),
                    ending=(scene.ending.title, scene.ending.kind)
                    if scene.kind == "ending"
                    else None,
                )
            )
            values, facts = after, now
        return tuple(beats)

    def _gain(self, notes: Notes, before: int, values: Values, facts: int) -> tuple[HeldNote, ...]:
        """Return the notes that were not held with the facts ``before``, as they read now."""
        if not notes:
            return ()
        gained = tuple([self._note(note, values, facts) for note, bit in notes if not before & bit])
        self._notebook += gained
        return gained

    def _note(self, note_id: str, values: Values, facts: int) -> HeldNote:
        engine = self._engine
        note = (engine.scenario.notes or {})[note_id]
        return HeldNote(
            id=note_id,
            kind=note.kind,
            source=note.source,
            text=engine.read(note.text, values, facts),
            contradicts=engine.opposites[note_id],
        )

    def _shifts(self, before: Values, after: Values) -> tuple[Shift, ...]:
        if before == after:
            return ()
        return tuple(
            [
                Shift(meter, was)
                for meter, was, now in zip(
                    meters(self._engine.scenario, after), before, after, strict=True
                )
                if meter and was != now
            ]
        )


def meters(scenario: LoadedScenario, values: Values) -> Iterator[Meter | None]:
    """Return each variable's meter with these values, None where it is not shown."""
    variables = (scenario.variables or {}).items()
    for (name, variable), value in zip(variables, values, strict=True):
        if not variable.show:
            yield None
            continue
        label = variable.label or name.replace("_", " ").capitalize()
        yield Meter(
            id=name,
            label=label,
            value=value,
            lowest=variable.min if isinstance(variable, NumberVariable) else None,
            highest=variable.max if isinstance(variable, NumberVariable) else None,
        )

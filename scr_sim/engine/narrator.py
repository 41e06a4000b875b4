"""How a move is told: its beats, the notes it gives, the step it makes, what nobody saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scr_sim.engine.actions import Choosing, Enquiring, read_action
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
from scr_sim.engine.compiled_scenario import Engine, Move, State, Trail
from scr_sim.engine.offers import Standing
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import Ending, NumberVariable


class Telling:
    """Tells one move. ``notes``, ``steps`` and ``unseen`` are the play's, and grow as it tells."""

    def __init__(
        self,
        engine: Engine,
        notes: tuple[HeldNote, ...] = (),
        steps: tuple[Step, ...] = (),
        unseen: tuple[Unseen, ...] = (),
    ) -> None:
        self.notes = notes
        self.steps = steps
        self.unseen = unseen
        self._engine = engine
        self._scenario = engine.scenario

    def answered(
        self, before: State, after: State, move: Move, read: Enquiring
    ) -> tuple[Beat, ...]:
        """Return the beat of an enquiry."""
        enquiry = move.enquiry
        assert enquiry is not None
        beat = Answered(
            self._engine.scenes[before.scene].id,
            enquiry.id,
            enquiry.label,
            (self._scenario.agencies or {}).get(enquiry.agency or "", ""),
            self._engine.read(enquiry.text, after.values, after.facts),
            read.volunteered,
            self._gain(enquiry.notes, after.values, after.facts),
            self._shifts(before.values, after.values),
        )
        return (beat,)

    def chosen(
        self,
        before: State,
        after: State,
        move: Move,
        read: Choosing,
        trail: Trail,
        actions: tuple[str, ...],
    ) -> tuple[Beat, ...]:
        """Return the beats of a choice: what came of it, then the scenes entered.

        ``actions`` are those taken before it.
        """
        choice, result = move.choice, move.result
        assert choice is not None
        assert result is not None
        held = {note.id: note for note in self.notes}
        cited = read.cited or ()
        standing = Standing(self._engine, before, tuple(held))
        values = move.change.applied(before.values) if move.change else before.values
        outcome = self._engine.read(result.outcome, after.values, after.facts)
        step = Step(
            standing.scene_id,
            choice.id,
            choice.stance,
            cited,
            move.convincing,
            _made_on_this_visit(actions),
            standing.held,
            tuple(m.enquiry.id for m in self._engine.open_enquiries(before) if m.enquiry),
            result.debrief.echoes or (),
            result.debrief.answers or (),
            self._engine.read(result.debrief.because, after.values, after.facts),
            choice.label,
            outcome,
            tuple(other for other in standing.choices() if other.id != choice.id),
            len(actions),
        )
        self.steps = (*self.steps, step)
        beat = Chosen(
            standing.scene_id,
            choice.id,
            choice.label,
            choice.stance,
            tuple(held[note] for note in cited),
            move.convincing,
            outcome,
            self._gain(result.notes, after.values, after.facts),
            self._shifts(before.values, values),
        )
        return (beat, *self.entered(trail, values))

    def entered(self, trail: Trail, values: Values) -> tuple[Beat, ...]:
        """Return the beats of the scenes entered; ``values`` are those from before the first."""
        beats = []
        read = self._engine.read
        for table, after, facts in trail:
            scene = table.model
            gentle = scene.sensitive
            self._see(table.id, read(scene.unseen, after, facts))
            ending = scene.ending if isinstance(scene, Ending) else None
            beats.append(
                Entered(
                    table.id,
                    scene.title,
                    scene.date or "",
                    scene.place or "",
                    read(scene.text, after, facts),
                    gentle.about if gentle else "",
                    read(gentle.instead, after, facts) if gentle else "",
                    self._gain(scene.notes, after, facts),
                    self._shifts(values, after),
                    (ending.title, ending.kind) if ending else None,
                )
            )
            values = after
        return tuple(beats)

    def _see(self, scene_id: str, text: str) -> None:
        """Keep what nobody saw at the time for the debrief."""
        if text:
            scene = self._scenario.scenes[scene_id]
            seen = Unseen(
                scene_id, scene.title, scene.date or "", scene.place or "", text, len(self.steps)
            )
            self.unseen = (*self.unseen, seen)

    def _gain(
        self, notes: Iterable[str] | None, values: Values, facts: int
    ) -> tuple[HeldNote, ...]:
        held = {note.id for note in self.notes}
        gained = tuple(
            self._note(note, values, facts)
            for note in dict.fromkeys(notes or ())
            if note not in held
        )
        self.notes = (*self.notes, *gained)
        return gained

    def _note(self, note_id: str, values: Values, facts: int) -> HeldNote:
        declared = self._scenario.notes or {}
        note = declared[note_id]
        against = dict.fromkeys(note.contradicts or ())
        against.update(
            (other, None)
            for other, model in declared.items()
            if note_id in (model.contradicts or ())
        )
        against.pop(note_id, None)
        text = self._engine.read(note.text, values, facts)
        return HeldNote(note_id, note.kind, note.source, text, tuple(against))

    def _shifts(self, before: Values, after: Values) -> tuple[Shift, ...]:
        if before == after:
            return ()
        return tuple(
            Shift(meter, was)
            for meter, was, now in zip(meters(self._scenario, after), before, after, strict=True)
            if meter and was != now
        )


def meters(scenario: LoadedScenario, values: Values) -> Iterator[Meter | None]:
    """Return each variable's meter with these values, None where it is not shown."""
    variables = (scenario.variables or {}).items()
    for (name, variable), value in zip(variables, values, strict=True):
        label = variable.label or name.replace("_", " ").capitalize()
        if not variable.show:
            yield None
        elif isinstance(variable, NumberVariable):
            yield Meter(name, label, value, variable.min, variable.max)
        else:
            yield Meter(name, label, value)


def _made_on_this_visit(actions: tuple[str, ...]) -> tuple[str, ...]:
    made: list[str] = []
    for action in reversed(actions):
        read = read_action(action)
        if not isinstance(read, Enquiring):
            break
        made.append(read.enquiry)
    return tuple(reversed(made))

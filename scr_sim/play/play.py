"""A play: a scenario and a list of actions, and everything that is read off them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from scr_sim.play.actions import ActionError, Choosing, Enquiring, read_action
from scr_sim.play.conditions import Value, Values
from scr_sim.play.engine import Engine, Move, State, Trail
from scr_sim.play.told import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Shift,
    Step,
    Unseen,
)
from scr_sim.scenario.model import Ending, NumberVariable, Scenario
from scr_sim.scenario.model import Scene as SceneModel


def engine_for(scenario: Scenario) -> Engine:
    """Return the scenario's engine, made once."""
    engine = scenario._engine
    if not isinstance(engine, Engine):
        engine = scenario._engine = Engine(scenario)
    return engine


class Play:
    """One play, immutable: taking an action gives a new one, and this one stays as it is.

    ``Play(scenario, actions)`` replays a list of actions. Raises `ActionError` where one of
    them cannot be taken.
    """

    __slots__ = (
        "_engine",
        "_notes",
        "_state",
        "_steps",
        "_unseen",
        "_visited",
        "actions_taken",
        "beats",
        "previous",
        "scenario",
    )

    scenario: Scenario
    #: The actions so far, one word each.
    actions_taken: tuple[str, ...]
    #: What the last action told; at the start, the first scenes.
    beats: tuple[Beat, ...]
    #: The play before its last action; None at the start.
    previous: Play | None

    def __init__(self, scenario: Scenario, actions: Iterable[str] = ()) -> None:
        words = tuple(actions)
        if words:
            self._become(_replayed(scenario, words))
            return
        engine = engine_for(scenario)
        self._engine = engine
        self.scenario = scenario
        self.actions_taken = ()
        self.previous = None
        self._notes: tuple[HeldNote, ...] = ()
        self._steps: tuple[Step, ...] = ()
        self._unseen: tuple[Unseen, ...] = ()
        trail: Trail = []
        self._state = engine.begin(trail)
        self.beats = tuple(self._entered(trail, engine.start_values))
        self._visited = tuple(table.id for table, _, _ in trail)

    def _become(self, other: Play) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(other, name))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Play):
            return NotImplemented
        return self.scenario is other.scenario and self.actions_taken == other.actions_taken

    def __hash__(self) -> int:
        return hash((id(self.scenario), self.actions_taken))

    def __repr__(self) -> str:
        return f"Play({self.scenario.id!r}, {list(self.actions_taken)!r})"

    # -- where the play stands

    @property
    def scene(self) -> str:
        """The id of the scene that the play is in."""
        return self._engine.scenes[self._state.scene].id

    @property
    def scene_model(self) -> SceneModel:
        """The scene that the play is in, as its author wrote it."""
        return self._engine.scenes[self._state.scene].model

    @property
    def finished(self) -> bool:
        """Whether the play has come to an ending."""
        return not self._engine.scenes[self._state.scene].decides

    @property
    def ending(self) -> str | None:
        """The id of the ending that was reached, or None."""
        return self.scene if self.finished else None

    @property
    def state(self) -> State:
        """The engine's own state: a value, the same for the same actions always."""
        return self._state

    @property
    def variables(self) -> dict[str, Value]:
        """Every variable's value."""
        return dict(zip(self._engine.variable_ids, self._state.values, strict=True))

    @property
    def notes(self) -> tuple[str, ...]:
        """The ids of the notes held, in the order gained."""
        return tuple(note.id for note in self._notes)

    @property
    def notebook(self) -> tuple[HeldNote, ...]:
        """The notes held, in the order gained, in the words of that moment."""
        return self._notes

    @property
    def visited(self) -> tuple[str, ...]:
        """The scenes entered, in order, with repeats."""
        return self._visited

    @property
    def steps(self) -> tuple[Step, ...]:
        """The decisions made."""
        return self._steps

    @property
    def unseen(self) -> tuple[Unseen, ...]:
        """What nobody saw at the time, in order. For the debrief alone."""
        return self._unseen

    @property
    def meters(self) -> tuple[Meter, ...]:
        """The variables that are shown."""
        return tuple(m for m in self._meters(self._state.values) if m is not None)

    @property
    def story(self) -> tuple[Beat, ...]:
        """Everything told so far, from the start."""
        plays = []
        play: Play | None = self
        while play is not None:
            plays.append(play)
            play = play.previous
        return tuple(beat for play in reversed(plays) for beat in play.beats)

    # -- what can be done

    def choices(self) -> tuple[OfferedChoice, ...]:
        """Return the choices on offer, locked ones included, in the author's order."""
        engine, state = self._engine, self._state
        offered = []
        for move in engine.scenes[state.scene].choices:
            choice = move.choice
            if choice is None or move.convincing is False or not engine.on_offer(move, state):
                continue
            locked = engine.locked(move, state)
            read = engine.read
            offered.append(
                OfferedChoice(
                    choice.id,
                    choice.stance,
                    choice.label,
                    locked,
                    read(choice.locked.because, state.values, state.facts)
                    if locked and choice.locked
                    else "",
                    read(choice.cite.ask, state.values, state.facts) if choice.cite else "",
                    choice.cite.pick if choice.cite else 0,
                )
            )
        return tuple(offered)

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        engine, state = self._engine, self._state
        open_now = {id(move) for move in engine.open_enquiries(state)}
        time = engine.has_time(state)
        agencies = self.scenario.agencies or {}
        found = []
        for move in engine.scenes[state.scene].enquiries:
            made = bool(state.facts & move.once)
            enquiry = move.enquiry
            if enquiry is not None and (made or id(move) in open_now):
                found.append(
                    OfferedEnquiry(
                        enquiry.id,
                        enquiry.label,
                        agencies.get(enquiry.agency or "", ""),
                        made,
                        time and not made,
                    )
                )
        return tuple(found)

    @property
    def enquiries_left(self) -> int | None:
        """How many enquiries there is still time for on this visit; None where there is no limit."""
        limit = self._engine.scenes[self._state.scene].limit
        return None if limit is None else max(0, limit - self._state.spent)

    def actions(self) -> tuple[str, ...]:
        """Return every action that can be taken now, one word each.

        A citing choice is there once for each set of notes that it may cite. Enquiries that
        somebody in a room volunteers (``!ENQUIRY``) are not listed: they are not the player's.
        """
        return tuple(self._actions())

    def _actions(self) -> Iterator[str]:
        for enquiry in self.enquiries():
            if enquiry.can_make:
                yield f"?{enquiry.id}"
        for choice in self.choices():
            if choice.locked:
                continue
            if not choice.pick:
                yield choice.id
                continue
            for size in range(min(choice.pick, len(self._notes)) + 1):
                for cited in combinations(self.notes, size):
                    yield f"{choice.id}@{','.join(cited)}"

    def _could(self) -> tuple[str, ...]:
        """Return what to name in a refusal: a citing choice once, not once for each set."""
        enquiries = [f"?{e.id}" for e in self.enquiries() if e.can_make]
        return (
            *enquiries,
            *(c.id + ("@NOTES" if c.pick else "") for c in self.choices() if not c.locked),
        )

    # -- going on, going back

    def take(self, action: str) -> Play:
        """Return the play after one more action. Raises `ActionError`, which says what could be."""
        read = read_action(action)
        if self.finished:
            raise ActionError("the play has come to its ending.", action)
        move = (
            self._enquiry(read, action)
            if isinstance(read, Enquiring)
            else self._choice(read, action)
        )
        engine, before = self._engine, self._state
        trail: Trail = []
        state = engine.make(before, move, trail)
        if isinstance(read, Enquiring) and read.volunteered:
            state = state._replace(spent=before.spent)
        after = object.__new__(Play)
        after._engine = engine
        after.scenario = self.scenario
        after.previous = self
        after.actions_taken = (*self.actions_taken, str(read))
        after._state = state
        after._notes = self._notes
        after._steps = self._steps
        after._unseen = self._unseen
        after._visited = self._visited + tuple(table.id for table, _, _ in trail)
        after.beats = tuple(after._tell(self, move, read, trail))
        return after

    def undo(self) -> Play:
        """Return the play with one action less. Raises `ActionError` at the start."""
        if self.previous is None:
            raise ActionError("there is nothing before the first scene.", "undo")
        return self.previous

    def _enquiry(self, read: Enquiring, action: str) -> Move:
        engine, state = self._engine, self._state
        for move in engine.scenes[state.scene].enquiries:
            if move.enquiry is None or move.enquiry.id != read.enquiry:
                continue
            if state.facts & move.once:
                raise ActionError("this has been looked into already.", action, self._could())
            if move not in engine.open_enquiries(state):
                raise ActionError("this cannot be looked into now.", action, self._could())
            if not read.volunteered and not engine.has_time(state):
                raise ActionError(
                    "there is no time left for another enquiry here.", action, self._could()
                )
            return move
        raise ActionError(f"the scene “{self.scene}” has no such enquiry.", action, self._could())

    def _choice(self, read: Choosing, action: str) -> Move:
        engine, state = self._engine, self._state
        moves = [
            m
            for m in engine.scenes[state.scene].choices
            if m.choice is not None and m.choice.id == read.choice
        ]
        if not moves:
            raise ActionError(
                f"the scene “{self.scene}” has no such choice.", action, self._could()
            )
        move = moves[0]
        if not engine.on_offer(move, state):
            why = (
                "this choice can be made only once."
                if state.facts & move.once
                else "this choice is not on offer now."
            )
            raise ActionError(why, action, self._could())
        if engine.locked(move, state):
            raise ActionError("this choice is locked.", action, self._could())
        if move.convincing is None:
            if read.cited is not None:
                raise ActionError("this choice cites no notes.", action, self._could())
            return move
        cited = self._cited(read, move, action)
        convinced = sum(move.needed >> engine.note_bits[note] & 1 for note in cited)
        return moves[0] if convinced >= move.need else moves[1]

    def _cited(self, read: Choosing, move: Move, action: str) -> tuple[str, ...]:
        assert move.choice is not None
        assert move.choice.cite is not None
        could = self._could()
        if read.cited is None:
            raise ActionError(
                "this choice cites notes: add “@” and their ids, or “@” alone for none.",
                action,
                could,
            )
        if len(set(read.cited)) < len(read.cited):
            raise ActionError("a note is cited twice.", action, could)
        for note in read.cited:
            if note not in self.notes:
                raise ActionError(f"the note “{note[:80]}” is not held.", action, could)
        if len(read.cited) > move.choice.cite.pick:
            raise ActionError(f"at most {move.choice.cite.pick} may be cited.", action, could)
        return read.cited

    # -- telling

    def _tell(
        self, before: Play, move: Move, read: Choosing | Enquiring, trail: Trail
    ) -> Iterator[Beat]:
        engine = self._engine
        old, new = before._state, self._state
        if move.enquiry is not None:
            enquiry = move.enquiry
            agency = (self.scenario.agencies or {}).get(enquiry.agency or "", "")
            yield Answered(
                self.scene,
                enquiry.id,
                enquiry.label,
                agency,
                engine.read(enquiry.text, new.values, new.facts),
                isinstance(read, Enquiring) and read.volunteered,
                self._gain(enquiry.notes, new.values, new.facts),
                self._shifts(old.values, new.values),
            )
            return
        assert move.choice is not None
        assert move.result is not None
        cited_ids = read.cited or () if isinstance(read, Choosing) else ()
        held = {note.id: note for note in before._notes}
        values = move.change.applied(old.values) if move.change else old.values
        outcome = engine.read(move.result.outcome, new.values, new.facts)
        yield Chosen(
            before.scene,
            move.choice.id,
            move.choice.label,
            move.choice.stance,
            tuple(held[note] for note in cited_ids),
            move.convincing,
            outcome,
            self._gain(move.result.notes, new.values, new.facts),
            self._shifts(old.values, values),
        )
        self._steps = (*self._steps, self._step(before, move, cited_ids, outcome))
        yield from self._entered(trail, values)

    def _step(self, before: Play, move: Move, cited: tuple[str, ...], outcome: str) -> Step:
        assert move.choice is not None
        assert move.result is not None
        debrief = move.result.debrief
        made = []
        for action in reversed(before.actions_taken):
            read = read_action(action)
            if not isinstance(read, Enquiring):
                break
            made.append(read.enquiry)
        return Step(
            before.scene,
            move.choice.id,
            move.choice.stance,
            cited,
            move.convincing,
            tuple(reversed(made)),
            before.notes,
            tuple(m.enquiry.id for m in self._engine.open_enquiries(before._state) if m.enquiry),
            debrief.echoes or (),
            debrief.answers or (),
            self._engine.read(debrief.because, self._state.values, self._state.facts),
            move.choice.label,
            outcome,
            tuple(c for c in before.choices() if c.id != move.choice.id),
            len(before.actions_taken),
        )

    def _entered(self, trail: Trail, values: Values) -> Iterator[Entered]:
        read = self._engine.read
        for table, after, facts in trail:
            scene = table.model
            gentle = scene.sensitive
            unseen = read(scene.unseen, after, facts)
            if unseen:
                self._unseen = (
                    *self._unseen,
                    Unseen(
                        table.id,
                        scene.title,
                        scene.date or "",
                        scene.place or "",
                        unseen,
                        len(self._steps),
                    ),
                )
            ending = scene.ending if isinstance(scene, Ending) else None
            yield Entered(
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
            values = after

    def _gain(
        self, notes: Iterable[str] | None, values: Values, facts: int
    ) -> tuple[HeldNote, ...]:
        gained = []
        held = set(self.notes)
        declared = self.scenario.notes or {}
        for note_id in notes or ():
            if note_id in held:
                continue
            held.add(note_id)
            note = declared[note_id]
            against = dict.fromkeys(note.contradicts or ())
            against.update(
                dict.fromkeys(
                    other
                    for other, model in declared.items()
                    if note_id in (model.contradicts or ())
                )
            )
            against.pop(note_id, None)
            gained.append(
                HeldNote(
                    note_id,
                    note.kind,
                    note.source,
                    self._engine.read(note.text, values, facts),
                    tuple(against),
                )
            )
        self._notes = (*self._notes, *gained)
        return tuple(gained)

    def _shifts(self, before: Values, after: Values) -> tuple[Shift, ...]:
        if before == after:
            return ()
        return tuple(
            Shift(meter, was)
            for meter, was, now in zip(self._meters(after), before, after, strict=True)
            if meter and was != now
        )

    def _meters(self, values: Values) -> Iterator[Meter | None]:
        for (name, variable), value in zip(
            (self.scenario.variables or {}).items(), values, strict=True
        ):
            label = variable.label or name.replace("_", " ").capitalize()
            if not variable.show:
                yield None
            elif isinstance(variable, NumberVariable):
                yield Meter(name, label, value, variable.min, variable.max)
            else:
                yield Meter(name, label, value)


def _replayed(scenario: Scenario, actions: tuple[str, ...]) -> Play:
    play = Play(scenario)
    for index, action in enumerate(actions):
        try:
            play = play.take(action)
        except ActionError as error:
            raise ActionError(error.message, action, error.available, index) from None
    return play

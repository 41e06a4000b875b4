"""A play: a scenario and a list of actions, and everything that is read off them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_sim.engine.action_words import ActionError
from scr_sim.engine.available_actions import STAYS, Available
from scr_sim.engine.beats import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Engine, PlainState, State, engine_for, new_state
from scr_sim.engine.narrator import Narrator, Told, gained, meters, step, told_after
from scr_sim.engine.offers import Offers
from scr_sim.engine.suppositions import Supposition
from scr_sim.engine.transitions import EnquiryTransition, Transition
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scene import Scene as SceneModel


class Play:
    """One play, immutable: taking an action gives a new one, and this one stays as it is.

    ``Play(scenario, actions)`` replays a list of actions. Raises `ActionError` where one of
    them cannot be taken. What a play tells is made when it is asked for, and then kept.

    With a ``supposition`` it is a what-if: it begins in the scene that is named there, with what
    is supposed to be so. Raises `SuppositionError` where that cannot be supposed.
    """

    __slots__ = (
        "_available",
        "_engine",
        "_held",
        "_place",
        "_step",
        "_told",
        "_transition",
        "_word",
        "previous",
    )

    #: The play before its last action; None at the start.
    previous: Play | None

    _engine: Engine
    #: The state, as a plain tuple until somebody asks for it: a random walk makes very many.
    _place: PlainState
    #: The last action, and the transition that it made; at the start there are none.
    _word: str
    _transition: Transition | None
    #: What can be done here, once that was asked for.
    _available: Available | None
    #: What was asked for before: what the last action told and was, and the notes held, as gained.
    _told: Told | None
    _held: tuple[str, ...] | None
    _step: Step | None

    def __init__(
        self,
        scenario: LoadedScenario,
        actions: Iterable[str] = (),
        supposition: Supposition | None = None,
    ) -> None:
        if words := tuple(actions):
            replayed = Play(scenario, (), supposition)._replayed(words)
            for name in self.__slots__:
                setattr(self, name, getattr(replayed, name))
            return
        engine = engine_for(scenario)
        if supposition is not None:
            engine = engine.supposing(supposition)
        self._engine = engine
        self._place = engine.start
        self.previous = self._transition = self._available = None
        self._told = self._held = self._step = None
        self._word = ""

    def __reduce__(
        self,
    ) -> tuple[type[Play], tuple[LoadedScenario, tuple[str, ...], Supposition | None]]:
        # A play is its list of actions: however long, it is copied without going down a chain.
        return type(self), (self.scenario, self.actions_taken, self.supposition)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Play):
            return NotImplemented
        return (
            self.scenario is other.scenario
            and self.supposition == other.supposition
            and self.actions_taken == other.actions_taken
        )

    def __hash__(self) -> int:
        return hash((id(self.scenario), self.actions_taken))

    def __repr__(self) -> str:
        return f"Play({self.scenario.id!r}, {list(self.actions_taken)!r})"

    # -- where the play stands

    @property
    def scenario(self) -> LoadedScenario:
        """The scenario that is played."""
        return self._engine.scenario

    @property
    def supposition(self) -> Supposition | None:
        """What the play began with where it is a what-if; None for a play from the start."""
        return self._engine.supposition

    @property
    def actions_taken(self) -> tuple[str, ...]:
        """The actions so far, one word each."""
        return tuple([play._word for play in self._from_start()[1:]])

    @property
    def scene(self) -> str:
        """The id of the scene that the play is in."""
        return self._engine.scenes[self.state.scene].id

    @property
    def scene_model(self) -> SceneModel:
        """The scene that the play is in, as its author wrote it."""
        return self._engine.scenes[self.state.scene].model

    @property
    def finished(self) -> bool:
        """Whether the play has come to an ending."""
        return self._engine.scenes[self.state.scene].kind == "ending"

    @property
    def ending(self) -> str | None:
        """The id of the ending that was reached, or None."""
        return self.scene if self.finished else None

    @property
    def state(self) -> State:
        """The engine's own state: a value, the same for the same actions always."""
        place = self._place
        if not isinstance(place, State):
            place = self._place = new_state(State, place)
        return place

    @property
    def variables(self) -> dict[str, Value]:
        """Every variable's value."""
        return dict(zip(self._engine.variable_ids, self.state.values, strict=True))

    def reads(self, prose: Prose | None) -> str:
        """Return the scenario's prose as it reads here; empty where there is none."""
        return self._engine.read(prose, self.state.values, self.state.facts)

    @property
    def notes(self) -> tuple[str, ...]:
        """The ids of the notes held, in the order gained."""
        untold, play, held = [], self, self._held
        while held is None and play.previous is not None:
            untold.append(play)
            play = play.previous
            held = play._held
        if held is None:
            held = play._held = self._engine.start_notes
        all_notes = self._engine.all_notes
        before = play._place[2] & all_notes
        for play in reversed(untold):
            notes = play._place[2] & all_notes
            new = notes ^ before  # facts only ever become so
            if new & (new - 1):  # several at once
                last, transition = play._last_action()
                held += gained(self._engine, last._place, transition, held)
            elif new:
                held += (self._engine.note_ids[new.bit_length() - 1],)
            before = notes
            play._held = held
        return held

    @property
    def notebook(self) -> tuple[HeldNote, ...]:
        """The notes held, in the order gained, in the words of that moment."""
        return self._tell().notebook

    @property
    def visited(self) -> tuple[str, ...]:
        """The scenes entered, in order, with repeats."""
        return tuple([beat.scene for beat in self.story if isinstance(beat, Entered)])

    @property
    def beats(self) -> tuple[Beat, ...]:
        """What the last action told; at the start, the first scenes."""
        return self._tell().beats

    @property
    def steps(self) -> tuple[Step, ...]:
        """The decisions made."""
        self._tell()
        found = []
        for at, play in enumerate(self._from_start()):
            made = play._step or play._told_as_step(at - 1)
            if made is not None:
                found.append(made)
        return tuple(found)

    @property
    def unseen(self) -> tuple[Unseen, ...]:
        """What nobody saw at the time, in order. For the debrief alone."""
        return tuple([unseen for told in self._all_told() for unseen in told.unseen])

    @property
    def meters(self) -> tuple[Meter, ...]:
        """The variables that are shown."""
        return meters(self._engine, self.state.values)

    @property
    def story(self) -> tuple[Beat, ...]:
        """Everything told so far, from the start."""
        return tuple([beat for told in self._all_told() for beat in told.beats])

    # -- telling

    def _from_start(self) -> list[Play]:
        plays, play = [self], self
        while play.previous is not None:
            play = play.previous
            plays.append(play)
        plays.reverse()
        return plays

    def _all_told(self) -> list[Told]:
        return [play._tell() for play in self._from_start()]

    def _tell(self) -> Told:
        """Return what the last action told, telling first whatever before it was not told yet."""
        if self._told is not None:
            return self._told
        last = self.previous
        if last is not None and last._told is not None:
            self._told = self._tell_after(last._told)
            return self._told
        untold, play = [], self
        while play._told is None and play.previous is not None:
            untold.append(play)
            play = play.previous
        told = play._told
        if told is None:
            told = play._told = Narrator(self._engine).begun()
        for play in reversed(untold):
            told = play._told = play._tell_after(told)
        return told

    def _tell_after(self, told: Told) -> Told:
        before, transition = self._last_action()
        return told_after(self._engine, told, before._place, self._place, transition, self._word)

    def _last_action(self) -> tuple[Play, Transition]:
        """Return the play before the last action, and what that was. There must have been one."""
        assert self.previous is not None
        assert self._transition is not None
        return self.previous, self._transition

    def _told_as_step(self, action: int) -> Step | None:
        """Return the decision that the last action was; None where it was none."""
        before, transition = self.previous, self._transition
        if before is None or transition is None or transition.kind != "choice":
            return None
        beat = self._tell().beats[0]
        assert isinstance(beat, Chosen)
        self._step = step(
            self._engine,
            before.state,
            self.state,
            transition,
            beat=beat,
            held=before.notes,
            asked=before._answered_here(),
            action=action,
        )
        return self._step

    def _answered_here(self) -> tuple[Answered, ...]:
        """Return what the enquiries made on this visit told."""
        answered, play = [], self
        while play.previous is not None and isinstance(play._transition, EnquiryTransition):
            beat = play._tell().beats[0]
            assert isinstance(beat, Answered)
            answered.append(beat)
            play = play.previous
        answered.reverse()
        return tuple(answered)

    # -- what can be done

    def choices(self) -> tuple[OfferedChoice, ...]:
        """Return the choices on offer, locked ones included, in the author's order."""
        return Offers(self._engine, self._place).choices()

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        return Offers(self._engine, self._place).enquiries()

    @property
    def role(self) -> str:
        """Whose eyes the present scene is seen through."""
        return self.scene_model.role or self.scenario.role

    @property
    def ask(self) -> str:
        """What the player is asked to write before choosing here; empty where nothing is asked."""
        reason = Offers(self._engine, self._place).reason
        if reason is None:
            return ""
        return self._engine.read(reason.ask, self.state.values, self.state.facts)

    @property
    def enquiries_left(self) -> int | None:
        """How many enquiries there is still time for on this visit; None if there is no limit."""
        limit = self._engine.scenes[self.state.scene].limit
        return None if limit is None else max(0, limit - self.state.spent)

    def actions(self) -> Sequence[str]:
        """Return every action that can be taken now, one word each.

        A citing choice is there once for each set of notes that it may cite, and an enquiry that
        shows a page once for each set of lines that may be noted. Enquiries that
        somebody in a room volunteers (``!ENQUIRY``) are not listed: they are not the player's.
        """
        opened = self._available
        if opened is None:
            scene, values, facts, spent = self._place
            opened = self._available = self._engine.available[scene].at(values, facts, spent)
        words = opened.words
        if words is not None:
            return words
        notes = (self._place[2] & self._engine.all_notes).bit_count()
        return opened.selections(notes, lambda: self.notes)

    def could(self) -> tuple[str, ...]:
        """Return what can be taken now, a citing choice once and not once for each set."""
        return Offers(self._engine, self._place).could()

    # -- going on, going back

    def take(self, action: str) -> Play:
        """Return the play after one more action. Raises `ActionError`, which says what could be."""
        engine, opened, move = self._engine, self._available, None
        # What was listed can be taken, and most often all that it changes is known.
        if opened is not None:
            move = opened.moves.get(action)
            if move is None:
                move = opened.cited(action, self._place[2], engine.shown_notes)
        if move is not None:
            transition, target, become, applied = move
            scene, values, facts, spent = self._place
            if applied is not None:
                values = applied(values)
            if target >= 0:
                place = (target, values, facts | become, 0)
            elif target == STAYS:
                place = (scene, values, facts | become, spent + 1)
            else:
                assert transition.kind == "choice"
                place = engine.led(transition, values, facts | become)
        elif meant := engine.meant(self.state, action):
            transition, place = meant, engine.make(self._place, meant)
        else:
            raise Offers(engine, self._place).refused(action)
        after = object.__new__(Play)
        after._engine = engine
        after._place = place
        after._transition = transition
        after._word = action
        after.previous = self
        after._told = after._held = after._step = after._available = None
        return after

    def _replayed(self, actions: tuple[str, ...]) -> Play:
        play = self
        for index, action in enumerate(actions):
            try:
                play = play.take(action)
            except ActionError as error:
                raise ActionError(error.message, action, error.available, index) from None
        return play

    def undo(self) -> Play:
        """Return the play with one action less. Raises `ActionError` at the start."""
        if self.previous is None:
            raise ActionError("there is nothing before the first scene.", "undo")
        return self.previous

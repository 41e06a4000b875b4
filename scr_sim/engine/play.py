"""A play: a scenario and a list of actions, and everything that is read off them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scr_sim.engine.actions import ActionError, Enquiring, read_action
from scr_sim.engine.beats import (
    Beat,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Engine, State, Trail
from scr_sim.engine.narrator import Telling, meters
from scr_sim.engine.offers import Standing
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import Scene as SceneModel


@lru_cache(maxsize=8)
def engine_for(scenario: LoadedScenario) -> Engine:
    """Return the scenario's engine, made once for the few scenarios that were played last."""
    return Engine(scenario)


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

    scenario: LoadedScenario
    #: The actions so far, one word each.
    actions_taken: tuple[str, ...]
    #: What the last action told; at the start, the first scenes.
    beats: tuple[Beat, ...]
    #: The play before its last action; None at the start.
    previous: Play | None

    _engine: Engine
    _state: State
    _notes: tuple[HeldNote, ...]
    _steps: tuple[Step, ...]
    _unseen: tuple[Unseen, ...]
    _visited: tuple[str, ...]

    def __init__(self, scenario: LoadedScenario, actions: Iterable[str] = ()) -> None:
        words = tuple(actions)
        if words:
            self._become(_replayed(scenario, words))
            return
        engine = engine_for(scenario)
        self._engine = engine
        self.scenario = scenario
        self.actions_taken = ()
        self.previous = None
        trail: Trail = []
        self._state = engine.begin(trail)
        telling = Telling(engine)
        self.beats = telling.entered(trail, engine.start_values)
        self._notes, self._steps, self._unseen = telling.notes, telling.steps, telling.unseen
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
        shown = meters(self.scenario, self._state.values)
        return tuple(meter for meter in shown if meter is not None)

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
        return self._standing.choices()

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        return self._standing.enquiries()

    @property
    def enquiries_left(self) -> int | None:
        """How many enquiries there is still time for on this visit; None if there is no limit."""
        limit = self._engine.scenes[self._state.scene].limit
        return None if limit is None else max(0, limit - self._state.spent)

    def actions(self) -> tuple[str, ...]:
        """Return every action that can be taken now, one word each.

        A citing choice is there once for each set of notes that it may cite. Enquiries that
        somebody in a room volunteers (``!ENQUIRY``) are not listed: they are not the player's.
        """
        return self._standing.actions()

    def could(self) -> tuple[str, ...]:
        """Return what can be taken now, a citing choice once and not once for each set."""
        return self._standing.could()

    @property
    def _standing(self) -> Standing:
        return Standing(self._engine, self._state, self.notes)

    # -- going on, going back

    def take(self, action: str) -> Play:
        """Return the play after one more action. Raises `ActionError`, which says what could be."""
        read = read_action(action)
        if self.finished:
            raise ActionError("the play has come to its ending.", action)
        move = self._standing.move(read, action)
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
        after._visited = self._visited + tuple(table.id for table, _, _ in trail)
        telling = Telling(engine, self._notes, self._steps, self._unseen)
        if isinstance(read, Enquiring):
            after.beats = telling.answered(before, state, move, read)
        else:
            after.beats = telling.chosen(before, state, move, read, trail, self.actions_taken)
        after._notes, after._steps, after._unseen = telling.notes, telling.steps, telling.unseen
        return after

    def undo(self) -> Play:
        """Return the play with one action less. Raises `ActionError` at the start."""
        if self.previous is None:
            raise ActionError("there is nothing before the first scene.", "undo")
        return self.previous


def _replayed(scenario: LoadedScenario, actions: tuple[str, ...]) -> Play:
    play = Play(scenario)
    for index, action in enumerate(actions):
        try:
            play = play.take(action)
        except ActionError as error:
            raise ActionError(error.message, action, error.available, index) from None
    return play

"""The engine: a scenario made ready to be played, and how one state leads to the next.

A state is one immutable value. Notes, scenes, choices, enquiries and convincing citings are the
bits of one integer; variables are a tuple. Everything else about a play is read off its actions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property, lru_cache
from typing import NamedTuple

from scr_sim.engine.available_actions import AvailabilityTable
from scr_sim.engine.compiled_beats import CompiledBeats
from scr_sim.engine.scene_tables import SceneTables
from scr_sim.engine.suppositions import Supposition, check_supposition
from scr_sim.engine.transitions import (
    ChoiceAct,
    ChoiceTransition,
    DecisionTable,
    EnquiryAct,
    EnquiryTransition,
    SceneTable,
    Transition,
    affordable,
)
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError

#: A run of so many more passages than there are scenes is taken to be unending.
LONGEST_RUN = 10_000


class State(NamedTuple):
    """Where a play stands: the scene's number, the variables, what is so, enquiries spent."""

    scene: int
    values: Values
    facts: int
    spent: int


#: A state without names, which takes a fifth of the time to make.
PlainState = tuple[int, Values, int, int]
#: Makes a state without the detour by way of a named tuple's own constructor, which takes long.
new_state = tuple.__new__

#: The scenes entered on the way to a state, each with values and facts as they were then.
Trail = list[tuple[SceneTable, Values, int]]


class Engine:
    """A scenario, ready to be played. Immutable; one is enough for any number of plays."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self.scenario = scenario
        tables = SceneTables(scenario)
        parts = self._parts = tables.parts
        self._text, self._texts = parts.text, parts.texts
        #: Takes a condition of the scenario, and returns its test; None where it always holds.
        self.test = parts.test
        #: Takes conditions' trees, and returns the variables and facts that they read, as bits.
        self.reads = parts.reads
        variables = scenario.variables or {}
        self.variable_ids = tuple(variables)
        #: The variables that are shown: place, id, and what the file says.
        self.shown = [
            (place, name, variable)
            for place, (name, variable) in enumerate(variables.items())
            if variable.show
        ]
        self.places = parts.places
        self.note_ids = tuple(scenario.notes or {})
        self.scene_numbers = parts.scene_numbers
        self.bits = parts.bits
        self.note_bits = {note: self.bits["held", note] for note in self.note_ids}
        self.note_facts = {note: 1 << bit for note, bit in self.note_bits.items()}
        #: Takes what an action cites, and returns it as facts; None where it names one twice or
        #: an unknown. The last are remembered: random plays come by the same sets of notes.
        self.shown_notes = lru_cache(maxsize=1 << 12)(_shown(self.note_facts))
        #: All notes, as facts.
        self.all_notes = (1 << len(self.note_ids)) - 1
        self.scenes = tables.made()
        #: The number of the scene that every play starts in.
        self.first = self.scene_numbers[scenario.start]
        self.start_values: Values = tuple(variable.start for variable in variables.values())
        #: What is so before anything is told: nothing, unless plays begin with a supposition.
        self.start_facts = 0
        self.supposition: Supposition | None = None

    def supposing(self, supposition: Supposition) -> Engine:
        """Return an engine whose plays begin in a scene with what is supposed there.

        Raises `SuppositionError` where the scenario has no such scene, variable, value or fact.
        """
        check_supposition(self.scenario, supposition)
        made = copy(self)
        for name in ("start", "start_notes"):
            vars(made).pop(name, None)
        starts = dict(zip(self.variable_ids, self.start_values, strict=True))
        values = {**starts, **supposition.values}
        made.start_values = tuple([values[name] for name in self.variable_ids])
        made.first = self.scene_numbers[supposition.scene]
        for fact in {*supposition.facts, ("visited", supposition.scene)}:
            made.start_facts |= 1 << self.bits[fact]
        made.supposition = supposition
        return made

    # -- playing

    @cached_property
    def start(self) -> State:
        """The first state. Raises `ScenarioError` where the first scenes never end."""
        return self.begin()

    @cached_property
    def start_notes(self) -> tuple[str, ...]:
        """The notes that are held at the start, in order."""
        trail: Trail = []
        self.begin(trail)
        # Of the scene that is supposed only what is supposed is held.
        entered = trail if self.supposition is None else trail[1:]
        given = [note for table, _, _ in entered for note, _ in table.notes]
        return tuple(dict.fromkeys([*self.notes_in(self.start_facts), *given]))

    @cached_property
    def available(self) -> tuple[AvailabilityTable, ...]:
        """What can be done in each scene."""
        return tuple([AvailabilityTable(table, self.scenes, self._parts) for table in self.scenes])

    def open_acts(self, state: State) -> list[EnquiryAct]:
        """Return the enquiries that are open, whether or not there is time or enough for them."""
        scene, values, facts, _ = state
        return [act for act in self.scenes[scene].enquiry_acts if act.open(values, facts)]

    def open_enquiries(self, state: State) -> list[EnquiryTransition]:
        """Return what open enquiries whose cost can be met would answer, time aside."""
        scene, values, facts, _ = state
        return [
            enquiry
            for enquiry in self.scenes[scene].enquiries
            if not facts & enquiry.once
            and (enquiry.if_test is None or enquiry.if_test(values, facts))
            and (enquiry.guard is None or enquiry.guard(values, facts))
        ]

    def has_time(self, state: PlainState) -> bool:
        """Return whether there is time for one more enquiry on this visit."""
        scene, _, _, spent = state
        limit = self.scenes[scene].limit
        return limit is None or spent < limit

    def can_take(self, choice: ChoiceTransition, state: State) -> bool:
        """Return whether a choice can be taken with this result, whatever it may have to cite."""
        _, values, facts, _ = state
        return not (
            facts & choice.once
            or (choice.if_test is not None and not choice.if_test(values, facts))
            or (choice.unless_test is not None and not choice.unless_test(values, facts))
            or (choice.guard is not None and not choice.guard(values, facts))
        )

    def choices(self, state: State) -> tuple[ChoiceTransition, ...]:
        """Return the choices that can be made, both ways of a citing that may convince."""
        table = self.scenes[state.scene]
        if table.kind == "decision" and not table.always:
            facts = state.facts
            return tuple(
                [
                    choice
                    for choice in table.choices
                    if self.can_take(choice, state)
                    and not (
                        choice.convincing and (facts & choice.needed).bit_count() < choice.need
                    )
                ]
            )
        return table.choices

    def transitions(self, state: State) -> list[Transition]:
        """Return everything that can be done, choices first."""
        found: list[Transition] = [*self.choices(state)]
        if self.has_time(state):
            found += self.open_enquiries(state)
        return found

    def can_make(self, state: State, transition: Transition) -> bool:
        """Return whether a transition of the scene is among `transitions`."""
        _, values, facts, _ = state
        if transition.kind == "choice":
            if transition.convincing and (facts & transition.needed).bit_count() < transition.need:
                return False
            return self.can_take(transition, state)
        return (
            not facts & transition.once
            and self.has_time(state)
            and (transition.if_test is None or transition.if_test(values, facts))
            and (transition.guard is None or transition.guard(values, facts))
        )

    def meant(self, state: State, action: str) -> Transition | None:
        """Return the transition that an action makes; None where it cannot be taken."""
        scene, values, facts, spent = state
        table = self.scenes[scene]
        if table.kind != "decision":
            return None
        transition = table.by_word.get(action)
        if transition is None:
            return self._answered(table, state, action)
        if transition.kind == "enquiry":
            if table.limit is not None and spent >= table.limit and transition.time:
                return None
        elif table.always:
            return transition
        elif transition.unless_test is not None and not transition.unless_test(values, facts):
            return None
        if facts & transition.once:
            return None
        if transition.if_test is not None and not transition.if_test(values, facts):
            return None
        return transition

    def _answered(self, table: DecisionTable, state: State, action: str) -> Transition | None:
        """Return what an act comes to that can come to several things, or has a cost."""
        lead, at, named = action.partition("@")
        act = table.by_lead.get(lead)
        _, values, facts, spent = state
        if isinstance(act, EnquiryAct):
            if not act.open(values, facts):
                return None
            if lead[0] == "!":
                return None if at else act.told(values, facts)
            if table.limit is not None and spent >= table.limit:
                return None
            if not affordable(act.dues, values):
                return None
            return act.meant(named if at else None, values, facts)
        if act is None or not act.on_offer(values, facts) or act.locked(values, facts):
            return None
        if not act.otherwise:
            return None if at else act.result(values, facts, convincing=True)
        return self._cited(act, state, named) if at else None

    def _cited(self, act: ChoiceAct, state: State, cited: str) -> Transition | None:
        convincing = act.convinces(self.shown_notes(cited), state.facts)
        if convincing is None:
            return None
        return act.result(state.values, state.facts, convincing=convincing)

    def make(self, state: PlainState, transition: Transition, trail: Trail | None = None) -> State:
        """Return the state after a transition that can be made.

        ``trail`` gathers the scenes entered.
        """
        scene, values, facts, spent = state
        facts |= transition.facts
        if transition.change is not None:
            values = transition.change.applied(values)
        if transition.kind == "enquiry":
            return new_state(State, (scene, values, facts, spent + transition.time))
        way = transition.way
        scene = way.certain if way.certain >= 0 else way.taken(values, facts)
        table = self.scenes[scene]
        if trail is not None or table.kind == "passage":
            return self._enter(scene, values, facts, trail)
        # Most often nothing lies between: this is what `_enter` does then.
        if table.change is not None:
            values = table.change.applied(values)
        return new_state(State, (scene, values, facts | table.facts, 0))

    def led(self, choice: ChoiceTransition, values: Values, facts: int) -> State:
        """Return where a choice leads once what it changes has been changed."""
        return self._enter(choice.way.taken(values, facts), values, facts)

    def begin(self, trail: Trail | None = None) -> State:
        """Return the first state; ``trail`` gathers the scenes entered."""
        scene, values, facts = self.first, self.start_values, self.start_facts
        if self.supposition is None:
            return self._enter(scene, values, facts, trail)
        # What is supposed is so in the scene itself: what entering it does is done already.
        table = self.scenes[scene]
        if trail is not None:
            trail.append((table, values, facts))
        if table.kind != "passage":
            return new_state(State, (scene, values, facts, 0))
        return self._enter(table.way.taken(values, facts), values, facts, trail)

    def _enter(self, scene: int, values: Values, facts: int, trail: Trail | None = None) -> State:
        scenes = self.scenes
        for _ in range(LONGEST_RUN + len(scenes)):
            table = scenes[scene]
            facts |= table.facts
            if table.change is not None:
                values = table.change.applied(values)
            if trail is not None:
                trail.append((table, values, facts))
            if table.kind != "passage":
                return new_state(State, (scene, values, facts, 0))
            scene = table.way.taken(values, facts)
        raise ScenarioError([self._unending(scenes[scene].id)])

    def _unending(self, scene: str) -> Problem:
        return Problem(
            code="passage-loop",
            message=f"From the passage “{scene}” on, passages lead into one another for ever.",
            file=self.scenario.id,
            hint="Lead one of them to a decision or an ending.",
        )

    # -- reading

    def read(self, prose: Prose | None, values: Values, facts: int) -> str:
        """Return prose as it reads now: the parts that hold, as paragraphs, filled in."""
        if not prose:
            return ""
        ready = self._texts.get(id(prose)) or self._text(prose)
        return ready.read(values, facts) if ready.always is None else ready.always

    @cached_property
    def words(self) -> CompiledBeats:
        """What scenes, choices and notes tell."""
        return CompiledBeats(
            scenario=self.scenario,
            read=self._text,
            opposites=self.opposites,
            shown=frozenset([place for place, _, _ in self.shown]),
        )

    @cached_property
    def opposites(self) -> dict[str, tuple[str, ...]]:
        """By note, the notes that it contradicts, whichever of the two says so."""
        declared = self.scenario.notes or {}
        found = {note: dict.fromkeys(model.contradicts or ()) for note, model in declared.items()}
        for note, model in declared.items():
            for other in model.contradicts or ():
                found[other].setdefault(note)
        for note, others in found.items():
            others.pop(note, None)
        return {note: tuple(others) for note, others in found.items()}

    def notes_in(self, facts: int) -> list[str]:
        """Return the notes that are held, in the scenario's order."""
        return [note for note, bit in self.note_bits.items() if facts >> bit & 1]


def _shown(facts: Mapping[str, int]) -> Callable[[str], int | None]:
    """Return what takes what is cited; it refers to no engine, which so goes once it is let go."""

    def shown_notes(cited: str) -> int | None:
        shown = 0
        for note in cited.split(",") if cited else ():
            fact = facts.get(note, 0)
            if not fact or fact & shown:
                return None
            shown |= fact
        return shown

    return shown_notes


@lru_cache(maxsize=8)
def engine_for(scenario: LoadedScenario) -> Engine:
    """Return the scenario's engine, made once for the few scenarios that were played last."""
    return Engine(scenario)

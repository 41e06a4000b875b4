"""The engine: a scenario made ready to be played, and how one state leads to the next.

A state is one immutable value. Notes, scenes, choices, enquiries and convincing citings are the
bits of one integer; variables are a tuple. Everything else about a play is read off its actions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from scr_sim.scenario.conditions.compiler import Test, Value, Values, compile_condition
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import (
    Choice,
    Decision,
    Effects,
    Ending,
    Enquiry,
    Link,
    NumberVariable,
    Passage,
    Prose,
    Result,
    WordVariable,
)
from scr_sim.scenario.model.scenario import Scene as SceneModel
from scr_sim.scenario.placeholders import fill
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError
from scr_sim.scenario.syntax.nodes import Written

#: A run of so many more passages than there are scenes is taken to be unending.
LONGEST_RUN = 10_000


class State(NamedTuple):
    """Where a play stands: the scene's number, the variables, what is so, enquiries spent."""

    scene: int
    values: Values
    facts: int
    spent: int


class Change:
    """What a result does to the variables: ``add`` first, stopping at the bounds, then ``set``."""

    __slots__ = ("adds", "sets")

    def __init__(
        self, adds: Iterable[tuple[int, int, int, int]], sets: Iterable[tuple[int, Value]]
    ) -> None:
        self.adds = tuple(adds)
        self.sets = tuple(sets)

    def applied(self, values: Values) -> Values:
        """Return the values after this change."""
        changed = list(values)
        for place, by, lowest, highest in self.adds:
            value = int(changed[place]) + by
            changed[place] = lowest if value < lowest else min(value, highest)
        for place, put in self.sets:
            changed[place] = put
        return tuple(changed)


class Way:
    """Which scene comes next: one for certain, or the first whose condition holds."""

    __slots__ = ("certain", "links")

    def __init__(self, links: list[tuple[Test | None, int]]) -> None:
        self.links = links
        self.certain = links[0][1] if len(links) == 1 or links[0][0] is None else -1

    def taken(self, values: Values, facts: int) -> int:
        """Return the number of the scene that comes next."""
        if self.certain >= 0:
            return self.certain
        for test, target in self.links:
            if test is None or test(values, facts):
                return target
        raise AssertionError("a checked way is closed")


class Move:
    """One thing that can be done in a scene: an enquiry, or a choice with its result.

    A citing choice is two moves, one that convinces and one that does not.
    """

    __slots__ = (
        "change",
        "choice",
        "convincing",
        "enquiry",
        "facts",
        "if_test",
        "need",
        "needed",
        "once",
        "result",
        "unless_test",
        "way",
    )

    def __init__(self) -> None:
        self.enquiry: Enquiry | None = None
        self.choice: Choice | None = None
        self.result: Result | None = None
        self.convincing: bool | None = None
        self.facts = 0
        self.change: Change | None = None
        self.way: Way | None = None
        self.if_test: Test | None = None
        self.unless_test: Test | None = None
        self.once = 0
        self.need = 0
        self.needed = 0


class SceneTable:
    """One scene, ready to be entered and acted in."""

    __slots__ = (
        "always",
        "change",
        "choices",
        "decides",
        "enquiries",
        "facts",
        "id",
        "limit",
        "model",
        "moves",
        "way",
    )

    def __init__(self, scene_id: str, model: SceneModel) -> None:
        self.id = scene_id
        self.model = model
        self.facts = 0
        self.change: Change | None = None
        self.way: Way | None = None
        self.limit: int | None = None
        self.enquiries: tuple[Move, ...] = ()
        self.choices: tuple[Move, ...] = ()
        self.moves: dict[str, Move] = {}
        #: The choices, where nothing could ever hide, lock or use up any of them.
        self.always: tuple[Move, ...] | None = None
        self.decides = False


#: The scenes entered on the way to a state, each with values and facts as they were then.
Trail = list[tuple[SceneTable, Values, int]]


class Engine:
    """A scenario, ready to be played. Immutable; one is enough for any number of plays."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self.scenario = scenario
        self._tests: dict[str, Test | None] = {}
        variables = scenario.variables or {}
        self.variable_ids = tuple(variables)
        self.places = {name: place for place, name in enumerate(variables)}
        self.note_ids = tuple(scenario.notes or {})
        self.scene_numbers = {name: number for number, name in enumerate(scenario.scenes)}
        self.bits = self._number_facts()
        self.note_bits = {note: self.bits["held", note] for note in self.note_ids}
        self.scenes = tuple(self._scene(name, model) for name, model in scenario.scenes.items())
        #: The number of the scene that every play starts in.
        self.first = self.scene_numbers[scenario.start]
        self.start_values: Values = tuple(variable.start for variable in variables.values())

    # -- playing

    @cached_property
    def start(self) -> State:
        """The first state. Raises `ScenarioError` where the first scenes never end."""
        return self._enter(self.first, self.start_values, 0)

    def open_enquiries(self, state: State) -> list[Move]:
        """Return the enquiries that are open, whether or not there is time for them."""
        values, facts = state.values, state.facts
        return [
            move
            for move in self.scenes[state.scene].enquiries
            if not facts & move.once and (move.if_test is None or move.if_test(values, facts))
        ]

    def has_time(self, state: State) -> bool:
        """Return whether there is time for one more enquiry on this visit."""
        limit = self.scenes[state.scene].limit
        return limit is None or state.spent < limit

    def on_offer(self, move: Move, state: State) -> bool:
        """Return whether a choice is shown."""
        return not state.facts & move.once and (
            move.if_test is None or move.if_test(state.values, state.facts)
        )

    def locked(self, move: Move, state: State) -> bool:
        """Return whether a choice that is on offer cannot be taken yet."""
        return move.unless_test is not None and not move.unless_test(state.values, state.facts)

    def choices(self, state: State) -> tuple[Move, ...]:
        """Return the choices' moves that can be made, both ways of a citing that may convince."""
        scene = self.scenes[state.scene]
        if scene.always is not None:
            return scene.always
        _, values, facts, _ = state
        found = []
        for move in scene.choices:
            if facts & move.once:
                continue
            if move.if_test is not None and not move.if_test(values, facts):
                continue
            if move.unless_test is not None and not move.unless_test(values, facts):
                continue
            if move.convincing and (facts & move.needed).bit_count() < move.need:
                continue
            found.append(move)
        return tuple(found)

    def make(self, state: State, move: Move, trail: Trail | None = None) -> State:
        """Return the state after a move that can be made; ``trail`` gathers the scenes entered."""
        values = state.values
        facts = state.facts | move.facts
        if move.change is not None:
            values = move.change.applied(values)
        if move.way is None:
            return State(state.scene, values, facts, state.spent + 1)
        return self._enter(move.way.taken(values, facts), values, facts, trail)

    def begin(self, trail: Trail) -> State:
        """Return the first state; ``trail`` gathers the scenes entered."""
        return self._enter(self.first, self.start_values, 0, trail)

    def _enter(self, scene: int, values: Values, facts: int, trail: Trail | None = None) -> State:
        scenes = self.scenes
        for _ in range(LONGEST_RUN + len(scenes)):
            table = scenes[scene]
            facts |= table.facts
            if table.change is not None:
                values = table.change.applied(values)
            if trail is not None:
                trail.append((table, values, facts))
            if table.way is None:
                return State(scene, values, facts, 0)
            scene = table.way.taken(values, facts)
        raise ScenarioError([self._unending(scenes[scene].id)])

    def _unending(self, scene: str) -> Problem:
        return Problem(
            "passage-loop",
            f"From the passage “{scene}” on, passages lead into one another for ever.",
            self.scenario.id,
            hint="Lead one of them to a decision or an ending.",
        )

    # -- making ready

    def _number_facts(self) -> dict[tuple[str, str], int]:
        facts: list[tuple[str, str]] = [("held", note) for note in self.note_ids]
        for name, scene in self.scenario.scenes.items():
            facts.append(("visited", name))
            if isinstance(scene, Decision):
                for choice in scene.choices:
                    facts.append(("chose", f"{name}.{choice.id}"))
                    facts.append(("convinced", f"{name}.{choice.id}"))
                offered = scene.enquiries.offered if scene.enquiries else ()
                facts += [("enquired", f"{name}.{enquiry.id}") for enquiry in offered]
        return {fact: bit for bit, fact in enumerate(facts)}

    def test(self, condition: str | None) -> Test | None:
        """Return the test for a condition of this scenario; None where it always holds."""
        if condition is None:
            return None
        if condition not in self._tests:
            self._tests[condition] = compile_condition(condition, self.places, self.bits)
        return self._tests[condition]

    def read(self, prose: Prose | None, values: Values, facts: int) -> str:
        """Return prose as it reads now: the parts that hold, as paragraphs, filled in."""
        if not prose:
            return ""
        parts = []
        for part in prose:
            test = self.test(part.condition)
            if test is None or test(values, facts):
                parts.append(part.text.strip())
        words = {name: str(person.name) for name, person in (self.scenario.people or {}).items()}
        for name, value in zip(self.variable_ids, values, strict=True):
            words[name] = str(value).lower() if isinstance(value, bool) else str(value)
        return "\n\n".join(fill(part, words) for part in parts if part)

    def notes_in(self, facts: int) -> list[str]:
        """Return the notes that are held, in the scenario's order."""
        return [note for note, bit in self.note_bits.items() if facts >> bit & 1]

    def _notes(self, notes: Iterable[str] | None) -> int:
        mask = 0
        for note in notes or ():
            mask |= 1 << self.bits["held", note]
        return mask

    def _change(self, effects: Effects) -> Change | None:
        variables = self.scenario.variables or {}
        adds = []
        for name, by in (effects.add or {}).items():
            variable = variables[name]
            assert isinstance(variable, NumberVariable)
            adds.append((self.places[name], by, variable.min, variable.max))
        sets = []
        for name, put in (effects.set or {}).items():
            if isinstance(put, Written):
                put = put.text if isinstance(variables[name], WordVariable) else put.value
            sets.append((self.places[name], put))
        return Change(adds, sets) if adds or sets else None

    def _way(self, links: tuple[Link, ...]) -> Way:
        return Way([(self.test(link.condition), self.scene_numbers[link.go]) for link in links])

    def _scene(self, name: str, model: SceneModel) -> SceneTable:
        table = SceneTable(name, model)
        table.facts = 1 << self.bits["visited", name] | self._notes(model.notes)
        table.change = self._change(model)
        if isinstance(model, Passage):
            table.way = self._way(model.next)
        elif isinstance(model, Decision):
            table.decides = True
            if model.enquiries is not None:
                table.limit = model.enquiries.limit
                table.enquiries = tuple(self._enquiry(name, e) for e in model.enquiries.offered)
            table.choices = tuple(
                move for choice in model.choices for move in self._choice(name, choice)
            )
            if all(
                m.if_test is None and m.unless_test is None and not m.once and m.convincing is None
                for m in table.choices
            ):
                table.always = table.choices
        else:
            assert isinstance(model, Ending)
        return table

    def _enquiry(self, scene: str, enquiry: Enquiry) -> Move:
        move = Move()
        move.enquiry = enquiry
        move.once = 1 << self.bits["enquired", f"{scene}.{enquiry.id}"]
        move.facts = move.once | self._notes(enquiry.notes)
        move.change = self._change(enquiry)
        move.if_test = self.test(enquiry.condition)
        return move

    def _choice(self, scene: str, choice: Choice) -> list[Move]:
        results: list[tuple[Result, bool | None]] = [(choice, None)]
        if choice.cite is not None:
            results = [(choice, True), (choice.cite.otherwise, False)]
        return [self._result(scene, choice, result, convincing) for result, convincing in results]

    def _result(self, scene: str, choice: Choice, result: Result, convincing: bool | None) -> Move:
        move = Move()
        move.choice, move.result, move.convincing = choice, result, convincing
        made = 1 << self.bits["chose", f"{scene}.{choice.id}"]
        move.once = made if choice.once else 0
        move.facts = made | self._notes(result.notes)
        if convincing:
            move.facts |= 1 << self.bits["convinced", f"{scene}.{choice.id}"]
        if choice.cite is not None:
            move.need = choice.cite.need
            move.needed = self._notes(choice.cite.convincing)
        move.change = self._change(result)
        move.way = self._way(result.next)
        move.if_test = self.test(choice.condition)
        move.unless_test = self.test(choice.locked.unless) if choice.locked else None
        return move

"""When conditions and promises are looked at, read off every whole state, one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scr_sim.engine import State
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.transitions import ChoiceTransition, SceneTable
from scr_sim.scenario.conditions.compiler import Values
from tests.exploration.brute_force import Brute

#: A condition: what it belongs to, by id(), and which of its promises it is, -1 for its “if”.
Condition = tuple[int, int]


class Readings:
    """What every play shows of a scenario's conditions."""

    def __init__(self, brute: Brute) -> None:
        self.brute = brute
        self.engine = brute.engine
        self.looked_at: set[Condition] = set()
        self.held: set[Condition] = set()
        #: By promise, the fewest actions after which it is broken.
        self.broken: dict[Condition, int] = {}
        begun: Trail = []
        self.engine.begin(begun)
        self.enter(begun, 0, 0)
        for state, done in brute.after.items():
            self.stand(state)
            for transition, _ in done:
                trail: Trail = []
                after = self.engine.make(state, transition, trail)
                actions = brute.actions[state] + 1
                if transition.kind == "enquiry":
                    self.prose(transition.text, after.values, after.facts, actions)
                    self.notes(transition.notes, state.facts, after, actions)
                else:
                    self.choose(state, transition, after, actions)
                    made = state.facts | transition.facts
                    self.enter(trail, made, actions)

    def look(self, one: Condition, text: str, values: Values, facts: int, actions: int) -> bool:
        test = self.engine.test(text)
        holds = test is None or bool(test(values, facts))
        self.looked_at.add(one)
        if holds:
            self.held.add(one)
        elif one[1] >= 0:
            self.broken[one] = min(actions, self.broken.get(one, actions))
        return holds

    def prose(self, prose: Any, values: Values, facts: int, actions: int) -> None:
        for part in prose or ():
            condition = part.condition
            if condition is None or self.look((id(part), -1), condition, values, facts, actions):
                self.promises(part, values, facts, actions)

    def promises(self, owner: Any, values: Values, facts: int, actions: int) -> None:
        for number, promise in enumerate(owner.sure or ()):
            self.look((id(owner), number), promise, values, facts, actions)

    def links(self, links: Iterable[Any], values: Values, facts: int, actions: int) -> None:
        for link in links:
            if link.condition is None:
                return
            if self.look((id(link), -1), link.condition, values, facts, actions):
                return

    def notes(self, notes: Any, before: int, after: Any, actions: int) -> None:
        for note, bit in notes:
            if not before & bit:
                text = self.brute.scenario.notes[note].text  # type: ignore[index]
                self.prose(text, after.values, after.facts, actions)

    def choose(
        self, state: State, transition: ChoiceTransition, after: State, actions: int
    ) -> None:
        values = state.values
        if transition.change is not None:
            values = transition.change.applied(values)
        result = transition.result
        self.links(result.next, values, state.facts | transition.facts, actions)
        for prose in (result.outcome, result.debrief.because, result.debrief.practice):
            self.prose(prose, after.values, after.facts, actions)
        model = self.engine.scenes[state.scene].model
        if model.kind == "decision" and model.reason is not None:
            self.prose(model.reason.compare, after.values, after.facts, actions)
        self.notes(transition.notes, state.facts, after, actions)

    def enter(self, trail: Trail, before: int, actions: int) -> None:
        for table, values, facts in trail:
            self.scene(table, values, facts, actions)
            after = State(0, values, facts, 0)
            self.notes(table.notes, before, after, actions)
            before = facts

    def scene(self, table: SceneTable, values: Values, facts: int, actions: int) -> None:
        for prose in (table.model.text, table.model.unseen):
            self.prose(prose, values, facts, actions)
        self.promises(table.model, values, facts, actions)
        if table.kind == "passage":
            self.links(table.model.next, values, facts, actions)

    def stand(self, state: State) -> None:
        """Look at what is asked in a decision, and why choices on offer are locked."""
        _, values, facts, _ = state
        model = self.engine.scenes[state.scene].model
        if model.kind == "decision" and model.reason is not None:
            self.prose(model.reason.ask, values, facts, self.brute.actions[state])
        for act in self.engine.scenes[state.scene].choice_acts:
            lock = act.choice.locked
            unlocked = act.unless_test is None or act.unless_test(values, facts)
            if lock is not None and act.on_offer(values, facts) and not unlocked:
                self.prose(lock.because, values, facts, self.brute.actions[state])


def stands_at(scenario: Any, path: tuple[str | int, ...]) -> Condition:
    """Return the condition at a path into a scenario's data."""
    names = {"from": ("offered", "lines")}
    promise = -1
    steps = list(path)
    if steps[-1] == "if":
        steps.pop()
    else:
        promise = int(steps.pop())
        assert steps.pop() == "sure"
    one = scenario
    for step in steps:
        if isinstance(one, dict | tuple):
            one = one[step]  # type: ignore[index]
        else:
            name = next((n for n in names.get(str(step), (step,)) if hasattr(one, str(n))), step)
            one = getattr(one, str(name))
    return id(one), promise

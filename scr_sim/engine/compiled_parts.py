"""What scenes are made of, made ready: facts numbered, conditions, prose and changes compiled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scr_sim.engine.compiled_text import CompiledText
from scr_sim.engine.transitions import Adds, Change, Due, Dues, Notes, Puts, Way
from scr_sim.scenario.conditions.compiler import Test, Value, compile_condition, compile_tree
from scr_sim.scenario.conditions.parser import Both, Name, Tree, leaves
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.fields import Next, Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.variables import NumberVariable, WordVariable
from scr_sim.scenario.syntax.nodes import Written


class Dependence(NamedTuple):
    """What something hangs on: variables, by their places, and facts, as bits."""

    variables: int
    facts: int


class CompiledParts:
    """Makes the parts of a scenario's scenes ready; one serves a whole scenario."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self._scenario = scenario
        self._tests: dict[str, Test | None] = {}
        self._changes: dict[tuple[Adds, Puts], Change] = {}
        #: The proses that were made ready, each by its id().
        self.texts: dict[int, CompiledText] = {}
        people = scenario.people or {}
        self._people = {name: str(person.name) for name, person in people.items()}
        self.places = {name: place for place, name in enumerate(scenario.variables or {})}
        self.scene_numbers = {name: number for number, name in enumerate(scenario.scenes)}
        #: The bit of each fact, by its kind and what it is of; the notes' come first.
        self.bits = self._number_facts()

    def _number_facts(self) -> dict[tuple[str, str], int]:
        facts: list[tuple[str, str]] = [("held", note) for note in self._scenario.notes or ()]
        for name, scene in self._scenario.scenes.items():
            facts.append(("visited", name))
            if scene.kind == "decision":
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

    def reads(self, trees: Iterable[Tree], dues: Dues = ()) -> Dependence:
        """Return what some conditions and a cost hang on."""
        variables = facts = 0
        for due in dues:
            variables |= 1 << due.place
        for tree in trees:
            for leaf in leaves(tree):
                if isinstance(leaf, Name):
                    variables |= 1 << self.places[leaf.id]
                else:
                    facts |= 1 << self.bits[leaf.name, leaf.ref]
        return Dependence(variables, facts)

    def text(self, prose: Prose) -> CompiledText:
        """Return a prose of this scenario, ready to be read."""
        ready = self.texts.get(id(prose))
        if ready is None:
            ready = CompiledText(prose, self.test, self.places, self._people)
            self.texts[id(prose)] = ready
        return ready

    def facts(self, notes: Iterable[str] | None) -> int:
        """Return notes as facts."""
        mask = 0
        for note in notes or ():
            mask |= 1 << self.bits["held", note]
        return mask

    def change(self, effects: Effects, dues: Dues = ()) -> Change | None:
        """Return what an act changes, its cost taken off before anything else."""
        if not (effects.add or effects.set or dues):
            return None
        variables, puts = self._scenario.variables or {}, effects.set or {}
        # A cost that can be met leaves a number within its bounds: it can be taken off and the
        # rest be added in one go.
        by_how_much = {due.variable: -due.cost for due in dues if due.variable not in puts}
        for name, by in (effects.add or {}).items():
            by_how_much[name] = by_how_much.get(name, 0) + by
        adds: list[tuple[int, int, int, int]] = []
        for name, by in by_how_much.items():
            variable = variables[name]
            assert isinstance(variable, NumberVariable)
            adds.append((self.places[name], by, variable.min, variable.max))
        sets: list[tuple[int, Value]] = []
        for name, put in puts.items():
            if isinstance(put, Written):
                put = put.text if isinstance(variables[name], WordVariable) else put.value
            sets.append((self.places[name], put))
        # The same change is one: what it made of values is remembered once, for all who make it.
        key = tuple(adds), tuple(sets)
        if key not in self._changes:
            self._changes[key] = Change(*key)
        return self._changes[key]

    def way(self, links: Next) -> Way:
        """Return a ``next``, ready."""
        return Way([(self.test(link.condition), self.scene_numbers[link.go]) for link in links])

    def notes(self, notes: Iterable[str] | None) -> Notes:
        """Return notes with their facts, each once."""
        if not notes:
            return ()
        return tuple((note, 1 << self.bits["held", note]) for note in dict.fromkeys(notes))

    def guard(self, trees: tuple[Tree, ...]) -> Test | None:
        """Return the test that all of some trees hold; None where there are none."""
        if not trees:
            return None
        tree = trees[0] if len(trees) == 1 else Both("and", trees, 0)
        return compile_tree(tree, self.places, self.bits)

    def dues(self, cost: dict[str, int] | None) -> Dues:
        """Return a cost, ready."""
        found = []
        for name, amount in (cost or {}).items():
            variable = (self._scenario.variables or {})[name]
            assert isinstance(variable, NumberVariable)
            found.append(
                Due(
                    place=self.places[name],
                    variable=name,
                    label=variable.label or name.replace("_", " ").capitalize(),
                    unit=variable.unit or "",
                    cost=amount,
                    lowest=variable.min,
                )
            )
        return tuple(found)

"""Scenes made ready to be played: facts numbered, conditions and prose compiled, ways looked up."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.engine.texts import ReadyText
from scr_sim.engine.transitions import (
    Change,
    ChoiceTransition,
    DecisionTable,
    EndingTable,
    EnquiryTransition,
    Notes,
    PassageTable,
    SceneTable,
    Transition,
    Way,
)
from scr_sim.scenario.conditions.compiler import Test, compile_condition
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import (
    Choice,
    Effects,
    Enquiry,
    Link,
    NumberVariable,
    Prose,
    Result,
    WordVariable,
)
from scr_sim.scenario.model.scenario import Scene as SceneModel
from scr_sim.scenario.syntax.nodes import Written


class SceneTables:
    """Makes a scenario's scenes ready; one serves a whole scenario."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self._scenario = scenario
        self._tests: dict[str, Test | None] = {}
        self._texts: dict[int, ReadyText] = {}
        people = scenario.people or {}
        self._people = {name: str(person.name) for name, person in people.items()}
        self.places = {name: place for place, name in enumerate(scenario.variables or {})}
        self.scene_numbers = {name: number for number, name in enumerate(scenario.scenes)}
        #: The bit of each fact, by its kind and what it is of; the notes' come first.
        self.bits = self._number_facts()

    def made(self) -> tuple[SceneTable, ...]:
        """Return all scenes, ready."""
        scenes = self._scenario.scenes.items()
        return tuple([self._scene(name, model) for name, model in scenes])

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

    def text(self, prose: Prose) -> ReadyText:
        """Return a prose of this scenario, ready to be read."""
        ready = self._texts.get(id(prose))
        if ready is None:
            ready = ReadyText(prose, self.test, self.places, self._people)
            self._texts[id(prose)] = ready
        return ready

    def _notes(self, notes: Iterable[str] | None) -> int:
        mask = 0
        for note in notes or ():
            mask |= 1 << self.bits["held", note]
        return mask

    def _change(self, effects: Effects) -> Change | None:
        variables = self._scenario.variables or {}
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

    def _gained(self, notes: Iterable[str] | None) -> Notes:
        return tuple((note, 1 << self.bits["held", note]) for note in dict.fromkeys(notes or ()))

    def _scene(self, name: str, model: SceneModel) -> SceneTable:
        facts = 1 << self.bits["visited", name] | self._notes(model.notes)
        notes, change = self._gained(model.notes), self._change(model)
        if model.kind == "passage":
            return PassageTable(
                id=name,
                model=model,
                facts=facts,
                notes=notes,
                change=change,
                way=self._way(model.next),
            )
        if model.kind == "ending":
            return EndingTable(id=name, model=model, facts=facts, notes=notes, change=change)
        offered = model.enquiries.offered if model.enquiries is not None else ()
        enquiries = tuple(self._enquiry(name, enquiry) for enquiry in offered)
        choices = tuple(made for choice in model.choices for made in self._choice(name, choice))
        by_word: dict[str, Transition] = {enquiry.word: enquiry for enquiry in enquiries}
        by_word |= {f"!{enquiry.enquiry.id}": enquiry for enquiry in enquiries}
        by_word.update((c.word, c) for c in choices if c.convincing is None)
        always = all(choice.unconditional for choice in choices)
        return DecisionTable(
            id=name,
            model=model,
            facts=facts,
            notes=notes,
            change=change,
            limit=model.enquiries.limit if model.enquiries is not None else None,
            enquiries=enquiries,
            choices=choices,
            always=always,
            words=tuple(choice.word for choice in choices) if always else (),
            offered=tuple(c.offered for c in choices if c.offered is not None) if always else (),
            by_word=by_word,
            citing={
                convinces.word: (convinces, fails)
                for convinces, fails in pairwise(choices)
                if convinces.convincing
            },
        )

    def _enquiry(self, scene: str, enquiry: Enquiry) -> EnquiryTransition:
        once = 1 << self.bits["enquired", f"{scene}.{enquiry.id}"]
        return EnquiryTransition(
            enquiry=enquiry,
            word=f"?{enquiry.id}",
            offered=(
                self._offered(enquiry, made=False, time=True),
                self._offered(enquiry, made=False, time=False),
                self._offered(enquiry, made=True, time=False),
            ),
            facts=once | self._notes(enquiry.notes),
            notes=self._gained(enquiry.notes),
            change=self._change(enquiry),
            once=once,
            if_test=self.test(enquiry.condition),
        )

    def _unlocked(self, choice: Choice) -> OfferedChoice | None:
        """Return a choice as it is offered where it is not locked; None where that depends."""
        ask: str | None = ""
        if choice.cite is not None:
            ask = self.text(choice.cite.ask).always
        if ask is None:
            return None
        return OfferedChoice(
            id=choice.id,
            stance=choice.stance,
            label=choice.label,
            ask=ask,
            pick=choice.cite.pick if choice.cite is not None else 0,
        )

    def _offered(self, enquiry: Enquiry, *, made: bool, time: bool) -> OfferedEnquiry:
        return OfferedEnquiry(
            id=enquiry.id,
            label=enquiry.label,
            agency=(self._scenario.agencies or {}).get(enquiry.agency or "", ""),
            made=made,
            can_make=time,
        )

    def _choice(self, scene: str, choice: Choice) -> list[ChoiceTransition]:
        if choice.cite is None:
            return [self._result(scene, choice, choice, None)]
        return [
            self._result(scene, choice, choice, True),
            self._result(scene, choice, choice.cite.otherwise, False),
        ]

    def _result(
        self, scene: str, choice: Choice, result: Result, convincing: bool | None
    ) -> ChoiceTransition:
        made = 1 << self.bits["chose", f"{scene}.{choice.id}"]
        convinced = 1 << self.bits["convinced", f"{scene}.{choice.id}"] if convincing else 0
        return ChoiceTransition(
            choice=choice,
            result=result,
            word=choice.id,
            offered=self._unlocked(choice),
            convincing=convincing,
            facts=made | convinced | self._notes(result.notes),
            notes=self._gained(result.notes),
            change=self._change(result),
            way=self._way(result.next),
            once=made if choice.once else 0,
            if_test=self.test(choice.condition),
            unless_test=self.test(choice.locked.unless) if choice.locked else None,
            pick=choice.cite.pick if choice.cite is not None else 0,
            need=choice.cite.need if choice.cite is not None else 0,
            needed=self._notes(choice.cite.convincing) if choice.cite is not None else 0,
        )

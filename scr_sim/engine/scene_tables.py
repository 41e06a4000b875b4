"""Scenes made ready to be played: what entering each does, and what can be done in it."""

from __future__ import annotations

from scr_sim.engine.compiled_acts import ActCompiler
from scr_sim.engine.compiled_parts import CompiledParts
from scr_sim.engine.transitions import (
    ChoiceAct,
    DecisionTable,
    EndingTable,
    EnquiryAct,
    PassageTable,
    SceneTable,
    Transition,
)
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scene import Scene as SceneModel


class SceneTables:
    """Makes a scenario's scenes ready; one serves a whole scenario."""

    def __init__(self, scenario: LoadedScenario) -> None:
        #: What the scenes' parts are made ready with.
        self.parts = CompiledParts(scenario)
        self._scenario = scenario
        self._acts = ActCompiler(scenario, self.parts)

    def made(self) -> tuple[SceneTable, ...]:
        """Return all scenes, ready."""
        scenes = self._scenario.scenes.items()
        return tuple([self._scene(name, model) for name, model in scenes])

    def _scene(self, name: str, model: SceneModel) -> SceneTable:
        facts = 1 << self.parts.bits["visited", name] | self.parts.facts(model.notes)
        notes, change = self.parts.notes(model.notes), self.parts.change(model)
        if model.kind == "passage":
            return PassageTable(
                id=name,
                model=model,
                facts=facts,
                notes=notes,
                change=change,
                way=self.parts.way(model.next),
            )
        if model.kind == "ending":
            return EndingTable(id=name, model=model, facts=facts, notes=notes, change=change)
        limit = model.enquiries.limit if model.enquiries is not None else None
        offered = model.enquiries.offered if model.enquiries is not None else ()
        asking = tuple([self._acts.enquiry(name, enquiry) for enquiry in offered])
        taking = tuple([self._acts.choice(name, choice) for choice in model.choices])
        always = all(act.unconditional for act in taking)
        by_word: dict[str, Transition] = {}
        by_lead: dict[str, EnquiryAct | ChoiceAct] = {}
        for enquiry in asking:
            mark, told = enquiry.word, f"!{enquiry.enquiry.id}"
            if enquiry.dues or enquiry.page is not None or len(enquiry.asked) > 1:
                by_lead[mark] = by_lead[told] = enquiry
            else:
                by_word[mark] = enquiry.asked[0][()]
                by_word[told] = enquiry.volunteered[0]
        for choice in taking:
            if choice.certain:
                by_word[choice.word] = choice.results[0]
            else:
                by_lead[choice.word] = choice
        return DecisionTable(
            id=name,
            model=model,
            facts=facts,
            notes=notes,
            change=change,
            limit=limit,
            enquiry_acts=asking,
            choice_acts=taking,
            enquiries=tuple(t for act in asking for ways in act.asked for t in ways.values()),
            choices=tuple(t for act in taking for t in (*act.results, *act.otherwise)),
            always=always,
            offered=tuple(c.offered for c in taking if c.offered is not None) if always else (),
            by_word=by_word,
            by_lead=by_lead,
        )

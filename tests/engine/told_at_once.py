"""Telling in the plainest way: every action at once, everything from the start kept in lists."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from scr_sim.engine import (
    Answered,
    Beat,
    Chosen,
    Engine,
    Entered,
    HeldNote,
    OfferedChoice,
    OfferedEnquiry,
    PageLine,
    Play,
    Shift,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.narrator import meters
from scr_sim.engine.offers import Offers
from scr_sim.engine.transitions import EnquiryTransition
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.placeholders import fill


class ToldAtOnce:
    """A play of some actions, all of it told while they are taken."""

    def __init__(self, scenario: LoadedScenario, actions: Iterable[str]) -> None:
        self.scenario = scenario
        self.engine = Engine(scenario)
        self.actions: list[str] = []
        self.role = scenario.role
        self.beats: tuple[Beat, ...] = ()
        self.story: list[Beat] = []
        self.notebook: list[HeldNote] = []
        self.steps: list[Step] = []
        self.unseen: list[Unseen] = []
        self.visited: list[str] = []
        self.asked: list[tuple[str, tuple[PageLine, ...]]] = []
        trail: Trail = []
        self.state = self.engine.begin(trail)
        self.tell(self.entered(trail, self.engine.start_values))
        for action in actions:
            self.take(action)

    def tell(self, beats: list[Beat]) -> None:
        self.beats = tuple(beats)
        self.story += beats

    def take(self, action: str) -> None:
        if action[0] in "?!":
            self.ask(action)
        else:
            self.choose(action)
        self.actions.append(action)

    def ask(self, action: str) -> None:
        before = self.state
        scene = self.engine.scenes[before.scene]
        made = self.engine.meant(before, action)
        assert isinstance(made, EnquiryTransition)
        after = self.state = self.engine.make(before, made)
        enquiry = made.enquiry
        noted = action.partition("@")[2].split(",")
        lines = enquiry.lines.lines if enquiry.lines is not None else ()
        page = tuple(
            PageLine(id=o.id, text=o.text, noted=o.id in noted or action[0] == "!") for o in lines
        )
        self.asked.append((enquiry.id, page))
        notes = [*(enquiry.notes or ())]
        for one, line in zip(lines, page, strict=True):
            notes += one.notes or () if line.noted else ()
        beat = Answered(
            scene=scene.id,
            enquiry=enquiry.id,
            label=enquiry.label,
            agency=(self.scenario.agencies or {}).get(enquiry.agency or "", ""),
            text=self.read(enquiry.text, after.values, after.facts),
            volunteered=action[0] == "!",
            gained=self.gain(notes, after.values, after.facts),
            shifts=self.shifts(before.values, after.values),
            page=page,
            variant=made.variant,
        )
        self.tell([beat])

    def choose(self, action: str) -> None:
        before = self.state
        scene = self.engine.scenes[before.scene]
        word, _, notes = action.partition("@")
        cited = tuple(notes.split(",")) if notes else ()
        act = next(act for act in scene.choice_acts if act.choice.id == word)
        choice, results = act.choice, act.results
        if choice.cite is not None:
            convinced = len(set(cited) & set(choice.cite.convincing)) >= choice.cite.need
            results = act.results if convinced else act.otherwise
        made = next(r for r in results if r.when is None or r.when(before.values, before.facts))
        trail: Trail = []
        after = self.engine.make(before, made, trail)
        held = {note.id: note for note in self.notebook}
        debrief = made.result.debrief
        assert scene.kind == "decision"
        reason = scene.model.reason
        outcome = self.read(made.result.outcome, after.values, after.facts)
        offered = Offers(self.engine, before).choices()
        self.steps.append(
            Step(
                scene=scene.id,
                choice=choice.id,
                stance=choice.stance,
                cited=cited,
                convincing=made.convincing,
                variant=made.variant,
                enquiries=tuple(name for name, _ in self.asked),
                noted=tuple(
                    (name, tuple(line.id for line in page if line.noted))
                    for name, page in self.asked
                    if page
                ),
                held=tuple(held),
                missed=tuple(e.enquiry.id for e in self.engine.open_acts(before)),
                echoes=debrief.echoes or (),
                answers=debrief.answers or (),
                because=self.read(debrief.because, after.values, after.facts),
                review=debrief.review or (),
                practice=self.read(debrief.practice, after.values, after.facts),
                ask=self.read(reason.ask, before.values, before.facts) if reason else "",
                compare=self.read(reason.compare, after.values, after.facts) if reason else "",
                label=choice.label,
                outcome=outcome,
                others=tuple(other for other in offered if other.id != choice.id),
                action=len(self.actions),
            )
        )
        values = made.change.applied(before.values) if made.change else before.values
        chosen = Chosen(
            scene=scene.id,
            choice=choice.id,
            label=choice.label,
            stance=choice.stance,
            cited=tuple(held[note] for note in cited),
            convincing=made.convincing,
            text=outcome,
            gained=self.gain(made.result.notes, after.values, after.facts),
            shifts=self.shifts(before.values, values),
            variant=made.variant,
        )
        self.state = after
        self.asked = []
        self.tell([chosen, *self.entered(trail, values)])

    def entered(self, trail: Trail, values: Values) -> list[Beat]:
        beats: list[Beat] = []
        for table, after, facts in trail:
            scene = table.model
            self.visited.append(table.id)
            unseen = self.read(scene.unseen, after, facts)
            if unseen:
                self.unseen.append(
                    Unseen(
                        scene=table.id,
                        title=scene.title,
                        date=scene.date or "",
                        place=scene.place or "",
                        text=unseen,
                        after=len(self.steps),
                    )
                )
            gentle = scene.sensitive
            ended = scene.ending if scene.kind == "ending" else None
            beats.append(
                Entered(
                    scene=table.id,
                    title=scene.title,
                    date=scene.date or "",
                    place=scene.place or "",
                    text=self.read(scene.text, after, facts),
                    about=gentle.about if gentle else "",
                    instead=self.read(gentle.instead, after, facts) if gentle else "",
                    gained=self.gain(scene.notes, after, facts),
                    shifts=self.shifts(values, after),
                    ending=(ended.title, ended.kind) if ended else None,
                    role=scene.role or self.scenario.role,
                    new_role=(scene.role or self.scenario.role) != self.role,
                )
            )
            values = after
            self.role = scene.role or self.scenario.role
        return beats

    def gain(self, notes: Iterable[str] | None, values: Values, facts: int) -> tuple[HeldNote, ...]:
        gained = []
        for name in dict.fromkeys(notes or ()):
            if name in {note.id for note in self.notebook}:
                continue
            declared = self.scenario.notes or {}
            against = [*(declared[name].contradicts or ())]
            against += [n for n, other in declared.items() if name in (other.contradicts or ())]
            note = HeldNote(
                id=name,
                kind=declared[name].kind,
                source=declared[name].source,
                text=self.read(declared[name].text, values, facts),
                contradicts=tuple(n for n in dict.fromkeys(against) if n != name),
            )
            gained.append(note)
        self.notebook += gained
        return tuple(gained)

    def shifts(self, before: Values, after: Values) -> tuple[Shift, ...]:
        were = dict(zip(self.engine.variable_ids, before, strict=True))
        return tuple(
            Shift(meter, were[meter.id])
            for meter in meters(self.engine, after)
            if meter.value != were[meter.id]
        )

    def read(self, prose: Prose | None, values: Values, facts: int) -> str:
        words = {name: str(who.name) for name, who in (self.scenario.people or {}).items()}
        for name, value in zip(self.engine.variable_ids, values, strict=True):
            words[name] = str(value).lower() if isinstance(value, bool) else str(value)
        parts = []
        for part in prose or ():
            test = self.engine.test(part.condition)
            if (test is None or test(values, facts)) and part.text.strip():
                parts.append(fill(part.text.strip(), words))
        return "\n\n".join(parts)


def listed(play: Play) -> list[str]:
    """Return every action of a play, in order, each set of notes written out."""
    words = [w for one in play.enquiries() if one.can_make for w in _asking(one)]
    for choice in play.choices():
        words += _words(choice, play.notes) if not choice.locked else []
    return words


def _words(choice: OfferedChoice, held: tuple[str, ...]) -> list[str]:
    if not choice.pick:
        return [choice.id]
    sizes = range(min(choice.pick, len(held)) + 1)
    return [f"{choice.id}@{','.join(cited)}" for n in sizes for cited in combinations(held, n)]


def _asking(enquiry: OfferedEnquiry) -> list[str]:
    page = enquiry.page
    if page is None:
        return [f"?{enquiry.id}"]
    ids = [line for line, _ in page.lines]
    sizes = range(page.pick + 1)
    return [f"?{enquiry.id}@{','.join(n)}" for size in sizes for n in combinations(ids, size)]

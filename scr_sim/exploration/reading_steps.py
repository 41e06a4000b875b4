"""Every step that plays can make, and how many words are read at it.

States are told apart by what can be done in them and not by what texts read: there would be fifty
times as many. How many words a step has is then known for certain, or between bounds.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Trail, new_state
from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.explicit_search import TOLD_EVERY, Progress
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.scenario_texts import Texts
from scr_sim.exploration.text_words import Wording
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.diagnostics import ScenarioError


class TooManyStepsError(Exception):
    """There are more states than may be read through."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """A wording that is read at a stage of a course, and what is known there beforehand."""

    stage: int
    wording: Wording
    known: Matter


@dataclass(slots=True, kw_only=True, eq=False)
class Course:
    """A transition and the scenes that it leads through, one after the other.

    A ``stage`` is what changes, and what becomes so: first by what is done, then by each scene.
    """

    transition: Transition
    source: int
    #: The scenes that it leads into, passages first; none where it stays.
    entered: tuple[int, ...]
    target: int
    decides: int
    stages: tuple[tuple[Change | None, int], ...]
    #: What becomes so at any of them.
    gained: int
    #: The facts that a state at its source says of itself, and those that become so.
    own: int
    #: The words that are always read.
    words: int
    #: What is read besides: where a state says how many words it has, and where it does not.
    certain: tuple[Told, ...]
    uncertain: tuple[Told, ...]

    def values(self, values: Values) -> list[Values]:
        """Return the values after each stage."""
        found = []
        for change, _ in self.stages:
            if change is not None:
                values = change.applied(values)
            found.append(values)
        return found

    def facts(self, facts: int) -> list[int]:
        """Return the facts after each stage."""
        found = []
        for _, gained in self.stages:
            facts |= gained
            found.append(facts)
        return found


#: What a transition comes to: the scene, the values there, what became so, the course, the words
#: that are certain, and the fewest and the most that are not.
_Made = tuple[int, Values, int, int, int, int, int]


class _ReadyTransition(NamedTuple):
    """A transition, with what it came to by the values and the facts that are read meanwhile."""

    transition: Transition
    decides: bool
    reads: int
    made: dict[tuple[Values, int], _Made | None]


class Steps:
    """Every state that plays come to, as far as what can be done tells them apart."""

    def __init__(
        self,
        engine: Engine,
        most: int,
        progress: Progress | None = None,
        together: int = limits.MOST_PLACES_OF_A_TABLE,
    ) -> None:
        self.engine = engine
        self.texts = Texts(engine, together)
        while together and self.texts.places > limits.MOST_PLACES:
            together //= 4
            self.texts = Texts(engine, together)
        self._apart = self.texts.apart()
        self._leading: dict[Transition, _ReadyTransition] = {}
        self.courses: list[Course] = []
        self._courses: dict[tuple[Transition, tuple[str, ...]], int] = {}
        # What leads on from one state stands together, and begins where ``begins`` says: by which
        # course, to which state, with how many words that are certain, and the fewest and the most
        # that are not.
        self.by, self.to = array("i"), array("i")
        self.words, self.least, self.most = array("q"), array("q"), array("q")
        self.begins = array("q")
        #: By state, its scene, and whether it is an ending.
        self.scenes = array("i")
        self.ends: list[bool] = []
        #: The scenes entered before anything is done, and the words read in them.
        self.begun: tuple[int, ...] = ()
        self.at_first = 0
        #: The first state, with everything that is so; None where the first scenes never end.
        self.first: State | None = None
        #: Whether some play comes to passages without end.
        self.endless = False
        with allocation():
            self._search(most, progress)
        #: How many states were looked at; those that are alike are then one.
        self.looked_at = len(self.ends)
        self._merge()

    def onward(self, at: int) -> range:
        """Return the steps that lead on from a state."""
        return range(self.begins[at], self.begins[at + 1])

    def _search(self, most: int, progress: Progress | None) -> None:
        engine = self.engine
        try:
            self.first, self.begun, self.at_first = self.texts.begun()
        except ScenarioError:
            self.begins.append(0)
            self.endless = True
            return
        apart = self._apart
        state = apart.of(self.first)
        states, index = [state], {state: 0}
        offers: dict[int, int] = {}
        asks = [self._asks(scene) for scene in range(len(engine.scenes))]
        opened: dict[tuple[int, Values, int, bool], list[_ReadyTransition]] = {}
        for state in states:  # which grows all the while
            scene, values, facts, spent = state
            self.begins.append(len(self.to))
            self.scenes.append(scene)
            self.ends.append(engine.scenes[scene].kind == "ending")
            spent += engine.scenes[scene].limit is not None
            asked = scene, values, facts & asks[scene], engine.has_time(state)
            ready = opened.get(asked)
            if ready is None:
                ready = opened[asked] = [
                    self._leading.get(transition) or self._led_by(transition)
                    for transition in engine.transitions(state)
                ]
            for leading in ready:
                key = values, facts & leading.reads
                made = leading.made[key] if key in leading.made else self._made(state, leading)
                if made is None:  # passages without end: no play
                    continue
                target, then, gained, number, words, least, most_words = made
                decides = leading.decides
                now = apart.facts(target, facts | gained)
                after = new_state(State, (target, then, now, 0 if decides else spent))
                at = index.get(after)
                if at is None:
                    at = index[after] = len(states)
                    if at >= most:
                        raise TooManyStepsError
                    states.append(after)
                    if progress is not None and at % TOLD_EVERY == 0:
                        progress(at)
                if decides:
                    offered = offers.get(at)
                    if offered is None:
                        offered = offers[at] = self.texts.offered(states[at])
                    words += offered
                self.by.append(number)
                self.to.append(at)
                self.words.append(words)
                self.least.append(least)
                self.most.append(most_words)
        self.begins.append(len(self.to))

    def _merge(self) -> None:
        """Put states together from which everything leads on alike.

        A number that is only ever asked whether it is enough, say, has two values that differ.
        States from which plays can go round a loop stay as they are.
        """
        count = len(self.ends)
        led_by: list[list[int]] = [[] for _ in range(count)]
        left = [0] * count
        for at in range(count):
            left[at] = len(self.onward(at))
            for step in self.onward(at):
                led_by[self.to[step]].append(at)
        groups = list(range(count))
        alike: dict[tuple[object, ...], int] = {}
        by, to, words, least, most = self.by, self.to, self.words, self.least, self.most
        ready = [at for at in range(count) if not left[at]]
        for at in ready:  # which grows all the while
            begin, end = self.begins[at], self.begins[at + 1]
            onward = [
                self.scenes[at],
                *by[begin:end],
                *[groups[after] for after in to[begin:end]],
                *words[begin:end],
                *least[begin:end],
                *most[begin:end],
            ]
            groups[at] = alike.setdefault(tuple(onward), at)
            for before in led_by[at]:
                left[before] -= 1
                if not left[before]:
                    ready.append(before)
        self._keep(groups)

    def _keep(self, groups: Sequence[int]) -> None:
        """Keep of each group of states the one that it is named by."""
        numbers: dict[int, int] = {}
        for group in groups:
            numbers.setdefault(group, len(numbers))
        begins, scenes, steps = array("q"), array("i"), array("q")
        ends = []
        for group in numbers:
            begins.append(len(steps))
            scenes.append(self.scenes[group])
            ends.append(self.ends[group])
            steps.extend(self.onward(group))
        begins.append(len(steps))
        self.to = array("i", [numbers[groups[self.to[step]]] for step in steps])
        self.by = array("i", [self.by[step] for step in steps])
        self.words = array("q", [self.words[step] for step in steps])
        self.least = array("q", [self.least[step] for step in steps])
        self.most = array("q", [self.most[step] for step in steps])
        self.begins, self.scenes, self.ends = begins, scenes, ends

    def _asks(self, scene: int) -> int:
        """Return the facts on which it hangs what can be done in a scene."""
        table, reads = self.engine.scenes[scene], self.texts.reads
        possible: tuple[Transition, ...] = (*table.choices, *table.enquiries)
        found = 0
        for transition in possible:
            found |= reads.of_all(reads.tests(transition, made=True))[1]
        for notes, fact in reads.any_of.items():
            if found >> fact & 1:
                found |= notes
        return found

    def _led_by(self, transition: Transition) -> _ReadyTransition:
        """Make ready what is remembered of a transition."""
        engine, texts = self.engine, self.texts
        read = texts.acts[transition].matter
        waiting = set()
        links = transition.result.next if transition.kind == "choice" else ()
        seen: set[int] = set()
        while True:
            for link in links:
                tree = texts.reads.tree(link.condition)
                if tree is not None:
                    read |= Matter(*texts.reads.of(tree))
                waiting.add(engine.scene_numbers[link.go])
            waiting -= seen
            if not waiting:
                break
            scene = waiting.pop()
            seen.add(scene)
            read |= texts.scenes[scene].matter
            table = engine.scenes[scene]
            links = table.model.next if table.kind == "passage" else ()
        found = self._leading[transition] = _ReadyTransition(
            transition, transition.kind == "choice", read.facts, {}
        )
        return found

    def _made(self, state: State, leading: _ReadyTransition) -> _Made | None:
        """Return what a transition comes to, and remember it."""
        trail: Trail = []
        found: _Made | None = None
        try:
            after = self.engine.make(state, leading.transition, trail)
        except ScenarioError:
            self.endless = True
        else:
            through = (leading.transition, tuple([table.id for table, _, _ in trail]))
            number = self._courses.get(through)
            if number is None:
                number = self._courses[through] = len(self.courses)
                self.courses.append(self._course(state.scene, leading.transition, trail))
            course = self.courses[number]
            words, least, most = course.words, 0, 0
            stood = [(after.values, after.facts & course.own)]
            stood += [(values, facts & course.own) for _, values, facts in trail]
            for one in course.certain:
                words += one.wording.of(*stood[one.stage])
            for one in course.uncertain:
                fewest, greatest = one.wording.between(*stood[one.stage], one.known)
                least, most = least + fewest, most + greatest
            values = self._apart.values(after.scene, after.values)
            found = (after.scene, values, course.gained, number, words, least, most)
        leading.made[state.values, state.facts & leading.reads] = found
        return found

    def _course(self, scene: int, transition: Transition, trail: Trail) -> Course:
        texts, apart = self.texts, self._apart
        stages = [(transition.change, transition.facts)]
        stages += [(table.change, table.facts) for table, _, _ in trail]
        gains, known = 0, apart.known[scene]
        knew = []
        for change, gained in stages:
            sets = change.sets if change is not None else ()
            known |= Matter(sum(1 << place for place, _ in sets), gained)
            knew.append(known)
            gains |= gained
        entered = [self.engine.scene_numbers[table.id] for table, _, _ in trail]
        read = [(at, texts.scenes[number]) for at, number in enumerate(entered, 1)]
        # What comes of a choice is read with the values that hold once the last scene is entered.
        read.append((len(entered), texts.acts[transition]))
        words = texts.pages.get(transition, 0) + sum(texts.titles[number] for number in entered)
        certain: list[Told] = []
        uncertain: list[Told] = []
        for stage, text in read:
            words += text.always
            for wording in (*text.wordings, *text.wide):
                told = Told(stage=stage, wording=wording, known=knew[stage])
                (certain if wording.told_by(knew[stage]) else uncertain).append(told)
        return Course(
            transition=transition,
            source=scene,
            entered=tuple(entered),
            target=entered[-1] if entered else scene,
            decides=int(transition.kind == "choice"),
            stages=tuple(stages),
            gained=gains,
            own=apart.own(scene) | gains,
            words=words,
            certain=tuple(certain),
            uncertain=tuple(uncertain),
        )

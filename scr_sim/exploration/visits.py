"""What can be done on a visit to a scene, in every order, and where it leads.

Visits on which the same is so, of all that is read meanwhile, are alike: they are worked out once.
Where plays can come back to a scene, each enquiry there begins a visit of its own: what was asked
on two visits may have been asked on one.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from scr_sim.engine import State
from scr_sim.engine.compiled_scenario import PlainState, Trail
from scr_sim.engine.transitions import Change, Transition
from scr_sim.exploration.explicit_search import TOLD_EVERY, Progress
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.scenario_texts import Texts
from scr_sim.exploration.text_words import Wording
from scr_sim.graphs import circles
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.syntax.diagnostics import ScenarioError


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
    reads: int
    made: dict[tuple[Values, int], _Made | None]


class _Ways(NamedTuple):
    """All that can be done where the same is so, choices first: ``choices`` of them.

    ``led`` is where each leads: the scene, the values there, and what became so. The rest is told
    as by a `Visit`.
    """

    number: int
    choices: int
    led: list[tuple[int, Values, int]]
    by: array[int]
    words: array[int]
    least: array[int]
    most: array[int]


class Exit(NamedTuple):
    """Where a visit ends: the scene that is come to, and what is so there.

    ``gained`` is what became so on the visit. It ``stays`` where it leads to the next visit to the
    same scene without leaving it, so much of its time ``spent``.
    """

    scene: int
    values: Values
    gained: int
    spent: int
    stays: bool


@dataclass(slots=True, kw_only=True, eq=False)
class Visit:
    """What can be done on a visit to a scene.

    A ``stand`` is what may be so on it, the first as the scene is come to. What leads on from one
    stand together, and begins where ``begins`` says: by which course, with how many words that are
    certain (of what is on offer where it leads none), the fewest and the most that are not; and to
    which stand, or by which exit: then ``to`` is less than none, -1 by the first.
    """

    begins: array[int] = field(default_factory=lambda: array("q", [0]))
    by: array[int] = field(default_factory=lambda: array("i"))
    words: array[int] = field(default_factory=lambda: array("q"))
    least: array[int] = field(default_factory=lambda: array("q"))
    most: array[int] = field(default_factory=lambda: array("q"))
    to: array[int] = field(default_factory=lambda: array("i"))
    #: By stand, a number that is the same where all that leads on is alike but for where it leads.
    ways: array[int] = field(default_factory=lambda: array("i"))
    exits: list[Exit] = field(default_factory=list)


class TooManyStepsError(Exception):
    """There are more states than may be read through."""


class Visits:
    """The visits that can be made to scenes, as far as they differ.

    No more than ``most`` stands are looked at, and ``progress`` is told how many were.
    """

    def __init__(self, texts: Texts, most: int, progress: Progress | None) -> None:
        self._most = most
        self._progress = progress
        #: How many stands were looked at, on all visits that were asked for.
        self.looked_at = 0
        self._engine = texts.engine
        self._texts = texts
        self.apart = texts.apart()
        self.courses: list[Course] = []
        #: Whether something leads to passages without end.
        self.endless = False
        self._courses: dict[tuple[Transition, tuple[str, ...]], int] = {}
        self._ready: dict[Transition, _ReadyTransition] = {}
        scenes = range(len(self._engine.scenes))
        self._asked = [self._asks(scene) for scene in scenes]
        #: The scenes that plays can come back to, by the links.
        self._come_back_to = set().union(*circles({scene: self._led(scene) for scene in scenes}))
        self._known: dict[PlainState, Visit] = {}
        self._ways: dict[tuple[int, Values, int, bool], _Ways] = {}
        self._alike: dict[tuple[int, ...], int] = {}

    def at(self, state: PlainState) -> Visit:
        """Return what can be done on a visit that begins in a state. Raises `TooManyStepsError`."""
        scene, values, facts, spent = state
        key = scene, values, facts & self._asked[scene], spent
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._worked_out(key)
        before, self.looked_at = self.looked_at, self.looked_at + len(found.ways)
        self._check(self.looked_at)
        if before // TOLD_EVERY != self.looked_at // TOLD_EVERY:
            self._tell(self.looked_at)
        return found

    def _check(self, looked_at: int) -> None:
        if looked_at > self._most:
            raise TooManyStepsError

    def _tell(self, looked_at: int) -> None:
        if self._progress is not None:
            self._progress(looked_at)

    def _led(self, scene: int) -> set[int]:
        """Return the scenes that a scene leads to, by the links."""
        table = self._engine.scenes[scene]
        ways = [table.way] if table.kind == "passage" else [one.way for one in table.choices]
        return {target for way in ways for _, target in way.links}

    def _worked_out(self, begun: PlainState) -> Visit:
        scene, values, facts, spent = begun
        engine, matters = self._engine, self.apart.mattering
        limited = engine.scenes[scene].limit is not None
        come_back_to = scene in self._come_back_to
        visit = Visit()
        stands = [(values, 0, spent)]
        index = {stands[0]: 0}
        exits: dict[Exit, int] = {}
        for values, gained, spent in stands:  # which grows all the while
            ways = self._onward((scene, values, facts | gained, spent))
            for place, (target, then, became) in enumerate(ways.led):
                now = (gained | became) & matters[target]
                stays = place >= ways.choices
                later = spent + limited if stays else 0
                if come_back_to or not stays:
                    by = Exit(target, then, now, later, stays)
                    visit.to.append(-1 - exits.setdefault(by, len(exits)))
                    continue
                stand = then, now, later
                at = index.get(stand)
                if at is None:
                    at = index[stand] = len(stands)
                    stands.append(stand)
                    self._check(self.looked_at + at + 1)
                    if not at % TOLD_EVERY:
                        self._tell(self.looked_at + at)
                visit.to.append(at)
            visit.by += ways.by
            visit.words += ways.words
            visit.least += ways.least
            visit.most += ways.most
            visit.ways.append(ways.number)
            visit.begins.append(len(visit.by))
        visit.exits = list(exits)
        return visit

    def _onward(self, state: PlainState) -> _Ways:
        """Return what can be done in a state, and in all where the same is so."""
        scene, values, facts, _ = state
        same = scene, values, facts & self._asked[scene], self._engine.has_time(state)
        found = self._ways.get(same)
        if found is not None:
            return found
        choices = 0
        led: list[tuple[int, Values, int]] = []
        by, words, least, most = array("i"), array("q"), array("q"), array("q")
        for transition in self._engine.transitions(State(*state)):
            made = self._made(state, transition)
            if made is None:  # passages without end: no play
                continue
            choices += transition.kind == "choice"
            led.append(made[:3])
            by.append(made[3])
            words.append(made[4])
            least.append(made[5])
            most.append(made[6])
        alike = scene, *by, *words, *least, *most
        number = self._alike.setdefault(alike, len(self._alike))
        found = self._ways[same] = _Ways(number, choices, led, by, words, least, most)
        return found

    def _asks(self, scene: int) -> int:
        """Return the facts on which it hangs what can be done in a scene, and what is read then.

        What is done there is made ready.
        """
        table, reads = self._engine.scenes[scene], self._texts.reads
        possible: tuple[Transition, ...] = (*table.choices, *table.enquiries)
        found = 0
        for transition in possible:
            found |= reads.of_all(reads.tests(transition, made=True))[1]
            found |= self._made_ready(transition).reads
        for notes, fact in reads.any_of.items():
            if found >> fact & 1:
                found |= notes
        return found

    def _made_ready(self, transition: Transition) -> _ReadyTransition:
        """Make ready what is remembered of a transition."""
        engine, texts = self._engine, self._texts
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
        found = self._ready[transition] = _ReadyTransition(transition, read.facts, {})
        return found

    def _made(self, state: PlainState, transition: Transition) -> _Made | None:
        """Return what a transition comes to, and remember it."""
        ready = self._ready[transition]
        key = state[1], state[2] & ready.reads
        if key in ready.made:
            return ready.made[key]
        trail: Trail = []
        found: _Made | None = None
        try:
            after = self._engine.make(state, transition, trail)
        except ScenarioError:
            self.endless = True
        else:
            through = (transition, tuple([table.id for table, _, _ in trail]))
            number = self._courses.get(through)
            if number is None:
                number = self._courses[through] = len(self.courses)
                self.courses.append(self._course(state[0], transition, trail))
            course = self.courses[number]
            words, least, most = course.words, 0, 0
            stood = [(after.values, after.facts & course.own)]
            stood += [(values, facts & course.own) for _, values, facts in trail]
            for one in course.certain:
                words += one.wording.of(*stood[one.stage])
            for one in course.uncertain:
                fewest, greatest = one.wording.between(*stood[one.stage], one.known)
                least, most = least + fewest, most + greatest
            values = self.apart.values(after.scene, after.values)
            found = (after.scene, values, course.gained, number, words, least, most)
        ready.made[key] = found
        return found

    def _course(self, scene: int, transition: Transition, trail: Trail) -> Course:
        texts, apart = self._texts, self.apart
        stages = [(transition.change, transition.facts)]
        stages += [(table.change, table.facts) for table, _, _ in trail]
        gains, known = 0, apart.known[scene]
        knew = []
        for change, gained in stages:
            sets = change.sets if change is not None else ()
            known |= Matter(sum(1 << place for place, _ in sets), gained)
            knew.append(known)
            gains |= gained
        entered = [self._engine.scene_numbers[table.id] for table, _, _ in trail]
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

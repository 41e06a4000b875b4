"""Proofs that promises always hold, and conditions never, by keeping only what they read.

A predicate abstraction (Graf and Saidi, “Construction of abstract state graphs with PVS”, 1997):
what a promise and its conditions read is known, and everything else may be one way or the other. So
more is looked at than any play can do, and a promise that holds there holds in every play. One that
does not may hold all the same, and is for the exact search. A condition that holds nowhere there
never holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from scr_sim.engine.transitions import Change, ChoiceTransition, EnquiryTransition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import Moment, Watched, act_of, once_of
from scr_sim.exploration.condition_reads import Test
from scr_sim.exploration.liveness import Matter, Matters, Onward
from scr_sim.exploration.scene_steps import run
from scr_sim.exploration.state_vectors import TooManyError, VectorLayout
from scr_sim.exploration.vector_steps import Step
from scr_sim.scenario.conditions.parser import Both, Not, parse

#: The vectors for which a test holds for certain, and those for which it may hold.
Bounds = tuple[int, int]


class Proofs:
    """Proofs over one story; all together take no more than `limits.MOST_VISITS_OF_PROOFS`."""

    def __init__(self, matters: Matters) -> None:
        self._matters = matters

    @cached_property
    def _story(self) -> _Story:
        return _Story(self._matters)

    def may_fail(self, promises: Sequence[Watched]) -> list[Watched]:
        """Return those of some promises of which this does not show that they always hold."""
        return [one for kept, one in self._kept(promises) if kept is None or kept.may_fail(one)]

    def may_hold(self, conditions: Sequence[Watched]) -> list[Watched]:
        """Return those of some conditions of which this does not show that they never hold."""
        return [one for kept, one in self._kept(conditions) if kept is None or kept.may_hold(one)]

    def _kept(self, every: Sequence[Watched]) -> Iterator[tuple[_Kept | None, Watched]]:
        for matter, group in _together(self._matters, every):
            try:
                kept = _Kept(self._story, matter)
            except TooManyError:
                kept = None
            for one in group:
                yield kept, one


def _together(matters: Matters, every: Iterable[Watched]) -> list[tuple[Matter, list[Watched]]]:
    """Put together what reads much the same: what all of a group read is little."""
    groups: list[tuple[Matter, list[Watched]]] = []
    for one in every:
        read = _read(matters, one)
        for at, (matter, promises) in enumerate(groups):
            both = matter | read
            if both == matter or _bits(both) <= limits.MOST_BITS_OF_A_PROOF:
                groups[at] = (both, [*promises, one])
                break
        else:
            groups.append((read, [one]))
    return groups


def _read(matters: Matters, one: Watched) -> Matter:
    read = Matter(*matters.reads.of_texts((*one.given, *one.without, one.text)))
    for moment in one.moments:
        read |= Matter(0, once_of(matters.engine, moment))
    return read


def _bits(matter: Matter) -> int:
    """Return how many bits a state takes, about: a variable as many as most numbers take."""
    return 3 * matter.variables.bit_count() + matter.facts.bit_count()


# -- the story, made ready once


class _Act(Struct, kw_only=True, eq=False):
    """An enquiry, a choice, or a passage's way on: what it asks, changes and leads to."""

    transition: EnquiryTransition | ChoiceTransition | None
    tests: tuple[Test, ...]
    #: The facts that can be so before it, and after it.
    possible: int
    after: int
    change: Change | None
    gains: int
    #: What each line of an enquiry's page gives.
    lines: tuple[int, ...]
    onward: Onward
    #: What it reads and changes, all together, and what it changes.
    touches: Matter
    changes: Matter
    targets: tuple[int, ...]


class _Story:
    def __init__(self, matters: Matters) -> None:
        self.engine, self.reads, self.possible = matters.engine, matters.reads, matters.possible
        self.matters = matters
        #: How many times scenes may still be visited, by all proofs together.
        self.visits = limits.MOST_VISITS_OF_PROOFS
        scenes = list(enumerate(self.engine.scenes))
        self.ways: list[list[_Act]] = []
        self.asking: list[list[_Act]] = []
        self.entering = [
            (table.change, self.reads.gained(table.facts), _changed(table.change))
            for _, table in scenes
        ]
        for scene, table in scenes:
            onward = matters.onward[scene]
            if table.kind == "passage":
                self.ways.append([self._act(scene, None, onward[0])])
            else:
                choices = zip(table.choices, onward, strict=True)
                self.ways.append([self._act(scene, *choice) for choice in choices])
            self.asking.append([])
            for act in table.enquiry_acts:
                notes = self.engine.note_facts
                pages = act.page.lines.values() if act.page is not None else ()
                lines = {self.reads.gained(sum(notes[note] for note in page)) for page in pages}
                self.asking[scene] += [
                    self._act(scene, ways[()], (), tuple(sorted(lines))) for ways in act.asked
                ]

    def _act(
        self,
        scene: int,
        transition: EnquiryTransition | ChoiceTransition | None,
        onward: Onward,
        lines: tuple[int, ...] = (),
    ) -> _Act:
        tests = self.reads.tests(transition, made=True) if transition is not None else ()
        change = transition.change if transition is not None else None
        gains = self.reads.gained(transition.facts) if transition is not None else 0
        variables, facts = _changed(change), gains
        for line in lines:
            facts |= line
        changes = Matter(variables, facts)
        for test in (*tests, *[test for test, _ in onward if test is not None]):
            read = self.reads.of(test)
            variables, facts = variables | read[0], facts | read[1]
        possible = self.possible[scene]
        return _Act(
            transition=transition,
            tests=tests,
            possible=possible,
            after=possible | gains,
            change=change,
            gains=gains,
            lines=lines,
            onward=onward,
            touches=Matter(variables, facts),
            changes=changes,
            targets=tuple(dict.fromkeys([target for _, target in onward])),
        )


def _changed(change: Change | None) -> int:
    return change.touched if change is not None else 0


# -- what may be, where little is known


class _Kept:
    """Everything that may be of what is kept, by scene. Raises `TooManyError`."""

    def __init__(self, story: _Story, kept: Matter) -> None:
        self.story = story
        self.kept = kept
        self.layout = VectorLayout(story.reads, [kept])
        self.full = self.layout.full
        self._bounds: dict[tuple[Test, int], Bounds] = {}
        self._steps_of: dict[tuple[Change | None, int], list[Step]] = {}
        self._entering = [
            self._steps(change, gains) if changed & kept.variables or gains & kept.facts else []
            for change, gains, changed in story.entering
        ]
        #: By scene, the ways on that read or change what is kept; and where the others lead.
        self._ways: list[list[_Act]] = []
        self._free: list[set[int]] = []
        variables, facts = kept.variables, kept.facts
        for ways in story.ways:
            felt: list[_Act] = []
            free: set[int] = set()
            for way in ways:
                touches = way.touches
                if touches.variables & variables or touches.facts & facts:
                    felt.append(way)
                else:
                    free.update(way.targets)
            self._ways.append(felt)
            self._free.append(free)
        self._asking = [
            [one for one in every if one.changes.variables & variables or one.changes.facts & facts]
            for every in story.asking
        ]
        count = len(story.ways)
        self._arrived = [0] * count
        #: By scene, what may stand there just entered, and enquiries made included.
        self._entered = [0] * count
        self._there = [0] * count
        self._search()

    def _search(self) -> None:
        first = self.story.engine.first
        new = {first: self.layout.start(self.kept)}
        while new:
            # A visit with very many vectors takes as long as many visits.
            self.story.visits -= 1 + (self.layout.size >> 15)
            if self.story.visits < 0:
                raise TooManyError
            scene = min(new)
            vectors = new.pop(scene)
            self._arrived[scene] |= vectors
            vectors = run(self._entering[scene], vectors)
            self._entered[scene] |= vectors
            stands = self._asked(scene, vectors)
            self._there[scene] |= stands
            going = [(target, stands) for target in self._free[scene]]
            for way in self._ways[scene]:
                going += self._taken(way, stands)
            for target, arriving in going:
                fresh = arriving & ~self._arrived[target]
                if fresh:
                    new[target] = new.get(target, 0) | fresh

    def _asked(self, scene: int, vectors: int) -> int:
        new = vectors if self._asking[scene] else 0
        while new:
            found = 0
            for asking in self._asking[scene]:
                found |= self._answered(asking, new)
            new = found & ~vectors
            vectors |= new
        return vectors

    def _answered(self, asking: _Act, vectors: int) -> int:
        vectors = self._left(asking, vectors)
        lines = [self._steps(None, line) for line in asking.lines if line & self.kept.facts]
        new = vectors if lines else 0
        while new:
            found = 0
            for line in lines:
                found |= run(line, new)
            new = found & ~vectors
            vectors |= new
        return vectors

    def _left(self, act: _Act, vectors: int) -> int:
        """Return what may be once an act is done and the next scene is not picked."""
        for test in act.tests:
            vectors &= self._bounded(test, act.possible)[1]
        return run(self._steps(act.change, act.gains), vectors)

    def _taken(self, way: _Act, vectors: int) -> Iterator[tuple[int, int]]:
        vectors = self._left(way, vectors)
        for test, target in way.onward:
            if not vectors:
                return
            surely, perhaps = self._bounded(test, way.after)
            if vectors & perhaps:
                yield target, vectors & perhaps
            vectors &= ~surely

    def _steps(self, change: Change | None, gains: int) -> list[Step]:
        key = (change, gains & self.kept.facts)
        if key not in self._steps_of:
            self._steps_of[key] = self.layout.steps(self.kept, *key, self.kept)
        return self._steps_of[key]

    def _bounded(self, test: Test | None, possible: int) -> Bounds:
        """Return for which vectors a test holds and may hold; ``possible`` are what can be so."""
        if test is None:
            return self.full, self.full
        variables, facts = self.story.reads.of(test)
        key = (test, facts & possible)
        if key not in self._bounds:
            unknown = variables & ~self.kept.variables or facts & possible & ~self.kept.facts
            self._bounds[key] = (
                self._in_part(test, possible) if unknown else self._in_full(test, possible)
            )
        return self._bounds[key]

    def _in_full(self, test: Test, possible: int) -> Bounds:
        try:
            mask = self.layout.mask(test, possible & self.kept.facts, whole=True)
        except TooManyError:  # a comparison of too many values: it may hold or not
            return self._in_part(test, possible)
        return mask, mask

    def _in_part(self, test: Test, possible: int) -> Bounds:
        match test:
            case Not(inner):
                surely, perhaps = self._bounded(inner, possible)
                return self.full ^ perhaps, self.full ^ surely
            case Both(word, parts):
                bounds = [self._bounded(part, possible) for part in parts]
                surely, perhaps = bounds[0]
                for one, other in bounds[1:]:
                    if word == "and":
                        surely, perhaps = surely & one, perhaps & other
                    else:
                        surely, perhaps = surely | one, perhaps | other
                return surely, perhaps
            case _:
                return 0, self.full

    # -- promises and conditions

    def may_fail(self, promise: Watched) -> bool:
        """Return whether it is not shown that a promise always holds."""
        test = parse(promise.text)
        every = self._looked_at(promise)
        return any(vectors & ~self._bounded(test, possible)[0] for possible, vectors in every)

    def may_hold(self, condition: Watched) -> bool:
        """Return whether it is not shown that a condition never holds."""
        test = parse(condition.text)
        every = self._looked_at(condition)
        return any(vectors & self._bounded(test, possible)[1] for possible, vectors in every)

    def _looked_at(self, one: Watched) -> Iterator[tuple[int, int]]:
        """Return what may be where a condition is looked at, as `_standing` does."""
        for moment in one.moments:
            for possible, vectors in self._standing(moment):
                for text in one.given:
                    vectors &= self._bounded(parse(text), possible)[1]
                for text in one.without:
                    vectors &= ~self._bounded(parse(text), possible)[0]
                yield possible, vectors

    def _standing(self, moment: Moment) -> Iterator[tuple[int, int]]:
        """Return what may be at a moment: the facts that can be so, and the vectors.

        A note that must be gained just then is not asked for, so that there is only more.
        """
        scene, possible = moment.scene, self.story.possible[moment.scene]
        there = self._there[scene]
        match moment.kind:
            case "begun":
                for target, vectors in self._come([(scene, self.layout.start(self.kept))]):
                    yield self.story.possible[target], vectors
            case "entered":
                yield possible, self._entered[scene]
            case "stands" | "offered" | "open":
                once = once_of(self.story.engine, moment)
                if once:
                    there &= self._bounded((once.bit_length() - 1, False), possible)[1]
                yield possible, there
            case "asked":
                for asking in self._acts(self.story.asking[scene], moment):
                    yield possible, self._answered(asking, there)
            case "came":
                for way in self._acts(self.story.ways[scene], moment):
                    for target, vectors in self._come(self._taken(way, there)):
                        yield self.story.possible[target], vectors
            case "going":
                for way in self._acts(self.story.ways[scene], moment):
                    yield way.after, self._left(way, there)

    def _acts(self, acts: Iterable[_Act], moment: Moment) -> Iterator[_Act]:
        for act in acts:
            made = act_of(act.transition) if act.transition is not None else None
            if made == moment.act:
                yield act

    def _come(self, arriving: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Walk arrivals through passages; return what may come to stand where."""
        walked: dict[int, int] = {}
        waiting = list(arriving)
        while waiting:
            scene, vectors = waiting.pop()
            vectors = run(self._entering[scene], vectors)
            before = walked.get(scene, 0)
            walked[scene] = before | vectors
            vectors &= ~before
            if not vectors:
                continue
            if self.story.engine.scenes[scene].kind == "passage":
                waiting += self._taken(self.story.ways[scene][0], vectors)
            else:
                yield scene, vectors

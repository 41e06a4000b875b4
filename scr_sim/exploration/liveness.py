"""What still matters where: the variables and facts that something later reads.

Two plays that differ in nothing that matters any more can be told apart by nothing that follows.
Worked out backwards from the conditions, as a compiler works out which registers are live; and a
fact that cannot have come about yet needs no place either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from copy import copy

from msgspec import Struct

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Change, EnquiryTransition, SceneTable, Transition
from scr_sim.exploration.condition_reads import Reads, Test
from scr_sim.graphs import circles, in_order, reachable


class Matter(Struct, frozen=True):
    """Variables, by place, and facts, as bits: what matters at one point of a play."""

    variables: int = 0
    facts: int = 0

    def __or__(self, other: Matter) -> Matter:
        return Matter(self.variables | other.variables, self.facts | other.facts)


#: One way on: what must hold, if anything, and the scene's number.
Onward = tuple[tuple[Test | None, int], ...]
#: A way out of a scene: what still matters before it, what its links read, where they lead.
_Way = tuple[int, int, tuple[int, ...]]
_NOTHING = Matter()


class Matters:
    """What matters on arriving at each scene, while in it, and on the way out of it.

    ``ever`` are variables that count everywhere, ``strict`` the scenes whose enquiries must be
    known to have been made; elsewhere an enquiry that only gives notes is made again at no harm.
    ``extra`` is what must be known besides, by scene, while in it.
    """

    def __init__(
        self,
        engine: Engine,
        reads: Reads,
        ever: int = 0,
        strict: Set[int] = frozenset(),
        extra: Mapping[int, Matter] | None = None,
    ) -> None:
        self.engine = engine
        self.reads = reads
        self.onward: list[list[Onward]] = [self._onward(table) for table in engine.scenes]
        count = len(engine.scenes)
        #: By scene, the facts that can have come about on arriving, while in it, and by choice on
        #: the way out of it.
        self._come = [0] * count
        self.possible = [0] * count
        self._gone = [[0] * len(table.choices) for table in engine.scenes]
        self._forwards()
        scenes = list(enumerate(engine.scenes))
        self._in = [self._kept(table.change, table.facts) for _, table in scenes]
        self._out = [self._ways(scene, table) for scene, table in scenes]
        self.strict, self._ever = strict, ever
        self._asked = [self._tests_read(scene) for scene in range(count)]
        self._look(extra or {})

    def again(
        self,
        ever: int = 0,
        strict: Set[int] = frozenset(),
        extra: Mapping[int, Matter] | None = None,
    ) -> Matters:
        """Return what matters in the same scenario where something else must be known."""
        other = copy(self)
        other.strict, other._ever = strict, ever
        turned = strict ^ self.strict
        other._asked = [
            other._tests_read(scene) if ever != self._ever or scene in turned else asked
            for scene, asked in enumerate(self._asked)
        ]
        other._look(extra or {})
        return other

    def _look(self, extra: Mapping[int, Matter]) -> None:
        arriving, being, leaving = self._backwards(
            [self._packed(extra.get(scene, _NOTHING)) for scene in range(len(self._asked))]
        )
        self.arriving = self._unpacked(arriving, self._come)
        self.being = self._unpacked(being, self.possible)
        #: By scene and by the choice's place among the scene's transitions.
        self.leaving = [self._unpacked(*pair) for pair in zip(leaving, self._gone, strict=True)]

    def alike(self, other: Matters, scene: int) -> bool:
        """Return whether the same matters in a scene, and where it leads, as by ``other``."""
        return (
            (scene in self.strict) == (scene in other.strict)
            and self.arriving[scene] == other.arriving[scene]
            and self.being[scene] == other.being[scene]
            and self.leaving[scene] == other.leaving[scene]
            and all(
                self.arriving[target] == other.arriving[target]
                for onward in self.onward[scene]
                for _, target in onward
            )
        )

    def once_only(self, scene: int, transition: Transition) -> bool:
        """Return whether it must be known that an enquiry was made."""
        if scene in self.strict or transition.change is not None:
            return True
        # What could be answered otherwise the second time must not be asked twice.
        return transition.kind == "enquiry" and not transition.alone

    def tests(self, scene: int, transition: Transition) -> tuple[Test, ...]:
        """Return what must hold for a transition to be made in a scene."""
        return self.reads.tests(
            transition, made=transition.kind == "enquiry" and self.once_only(scene, transition)
        )

    def _onward(self, table: SceneTable) -> list[Onward]:
        if table.kind == "passage":
            ways = [table.model.next]
        else:
            ways = [transition.result.next for transition in table.choices]
        found = []
        for links in ways:
            onward: list[tuple[Test | None, int]] = []
            for link in links:
                test = self.reads.tree(link.condition)
                onward.append((test, self.engine.scene_numbers[link.go]))
                if test is None:
                    break
            found.append(tuple(onward))
        return found

    # -- backwards: what something later reads
    #
    # Variables and facts are the bits of one whole number here, the variables first.

    def _packed(self, matter: Matter) -> int:
        return matter.variables | matter.facts << len(self.engine.variable_ids)

    def _unpacked(self, packed: Sequence[int], possible: Sequence[int]) -> list[Matter]:
        count = len(self.engine.variable_ids)
        every = (1 << count) - 1
        return [
            Matter(one & every, one >> count & can)
            for one, can in zip(packed, possible, strict=True)
        ]

    def _read(self, test: Test | None) -> int:
        return self._packed(Matter(*self.reads.of(test))) if test is not None else 0

    def _kept(self, change: Change | None, facts: int) -> int:
        """Return what still matters before something that settles the rest."""
        put = sum(1 << place for place, _ in change.sets) if change is not None else 0
        return ~self._packed(Matter(put, self.reads.gained(facts)))

    def _way(self, onward: Onward, kept: int) -> _Way:
        read = 0
        for test, _ in onward:
            read |= self._read(test)
        return kept, read, tuple([target for _, target in onward])

    def _ways(self, scene: int, table: SceneTable) -> list[_Way]:
        """Return the ways out of a scene."""
        if table.kind == "passage":
            return [self._way(self.onward[scene][0], -1)]
        return [
            self._way(onward, self._kept(choice.change, choice.facts))
            for choice, onward in zip(table.choices, self.onward[scene], strict=True)
        ]

    def _tests_read(self, scene: int) -> int:
        """Return what matters in a scene whatever comes after it."""
        table = self.engine.scenes[scene]
        found = self._ever
        possible: tuple[Transition, ...] = (*table.choices, *answers(table))
        for transition in possible:
            for test in self.tests(scene, transition):
                found |= self._read(test)
        return found

    def _before_ways(self, scene: int, arriving: Sequence[int], leaving: list[int]) -> int:
        """Return what matters before the ways out; ``leaving`` is what matters on each."""
        found = 0
        for at, (kept, after, targets) in enumerate(self._out[scene]):
            after |= self._ever
            for target in targets:
                after |= arriving[target]
            leaving[at] = after
            found |= after & kept
        return found

    def _backwards(self, extra: Sequence[int]) -> tuple[list[int], list[int], list[list[int]]]:
        count = len(extra)
        arriving, being = [self._ever] * count, [self._ever] * count
        leaving = [[self._ever] * len(ways) for ways in self._out]
        changed = True
        while changed:
            changed = False
            for scene in range(count - 1, -1, -1):
                there = self._before_ways(scene, arriving, leaving[scene])
                there |= self._asked[scene] | extra[scene]
                if there != being[scene]:
                    being[scene] = there
                    changed = True
                came = there & self._in[scene] | self._ever
                if came != arriving[scene]:
                    arriving[scene] = came
                    changed = True
        for scene, table in enumerate(self.engine.scenes):
            if table.kind == "passage":
                leaving[scene] = []
        return arriving, being, leaving

    def doing(self) -> list[Matter]:
        """Return by scene what matters for what can be done in it and all that comes after."""
        arriving = [self._packed(matter) for matter in self.arriving]
        everything = [-1] * len(arriving)
        found = [
            self._asked[scene] | self._before_ways(scene, arriving, [0] * len(ways))
            for scene, ways in enumerate(self._out)
        ]
        return self._unpacked(found, everything)

    # -- forwards: what can have come about

    def _forwards(self) -> None:
        engine, reads = self.engine, self.reads
        arriving, being, leaving = self._come, self.possible, self._gone
        # Scenes in a circle can each be come to with whatever can come about in any of them, so
        # that each scene is looked at once, however many links lead round.
        for group in self._groups():
            for scene in group:
                table = engine.scenes[scene]
                here = reads.gained(table.facts)
                for transition in answers(table):
                    here |= reads.gained(transition.facts)
                for act in table.enquiry_acts:
                    for note in act.page.notes if act.page is not None else ():
                        here |= reads.gained(engine.note_facts[note])
                being[scene] = here
            if len(group) > 1 or any(scene in self._targets(scene) for scene in group):
                inside = 0
                for scene in group:
                    inside |= arriving[scene] | being[scene]
                    for at, onward in enumerate(self.onward[scene]):
                        if any(target in group for _, target in onward):
                            inside |= self._gained_by_choice(scene, at)
                for scene in group:
                    arriving[scene] = inside
            for scene in group:
                being[scene] |= arriving[scene]
                for at, onward in enumerate(self.onward[scene]):
                    after = being[scene] | self._gained_by_choice(scene, at)
                    if engine.scenes[scene].kind != "passage":
                        leaving[scene][at] = after
                    for _, target in onward:
                        if target not in group:
                            arriving[target] |= after

    def _gained_by_choice(self, scene: int, at: int) -> int:
        table = self.engine.scenes[scene]
        return 0 if table.kind == "passage" else self.reads.gained(table.choices[at].facts)

    def _targets(self, scene: int) -> set[int]:
        return {target for onward in self.onward[scene] for _, target in onward}

    def _groups(self) -> list[set[int]]:
        """Return the scenes that links reach, those of a circle together, in the order of links."""
        links = {scene: self._targets(scene) for scene in range(len(self.engine.scenes))}
        reached = reachable([self.engine.first], links)
        links = {scene: links[scene] for scene in reached}
        place = in_order(links, [self.engine.first])
        groups = list(circles(links))
        circled = set().union(*groups)
        groups += [{scene} for scene in reached - circled]
        return sorted(groups, key=lambda group: min(place[scene] for scene in group))


def answers(table: SceneTable) -> list[EnquiryTransition]:
    """Return every answer that a scene's enquiries can have, of pages with nothing noted."""
    return [ways[()] for act in table.enquiry_acts for ways in act.asked]

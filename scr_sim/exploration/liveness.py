"""What still matters where: the variables and facts that something later reads.

Two plays that differ in nothing that matters any more can be told apart by nothing that follows.
Worked out backwards from the conditions, as a compiler works out which registers are live; and a
fact that cannot have come about yet needs no place either.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from copy import copy
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Change, EnquiryTransition, SceneTable, Transition
from scr_sim.exploration.condition_reads import Reads, Test
from scr_sim.graphs import circles, in_order, reachable


@dataclass(frozen=True, slots=True)
class Matter:
    """Variables, by place, and facts, as bits: what matters at one point of a play."""

    variables: int = 0
    facts: int = 0

    def __or__(self, other: Matter) -> Matter:
        return Matter(self.variables | other.variables, self.facts | other.facts)


#: One way on: what must hold, if anything, and the scene's number.
Onward = tuple[tuple[Test | None, int], ...]
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
        self._look(ever, strict, extra or {})

    def again(
        self,
        ever: int = 0,
        strict: Set[int] = frozenset(),
        extra: Mapping[int, Matter] | None = None,
    ) -> Matters:
        """Return what matters in the same scenario where something else must be known."""
        other = copy(self)
        other._look(ever, strict, extra or {})
        return other

    def _look(self, ever: int, strict: Set[int], extra: Mapping[int, Matter]) -> None:
        self._ever = Matter(ever)
        self._extra = extra
        self.strict = strict
        count = len(self.engine.scenes)
        self.arriving = [self._ever] * count
        self.being = [self._ever] * count
        #: By scene and by the choice's place among the scene's transitions.
        self.leaving: list[list[Matter]] = [
            [self._ever] * len(table.choices) for table in self.engine.scenes
        ]
        self._backwards()
        self.arriving = _within(self.arriving, self._come)
        self.being = _within(self.being, self.possible)
        self.leaving = [_within(*pair) for pair in zip(self.leaving, self._gone, strict=True)]

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

    def _backwards(self) -> None:
        tables = self.engine.scenes
        order = range(len(tables) - 1, -1, -1)
        asked = [self._asked(scene, table) for scene, table in enumerate(tables)]
        changed = True
        while changed:
            changed = False
            for scene in order:
                table = tables[scene]
                being = asked[scene] | self._before_moves(scene, table)
                if being != self.being[scene]:
                    self.being[scene] = being
                    changed = True
                arriving = self._before(being, table.change, table.facts) | self._ever
                if arriving != self.arriving[scene]:
                    self.arriving[scene] = arriving
                    changed = True

    def _asked(self, scene: int, table: SceneTable) -> Matter:
        """Return what matters in a scene whatever comes after it."""
        matter = self._ever | self._extra.get(scene, _NOTHING)
        possible: tuple[Transition, ...] = (*table.choices, *answers(table))
        for transition in possible:
            for test in self.tests(scene, transition):
                matter |= Matter(*self.reads.of(test))
        return matter

    def _before_moves(self, scene: int, table: SceneTable) -> Matter:
        matter = _NOTHING
        if table.kind == "passage":
            return self._before_way(self.onward[scene][0])
        for at, transition in enumerate(table.choices):
            leaving = self._before_way(self.onward[scene][at]) | self._ever
            self.leaving[scene][at] = leaving
            matter |= self._before(leaving, transition.change, transition.facts)
        return matter

    def _before_way(self, onward: Onward) -> Matter:
        matter = _NOTHING
        for test, target in onward:
            if test is not None:
                matter |= Matter(*self.reads.of(test))
            matter |= self.arriving[target]
        return matter

    def _before(self, after: Matter, change: Change | None, facts: int) -> Matter:
        put = sum(1 << place for place, _ in change.sets) if change is not None else 0
        return Matter(after.variables & ~put, after.facts & ~self.reads.gained(facts))

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


def _within(matters: list[Matter], facts: list[int]) -> list[Matter]:
    return [
        Matter(matter.variables, matter.facts & can)
        for matter, can in zip(matters, facts, strict=True)
    ]

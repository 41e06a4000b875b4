"""What can be done in a decision: which of its acts are open, and the actions that make them.

A scene has few acts, and which of them are open is a set that comes up again and again. What such
a set comes to is made once, so that a random walk does no more than ask what hangs on the state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from scr_sim.engine.action_words import Actions, Selections
from scr_sim.engine.transitions import Dues, Page, SceneTable, Transition, affordable
from scr_sim.scenario.conditions.compiler import Test, Values, all_of

#: So many sets of open acts are kept of a scene. Stories have a few dozen; a file may have 2**90.
_MOST_KNOWN = 1 << 10


class _Act(NamedTuple):
    """One act: the action's word, what shuts it, and what there is to select for it."""

    word: str
    #: The word with “@”, before what is selected.
    lead: str
    #: The fact after which it is shut.
    once: int
    #: What must hold for it to be open; None where nothing must.
    test: Test | None
    #: How many notes may be cited; None where it cites none.
    cites: int | None = None
    page: Page | None = None

    @property
    def selects(self) -> bool:
        """Whether notes or lines are to be selected for it."""
        return self.cites is not None or self.page is not None

    def selections(self, held: Callable[[], Sequence[str]]) -> Selections:
        """Return its actions, one for each set of notes or lines."""
        if self.page is not None:
            return Selections(self.lead, tuple(self.page.lines), self.page.pick)
        return Selections(self.lead, held(), self.cites or 0)


#: Of a move: the play stays in its scene, an enquiry made; and where it goes hangs on the play.
STAYS, HANGS = -1, -2


class Move(NamedTuple):
    """What an action comes to, as far as that is known beforehand.

    Where a transition can lead to one scene only, with nothing to walk through on the way, all
    that it changes is known, entering that scene included.
    """

    transition: Transition
    #: The number of the scene, or `STAYS` or `HANGS`.
    scene: int
    #: What becomes so, and the change of the values.
    facts: int
    applied: Callable[[Values], Values] | None

    @classmethod
    def of(cls, transition: Transition, scenes: Sequence[SceneTable]) -> Move:
        """Return a transition's move."""
        facts, change = transition.facts, transition.change
        if transition.kind == "enquiry":
            return cls(transition, STAYS, facts, change.applied if change else None)
        scene = transition.way.certain
        if scene < 0 or scenes[scene].kind == "passage" or (change and scenes[scene].change):
            return cls(transition, HANGS, 0, None)
        change = change or scenes[scene].change
        applied = change.applied if change else None
        return cls(transition, scene, facts | scenes[scene].facts, applied)


class Available:
    """What can be done where some acts of a scene are open."""

    __slots__ = ("_parts", "_plain", "moves", "words")

    def __init__(self, acts: tuple[_Act, ...], moves: Mapping[str, Move]) -> None:
        #: The actions in the author's order: runs of plain ones with their lengths, and the others.
        self._parts: list[tuple[tuple[str, ...], int] | _Act] = []
        #: How many plain ones there are.
        self._plain = 0
        for selects, alike in groupby(acts, lambda act: act.selects):
            run = tuple(alike)
            if selects:
                self._parts += run
            else:
                self._parts.append((tuple([act.word for act in run]), len(run)))
                self._plain += len(run)
        #: The actions; None where there is something to select.
        self.words: tuple[str, ...] | None = None
        if not any(act.selects for act in acts):
            self.words = tuple([act.word for act in acts])
        #: What the actions come to that can mean one thing only.
        self.moves = {act.word: moves[act.word] for act in acts if act.word in moves}

    def selections(self, held: Callable[[], Sequence[str]]) -> Sequence[str]:
        """Return the actions where there is something to select.

        ``held`` gives the notes to cite, in the order gained.
        """
        parts: list[tuple[Sequence[str], int]] = []
        count = self._plain
        for part in self._parts:
            if isinstance(part, _Act):
                selections = part.selections(held)
                count += selections.size
                parts.append((selections, selections.size))
            else:
                parts.append(part)
        return Actions(parts, count)


class AvailabilityTable:
    """All acts of one scene, enquiries first, and what each set of open ones comes to."""

    __slots__ = ("_acts", "_known", "_late", "_limit", "_moves", "_timely")

    def __init__(self, table: SceneTable, scenes: Sequence[SceneTable]) -> None:
        asking = [
            _Act(
                act.word,
                f"{act.word}@",
                act.once,
                _needed(act.if_test, None, act.dues),
                page=act.page,
            )
            for act in table.enquiry_acts
        ]
        taking = [
            _Act(
                act.word,
                f"{act.word}@",
                act.once,
                _needed(act.if_test, act.unless_test, act.dues),
                cites=act.pick if act.otherwise else None,
            )
            for act in table.choice_acts
        ]
        self._acts = (*asking, *taking)
        self._limit = table.limit
        self._moves = {word: Move.of(made, scenes) for word, made in table.by_word.items()}
        #: While there is time for enquiries and afterwards: the set of what is open always, and
        #: of each other act its bit in the set, the fact that shuts it, and its test.
        self._timely = self._asked(0)
        self._late = self._asked(len(asking))
        self._known: dict[int, Available] = {}

    def _asked(self, first: int) -> tuple[int, tuple[tuple[int, int, Test | None], ...]]:
        numbered = [*enumerate(self._acts)][first:]
        always = [at for at, act in numbered if not act.once and act.test is None]
        asked = [(1 << at, act.once, act.test) for at, act in numbered if at not in always]
        return sum(1 << at for at in always), tuple(asked)

    def at(self, values: Values, facts: int, spent: int) -> Available:
        """Return what can be done in a state of this scene."""
        late = self._limit is not None and spent >= self._limit
        opened, asked = self._late if late else self._timely
        for bit, once, test in asked:
            if not facts & once and (test is None or test(values, facts)):
                opened |= bit
        return self._known.get(opened) or self._made(opened)

    def _made(self, opened: int) -> Available:
        acts = tuple([act for at, act in enumerate(self._acts) if opened >> at & 1])
        made = Available(acts, self._moves)
        if len(self._known) < _MOST_KNOWN:
            self._known[opened] = made
        return made


def _needed(if_test: Test | None, unless_test: Test | None, dues: Dues) -> Test | None:
    """Return the test that an act can be made; None where it always can."""
    tests = [test for test in (if_test, unless_test) if test is not None]
    if dues:
        tests.append(lambda values, facts: affordable(dues, values))
    return all_of(tests) if tests else None

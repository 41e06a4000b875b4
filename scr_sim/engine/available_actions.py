"""What can be done in a decision: which of its acts are open, and the actions that make them.

Which acts of a scene are open hangs on a few values and facts, and what a set of open acts comes to
is made once: so a random walk does no more than look up what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from scr_sim.engine.action_words import Actions, ActionsBySelection, Held, Run, RunTable, run_table
from scr_sim.engine.compiled_parts import CompiledParts, Dependence
from scr_sim.engine.transitions import (
    ChoiceAct,
    Dues,
    EnquiryAct,
    SceneTable,
    Transition,
    affordable,
)
from scr_sim.scenario.conditions.compiler import Test, Values, all_of
from scr_sim.scenario.conditions.parser import parse

#: So many sets of open acts are kept of a scene, and what they hang on. Stories have a few dozen; a
#: file may have 2**90.
_MOST_KNOWN = 1 << 10


class _Act(NamedTuple):
    """One act: its actions, what shuts it, and what that hangs on."""

    #: The action's word; where something is to be selected, without “@” and what follows.
    word: str
    #: What is to be selected for it, if anything.
    selecting: ActionsBySelection | None
    #: The fact after which it is shut.
    once: int
    #: What must hold for it to be open; None where nothing must.
    test: Test | None
    #: The places of the variables, and the facts, that the test reads.
    reads: Dependence

    @classmethod
    def of(cls, act: EnquiryAct | ChoiceAct, parts: CompiledParts) -> _Act:
        """Return an act of a scene."""
        lead = f"{act.word}@"
        if isinstance(act, EnquiryAct):
            page, test = act.page, _needed(act.if_test, None, act.dues)
            selecting = ActionsBySelection(lead, page.pick, tuple(page.lines)) if page else None
            conditions = [act.enquiry.condition]
        else:
            locked, test = act.choice.locked, _needed(act.if_test, act.unless_test, act.dues)
            selecting = ActionsBySelection(lead, act.pick) if act.otherwise else None
            conditions = [act.choice.condition, locked.unless if locked else None]
        trees = [parse(condition) for condition in conditions if condition is not None]
        return cls(act.word, selecting, act.once, test, parts.reads(trees, act.dues))


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
    #: What becomes so, and the change of the values; where it goes hangs on them, on the way there.
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
            return cls(transition, HANGS, facts, change.applied if change else None)
        change = change or scenes[scene].change
        applied = change.applied if change else None
        return cls(transition, scene, facts | scenes[scene].facts, applied)


class _CitingResults(NamedTuple):
    """What a citing choice comes to that has one result where it convinces, and one otherwise."""

    act: ChoiceAct
    convincing: Move
    otherwise: Move

    @classmethod
    def of(cls, act: ChoiceAct, scenes: Sequence[SceneTable]) -> _CitingResults:
        """Return what a citing choice comes to."""
        (result,), (otherwise,) = act.results, act.otherwise
        return cls(act, Move.of(result, scenes), Move.of(otherwise, scenes))


class Available:
    """What can be done where some acts of a scene are open."""

    __slots__ = ("_citings", "_run_tables", "_runs", "moves", "words")

    def __init__(
        self,
        acts: tuple[_Act, ...],
        moves: Mapping[str, Move],
        citings: Mapping[str, _CitingResults],
    ) -> None:
        #: The actions in the author's order.
        self._runs: list[Run] = []
        for selecting, alike in groupby(acts, lambda act: act.selecting):
            self._runs.append(selecting or tuple([act.word for act in alike]))
        #: The actions; None where there is something to select.
        self.words: tuple[str, ...] | None = None
        if not any(act.selecting for act in acts):
            self.words = tuple([act.word for act in acts])
        #: What the actions come to that can mean one thing only.
        self.moves = {act.word: moves[act.word] for act in acts if act.word in moves}
        self._citings = {act.word: citings[act.word] for act in acts if act.word in citings}
        #: How the actions are laid out, by how many notes are held.
        self._run_tables: dict[int, RunTable] = {}

    def selections(self, notes: int, held: Held) -> Sequence[str]:
        """Return the actions where there is something to select.

        ``notes`` is how many notes are held, and ``held`` gives them.
        """
        table = self._run_tables.get(notes)
        if table is None:
            table = self._run_tables[notes] = run_table(self._runs, notes)
        return Actions(table, held)

    def cited(self, action: str, facts: int, shown: Callable[[str], int | None]) -> Move | None:
        """Return what an action comes to that cites; None where that has to be looked into.

        ``shown`` gives what is cited, as facts.
        """
        word, at, named = action.partition("@")
        citing = self._citings.get(word)
        if citing is None or not at:
            return None
        act, convincing, otherwise = citing
        convinces = act.convinces(shown(named), facts)
        return None if convinces is None else convincing if convinces else otherwise


class AvailabilityTable:
    """All acts of one scene, enquiries first, and what each set of open ones comes to."""

    __slots__ = (
        "_acts",
        "_asking",
        "_citings",
        "_facts",
        "_known",
        "_limit",
        "_made",
        "_moves",
        "_read",
    )

    def __init__(
        self, table: SceneTable, scenes: Sequence[SceneTable], parts: CompiledParts
    ) -> None:
        acts: list[EnquiryAct | ChoiceAct] = [*table.enquiry_acts, *table.choice_acts]
        self._acts = [_Act.of(act, parts) for act in acts]
        #: How many of them ask.
        self._asking = len(table.enquiry_acts)
        self._limit = table.limit
        self._moves = {word: Move.of(made, scenes) for word, made in table.by_word.items()}
        self._citings = {
            act.word: _CitingResults.of(act, scenes)
            for act in table.choice_acts
            if len(act.results) == len(act.otherwise) == 1
        }
        #: What it hangs on which acts are open: the facts, and what takes the values.
        self._facts = 0
        variables = 0
        for act in self._acts:
            self._facts |= act.once | act.reads.facts
            variables |= act.reads.variables
        places = [at for at in range(variables.bit_length()) if variables >> at & 1]
        self._read = itemgetter(*places) if places else _nothing
        #: What can be done, by what that hangs on, and by which acts are open.
        self._known: dict[tuple[object, int, bool], Available] = {}
        self._made: dict[int, Available] = {}

    def at(self, values: Values, facts: int, spent: int) -> Available:
        """Return what can be done in a state of this scene."""
        late = self._limit is not None and spent >= self._limit
        read = (self._read(values), facts & self._facts, late)
        return self._known.get(read) or self._opened(read, values, facts)

    def _opened(self, read: tuple[object, int, bool], values: Values, facts: int) -> Available:
        opened = 0
        for at, act in enumerate(self._acts):
            late = read[-1] and at < self._asking
            if not late and not facts & act.once and (not act.test or act.test(values, facts)):
                opened |= 1 << at
        made = self._made.get(opened)
        if made is None:
            acts = tuple([act for at, act in enumerate(self._acts) if opened >> at & 1])
            made = Available(acts, self._moves, self._citings)
            if len(self._made) < _MOST_KNOWN:
                self._made[opened] = made
        if len(self._known) < _MOST_KNOWN:
            self._known[read] = made
        return made


def _nothing(_: Values) -> None:
    """Take no values: nothing hangs on them."""


def _needed(if_test: Test | None, unless_test: Test | None, dues: Dues) -> Test | None:
    """Return the test that an act can be made; None where it always can."""
    tests = [test for test in (if_test, unless_test) if test is not None]
    if dues:
        tests.append(lambda values, facts: affordable(dues, values))
    return all_of(tests) if tests else None

"""What conditions read: variables by their place, facts by their bit.

Facts are numbered as the engine numbers them. A citing that one note is enough for reads a fact
of its own, “one of these notes is held”: it takes one bit where the notes would take many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.engine.transitions import ChoiceTransition, Transition
from scr_sim.scenario.conditions.parser import Tree, parse


@dataclass(frozen=True, slots=True)
class Enough:
    """Holds while at least ``need`` of some facts are so."""

    facts: tuple[int, ...]
    need: int


#: What can be asked of a state: a condition's tree, a fact's bit being set or not, or enough facts.
Test = Tree | Enough | tuple[int, bool]


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """The facts that tell the states of one scene apart.

    ``groups`` are notes of which any one is enough, each with the note that stands for any (0:
    none can, and the first that is held does).
    """

    own: int
    groups: tuple[tuple[int, int], ...] = ()

    @property
    def read(self) -> int:
        """All facts on which it hangs what is kept."""
        found = self.own
        for notes, any_one in self.groups:
            found |= notes | any_one
        return found

    def of(self, facts: int) -> int:
        """Return of some facts those that are kept."""
        kept = facts & self.own
        for notes, any_one in self.groups:
            held = facts & notes
            if held and not kept & notes:
                kept |= any_one or held & -held
        return kept


class Reads:
    """A scenario's conditions, and what each of them reads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._trees: dict[str, Tree] = {}
        self._read: dict[Test, tuple[int, int]] = {}
        self._together: dict[tuple[str, ...], tuple[int, int]] = {}
        self._tests: dict[tuple[Transition, bool], tuple[Test, ...]] = {}
        #: Each set of notes of which one is enough, as the engine's bits, with its own fact.
        self.any_of: dict[int, int] = {}
        for scene in engine.scenes:
            for choice in scene.choices:
                if choice.convincing and choice.need == 1 and choice.needed.bit_count() > 1:
                    self.any_of.setdefault(choice.needed, len(engine.bits) + len(self.any_of))

    def tree(self, condition: str | None) -> Tree | None:
        """Return a condition's tree; None where it always holds."""
        if condition is None or condition.strip() == "true":
            return None
        if condition not in self._trees:
            self._trees[condition] = parse(condition)
        return self._trees[condition]

    def gained(self, facts: int) -> int:
        """Return the facts that become so when the engine's facts do."""
        for notes, fact in self.any_of.items():
            if facts & notes:
                facts |= 1 << fact
        return facts

    def tests(self, transition: Transition, *, made: bool) -> tuple[Test, ...]:
        """Return what must hold for a transition to be made.

        ``made`` says whether an enquiry may be made but once; a choice's ``once`` always counts.
        """
        if (transition, made) not in self._tests:
            self._tests[transition, made] = self._asked(transition, made=made)
        return self._tests[transition, made]

    def _asked(self, transition: Transition, *, made: bool) -> tuple[Test, ...]:
        asked: list[Test | None] = []
        if transition.kind == "choice":
            if transition.once:
                asked.append((transition.once.bit_length() - 1, False))
            asked.append(self.tree(transition.choice.condition))
            if transition.choice.locked is not None:
                asked.append(self.tree(transition.choice.locked.unless))
            if transition.convincing:
                asked.append(self.enough(transition))
        else:
            if made:
                asked.append((transition.once.bit_length() - 1, False))
            asked.append(self.tree(transition.enquiry.condition))
        asked += transition.guards
        return tuple(test for test in asked if test is not None)

    def enough(self, transition: ChoiceTransition) -> Test:
        """Return what a citing needs in order to convince."""
        if transition.need == 1 and transition.needed in self.any_of:
            return self.any_of[transition.needed], True
        return Enough(tuple(bits(transition.needed)), transition.need)

    def kept(self, facts: int, possible: int, asked: int) -> KeptFacts:
        """Return which of a scene's facts tell its states apart.

        ``facts`` are those that matter, groups of notes among them. A note that can be held
        (``possible``) and that nothing else asks about (``asked``, or another group) stands for
        whichever of its group is held.
        """
        groups = [notes for notes, fact in self.any_of.items() if facts >> fact & 1]
        found = []
        for notes in groups:
            free = notes & possible & ~asked
            for other in groups:
                free &= ~other if other != notes else free
            found.append((notes, free & -free))
        return KeptFacts(facts & ((1 << len(self.engine.bits)) - 1), tuple(found))

    def of(self, test: Test) -> tuple[int, int]:
        """Return the variables and the facts that a test reads, as bits."""
        if test not in self._read:
            self._read[test] = self._find(test)
        return self._read[test]

    def of_all(self, tests: Iterable[Test]) -> tuple[int, int]:
        """Return the variables and the facts that tests read together, as bits."""
        variables = facts = 0
        for test in tests:
            read = self.of(test)
            variables, facts = variables | read[0], facts | read[1]
        return variables, facts

    def of_texts(self, texts: tuple[str, ...]) -> tuple[int, int]:
        """Return the variables and the facts that some conditions read together, as bits."""
        if not texts:
            return 0, 0
        if texts not in self._together:
            # What stands before a way on is what stood before the last one, and one more.
            variables, facts = self.of_texts(texts[:-1])
            more = self.of(parse(texts[-1]))
            self._together[texts] = variables | more[0], facts | more[1]
        return self._together[texts]

    def _find(self, test: Test) -> tuple[int, int]:
        if isinstance(test, tuple):
            return 0, 1 << test[0]
        if isinstance(test, Enough):
            return 0, sum(1 << fact for fact in test.facts)
        return self.engine.reads([test])


def bits(number: int) -> Iterator[int]:
    """Return the places of a number's bits, the lowest first."""
    while number:
        bit = number & -number
        number ^= bit
        yield bit.bit_length() - 1

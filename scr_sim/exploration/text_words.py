"""The words of each text, and what they hang on.

Parts of one text whose conditions read the same things are counted together: their words are a
small table, by what those things are. A part that hangs on too much for a table is told apart by
the states themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from scr_sim.engine import Engine
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import Reads, bits
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.state_vectors import TooManyError, values_of
from scr_sim.scenario.conditions.compiler import Test, Value, Values, compile_condition
from scr_sim.scenario.model.fields import Part, Prose
from scr_sim.scenario.model.variables import WordVariable
from scr_sim.scenario.placeholders import REFERENCE, fill

#: Something that a text reads: whether it is a fact, its place or its bit, and what it can be.
Thing = tuple[bool, int, tuple[Value, ...]]


def words_in(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


class PartWords:
    """A part of a text: when it is read, and how many words it then has."""

    __slots__ = ("_depends", "_names", "_test", "_text", "_words", "matter")

    def __init__(self, engine: Engine, reads: Reads, part: Part) -> None:
        variables = engine.scenario.variables or {}
        named = {found.group("id") for found in REFERENCE.finditer(part.text)}
        # A number or a flag is one word whatever it is; a word may be several.
        self._depends = {
            name: engine.places[name]
            for name, variable in variables.items()
            if isinstance(variable, WordVariable) and name in named
        }
        tree = reads.tree(part.condition)
        #: What its words hang on.
        self.matter = Matter(*reads.of(tree)) if tree is not None else Matter()
        self.matter |= Matter(sum(1 << place for place in self._depends.values()))
        self._test: Test | None = None
        if part.condition is not None:
            self._test = compile_condition(part.condition, engine.places, engine.bits)
        self._names = dict.fromkeys(variables, "0")
        people = engine.scenario.people or {}
        self._names |= {name: person.name for name, person in people.items()}
        plain = {name: word for name, word in self._names.items() if name not in self._depends}
        self._words = words_in(fill(part.text, plain))
        self._text = part.text

    def of(self, values: Values, facts: int) -> int:
        """Return how many words are read."""
        if self._test is not None and not self._test(values, facts):
            return 0
        if not self._depends:
            return self._words
        now = {name: str(values[place]) for name, place in self._depends.items()}
        return words_in(fill(self._text, self._names | now))


class Wording:
    """Parts of one text that hang on the same things, with the table of their words."""

    def __init__(self, engine: Engine, parts: Sequence[PartWords]) -> None:
        self._parts = parts
        self._values = engine.start_values
        #: What the words hang on.
        self.matter = Matter()
        for part in parts:
            self.matter |= part.matter
        self._places = tuple(bits(self.matter.variables))
        self._variables = list((engine.scenario.variables or {}).values())
        self._ranges: dict[tuple[object, ...], tuple[int, int]] = {}
        self._of: dict[tuple[object, ...], int] = {}

    def things(self, matter: Matter) -> list[Thing]:
        """Return some of what is read, with what it can be. Raises `TooManyError`."""
        found: list[Thing] = [
            (False, place, values_of(self._variables[place])) for place in bits(matter.variables)
        ]
        return found + [(True, fact, (False, True)) for fact in bits(matter.facts)]

    @property
    def size(self) -> int:
        """How many places its table has. Raises `TooManyError`."""
        size = 1
        for _, _, can_be in self.things(self.matter):
            size *= len(can_be)
        return size

    def told_by(self, known: Matter) -> bool:
        """Return whether what is known says how many words there are."""
        unknown = self.matter.variables & ~known.variables or self.matter.facts & ~known.facts
        return not unknown

    def of(self, values: Values, facts: int) -> int:
        """Return how many words are read."""
        key = (facts & self.matter.facts, *[values[place] for place in self._places])
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = sum(part.of(values, facts) for part in self._parts)
        return found

    def table(self) -> dict[tuple[Value, ...], int]:
        """Return the words for everything that what is read can be. Raises `TooManyError`."""
        things = self.things(self.matter)
        return {
            chosen: self.of(values, facts)
            for chosen, values, facts in every(things, self._values, 0)
        }

    def between(self, values: Values, facts: int, known: Matter) -> tuple[int, int]:
        """Return the fewest and the most words, where only what is ``known`` is what it is."""
        unknown = Matter(self.matter.variables & ~known.variables, self.matter.facts & ~known.facts)
        told = [values[place] for place in self._places if not unknown.variables >> place & 1]
        key = (unknown, facts & self.matter.facts & known.facts, *told)
        found = self._ranges.get(key)
        if found is None:
            tried = every(self.things(unknown), values, facts & ~unknown.facts)
            words = [self.of(now, so) for _, now, so in tried]
            found = self._ranges[key] = min(words), max(words)
        return found

    def swings(self) -> dict[tuple[bool, int], tuple[int, int]]:
        """Return, for each thing, how many more words it can make, being so and not being so.

        Of a variable both are how many more words any value makes than any other.
        """
        table, things = self.table(), self.things(self.matter)
        found: dict[tuple[bool, int], tuple[int, int]] = {}
        for at, (is_fact, number, _) in enumerate(things):
            beside: dict[tuple[Value, ...], dict[Value, int]] = {}
            for chosen, words in table.items():
                rest = beside.setdefault(chosen[:at] + chosen[at + 1 :], {})
                rest[chosen[at]] = words
            if is_fact:
                more = [one[True] - one[False] for one in beside.values()]
                found[is_fact, number] = max(0, *more), max(0, *[-by for by in more])
            else:
                swing = max(max(one.values()) - min(one.values()) for one in beside.values())
                found[is_fact, number] = swing, swing
        return found


def every(
    things: Sequence[Thing], values: Values, facts: int
) -> Iterator[tuple[tuple[Value, ...], Values, int]]:
    """Return everything that some things can be, with the values and facts that say so."""
    now = list(values)
    for chosen in product(*(can_be for _, _, can_be in things)):
        so = facts
        for (is_fact, number, _), value in zip(things, chosen, strict=True):
            if not is_fact:
                now[number] = value
            elif value:
                so |= 1 << number
        yield chosen, tuple(now), so


class TextWords:
    """A text: the words that are always read, and the parts that hang on something."""

    def __init__(
        self,
        engine: Engine,
        reads: Reads,
        prose: Prose | None,
        together: int = limits.MOST_PLACES_OF_A_TABLE,
    ) -> None:
        self.always = 0
        #: Tables of words, each no larger than ``together``.
        self.wordings: list[Wording] = []
        #: Words that hang on more than that; what they hang on has to be known.
        self.wide: list[Wording] = []
        hanging = []
        for part in prose or ():
            words = PartWords(engine, reads, part)
            if words.matter == Matter():
                self.always += words.of(engine.start_values, 0)
            else:
                hanging.append(words)
        for group in _hanging_together(hanging):
            whole = Wording(engine, group)
            if _fits(whole, together):
                self.wordings.append(whole)
                continue
            for one in group:
                alone = Wording(engine, [one])
                (self.wordings if _fits(alone, together) else self.wide).append(alone)

    @property
    def matter(self) -> Matter:
        """What its words hang on."""
        found = Matter()
        for wording in (*self.wordings, *self.wide):
            found |= wording.matter
        return found


def _hanging_together(parts: Iterable[PartWords]) -> list[list[PartWords]]:
    """Return parts in groups that have nothing in common."""
    groups: list[tuple[Matter, list[PartWords]]] = []
    for part in parts:
        matter, group, apart = part.matter, [part], []
        for other, some in groups:
            if other.variables & matter.variables or other.facts & matter.facts:
                matter |= other
                group = some + group
            else:
                apart.append((other, some))
        groups = [*apart, (matter, group)]
    return [group for _, group in groups]


def _fits(wording: Wording, together: int) -> bool:
    try:
        return wording.size <= together
    except TooManyError:
        return False

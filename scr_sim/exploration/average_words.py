"""How many words are read in all plays together, of which states do not say whether they are.

That needs no more states: sums can be taken apart. For each table of words it is counted in how
many plays, so far, what it reads was so or so. All those counts together are one whole number
for each state, each count a field of its bits, so that a step moves all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scr_sim.engine import State
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.reading_steps import Steps
from scr_sim.exploration.text_words import Wording, every
from scr_sim.exploration.visits import Course
from scr_sim.scenario.conditions.compiler import Value, Values

#: Fields that move together: which, and how far up or down.
_Moves = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Table:
    """What a wording reads: the first of its fields, and what each of them says."""

    first: int
    wording: Wording
    states: dict[tuple[Value, ...], tuple[int, Values, int]]
    places: tuple[int, ...]
    facts: tuple[int, ...]

    def field(self, values: Values, facts: int) -> int:
        """Return the number of the field that says this."""
        said = [values[place] for place in self.places]
        said += [bool(facts >> fact & 1) for fact in self.facts]
        return self.states[tuple(said)][0]


class UncertainWords:
    """The words of all plays together that the states of ``steps`` do not tell.

    ``plays`` is how many plays lead on from each state.
    """

    def __init__(self, steps: Steps, plays: Sequence[int]) -> None:
        self._steps = steps
        self._plays = plays
        self._tables: dict[Matter, _Table] = {}
        self._size = 0
        wordings = {
            told.wording.matter: told.wording
            for course in steps.courses
            for told in course.uncertain
        }
        # The large ones last: a number is as long as its highest bit, and most read small ones.
        for wording in sorted(wordings.values(), key=lambda one: one.size):
            self._add(wording)
        # No play makes more steps than there are states: no count grows beyond its field.
        self._width = plays[0].bit_length() + len(plays).bit_length() + 1
        self._live = self._still_read()
        #: By course, how counts move to each stage at which something is read, and to its end.
        self._moves = [self._moved(course) for course in steps.courses]

    def _add(self, wording: Wording) -> None:
        things = wording.things(wording.matter)
        states: dict[tuple[Value, ...], tuple[int, Values, int]] = {}
        for chosen, values, facts in every(things, self._steps.engine.start_values, 0):
            states[chosen] = self._size + len(states), values, facts
        self._tables[wording.matter] = _Table(
            first=self._size,
            wording=wording,
            states=states,
            places=tuple(number for is_fact, number, _ in things if not is_fact),
            facts=tuple(number for is_fact, number, _ in things if is_fact),
        )
        self._size += len(states)

    def _still_read(self) -> list[set[Matter]]:
        """Return, by scene, what may still be read from there on."""
        live: list[set[Matter]] = [set() for _ in self._steps.engine.scenes]
        changed = True
        while changed:
            changed = False
            for course in reversed(self._steps.courses):
                now = live[course.target] | {told.wording.matter for told in course.uncertain}
                if not now <= live[course.source]:
                    live[course.source] |= now
                    changed = True
        return live

    def _moved(self, course: Course) -> tuple[dict[int, _Moves], _Moves]:
        read: dict[int, set[Matter]] = {}
        for told in course.uncertain:
            read.setdefault(told.stage, set()).add(told.wording.matter)
        last = len(course.stages) - 1
        return (
            {stage: self._moves_to(course, stage, matters) for stage, matters in read.items()},
            self._moves_to(course, last, self._live[course.target]),
        )

    def _moves_to(self, course: Course, stage: int, matters: Iterable[Matter]) -> _Moves:
        moves: dict[int, int] = {}
        field = (1 << self._width) - 1
        stages = course.stages[: stage + 1]
        changed = gains = 0
        for change, gained in stages:
            changed |= change.touched if change is not None else 0
            gains |= gained
        for matter in matters:
            table = self._tables[matter]
            if not (changed & matter.variables or gains & matter.facts):  # all stays where it is
                every_field = (1 << len(table.states) * self._width) - 1
                moves[0] = moves.get(0, 0) | every_field << table.first * self._width
                continue
            for before, values, facts in table.states.values():
                for change, gained in stages:
                    facts |= gained
                    if change is not None:
                        values = change.applied(values)
                by = (table.field(values, facts) - before) * self._width
                moves[by] = moves.get(by, 0) | field << before * self._width
        return tuple([(mask, by) for by, mask in moves.items()])

    def counted(self, order: Iterable[int]) -> int:
        """Return how many words there are; ``order`` has each state after all that lead to it."""
        steps, plays, tables = self._steps, self._plays, self._tables
        if not tables or steps.first is None:
            return 0
        counts: dict[int, int] = {0: self._begun(steps.first)}
        gathered: dict[tuple[int, int], int] = {}
        for at in order:
            here = counts.pop(at, 0)
            for step in steps.onward(at):
                after, number = steps.to[step], steps.by[step]
                if not plays[after]:
                    continue
                read, moves = self._moves[number]
                for stage, reading in read.items():
                    found = _shifted(here, reading) * plays[after]
                    gathered[number, stage] = gathered.get((number, stage), 0) + found
                if moves:
                    counts[after] = counts.get(after, 0) + _shifted(here, moves)
        return sum(self._words(*place, found) for place, found in gathered.items())

    def _begun(self, first: State) -> int:
        found = 0
        for matter in self._live[first.scene]:
            field = self._tables[matter].field(first.values, first.facts)
            found |= 1 << field * self._width
        return found

    def _words(self, number: int, stage: int, found: int) -> int:
        field = (1 << self._width) - 1
        words = 0
        for told in self._steps.courses[number].uncertain:
            if told.stage == stage:
                for at, values, facts in self._tables[told.wording.matter].states.values():
                    plays = found >> at * self._width & field
                    if plays:
                        words += plays * told.wording.of(values, facts)
        return words


def _shifted(counts: int, moves: _Moves) -> int:
    found = 0
    for mask, by in moves:
        part = counts & mask
        if part:
            if by:
                part = part << by if by > 0 else part >> -by
            found = found + part if found else part
    return found

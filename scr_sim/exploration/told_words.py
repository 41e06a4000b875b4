"""The words that are read at each step of a play, and what tells states apart that read the same.

What one reads depends on more than where one can go: what a text asks about matters as long as
somebody may still come to read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.transitions import SceneTable, Transition
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.scenario.conditions.compiler import Test, Values, compile_condition
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.variables import WordVariable
from scr_sim.scenario.placeholders import REFERENCE, fill


class _TextMatters(Matters):
    """What matters, with what the texts read as well."""

    def __init__(self, engine: Engine, reads: Reads) -> None:
        self._own = [_read_by(engine, reads, (table.model.text,)) for table in engine.scenes]
        self._acts = [_read_by(engine, reads, _act_texts(table)) for table in engine.scenes]
        super().__init__(engine, reads, strict=frozenset(range(len(engine.scenes))))
        #: By scene, what matters once its own text has been read.
        self.resting = [
            super(_TextMatters, self)._before_moves(scene, table) | self._acts[scene]
            for scene, table in enumerate(engine.scenes)
        ]

    def _before_moves(self, scene: int, table: SceneTable) -> Matter:
        return super()._before_moves(scene, table) | self._own[scene] | self._acts[scene]


def _act_texts(table: SceneTable) -> list[Prose | None]:
    """Return the texts of what can be done in a scene."""
    texts = [transition.result.outcome for transition in table.choices]
    return [*texts, *(transition.text for transition in table.enquiries)]


def _read_by(engine: Engine, reads: Reads, texts: Iterable[Prose | None]) -> Matter:
    """Return what texts read."""
    variables = engine.scenario.variables or {}
    matter = Matter()
    for part in (part for text in texts for part in text or ()):
        tree = reads.tree(part.condition)
        if tree is not None:
            matter |= Matter(*reads.of(tree))
        for found in REFERENCE.finditer(part.text):
            name = found.group("id")
            # A number or a flag is one word whatever it is; a word may be several.
            if name in variables and isinstance(variables[name], WordVariable):
                matter |= Matter(1 << engine.places[name])
    return matter


class _Counted:
    """A prose, of which the words are counted without being put together."""

    def __init__(self, engine: Engine, prose: Prose | None) -> None:
        variables = engine.scenario.variables or {}
        places, words = engine.places, {}
        for name, variable in variables.items():
            if isinstance(variable, WordVariable):
                words[name] = places[name]
        # A number or a flag is one word whatever it is.
        names = dict.fromkeys(variables, "0")
        names |= {name: person.name for name, person in (engine.scenario.people or {}).items()}
        self._parts: list[tuple[Test | None, int, str, dict[str, int]]] = []
        for part in prose or ():
            test = None
            if part.condition is not None:
                test = compile_condition(part.condition, places, engine.bits)
            named = {found.group("id") for found in REFERENCE.finditer(part.text)}
            depends = {name: place for name, place in words.items() if name in named}
            plain = {name: word for name, word in names.items() if name not in depends}
            text = "" if not depends else part.text
            self._parts.append((test, _count(fill(part.text, plain)), text, depends))
        self._names = names
        self.always: int | None = None
        if all(test is None and not depends for test, _, _, depends in self._parts):
            self.always = sum(count for _, count, _, _ in self._parts)

    def of(self, values: Values, facts: int) -> int:
        """Return how many words are read."""
        if self.always is not None:
            return self.always
        words = 0
        for test, count, text, depends in self._parts:
            if test is None or test(values, facts):
                if depends:
                    now = {name: str(values[place]) for name, place in depends.items()}
                    count = _count(fill(text, self._names | now))
                words += count
        return words


def _count(text: str) -> int:
    return len(text.split())


class WordsRead:
    """Counts the words that are read at each step of a play."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._titles = [_count(table.model.title) for table in engine.scenes]
        self._texts = [_Counted(engine, table.model.text) for table in engine.scenes]
        self._acts: dict[Transition, _Counted] = {}
        #: By transition, the words of the page that is read closely.
        self._pages: dict[Transition, int] = {}
        for table in engine.scenes:
            for choice in table.choices:
                self._acts[choice] = _Counted(engine, choice.result.outcome)
            for enquiry in table.enquiries:
                self._acts[enquiry] = _Counted(engine, enquiry.text)
                page = enquiry.enquiry.lines
                if page is not None:
                    self._pages[enquiry] = sum(_count(line.text) for line in page.lines)

    def begun(self) -> tuple[State, int]:
        """Return the first state, and the words read on the way. Raises `ScenarioError`."""
        trail: Trail = []
        state = self.engine.begin(trail)
        return state, self._entered(trail)

    def made(self, state: State, transition: Transition) -> tuple[State, int]:
        """Return the state after a transition, and the words read. Raises `ScenarioError`."""
        trail: Trail = []
        after = self.engine.make(state, transition, trail)
        words = self._acts[transition].of(after.values, after.facts)
        words += self._pages.get(transition, 0)
        return after, words + self._entered(trail)

    def _entered(self, trail: Trail) -> int:
        words = 0
        for table, values, facts in trail:
            scene = self.engine.scene_numbers[table.id]
            words += self._titles[scene] + self._texts[scene].of(values, facts)
        return words

    def offered(self, state: State) -> int:
        """Return the words of what there is to choose from on coming to a decision."""
        table = self.engine.scenes[state.scene]
        if table.kind != "decision":
            return 0
        words = 0
        for choice in table.choice_acts:
            if choice.on_offer(state.values, state.facts):
                words += _count(choice.choice.label)
        for enquiry in self.engine.open_acts(state):
            words += _count(enquiry.enquiry.label)
        return words


@dataclass(frozen=True, slots=True)
class _Apart:
    """The facts that tell states of one scene apart.

    ``groups`` are notes of which any one is enough, each with the note that stands for any (0:
    none can, and the first that is held does).
    """

    own: int
    groups: tuple[tuple[int, int], ...]

    def of(self, facts: int) -> int:
        """Return of some facts those that matter."""
        kept = facts & self.own
        for notes, any_one in self.groups:
            held = facts & notes
            if held and not kept & notes:
                kept |= any_one or held & -held
        return kept


class Apart:
    """Tells states apart by all that they may still lead to or read, and by nothing else."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        matters = _TextMatters(engine, Reads(engine))
        self._facts = [self._told_apart(matters, scene) for scene in range(len(engine.scenes))]
        self._kept = [
            tuple(bool(rest.variables >> place & 1) for place in range(len(engine.variable_ids)))
            for rest in matters.resting
        ]
        self._blank: Values = engine.start_values

    def _told_apart(self, matters: _TextMatters, scene: int) -> _Apart:
        facts = matters.resting[scene].facts & matters.being[scene].facts
        own = facts & ((1 << len(self.engine.bits)) - 1)
        groups = [notes for notes, fact in matters.reads.any_of.items() if facts >> fact & 1]
        found = []
        for notes in groups:
            # A note that nothing else asks about may stand for whichever of them is held.
            free = notes & ~own
            for other in groups:
                free &= ~other if other != notes else free
            found.append((notes, free & -free))
        return _Apart(own, tuple(found))

    def of(self, state: State) -> State:
        """Return a state with all that matters no more put aside."""
        scene, values, facts, spent = state
        kept = zip(values, self._blank, self._kept[scene], strict=True)
        return State(
            scene,
            tuple([value if keep else blank for value, blank, keep in kept]),
            self._facts[scene].of(facts),
            spent if self.engine.scenes[scene].limit is not None else 0,
        )

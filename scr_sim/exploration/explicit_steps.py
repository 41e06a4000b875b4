"""Scenes made ready for a search that tries very many states, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import LONGEST_RUN
from scr_sim.engine.transitions import (
    Change,
    ChoiceTransition,
    EnquiryTransition,
    SceneTable,
    Transition,
)
from scr_sim.exploration.condition_reads import KeptFacts, Reads, bits
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.packed_states import Lookup, Packing
from scr_sim.exploration.packed_transitions import (
    ENDLESS,
    After,
    Links,
    Outcomes,
    PackedAnswer,
    PackedChoice,
    PackedScene,
    PackedTransition,
    ReadyTransition,
    of_groups,
)
from scr_sim.scenario.conditions.compiler import all_of


class ReadyScenes:
    """Makes an engine's scenes ready, each when it is first come to.

    ``extra`` is what must be known besides in each scene. ``lean`` lets go of values that nothing
    later reads, and of which enquiries were made where making them again would change nothing.
    """

    def __init__(self, engine: Engine, extra: Mapping[int, Matter], *, lean: bool) -> None:
        self.engine = engine
        #: All transitions that are told apart, by the numbers that they have here.
        self.transitions: list[Transition] = []
        #: The scenes that plays come to, and which lead to which, where that had to be asked.
        self.entered: set[int] = set()
        self.links: dict[int, set[int]] = {}
        everything = (1 << len(engine.variable_ids)) - 1
        ever, strict = everything, frozenset(range(len(engine.scenes)))
        if lean:
            ever, strict = 0, frozenset()
        self._reads = Reads(engine)
        self._matters = Matters(engine, self._reads, ever, strict, extra)
        scenes = range(len(engine.scenes))
        #: By scene, the facts that matter there, and the variables that nothing later reads.
        self._matter = [self._facts(scene) for scene in scenes]
        self._dead = [everything & ~self._matters.being[scene].variables for scene in scenes]
        self._limits = [None if lean and not _felt(t) else t.limit for t in engine.scenes]
        most = max([limit for limit in self._limits if limit is not None], default=0)
        self.packing = Packing(engine, most)
        self._kept = [
            self.packing.kept(self._told_apart(s) if lean else KeptFacts(self._matter[s]))
            for s in scenes
        ]
        self._groups = [of_groups(kept) for kept in self._kept]
        #: By scene, the bits that can be set in its states: facts that are not kept never are.
        self._known = [kept.own | of_groups(kept) for kept in self._kept]
        self._asked = self._asked_about()
        self._packed_scenes: dict[int, PackedScene] = {}
        self._masks: dict[int, int] = {}

    # -- what tells states apart

    def _facts(self, scene: int) -> int:
        facts = self._matters.being[scene].facts
        for notes, fact in self._reads.any_of.items():
            if facts >> fact & 1:
                facts |= notes
        return facts & ((1 << len(self.engine.bits)) - 1)

    def _told_apart(self, scene: int) -> KeptFacts:
        facts = self._matters.being[scene].facts
        return self._reads.kept(facts, self._matters.possible[scene], facts)

    def _asked_about(self) -> int:
        """Return the bits that are known anywhere, or asked about between two scenes."""
        ways = [way for ways in self._matters.onward for way in ways]
        tests = [test for way in ways for test, _ in way if test is not None]
        found = self.packing.bits(*self._reads.of_all(tests))
        for known in self._known:
            found |= known
        return found

    def _let_go(self, change: Change | None, dead: int) -> Change | None:
        """Return a change that also puts what nothing later reads to what it started with."""
        if not dead:
            return change
        adds = change.adds if change is not None else ()
        puts = dict(change.sets) if change is not None else {}
        start = self.engine.start_values
        puts |= {place: start[place] for place in bits(dead)}
        return Change(
            tuple([add for add in adds if not dead >> add[0] & 1]), tuple(sorted(puts.items()))
        )

    # -- coming to scenes

    def begun(self, state: State) -> int:
        """Return the state that plays begin in, packed."""
        packed = self.packing.packed(state)
        change = self.packing.change(self._let_go(None, self._dead[state.scene]))
        return self._kept[state.scene].of(change.applied(packed) if change else packed)

    def _packed_scene(self, scene: int) -> PackedScene:
        found = self._packed_scenes.get(scene)
        if found is None:
            table, packing, onward = self.engine.scenes[scene], self.packing, None
            if table.kind == "passage":
                ways = self._matters.onward[scene][0]
                onward = Links(scene, table.way, ways, packing, self._reads)
            change = packing.change(self._let_go(table.change, self._dead[scene]))
            facts = table.facts << packing.facts_at & self._asked
            found = self._packed_scenes[scene] = PackedScene(
                scene, facts, change, self._kept[scene], onward
            )
        return found

    def _led(self, packed: int, links: Links) -> int:
        """Return where a play rests that takes a way on, passages walked through."""
        for _ in range(LONGEST_RUN + len(self.engine.scenes)):
            scene = links.taken(packed)
            self.entered.add(scene)
            self.links.setdefault(links.scene, set()).add(scene)
            coming = self._packed_scene(scene)
            if coming.onward is None:
                return coming.rested(packed)
            packed = coming.entered(packed)
            links = coming.onward
        return ENDLESS

    # -- going on from scenes

    def transitions_of(self, scene: int) -> tuple[ReadyTransition, ...]:
        """Return what can lead on from a scene, choices first."""
        table, packing = self.engine.scenes[scene], self.packing
        found = []
        for choice, onward in zip(table.choices, self._matters.onward[scene], strict=True):
            links = Links(scene, choice.way, onward, packing, self._reads)
            found.append(self._choice(choice, links))
        for answer in told_apart(table, self._matter[scene]):
            found.append(self._answer(scene, answer))
        return tuple(found)

    def _choice(self, choice: ChoiceTransition, links: Links) -> ReadyTransition:
        locked, packing, known = choice.choice.locked, self.packing, self._known[links.scene]
        texts = [choice.choice.condition, locked.unless if locked is not None else None]
        coming = self._packed_scene(links.certain) if links.certain >= 0 else None
        choosing = PackedChoice(
            making=self._making(links.scene, choice, texts, choice.change),
            needed=choice.needed << packing.facts_at & known if choice.convincing else 0,
            need=choice.need if choice.convincing else 0,
            position=packing.scene | packing.spent,
            coming=coming if coming is not None and coming.onward is None else None,
            links=links,
            led=self._led,
        )
        making = choosing.making
        reads, touches, can_be = self._leading(links)
        touches = (touches | making.touches) & can_be | choosing.position
        if len(links.targets) > 1 or choosing.coming is None:
            reads |= touches  # what is touched on one way may stay as it was on another
        reads |= making.reads | choosing.needed
        reads &= ~choosing.position
        return self._ready(links.scene, choice, choosing.after, reads, touches, None)

    def _leading(self, first: Links) -> tuple[int, int, int]:
        """Return the bits that it hangs on where ways on lead, and those touched on the way.

        And those that can be set in a state where they begin or end.
        """
        known = can_be = self._known[first.scene]
        reads = touches = 0
        waiting, seen = [first], set[int]()
        while waiting:
            links = waiting.pop()
            reads |= links.asked.reads if links.asked is not None else 0
            for target in links.targets - seen:
                coming = self._packed_scene(target)
                reads, touches = reads | coming.reads, touches | coming.touches
                if coming.onward is None:
                    touches |= known & ~self._kept[target].own
                    can_be |= self._known[target]
                else:
                    waiting.append(coming.onward)
            seen |= links.targets
        return reads, touches, can_be

    def _answer(self, scene: int, answer: EnquiryTransition) -> ReadyTransition:
        packing, kept, limit = self.packing, self._kept[scene], self._limits[scene]
        one = 0 if limit is None else packing.one_spent
        change = answer.change and _kept(answer.change, ~self._dead[scene])
        asking = PackedAnswer(
            making=self._making(scene, answer, [answer.enquiry.condition], change),
            kept=kept,
            spent=packing.spent,
            spends=one,
            most=None if limit is None else limit * one,
        )
        more = self._groups[scene] | (packing.spent if one else 0)
        reads = asking.making.reads | more
        touches = asking.making.touches & self._known[scene] | more
        return self._ready(scene, answer, asking.after, reads, touches, one)

    def _making(
        self,
        scene: int,
        transition: Transition,
        texts: Sequence[str | None],
        change: Change | None,
    ) -> PackedTransition:
        """Return a transition on its own; ``texts`` are its conditions, beside its guards."""
        unless = transition.unless_test if transition.kind == "choice" else None
        tests = [t for t in (transition.if_test, unless, transition.guard) if t is not None]
        test = None
        if tests:
            trees = [tree for tree in map(self._reads.tree, texts) if tree is not None]
            read = self._reads.of_all([*trees, *transition.guards])
            test = Lookup(self.packing, all_of(tests), *read)
        return PackedTransition(
            once=self._one(transition.once << self.packing.facts_at & self._known[scene]),
            test=test,
            change=self.packing.change(change),
            facts=self._one(transition.facts << self.packing.facts_at & self._asked),
        )

    def _ready(
        self,
        scene: int,
        transition: Transition,
        after: After,
        reads: int,
        touches: int,
        vain: int | None,
    ) -> ReadyTransition:
        reads &= self._known[scene]
        self.transitions.append(transition)
        keeps = self._one(~touches)
        puts = Outcomes(self.packing.room, after, keeps)
        return ReadyTransition(len(self.transitions) - 1, puts, self._one(reads), keeps, vain)

    def _one(self, mask: int) -> int:
        """Return the one number that stands for a mask: with thousands of facts each is long."""
        return self._masks.setdefault(mask, mask)


def _felt(table: SceneTable) -> bool:
    """Return whether a limit can be felt: there are more enquiries than there is time for."""
    return table.limit is not None and table.limit < len(table.enquiry_acts)


def _kept(change: Change, live: int) -> Change | None:
    """Return what a change does to some variables alone; None where it does nothing to them."""
    adds = tuple([add for add in change.adds if live >> add[0] & 1])
    puts = tuple([put for put in change.sets if live >> put[0] & 1])
    return Change(adds, puts) if adds or puts else None


def told_apart(table: SceneTable, matter: int) -> Iterator[EnquiryTransition]:
    """Return a scene's answers, of those that differ in nothing that matters the first."""
    for act in table.enquiry_acts:
        for ways in act.asked:
            seen = set()
            for answer in ways.values():
                if answer.facts & matter not in seen:
                    seen.add(answer.facts & matter)
                    yield answer

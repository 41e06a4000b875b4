"""What tells states apart: what can still be done, and so much as is wanted of what is read."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.engine import Engine, State
from scr_sim.exploration.condition_reads import KeptFacts, Reads
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.scenario.conditions.compiler import Values


class TextMatters(Matters):
    """What matters, with what texts read as well.

    By scene, ``texts`` is what its own text reads, and ``acts`` what the texts of what can be done
    in it read.
    """

    def __init__(
        self, engine: Engine, reads: Reads, texts: Sequence[Matter], acts: Sequence[Matter]
    ) -> None:
        count = len(engine.scenes)
        super().__init__(
            engine,
            reads,
            strict=frozenset(range(count)),
            extra={scene: texts[scene] | acts[scene] for scene in range(count)},
        )
        #: By scene, what matters once its own text has been read.
        self.resting = [doing | read for doing, read in zip(self.doing(), acts, strict=True)]


class Apart:
    """Tells states apart by all that matters, and by nothing else."""

    def __init__(self, engine: Engine, matters: TextMatters) -> None:
        self.engine = engine
        kept = [self._told_apart(matters, scene) for scene in range(len(engine.scenes))]
        self._own = [one.own for one in kept]
        #: By scene, what returns of some facts those that still matter.
        self.facts_in = [one.of if one.groups else one.own.__and__ for one in kept]
        #: By scene, all facts on which those hang.
        self.mattering = [one.read for one in kept]
        places = range(len(engine.variable_ids))
        self._kept = [
            tuple(bool(rest.variables >> place & 1) for place in places) for rest in matters.resting
        ]
        self._blank: Values = engine.start_values
        self._blanked: list[dict[Values, Values]] = [{} for _ in engine.scenes]
        #: By scene, what is known of every state: what cannot be so yet is known not to be.
        self.known = [
            Matter(rest.variables, facts.own | ~possible)
            for rest, facts, possible in zip(matters.resting, kept, matters.possible, strict=True)
        ]

    def _told_apart(self, matters: TextMatters, scene: int) -> KeptFacts:
        facts = matters.resting[scene].facts & matters.being[scene].facts
        # What cannot be held here may be asked about later all the same.
        possible, asked = matters.possible[scene], matters.resting[scene].facts
        return matters.reads.kept(facts, possible, asked)

    def of(self, state: State) -> State:
        """Return a state with all that matters no more put aside."""
        scene, values, facts, spent = state
        return State(
            scene,
            self.values(scene, values),
            self.facts_in[scene](facts),
            spent if self.engine.scenes[scene].limit is not None else 0,
        )

    def values(self, scene: int, values: Values) -> Values:
        """Return the values in a scene, with those that matter no more put aside."""
        known = self._blanked[scene]
        found = known.get(values)
        if found is None:
            kept = zip(values, self._blank, self._kept[scene], strict=True)
            found = tuple([value if keep else blank for value, blank, keep in kept])
            known[values] = found
        return found

    def own(self, scene: int) -> int:
        """Return the facts that tell states of a scene apart each for itself."""
        return self._own[scene]

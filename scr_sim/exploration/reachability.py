"""What plays can reach: the search that fits a scenario, and what it found."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.explicit_search import Progress, States, Transitions
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.shortest_paths import Ways, way_into
from scr_sim.exploration.state_vectors import TooManyError, VectorLayout
from scr_sim.scenario import LoadedScenario

#: What makes vectors no more than so many times as many is known at once.
_LITTLE_HARDER = 2


@dataclass(slots=True, kw_only=True)
class Reached:
    """What a search reached, in the engine's terms; the ways are the shortest ones."""

    engine: Engine
    scenes: frozenset[int]
    made: frozenset[Transition]
    endings: Mapping[int, Transitions]
    dead_ends: Mapping[int, Transitions]
    loops: tuple[tuple[int, ...], ...]
    complete: bool
    #: The sets, or else the states, in which more can be looked up.
    source: Sets | States = field(repr=False)

    @property
    def states(self) -> int:
        """Return how many states of decisions and endings were found."""
        return self.source.states


def reach(
    scenario: LoadedScenario,
    limit: int | None = None,
    progress: Progress | None = None,
    *,
    one_by_one: int = limits.MOST_STATES,
    ways_to_endings: bool = True,
    matters: Matters | None = None,
    extra: Mapping[int, Matter] | None = None,
    strict: Set[int] = frozenset(),
) -> Reached:
    """Return what any play of a scenario can reach.

    All states at once where they can be held as sets; else one by one, up to ``one_by_one`` of
    them, telling ``progress`` how many there are so far. Where there are more than ``limit``,
    the search stops there. ``matters`` is what matters in it, where that is known already;
    ``extra`` is what is good to know by scene, and ``strict`` the scenes in which it is good to
    know what was asked, where that makes it little harder. Raises nothing for a checked scenario.
    """
    if matters is None:
        engine = Engine(scenario)
        matters = Matters(engine, Reads(engine))
    engine = matters.engine
    one_by_one = room_for(engine, one_by_one)
    try:
        sets = _sets(matters, extra or {}, strict)
        if limit is None or sets.states <= limit:
            return _by_sets(sets, ways_to_endings=ways_to_endings)
    except TooManyError:
        pass
    return by_states(engine, one_by_one if limit is None else limit, progress)


def room_for(engine: Engine, most: int = limits.MOST_STATES) -> int:
    """Return how many states may be looked at one by one: fewer than ``most`` if they are large."""
    # How much a state is, in values; facts are bits and hardly count.
    width = 1 + len(engine.variable_ids) + len(engine.bits) // 64
    return min(most, limits.MOST_VALUES_HELD // width)


def _by_sets(sets: Sets, *, ways_to_endings: bool) -> Reached:
    engine = sets.engine
    endings = sets.endings
    stuck = [scene for scene, vectors in enumerate(sets.stuck) if vectors]
    found = Ways(sets, endings if ways_to_endings else (), stuck).found
    return Reached(
        engine=engine,
        scenes=frozenset(scene for scene, vectors in enumerate(sets.there) if vectors),
        made=frozenset(sets.made),
        endings={scene: found.get(scene, ()) for scene in endings},
        dead_ends={scene: found[scene] for scene in stuck},
        loops=tuple(sets.endless()),
        complete=True,
        source=sets,
    )


def _sets(matters: Matters, extra: Mapping[int, Matter], strict: Set[int]) -> Sets:
    layout = VectorLayout.of(matters)
    if extra or strict:
        more = matters.again(strict=strict, extra=extra)
        larger = _little_larger(layout, more)
        if larger is not None:
            matters, layout = more, larger
        else:
            extra, strict = {}, frozenset()
    sets = Sets(matters, layout)
    if sets.doubtful:
        sets = Sets(matters.again(strict=sets.doubtful | strict, extra=extra))
    return sets


def _little_larger(layout: VectorLayout, more: Matters) -> VectorLayout | None:
    """Return the layout of what matters besides; None where that is much harder."""
    try:
        larger = VectorLayout.of(more)
    except TooManyError:
        return None
    return larger if larger.size <= _LITTLE_HARDER * layout.size else None


def by_states(engine: Engine, limit: int, progress: Progress | None) -> Reached:
    """Return what plays can reach, looked at state by state up to a limit."""
    states = States(engine, limit, progress)
    return Reached(
        engine=engine,
        scenes=frozenset(states.entered),
        made=frozenset(states.made),
        endings=states.endings,
        dead_ends=states.dead_ends,
        loops=tuple(sorted(states.loops)),
        complete=states.complete,
        source=states,
    )


def way_to(reached: Reached, scene: str) -> tuple[str, ...] | None:
    """Return the actions of a shortest way into a scene; None where no play is known to reach it.

    Where states were looked at one by one, no ways into passages are known.
    """
    engine = reached.engine
    number = engine.scene_numbers[scene]
    if isinstance(reached.source, Sets):
        way = way_into(reached.source, number)
    else:
        way = reached.source.way_into(number)
    return words(engine, way) if way is not None else None


def words(engine: Engine, way: Transitions) -> tuple[str, ...]:
    """Return a way's transitions as actions. A citing names as few notes as convince, or none."""
    state = engine.start if way else None
    found = []
    for transition in way:
        assert state is not None
        word = transition.word
        if transition.kind == "choice" and transition.convincing is not None:
            needed = transition.needed if transition.convincing else 0
            word += "@" + ",".join(engine.notes_in(state.facts & needed)[: transition.need])
        found.append(word)
        state = engine.make(state, transition)
    return tuple(found)

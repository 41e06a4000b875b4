"""From a scenario to what can happen in it, as it is told."""

from __future__ import annotations

from collections.abc import Mapping

from scr_sim.engine import Engine, tally
from scr_sim.engine.transitions import ChoiceTransition, EnquiryTransition, Transition
from scr_sim.exploration import limits
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.decision_counts import (
    ROUND_AND_ROUND,
    TOO_MANY,
    TOO_MANY_FOR_DECISIONS,
    DecisionCounts,
)
from scr_sim.exploration.explicit_counts import ExplicitCounts, lean_counts
from scr_sim.exploration.explicit_search import NOT_ALL, Progress, States
from scr_sim.exploration.model import (
    DeadEnd,
    EndingReached,
    Explored,
    FindingTouched,
    NoWayOut,
    Shape,
)
from scr_sim.exploration.reachability import Reached, by_states, reach, room_for, words
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.exploration.ways_out import without_way_out
from scr_sim.graphs import unavoidable
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.variables import NumberVariable

_NO_ENDING = "No play comes to an ending."


def explore(
    scenario: LoadedScenario, limit: int | None = None, progress: Progress | None = None
) -> Explored:
    """Return what can happen in a scenario, over every play; see `Explored`.

    ``limit`` is the most states that are looked at; ``progress`` is told how many were, while
    they are looked at one by one.
    """
    reached = reach(scenario, limit, progress)
    one_by_one = room_for(reached.engine) if limit is None else limit
    try:
        ranges = _ranges(reached)
    except TooManyError:
        reached = by_states(reached.engine, one_by_one, progress)
        ranges = _ranges(reached)
    why: dict[str, str] = {}
    plays, total, fewest, most = _figures(reached, why)
    lost = without_way_out(reached.source, one_by_one, progress) if reached.complete else None
    if lost is None:
        lost, why["no_way_out"] = {}, NOT_ALL
    engine = reached.engine
    ids = [table.id for table in engine.scenes]
    choices, enquiries = _offered(engine)
    took = {name for name, results in choices.items() if not reached.made.isdisjoint(results)}
    asked = {name for name, results in enquiries.items() if not reached.made.isdisjoint(results)}
    return Explored(
        scenario=scenario.id,
        branches=scenario.branches,
        states=reached.states,
        reachable=tuple(ids[scene] for scene in sorted(reached.scenes)),
        unreachable=tuple(ids[s] for s in range(len(ids)) if s not in reached.scenes),
        available=tuple(name for name in choices if name in took),
        never=tuple(name for name in choices if name not in took),
        enquiries_available=tuple(name for name in enquiries if name in asked),
        enquiries_never=tuple(name for name in enquiries if name not in asked),
        dead_ends=tuple(
            DeadEnd(ids[scene], words(engine, way))
            for scene, way in sorted(reached.dead_ends.items())
        ),
        no_way_out=tuple(
            NoWayOut(ids[scene], words(engine, way)) for scene, way in sorted(lost.items())
        ),
        endings=tuple(
            EndingReached(ids[scene], plays.get(scene), words(engine, way))
            for scene, way in sorted(reached.endings.items())
        ),
        plays=total,
        fewest=fewest,
        most=most,
        variables=ranges,
        findings=_findings(scenario, reached.made, choices),
        shape=shape(reached),
        loops=tuple(tuple(ids[scene] for scene in loop) for loop in reached.loops),
        complete=reached.complete,
        why=why,
    )


def _figures(
    reached: Reached, why: dict[str, str]
) -> tuple[Mapping[int, int | None], int | None, int | None, int | None]:
    """Return how many plays come to each ending, how many in all, the fewest and most decisions."""
    source = reached.source
    if isinstance(source, States):
        if not source.complete:
            why["plays"] = why["most"] = NOT_ALL
            fewest = source.fewest()
            if fewest is None:
                why["fewest"] = NOT_ALL
            return {}, None, fewest, None
        return _counted_over_states(source, why)
    if not reached.endings:
        why["fewest"] = why["most"] = _NO_ENDING
        return {}, 0, None, None
    plays, total = _plays(source, why)
    try:
        counting = DecisionCounts(source)
        most, fewest = counting.most(), counting.fewest()
    except TooManyError:
        why["fewest"] = why["most"] = TOO_MANY_FOR_DECISIONS
        return plays, total, None, None
    if counting.infinite:
        why["most"] = ROUND_AND_ROUND
    elif most is None:
        why["most"] = "There are too many states to look for the longest play."
    return plays, total, fewest, most


def _plays(sets: Sets, why: dict[str, str]) -> tuple[Mapping[int, int | None], int | None]:
    """Return how many plays come to each ending, and how many there are in all."""
    counts = lean_counts(sets.engine) if sets.states <= limits.MOST_STATES_COUNTED else None
    plays = counts.plays() if counts is not None else None
    if counts is None or plays is None:
        why["plays"] = TOO_MANY
        return {}, None
    if counts.infinite:
        why["plays"] = ROUND_AND_ROUND
    return plays, counts.total


def _counted_over_states(
    states: States, why: dict[str, str]
) -> tuple[Mapping[int, int | None], int | None, int | None, int | None]:
    if not states.endings:
        why["fewest"] = why["most"] = _NO_ENDING
        return {}, 0, None, None
    counts = ExplicitCounts(states)
    plays = counts.plays()
    if plays is None:
        why["plays"] = TOO_MANY
    if counts.infinite:
        why["plays"] = why["most"] = ROUND_AND_ROUND
    return plays or {}, counts.total, states.fewest(), counts.most()


def _offered(
    engine: Engine,
) -> tuple[dict[str, list[ChoiceTransition]], dict[str, list[EnquiryTransition]]]:
    choices: dict[str, list[ChoiceTransition]] = {}
    enquiries: dict[str, list[EnquiryTransition]] = {}
    for table in engine.scenes:
        for choice in table.choices:
            choices.setdefault(f"{table.id}.{choice.word}", []).append(choice)
        for enquiry in table.enquiries:
            enquiries.setdefault(f"{table.id}.{enquiry.enquiry.id}", []).append(enquiry)
    return choices, enquiries


def touched(reached: Reached) -> dict[int, FindingTouched]:
    """Return, for every finding of the review, the choices of some play that touch it."""
    return _findings(reached.engine.scenario, reached.made, _offered(reached.engine)[0])


def _findings(
    scenario: LoadedScenario,
    made: frozenset[Transition],
    choices: Mapping[str, list[ChoiceTransition]],
) -> dict[int, FindingTouched]:
    touches = (
        (name, transition.result.debrief)
        for name, transitions in choices.items()
        for transition in transitions
        if transition in made
    )
    return {
        number: FindingTouched(met.echoed, met.answered)
        for number, met in tally(scenario.case_review.findings, touches).items()
    }


def shape(reached: Reached) -> Shape:
    """Return how plays part and meet, over the steps that some play makes."""
    scenes, links = reached.engine.scenes, reached.source.links
    decisions = [at for at in sorted(reached.scenes) if scenes[at].kind == "decision"]
    on_every_way = unavoidable(reached.engine.first, reached.endings, links)
    return Shape(
        decisions=len(decisions),
        branching=tuple([scenes[at].id for at in decisions if len(links.get(at, ())) > 1]),
        always=tuple([scenes[at].id for at in on_every_way if scenes[at].kind != "ending"]),
    )


def _ranges(reached: Reached) -> dict[str, tuple[int, int]]:
    """Return the least and the greatest value of each number, over all states."""
    source, engine = reached.source, reached.engine
    numbers = [
        (engine.places[name], name)
        for name, variable in (engine.scenario.variables or {}).items()
        if isinstance(variable, NumberVariable)
    ]
    if isinstance(source, States):
        if not source.states:
            return {}
        taken = {name: [int(value) for value in source.values(place)] for place, name in numbers}
        return {name: (min(values), max(values)) for name, values in taken.items()}
    scenes = [
        scene
        for scene, table in enumerate(engine.scenes)
        if table.kind != "passage" and source.there[scene]
    ]
    kept = _keeping([place for place, _ in numbers], source, scenes)
    found = {}
    for place, name in numbers:
        sets = kept[place]
        values: set[Value] = set()
        for scene in scenes:
            values.update(sets.layout.seen_values(sets.there[scene], place))
        if values:
            found[name] = (min(map(int, values)), max(map(int, values)))
    return found


def _keeping(places: list[int], sets: Sets, scenes: list[int]) -> dict[int, Sets]:
    """Return, for each number, sets that hold its value in every scene.

    Where nothing later reads a number, its value was let go: those are looked at again.
    """
    kept, lost = {}, []
    for place in places:
        if all(sets.matters.being[scene].variables >> place & 1 for scene in scenes):
            kept[place] = sets
        else:
            lost.append(place)

    def again(some: list[int]) -> Sets:
        ever = sum(1 << place for place in some)
        return Sets(sets.matters.again(ever), before=sets)

    if lost:
        try:
            together = again(lost)
            kept |= dict.fromkeys(lost, together)
        except TooManyError:
            kept |= {place: again([place]) for place in lost}
    return kept

"""What never holds, and which promises some play breaks.

Most conditions hold in one of a few plays, and most promises are proven from what they read alone;
that settles them. For the others all plays are looked at: together as sets where that can be, else
state by state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.exploration import limits
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.condition_moments import Moment, Watched, act_of, once_of
from scr_sim.exploration.condition_needs import comparable, known, needed, of_note, to_ask
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.directed_plays import directed_plays
from scr_sim.exploration.explicit_search import States, Transitions
from scr_sim.exploration.fact_slots import FactRoom
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.proofs import Proofs
from scr_sim.exploration.shortest_paths import way_into
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.exploration.witnesses import Witnesses, over_states, some_plays
from scr_sim.scenario.conditions.parser import parse


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What was found of a condition: whether it was looked at, held there, and failed there.

    ``way`` is a shortest way to where a promise is broken, if one is known.
    """

    watched: Watched
    looked_at: bool
    held: bool
    failed: bool
    way: Transitions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Promises that are not easily proven, and conditions that may never hold, in order.

    ``fitting`` are those of which all states together can tell at no cost. Beside them, ``never``
    is what was found of conditions that are looked at, and are proven never to hold.
    """

    every: list[Watched]
    fitting: list[Watched]
    never: list[Verdict]


def unsettled(matters: Matters, every: Sequence[Watched]) -> Unsettled:
    """Return what is left of promises and conditions after proofs and some plays."""
    proofs = Proofs(matters)
    doubted = proofs.may_fail([one for one in every if one.promise])
    asked = [one for one in every if not one.promise]
    fitting = [one for one in asked if not of_note(one) and known(matters, [one])]
    told = {id(one) for one in fitting}
    seen = Witnesses(matters.engine, [one for one in asked if id(one) not in told])
    actions = min(limits.MOST_ACTIONS, limits.MOST_ACTIONS_A_CONDITION * len(seen.every))
    some_plays(seen, actions, limits.MOST_ACTIONS_IN_VAIN)
    # What takes no more room can be left to the search: it is the others that are worth more plays.
    room = FactRoom(matters)
    costly: list[Watched] = []
    for one in (*doubted, *seen.unheld()):
        fits = not of_note(one) and room.take(needed(matters.reads, [one]))
        (fitting if fits else costly).append(one)
    directed_plays(seen, [one for one in costly if not one.promise])
    fitting = [one for one in fitting if id(one) not in seen.held]
    idle = [one for one in costly if not one.promise and id(one) not in seen.held]
    perhaps = {id(one) for one in proofs.may_hold(idle)}
    never = [one for one in idle if id(one) in seen.looked_at and id(one) not in perhaps]
    left = {id(one) for one in (*doubted, *fitting, *seen.unheld())} - {id(one) for one in never}
    return Unsettled(
        every=[one for one in every if id(one) in left],
        fitting=fitting,
        never=[_seen(one, seen) for one in never],
    )


def _not_held(engine: Engine, every: Sequence[Watched]) -> list[Watched]:
    """Return the conditions that have not held in any of a great many plays."""
    seen = Witnesses(engine, every)
    some_plays(seen, limits.MOST_ACTIONS_INSTEAD, limits.MOST_ACTIONS_INSTEAD_IN_VAIN)
    directed_plays(seen, seen.unheld())
    return seen.unheld()


def _few_states(reads: Reads, every: Sequence[Watched], limit: int) -> bool:
    """Return whether there are so few states that looking at all of them takes no time."""
    few = min(limit, limits.FEW_STATES)
    return States(reads.engine, few, extra=needed(reads, every, everywhere=True)).complete


def verdicts(
    reads: Reads, source: Sets | States, left: Sequence[Watched], limit: int
) -> tuple[list[Verdict], bool]:
    """Return of what is unsettled the conditions that never hold and the broken promises.

    And whether all could be settled; ``limit`` is how many states are looked at one by one.
    """
    engine = reads.engine
    if isinstance(source, Sets):
        found, open_ = _settled_by_sets(reads, source, left)
    else:
        found, open_ = [], list(left)
    conditions = [one for one in open_ if not one.promise]
    if conditions and not _few_states(reads, open_, limit):
        open_ = [one for one in open_ if one.promise] + _not_held(engine, conditions)
    broken = [v for v in found if v.watched.promise and v.failed and v.way is None]
    settled = True
    if open_ or broken:
        together = [*open_, *(verdict.watched for verdict in broken)]
        seen = Witnesses(engine, together)
        states = States(engine, limit, extra=needed(reads, together, everywhere=True))
        over_states(seen, states)
        for verdict in broken:
            verdict.way = seen.ways.get(id(verdict.watched))
        settled = states.complete or not open_
        found += [
            _seen(one, seen)
            for one in open_
            if states.complete or (one.promise and id(one) in seen.failed)
        ]
    order = {id(one): at for at, one in enumerate(left)}
    told = [v for v in found if (v.failed if v.watched.promise else v.looked_at and not v.held)]
    return sorted(told, key=lambda verdict: order[id(verdict.watched)]), settled


def _seen(one: Watched, seen: Witnesses) -> Verdict:
    key = id(one)
    return Verdict(
        watched=one,
        looked_at=key in seen.looked_at,
        held=key in seen.held,
        failed=key in seen.failed,
        way=seen.ways.get(key),
    )


# -- all states together


def _settled_by_sets(
    reads: Reads, source: Sets, left: Sequence[Watched]
) -> tuple[list[Verdict], list[Watched]]:
    """Return what sets tell of some conditions, and those of which they do not."""
    by_sets = [one for one in left if not of_note(one) and comparable(reads, one)]
    told = {id(one) for one in by_sets}
    open_ = [one for one in left if id(one) not in told]
    there = [one for one in by_sets if known(source.matters, [one])]
    told_there = {id(one) for one in there}
    found = _by_sets(source, there)
    # The others together; where that is too much at once, half of them, and so on.
    waiting = [[one for one in by_sets if id(one) not in told_there]]
    in_vain = 0
    while waiting:
        group = waiting.pop()
        if not group:
            continue
        if in_vain > limits.MOST_SEARCHES_IN_VAIN:
            open_ += group
            continue
        try:
            found += _by_sets(_watching(source, group), group)
        except TooManyError:
            in_vain += 1
            half = len(group) // 2
            waiting += [group[half:], group[:half]] if half else []
            open_ += group if not half else []
    return found, open_


def _watching(source: Sets, every: Sequence[Watched]) -> Sets:
    """Return sets in which all that some conditions read is known where they are looked at.

    Raises `TooManyError`.
    """
    matters = source.matters
    extra = needed(matters.reads, every)
    strict = matters.strict | to_ask(every)
    return Sets(matters.again(strict=strict, extra=extra))


def _by_sets(sets: Sets, every: Sequence[Watched]) -> list[Verdict]:
    stood: dict[Moment, list[tuple[int, Matter, int]]] = {}
    found = []
    for one in every:
        verdict = Verdict(watched=one, looked_at=False, held=False, failed=False)
        for moment in one.moments:
            if moment not in stood:
                stood[moment] = list(_standing(sets, moment))
            for scene, matter, vectors in stood[moment]:
                mask = sets.layout.mask
                for text in one.given:
                    vectors &= mask(parse(text), matter.facts)
                for text in one.without:
                    vectors &= ~mask(parse(text), matter.facts)
                holding = vectors & mask(parse(one.text), matter.facts)
                failing = vectors & ~holding
                verdict.looked_at |= bool(vectors)
                verdict.held |= bool(holding)
                verdict.failed |= bool(failing)
                if one.promise and failing and moment.kind == "begun":
                    verdict.way = ()
                elif one.promise and failing and moment.kind == "entered":
                    way = way_into(sets, scene, failing)
                    if way is not None and (verdict.way is None or len(way) < len(verdict.way)):
                        verdict.way = way
        found.append(verdict)
    return found


def _standing(sets: Sets, moment: Moment) -> Iterator[tuple[int, Matter, int]]:
    """Return what there is at a moment: in which scene, what is known there, and the vectors."""
    scene, here, matters = moment.scene, sets.scenes[moment.scene], sets.matters
    being, there = matters.being[scene], sets.there[scene]
    if not there:
        return
    entered = sets.enter(scene, sets.arrived[scene])
    if moment.kind == "begun":
        for target, begun in sets.begun().items():
            yield target, matters.being[target], begun
    elif moment.kind == "entered":
        yield scene, being, entered
    elif moment.kind in {"stands", "offered", "open"}:
        once = once_of(sets.engine, moment)
        if once:
            there &= ~sets.layout.mask((once.bit_length() - 1, True), being.facts)
        yield scene, being, there
    elif moment.kind == "asked":
        for asked, level in enumerate(here.asked(entered)):
            for asking in here.asking if here.has_time(asked) else ():
                if act_of(asking.transition) == moment.act:
                    yield scene, being, asking.answered(level)
    else:
        for at, route in enumerate(here.routes):
            choice = route.transition
            if moment.act != (act_of(choice) if choice is not None else None):
                continue
            if moment.kind == "came":
                for target, going in sets.settled(route.taken(there)).items():
                    yield target, matters.being[target], going
            elif choice is None:
                yield scene, being, there
            else:
                leaving = matters.leaving[scene][at]
                yield scene, leaving, route.left(there)

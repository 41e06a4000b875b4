"""What never holds, and which promises some play breaks.

Most conditions hold in one of a few plays, and most promises are proven from what they read alone;
that settles them. For the others all plays are looked at: together as sets where that can be, else
state by state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.condition_moments import Moment, Watched, act_of, once_of
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.directed_plays import directed_plays
from scr_sim.exploration.explicit_search import States
from scr_sim.exploration.fact_slots import FactRoom
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.promise_proofs import unproven
from scr_sim.exploration.shortest_paths import way_into
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.exploration.witnesses import Witnesses, over_states, some_plays
from scr_sim.scenario.conditions.parser import parse

Way = tuple[Transition, ...]


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What was found of a condition: whether it was looked at, held there, and failed there.

    ``way`` is a shortest way to where a promise is broken, if one is known.
    """

    watched: Watched
    looked_at: bool
    held: bool
    failed: bool
    way: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Promises that are not easily proven, and conditions that may never hold, in order.

    ``fitting`` are those of which all states together can tell at no cost.
    """

    every: list[Watched]
    fitting: list[Watched]


def unsettled(matters: Matters, every: Sequence[Watched]) -> Unsettled:
    """Return what is left of promises and conditions after proofs and some plays."""
    doubted = unproven(matters, [one for one in every if one.promise])
    asked = [one for one in every if not one.promise]
    fitting = [one for one in asked if not _of_note(one) and _known(matters, [one])]
    known = {id(one) for one in fitting}
    seen = Witnesses(matters.engine, [one for one in asked if id(one) not in known])
    actions = min(limits.MOST_ACTIONS, limits.MOST_ACTIONS_A_CONDITION * len(seen.every))
    some_plays(seen, actions, limits.MOST_ACTIONS_IN_VAIN)
    # What takes no more room can be left to the search: it is the others that are worth more plays.
    room = FactRoom(matters)
    costly: list[Watched] = []
    for one in (*doubted, *seen.unheld()):
        fits = not _of_note(one) and room.take(_extra(matters.reads, [one]))
        (fitting if fits else costly).append(one)
    directed_plays(seen, [one for one in costly if not one.promise])
    fitting = [one for one in fitting if id(one) not in seen.held]
    left = {id(one) for one in (*doubted, *fitting, *seen.unheld())}
    return Unsettled(every=[one for one in every if id(one) in left], fitting=fitting)


def _not_held(engine: Engine, every: Sequence[Watched]) -> list[Watched]:
    """Return the conditions that have not held in any of a great many plays."""
    seen = Witnesses(engine, every)
    some_plays(seen, limits.MOST_ACTIONS_INSTEAD, limits.MOST_ACTIONS_INSTEAD_IN_VAIN)
    directed_plays(seen, seen.unheld())
    return seen.unheld()


def _known(matters: Matters, every: Sequence[Watched]) -> bool:
    """Return whether all that some conditions read is known where they are looked at."""
    return to_ask(every) <= matters.strict and all(
        # What cannot have come about there is known not to be so.
        Matter(extra.variables, extra.facts & matters.possible[scene]) | matters.being[scene]
        == matters.being[scene]
        for scene, extra in _extra(matters.reads, every).items()
    )


def to_know(reads: Reads, left: Iterable[Watched]) -> dict[int, Matter]:
    """Return by scene what must be known to settle conditions where all states are together."""
    return _extra(reads, [one for one in left if not _of_note(one)])


def to_ask(left: Iterable[Watched]) -> frozenset[int]:
    """Return the scenes in which it must be known what was asked: an answer is told but once."""
    return frozenset(
        moment.scene
        for one in left
        if not _of_note(one)
        for moment in one.moments
        if moment.kind in {"asked", "open"}
    )


def verdicts(
    reads: Reads, source: Sets | States, left: Sequence[Watched], limit: int
) -> tuple[list[Verdict], bool]:
    """Return of what is unsettled the conditions that never hold and the broken promises.

    And whether all could be settled; ``limit`` is how many states are looked at one by one.
    """
    engine = reads.engine
    found: list[Verdict] = []
    if isinstance(source, Sets):
        open_ = [one for one in left if _of_note(one)]
        by_sets = [one for one in left if not _of_note(one)]
        known = [one for one in by_sets if _known(source.matters, [one])]
        told_of = {id(one) for one in known}
        # The others together; where that is too much at once, half of them, and so on.
        waiting = [[one for one in by_sets if id(one) not in told_of], known]
        while waiting:
            group = waiting.pop()
            if not group:
                continue
            try:
                sets = source if id(group[0]) in told_of else _watching(source, group)
                found += _by_sets(sets, group)
            except TooManyError:
                half = len(group) // 2
                waiting += [group[half:], group[:half]] if half else []
                open_ += group if not half else []
    else:
        open_ = list(left)
    conditions = [one for one in open_ if not one.promise]
    open_ = [one for one in open_ if one.promise] + _not_held(engine, conditions)
    broken = [v for v in found if v.watched.promise and v.failed and v.way is None]
    settled = True
    if open_ or broken:
        together = [*open_, *(verdict.watched for verdict in broken)]
        seen = Witnesses(engine, together)
        states = States(engine, limit, extra=_extra(reads, together, everywhere=True))
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


def _of_note(one: Watched) -> bool:
    return any(moment.note for moment in one.moments)


def _seen(one: Watched, seen: Witnesses) -> Verdict:
    key = id(one)
    return Verdict(
        watched=one,
        looked_at=key in seen.looked_at,
        held=key in seen.held,
        failed=key in seen.failed,
        way=seen.ways.get(key),
    )


# -- what must be known where


def _extra(
    reads: Reads, every: Iterable[Watched], *, everywhere: bool = False
) -> dict[int, Matter]:
    """Return by scene what must be known in it to tell whether conditions hold.

    ``everywhere`` a note that must be gained just then has to be known about, too.
    """
    engine = reads.engine
    extra: dict[int, Matter] = {}
    for one in every:
        matter = Matter(*reads.of_texts((*one.given, one.text)))
        matter |= Matter(*reads.of_texts(one.without))
        for moment in one.moments:
            for scene in _rests(engine, moment):
                extra[scene] = extra.get(scene, Matter()) | matter
            if moment.note and everywhere:
                held = Matter(0, 1 << engine.note_bits[moment.note])
                for scene in range(len(engine.scenes)):
                    extra[scene] = extra.get(scene, Matter()) | held
            if once := once_of(engine, moment):
                extra[moment.scene] = extra.get(moment.scene, Matter()) | Matter(0, once)
    return extra


def _rests(engine: Engine, moment: Moment) -> set[int]:
    """Return the scenes in which a condition may be looked at, by the links."""
    if moment.kind not in {"begun", "came"}:
        return {moment.scene}
    waiting = [
        target
        for choice in engine.scenes[moment.scene].choices
        if act_of(choice) == moment.act
        for _, target in choice.way.links
    ]
    if moment.kind == "begun":
        waiting = [moment.scene]
    seen: set[int] = set()
    while waiting:
        scene = waiting.pop()
        if scene not in seen:
            seen.add(scene)
            table = engine.scenes[scene]
            if table.kind == "passage":
                waiting += [target for _, target in table.way.links]
    return {scene for scene in seen if engine.scenes[scene].kind != "passage"}


# -- all states together


def _watching(source: Sets, every: Sequence[Watched]) -> Sets:
    """Return sets in which all that some conditions read is known where they are looked at.

    Raises `TooManyError`.
    """
    matters = source.matters
    extra = _extra(matters.reads, every)
    strict = matters.strict | to_ask(every)
    return Sets(matters.again(strict=strict, extra=extra))


def _by_sets(sets: Sets, every: Sequence[Watched]) -> list[Verdict]:
    known: dict[Moment, list[tuple[int, Matter, int]]] = {}
    found = []
    for one in every:
        verdict = Verdict(watched=one, looked_at=False, held=False, failed=False)
        for moment in one.moments:
            if moment not in known:
                known[moment] = list(_standing(sets, moment))
            for scene, matter, vectors in known[moment]:
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

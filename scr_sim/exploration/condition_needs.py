"""What must be known, and where, to tell whether conditions hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from scr_sim.engine import Engine
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import Moment, Watched, act_of, once_of
from scr_sim.exploration.condition_reads import Reads, bits
from scr_sim.exploration.liveness import Matter, Matters
from scr_sim.exploration.state_vectors import TooManyError, values_of
from scr_sim.scenario.conditions.parser import Both, Compare, Not, Tree, parse


def of_note(one: Watched) -> bool:
    """Return whether a note must be gained just when a condition is looked at."""
    return any(moment.note for moment in one.moments)


def known(matters: Matters, every: Sequence[Watched]) -> bool:
    """Return whether all that some conditions read is known where they are looked at."""
    if not to_ask(every) <= matters.strict:
        return False
    for scene, extra in needed(matters.reads, every).items():
        being = matters.being[scene]
        # What cannot have come about there is known not to be so.
        facts = extra.facts & matters.possible[scene]
        if extra.variables & ~being.variables or facts & ~being.facts:
            return False
    return True


def to_ask(left: Iterable[Watched]) -> frozenset[int]:
    """Return the scenes in which it must be known what was asked: an answer is told but once."""
    return frozenset(
        moment.scene for one in left for moment in one.moments if moment.kind in {"asked", "open"}
    )


def needed(
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
                extra[scene] = extra[scene] | matter if scene in extra else matter
            if moment.note and everywhere:
                held = Matter(0, 1 << engine.note_bits[moment.note])
                for scene in range(len(engine.scenes)):
                    extra[scene] = extra.get(scene, Matter()) | held
            if once := once_of(engine, moment):
                extra[moment.scene] = extra.get(moment.scene, Matter()) | Matter(0, once)
    return extra


def _rests(engine: Engine, moment: Moment) -> Collection[int]:
    """Return the scenes in which a condition may be looked at, by the links."""
    if moment.kind not in {"begun", "came"}:
        return (moment.scene,)
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


def comparable(reads: Reads, one: Watched) -> bool:
    """Return whether sets can tell: what is compared takes no more trying than they allow."""
    variables = list((reads.engine.scenario.variables or {}).values())
    try:
        for text in (one.text, *one.given, *one.without):
            for comparison in _comparisons(parse(text)):
                places, facts = reads.of(comparison)
                combined = 1 << facts.bit_count()
                for place in bits(places):
                    combined *= len(values_of(variables[place]))
                if combined > limits.MOST_COMBINATIONS:
                    return False
    except TooManyError:
        return False
    return True


def _comparisons(tree: Tree) -> Iterator[Tree]:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Not(inner):
                waiting.append(inner)
            case Both(_, parts):
                waiting += parts
            case Compare() as one:
                yield one
            case _:
                pass

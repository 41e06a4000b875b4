"""The problems that only exploring finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr_sim.engine import Engine
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_moments import watched
from scr_sim.exploration.condition_needs import needed, to_ask
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.explorer import shape
from scr_sim.exploration.liveness import Matters
from scr_sim.exploration.reachability import Reached, reach, room_for, words
from scr_sim.exploration.unreached_reasons import why_never, why_no_variant, why_unreached
from scr_sim.exploration.verdicts import Unsettled, Verdict, unsettled, verdicts
from scr_sim.exploration.ways_out import WaysThere, without_way_out
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.locations import Path
from scr_sim.scenario.validation.choice_balance import FEWEST_DECISIONS

#: So many scenes of a loop are named, and so many actions of a way.
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem, and the path into the scenario's data of the key that it stands at."""

    code: str
    message: str
    path: tuple[str | int, ...]
    hint: str = ""
    #: Whether it stands at the value of that key.
    at_value: bool = False


def find_problems(
    scenario: LoadedScenario, limit: int = limits.CHECKED_STATES, progress: Progress | None = None
) -> tuple[list[Found], bool]:
    """Return the problems, and whether every state was looked at.

    Where not every state was, what no play reaches is not known, and is not told.
    """
    with allocation():
        return _problems(scenario, limit, progress)


def _problems(
    scenario: LoadedScenario, limit: int, progress: Progress | None
) -> tuple[list[Found], bool]:
    engine = Engine(scenario)
    matters = Matters(engine, Reads(engine))
    left = unsettled(matters, watched(engine))
    reached = reach(
        scenario,
        progress=progress,
        one_by_one=limit,
        ways_to_endings=False,
        matters=matters,
        extra=needed(matters.reads, left.fitting),
        strict=to_ask(left.fitting),
    )
    found = [*_loops(reached), *_dead_ends(reached)]
    lost: WaysThere | None = None
    if reached.complete:
        lost = without_way_out(reached.source, room_for(engine, limit), progress, untold=True)
        found += [*_no_way_out(reached, lost or {}), *_hardly_branching(reached)]
        found += [*_unreachable(reached), *_never(reached)]
    conditions, settled = _conditions(matters.reads, reached, left, limit)
    return [*found, *conditions], lost is not None and settled


def _loops(reached: Reached) -> Iterator[Found]:
    for loop in reached.loops:
        ids = [reached.engine.scenes[scene].id for scene in loop]
        more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
        yield Found(
            code="passage-loop",
            message="In some play these passages lead into one another for ever: "
            f"{', '.join(ids[:_MOST_NAMED])}{more}.",
            path=("scenes", ids[0]),
            hint="Change what leads into them, or lead one of them out.",
        )


def _dead_ends(reached: Reached) -> Iterator[Found]:
    for scene, way in sorted(reached.dead_ends.items()):
        taken = words(reached.engine, way)
        where = f"after {', '.join(taken)}" if taken else "at the start"
        yield Found(
            code="dead-end",
            message=f"Some play can do nothing in “{reached.engine.scenes[scene].id}”: {where}.",
            path=("scenes", reached.engine.scenes[scene].id),
            hint="Let one choice have neither “if” nor “locked” nor “once” nor “cost”.",
        )


def _no_way_out(reached: Reached, lost: WaysThere) -> Iterator[Found]:
    for scene, way in sorted(lost.items()):
        taken = words(reached.engine, way)
        where = f"after {', '.join(taken)}" if taken else "from the start on"
        yield Found(
            code="no-way-out",
            message="Some play can go on in "
            f"“{reached.engine.scenes[scene].id}” and come to no ending any more: {where}.",
            path=("scenes", reached.engine.scenes[scene].id),
            hint="Give what goes round from here a choice that leads to an ending and can always "
            "be taken.",
        )


def _hardly_branching(reached: Reached) -> Iterator[Found]:
    found = shape(reached)
    branching = len(found.branching)
    if found.decisions < FEWEST_DECISIONS or 3 * branching >= found.decisions:
        return
    named = f": {', '.join(found.branching[:_MOST_NAMED])}" if found.branching else ""
    yield Found(
        code="hardly-branches",
        message=f"Of {found.decisions} decisions {branching or 'none'} can lead to different "
        f"scenes{named}. The other choices colour the story and do not steer it.",
        path=("scenes",),
        hint="Let more choices lead to scenes of their own, at least a third of the decisions.",
    )


def _conditions(
    reads: Reads, reached: Reached, left: Unsettled, limit: int
) -> tuple[list[Found], bool]:
    """Return the promises that are broken and the conditions that never hold; and if all is known.

    Where not every state was looked at, what is found to be broken is broken all the same.
    """
    engine = reached.engine
    open_ = [one for one in left.every if one.promise or reached.complete]
    judged, settled = verdicts(reads, reached.source, open_, limit)
    if reached.complete:
        judged += left.never
    found = []
    for verdict in judged:
        one = verdict.watched
        if one.promise:
            found.append(_broken(reached, verdict))
        elif not one.leads_to or engine.scene_numbers[one.leads_to] in reached.scenes:
            found.append(
                Found(
                    code="never-holds",
                    message=f"“{one.text.strip()}” never holds where it is looked at.",
                    path=one.path,
                    hint="Look at what could make it hold before, or take away what hangs on it.",
                    at_value=True,
                )
            )
    return found, settled


def _broken(reached: Reached, verdict: Verdict) -> Found:
    where = "in some play"
    if verdict.way is not None:
        taken = words(reached.engine, verdict.way)
        where = f"after {', '.join(taken)}" if taken else "at the start"
    text = verdict.watched.text.strip()
    return Found(
        code="broken-promise",
        message=f"“{text}” is promised here, and does not hold {where}.",
        path=verdict.watched.path,
        hint="Put a condition before what is promised, change what leads here, or promise less.",
        at_value=True,
    )


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _unreachable(reached: Reached) -> Iterator[Found]:
    for number, table in enumerate(reached.engine.scenes):
        if number not in reached.scenes:
            why = why_unreached(reached, number)
            yield Found(
                code="unreachable-scene",
                message=f"No play reaches the scene “{table.id}”{_because(why)}.",
                path=("scenes", table.id),
                hint="Lead a choice or a passage to it, or look at the conditions on the way.",
            )


def _never(reached: Reached) -> Iterator[Found]:
    for number, table in enumerate(reached.engine.scenes):
        # In a scene that no play reaches, one problem tells it all.
        if number not in reached.scenes or table.kind != "decision":
            continue
        for at, act in enumerate(table.choice_acts):
            choice, results = act.choice, (*act.results, *act.otherwise)
            if reached.made.issuperset(results):
                continue
            if reached.made.isdisjoint(results):
                why = why_never(reached, number, results[-1])
                yield Found(
                    code="never-available",
                    message=f"No play can take the choice “{choice.id}” of “{table.id}”"
                    f"{_because(why)}.",
                    path=("scenes", table.id, "choices", at),
                    hint="Look at its “if”, “locked” and “cost”, and at what could make them hold "
                    "before it.",
                )
                continue
            here: Path = ("scenes", table.id, "choices", at)
            what = f"the choice “{choice.id}” of “{table.id}”"
            yield from _variants(reached, number, [[r] for r in act.results], here, what)
            otherwise = [[result] for result in act.otherwise]
            where = (*here, "cite", "otherwise")
            yield from _variants(reached, number, otherwise, where, f"“otherwise” in {what}")
        for at, asked in enumerate(table.enquiry_acts):
            answers = [one for ways in asked.asked for one in ways.values()]
            if reached.made.issuperset(answers):
                continue
            if reached.made.isdisjoint(answers):
                why = why_never(reached, number, answers[-1])
                yield Found(
                    code="never-available",
                    message=f"No play can make the enquiry “{asked.enquiry.id}” of "
                    f"“{table.id}”{_because(why)}.",
                    path=("scenes", table.id, "enquiries", "from", at),
                    hint="Look at its “if”, its cost and the limit, and at what could make it "
                    "hold before.",
                )
                continue
            here = ("scenes", table.id, "enquiries", "from", at)
            what = f"the enquiry “{asked.enquiry.id}” of “{table.id}”"
            ways = [list(one.values()) for one in asked.asked]
            yield from _variants(reached, number, ways, here, what)


def _variants(
    reached: Reached,
    scene: int,
    answers: Sequence[Sequence[Transition]],
    path: Path,
    what: str,
) -> Iterator[Found]:
    """Find the variants of an act that no play comes to; ``answers`` are theirs, in order."""
    for variant, ways in enumerate(answers[:-1]):
        if reached.made.isdisjoint(ways):
            why = why_no_variant(reached, scene, ways[0])
            yield Found(
                code="never-available",
                message=f"No play comes to variant {variant + 1} of {what}{_because(why)}.",
                path=(*path, "variants", variant),
                hint="Look at its “if”, and at those of the variants before it: the first that "
                "holds counts.",
            )

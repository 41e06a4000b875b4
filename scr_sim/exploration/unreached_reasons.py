"""Why no play comes to a scene, or can do something there: which condition never held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scr_sim.engine.transitions import ChoiceTransition, Transition
from scr_sim.exploration.bitset_search import Sets
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.reachability import Reached
from scr_sim.exploration.scene_steps import run
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.conditions.parser import (
    Both,
    Call,
    Name,
    leaves,
    parse,
)
from scr_sim.scenario.model.choice import Variant
from scr_sim.scenario.model.enquiry import EnquiryVariant
from scr_sim.scenario.model.fields import Link
from scr_sim.scenario.model.variables import NumberVariable

#: So many scenes are named.
_MOST_NAMED = 5
_CALLS = {
    "held": "the note “{}” is never held",
    "visited": "the scene “{}” was never visited",
    "chose": "the choice “{}” was never made",
    "enquired": "the enquiry “{}” was never made",
    "convinced": "the choice “{}” never convinced",
}


def why_unreached(reached: Reached, scene: int) -> str:
    """Return why no play comes to a scene, as the end of a sentence; empty where it is not known.

    It is known where all states were looked at together.
    """
    source = reached.source
    if not isinstance(source, Sets):
        return ""
    try:
        return _why_unreached(source, reached, scene)
    except TooManyError:
        return ""


def _why_unreached(source: Sets, reached: Reached, scene: int) -> str:
    engine = reached.engine
    sources = list(_leading_to(source, scene))
    if not sources:
        return "nothing leads to it"
    there = [one for one in sources if source.there[one[0]]]
    if not there:
        names = list(dict.fromkeys(engine.scenes[one].id for one, _, _ in sources))
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        named = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
        return f"what leads to it is never reached itself: {named}{more}"
    for one, transition, links in there:
        name = engine.scenes[one].id
        if transition is not None and transition not in reached.made:
            if len(there) == 1:
                word = transition.choice.id
                return f"only the choice “{word}” of “{name}” leads to it, and no play takes it so"
            continue
        matter, vectors = _leaving(source, one, transition)
        why = _why_link(source, matter, vectors, links, scene)
        if why:
            return f"after “{name}”, {why}"
    return ""


def why_never(reached: Reached, scene: int, what: Transition) -> str:
    """Return why no play can do something in a scene that is reached; empty if not known."""
    source = reached.source
    if not isinstance(source, Sets):
        return ""
    matter, vectors = source.matters.being[scene], source.there[scene]
    texts = []
    if what.kind == "enquiry":
        texts = [what.enquiry.condition]
    else:
        lock = what.choice.locked
        texts = [what.choice.condition, lock.unless if lock is not None else None]
    conditions = [text for text in texts if text is not None]
    for text in conditions:
        try:
            why = _why(source, matter, vectors, text)
        except TooManyError:
            return ""
        if why:
            return why
    if what.kind == "enquiry" and reached.engine.scenes[scene].limit == 0:
        return "the scene leaves no time for it"
    try:
        return _why_together(source, matter, vectors, what, conditions)
    except TooManyError:
        return ""


def _why_together(
    source: Sets, matter: Matter, vectors: int, what: Transition, conditions: Sequence[str]
) -> str:
    """Return why something whose conditions hold each at some time can never be done."""
    layout = source.layout
    holding = vectors & layout.all_of([parse(text) for text in conditions], matter.facts)
    if not holding:
        return "its conditions never hold at the same time"
    cost = (what.enquiry.cost if what.kind == "enquiry" else what.choice.cost) or {}
    # What must hold for its cost to be met comes first, in the cost's order.
    enough = what.guards[: len(cost)]
    for (name, amount), tree in zip(cost.items(), enough, strict=True):
        if not vectors & layout.mask(tree, matter.facts):
            known = layout.seen_values(vectors, source.engine.places[name])
            variable = (source.engine.scenario.variables or {})[name]
            lowest = variable.min if isinstance(variable, NumberVariable) else 0
            floor = f", and never goes below {lowest}" if lowest else ""
            return f"it costs {amount} of “{name}”; {_values(name, known)}{floor}"
    if not vectors & layout.all_of(enough, matter.facts):
        return "what it costs is never there at the same time"
    if not holding & layout.all_of(enough, matter.facts):
        holds = "its condition never holds" if len(conditions) == 1 else "its conditions never hold"
        return f"{holds} where what it costs is there"
    return ""


def why_no_variant(reached: Reached, scene: int, what: Transition) -> str:
    """Return why no play comes to a variant of what can be done; empty if not known."""
    source, variants = reached.source, _variants(what)
    if not isinstance(source, Sets) or what.variant is None:
        return ""
    matter, vectors = source.matters.being[scene], source.there[scene]
    try:
        if why := _why(source, matter, vectors, variants[what.variant].condition):
            return why
        for earlier in variants[: what.variant]:
            vectors &= ~source.layout.mask(parse(earlier.condition), matter.facts)
        if vectors & source.layout.mask(parse(variants[what.variant].condition), matter.facts):
            return ""
    except TooManyError:
        return ""
    return "one before it always holds where it does"


def _variants(what: Transition) -> Sequence[Variant | EnquiryVariant]:
    return (what.enquiry if what.kind == "enquiry" else what.result).variants or ()


def _leading_to(
    source: Sets, scene: int
) -> Iterator[tuple[int, ChoiceTransition | None, tuple[Link, ...]]]:
    """Return every way that leads to a scene: where from, by which choice, and its links."""
    for number, table in enumerate(source.engine.scenes):
        if table.kind == "passage":
            if any(target == scene for _, target in table.way.links):
                yield number, None, table.model.next
        else:
            for choice in table.choices:
                if any(target == scene for _, target in choice.way.links):
                    yield number, choice, choice.result.next


def _leaving(source: Sets, scene: int, transition: ChoiceTransition | None) -> tuple[Matter, int]:
    """Return what matters, and the vectors there are, where the next scene is picked."""
    stands, here = source.there[scene], source.scenes[scene]
    for at, route in enumerate(here.routes):
        if transition is not None and route.transition is transition:
            return source.matters.leaving[scene][at], run(route.steps, stands & route.guard)
    return source.matters.being[scene], stands


def _why_link(source: Sets, matter: Matter, vectors: int, links: Iterable[Link], scene: int) -> str:
    target = source.engine.scenes[scene].id
    for link in links:
        if link.go == target and link.condition is not None:
            return _why(source, matter, vectors, link.condition) or (
                "what stands before it always goes first"
            )
        if link.go == target:
            return "one of the conditions before it always holds"
    return ""


def _why(source: Sets, matter: Matter, vectors: int, text: str) -> str:
    """Return which part of a condition never holds, with what its variables are; empty if it does.

    Where each part holds at some time and never all together, that is said.
    """
    tree = parse(text)
    layout = source.layout
    if vectors & layout.mask(tree, matter.facts):
        return ""
    parts = list(tree.parts) if isinstance(tree, Both) and tree.word == "and" else [tree]
    for at, part in enumerate(parts):
        if vectors & layout.mask(part, matter.facts):
            continue
        if isinstance(part, Call):
            return _CALLS[part.name].format(part.ref)
        end = parts[at + 1].at if at + 1 < len(parts) else len(text)
        known = [
            _values(name, layout.seen_values(vectors, source.engine.places[name]))
            for name in sorted({one.id for one in leaves(part) if isinstance(one, Name)})
            if matter.variables >> source.engine.places[name] & 1
        ]
        because = f": {', '.join(known)}" if known else ""
        return f"“{_said(text, part.at, end)}” never holds{because}"
    return f"“{text.strip()}” never holds: each of its parts does, but not at the same time"


def _said(text: str, start: int, end: int) -> str:
    """Return the words of a part of a condition."""
    words = text[start:end].strip()
    while words.endswith((" and", "(", " not")):
        words = words.removesuffix("(").removesuffix(" and").removesuffix(" not").rstrip()
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].rstrip()
    return words


def _values(name: str, values: list[Value]) -> str:
    shown = [str(value).lower() if isinstance(value, bool) else str(value) for value in values]
    if len(shown) == 1:
        return f"“{name}” is always {shown[0]}"
    if isinstance(values[0], int) and not isinstance(values[0], bool):
        return f"“{name}” is from {shown[0]} to {shown[-1]}"
    return f"“{name}” is {' or '.join(shown)}"

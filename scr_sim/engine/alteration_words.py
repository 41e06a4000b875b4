"""How alterations are said: what was there then and what is there now, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scr_sim.engine.beats import Answered, Chosen
from scr_sim.engine.digests import Bounds, Digest
from scr_sim.engine.play import Play
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.model.variables import NumberVariable
from scr_sim.text.characters import one_line
from scr_sim.text.quantities import amount, counted

_KINDS = {
    "account": "something you were told",
    "observation": "something that was seen",
    "record": "something that was written",
}
_ENDINGS = {
    "protected": "something changed for the children",
    "mixed": "something was left undone",
    "missed": "what was needed was not seen in time",
}


def where_taken(play: Play) -> str:
    """Return where a play's last action was taken."""
    if play.previous is None:
        return "At the beginning"
    title = play.previous.scene_model.title
    how = "after looking into" if isinstance(play.beats[0], Answered) else "after"
    number = len(play.previous.steps) + 1
    return one_line(f"At decision {number}, “{title}”, {how} “{_label(play)}”")


def _label(play: Play) -> str:
    beat = play.beats[0]
    return beat.label if isinstance(beat, Answered | Chosen) else ""


def variable_names(scenario: Scenario) -> dict[str, str]:
    """Return what people call each variable."""
    return {
        name: variable.label or readable(name)
        for name, variable in (scenario.variables or {}).items()
    }


def readable(name: str) -> str:
    """Return a variable's id as words."""
    return name.replace("_", " ").capitalize()


def value(what: Value) -> str:
    """Return a variable's value for people."""
    if isinstance(what, bool):
        return "yes" if what else "no"
    return str(what) if isinstance(what, int) else f"“{what}”"


def bounds(then: Digest, now: Digest) -> Iterator[str]:
    """Return how the bounds of shown variables differ; the variables are there then and now."""
    was = {one.variable: one for one in then.shown}
    shown = {one.variable for one in now.shown}
    for one in then.shown:
        if one.variable not in shown and one.variable in now.values:
            yield f"“{one.label}” is not shown any more"
    for one in now.shown:
        old = was.get(one.variable)
        if old is None:
            if one.variable in then.values:
                yield f"“{one.label}” is shown now"
            continue
        if (one.lowest, one.highest) != (old.lowest, old.highest):
            yield f"“{one.label}” goes {_range(one)} now (it went {_range(old)})"
        if one.label != old.label:
            yield f"“{one.label}” is what “{old.label}” was called"


def _range(one: Bounds) -> str:
    return "by words" if one.lowest is None else f"from {one.lowest} to {one.highest}"


def note_kind(kind: str) -> str:
    """Return what a note's kind means."""
    return _KINDS.get(kind, kind)


def source(scenario: Scenario, note: str) -> str:
    """Return where a note comes from."""
    known = (scenario.notes or {}).get(note)
    return f"“{known.source}”" if known else "a note that is gone"


def findings(then: Digest, now: Digest) -> str:
    """Return how a choice met other findings than it does now."""
    return f"it {_met(now)} now (then: it {_met(then)})"


def _met(one: Digest) -> str:
    parts = [
        f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
        for what, numbers in (
            ("repeats the pattern of finding", one.echoes),
            ("acts on the lesson of finding", one.answers),
        )
        if numbers
    ]
    return " and ".join(parts) or "meets no finding"


def way(then: Digest, now: Digest, came_then: Sequence[str]) -> str:
    """Return how the scenes entered differ; ``came_then`` are those of then, as called now."""
    last_then, last = then.scenes[-1:], now.scenes[-1:]
    if not last_then or not last:
        return "it leads on now" if last else "it does not lead on now"
    if came_then[-1] != last[0].scene:
        return f"the play comes to “{last[0].title}” now (it came to “{last_then[0].title}”)"
    come_now = {one.scene for one in now.scenes}
    parts = [f"“{s.title}” comes on the way now" for s in now.scenes if s.scene not in came_then]
    parts += [
        f"“{one.title}” does not come on the way any more"
        for one, name in zip(then.scenes, came_then, strict=True)
        if name not in come_now
    ]
    return ", and ".join(parts) or "the scenes on the way come in another order"


def ending(then: Digest, now: Digest) -> str:
    """Return how the ending differs; empty where only its id does."""
    was, close = then.ending, now.ending
    if close is None or was is None:
        return (
            "the play does not end here any more"
            if close is None
            else f"the play ends here now, with “{close.title}”"
        )
    parts = []
    if was.title != close.title:
        parts.append(f"the play ends with “{close.title}” now (it ended with “{was.title}”)")
    if was.kind != close.kind:
        parts.append(
            f"the ending says that {_ENDINGS.get(close.kind, close.kind)} "
            f"(it said that {_ENDINGS.get(was.kind, was.kind)})"
        )
    return ", and ".join(parts)


def asks(pick: int, what: str) -> str:
    """Return how many notes a choice, or lines an enquiry, asks for."""
    if pick == 0:
        return f"does not ask for {what}s"
    return f"asks for {counted(pick, what)} at most"


def costs(of: Iterable[tuple[str, int]], scenario: Scenario, called_then: Mapping[str, str]) -> str:
    """Return what something costs, as it is told on offer: “2 hours and 1 of goodwill”.

    ``called_then`` has what variables were called that may be gone.
    """
    variables = scenario.variables or {}
    amounts = []
    for name, cost in of:
        variable = variables.get(name)
        unit = variable.unit or "" if isinstance(variable, NumberVariable) else ""
        label = (variable.label if variable else called_then.get(name)) or readable(name)
        amounts.append(amount(cost, unit, label))
    return " and ".join(amounts) or "nothing"


def time_left(left: int | None) -> str:
    """Return how many enquiries there is time for."""
    if left is None:
        return "time for every enquiry"
    return "no time for another enquiry" if left == 0 else f"time for {left} more"


def words_read(what: str, name: str, play: Play) -> str:
    """Return what it was that was read, by the key of a digest's words."""
    if what in {"scene", "unseen"}:
        scene = play.scenario.scenes.get(name)
        title = scene.title if scene else name
        return f"the scene “{title}”" if what == "scene" else f"what nobody saw in “{title}”"
    if what == "note":
        return f"what you learned from {source(play.scenario, name)}"
    if what == "price":
        label = variable_names(play.scenario).get(name, readable(name))
        return f"what things cost in “{label}”"
    return {
        "briefing": "the briefing",
        "before": "the briefing",
        "review": "which review this is drawn from, and its findings",
        "finding": f"finding {name} of the review",
        "questions": f"what the review asks beside finding {name}",
        "learning": "what the review asks at the end",
        "statements": f"what the review found, beside “{_label(play)}”",
        "ask": f"what you are asked before you choose in “{play.scene_model.title}”",
        "label": f"“{_label(play)}”",
        "page": f"the page of “{_label(play)}”",
        "beside": f"what stands beside “{_label(play)}” in the debrief",
        "because": f"what the review says of “{_label(play)}”",
        "offer": "what is said of what is on offer",
    }.get(what, f"what came of “{_label(play)}”")


def listed(places: Iterable[str], most: int) -> str:
    """Return the first of some places, and how many more there are."""
    named = list(dict.fromkeys(places))
    more = len(named) - most
    ends = f", and in {more} more place{'s' if more > 1 else ''}" if more > 0 else ""
    return f"{', '.join(named[:most])}{ends}"


def bare(label: str) -> str:
    """Return a label's letters and digits, so that a mended comma is no other choice."""
    return " ".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())

"""The digest of an action: what it led to, small enough to be kept beside it.

A kept play is replayed in the scenario as its file is now. The digests say what the same actions
led to when they were taken, so that nothing comes out otherwise in silence. Words are kept as
their hashes: whether they have changed is all that is asked of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from pydantic import TypeAdapter

from scr_sim.engine.beats import Answered, Chosen, Entered
from scr_sim.engine.play import Play
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.variables import NumberVariable

#: So many hexadecimal digits of a hash tell two texts apart well enough.
_HASHED = 16


class Place(NamedTuple):
    """A scene that was entered."""

    scene: str
    title: str


class Gain(NamedTuple):
    """A note that was gained, what kind it is and which notes it contradicts."""

    note: str
    kind: str
    contradicts: tuple[str, ...]


class Offer(NamedTuple):
    """Something on offer; ``stance`` is empty for an enquiry, ``open`` says if it can be done."""

    id: str
    stance: str
    label: str
    open: bool
    pick: int = 0
    #: What it costs, by variable.
    costs: tuple[tuple[str, int], ...] = ()


class Bounds(NamedTuple):
    """A variable that is shown, and its bounds where it is a number."""

    variable: str
    label: str
    lowest: int | None = None
    highest: int | None = None


class Close(NamedTuple):
    """The ending that was come to."""

    scene: str
    title: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What one action led to; before the first action, what the play begins with.

    ``words`` are the hashes of what was there to read, by what it is: ``scene:ID``, ``note:ID``,
    ``outcome`` and so on. ``left`` is how many enquiries there was time for.

    Those that `kept_since` names were not kept by earlier versions: they are there even where there
    is nothing to read, so that a digest without them is known to be old.
    """

    scenes: tuple[Place, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)
    shown: tuple[Bounds, ...] = ()
    notes: tuple[Gain, ...] = ()
    cited: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    convincing: bool | None = None
    variant: int | None = None
    echoes: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    offers: tuple[Offer, ...] = ()
    left: int | None = None
    ending: Close | None = None
    words: dict[str, str] = field(default_factory=dict)


#: What of ``words`` earlier versions did not keep, by what it is.
_KEPT_SINCE = {"before", "review", "finding", "questions", "learning", "statements", "ask", "price"}


def kept_since(key: str) -> bool:
    """Return whether a key of a digest's words is one that earlier versions did not keep."""
    return key.partition(":")[0] in _KEPT_SINCE


_ADAPTER = TypeAdapter(Digest)


def to_json(digest: Digest) -> str:
    """Return a digest as it is kept."""
    return _ADAPTER.dump_json(digest, exclude_defaults=True).decode()


def from_json(text: str | None) -> Digest | None:
    """Return a kept digest; None where there is none, or it makes no sense."""
    if text is None:
        return None
    try:
        return _ADAPTER.validate_json(text)
    except ValueError:
        return None


def digest(play: Play) -> Digest:
    """Return what a play's last action led to, or what the play begins with."""
    words: dict[str, str] = {}
    notes: list[Gain] = []
    scenes: list[Place] = []
    if play.previous is None:
        s = play.scenario
        words["briefing"] = _hash(s.title, s.role, s.summary, s.content_note, *(s.aims or ()))
        words["before"] = _hash(str(s.minutes), *s.branch_titles)
        words |= _review_words(s.case_review)
    for beat in play.beats:
        if isinstance(beat, Entered):
            scenes.append(Place(beat.scene, beat.title))
            words[f"scene:{beat.scene}"] = _hash(
                beat.title,
                beat.date,
                beat.place,
                beat.text,
                beat.about,
                beat.instead,
                *((beat.role,) if beat.new_role else ()),
            )
        elif isinstance(beat, Answered):
            words["label"] = _hash(beat.label, beat.agency)
            words["answer"] = _hash(beat.text)
            if beat.page:
                words["page"] = _hash(*(line.text for line in beat.page))
        else:
            words["label"] = _hash(beat.label)
            words["outcome"] = _hash(beat.text)
        for note in beat.gained:
            notes.append(Gain(note.id, note.kind, tuple(sorted(note.contradicts))))
            words[f"note:{note.id}"] = _hash(note.source, note.text)
    earlier = len(play.previous.unseen) if play.previous else 0
    words |= {f"unseen:{one.scene}": _hash(one.text) for one in play.unseen[earlier:]}
    chosen = next((beat for beat in play.beats if isinstance(beat, Chosen)), None)
    answered = next((beat for beat in play.beats if isinstance(beat, Answered)), None)
    step = play.steps[-1] if chosen else None
    if step is not None:
        words["because"] = _hash(step.because)
        beside = (step.practice, step.ask, step.compare)
        if any(beside):
            words["beside"] = _hash(*beside)
        said = play.scenario.case_review.statements or {}
        words["statements"] = _hash(*(t for s in step.review for t in (said[s].text, said[s].at)))
    if not play.finished:
        words["ask"] = _hash(play.ask)
    offers = _offers(play, words)
    scene = play.scene_model
    return Digest(
        scenes=tuple(scenes),
        values=play.variables,
        shown=_shown(play),
        notes=tuple(notes),
        cited=step.cited if step else (),
        noted=answered.noted if answered else (),
        convincing=step.convincing if step else None,
        variant=chosen.variant if chosen else answered.variant if answered else None,
        echoes=step.echoes if step else (),
        answers=step.answers if step else (),
        offers=offers,
        left=None if play.finished else play.enquiries_left,
        ending=Close(play.scene, scene.ending.title, scene.ending.kind)
        if scene.kind == "ending"
        else None,
        words=words,
    )


def _offers(play: Play, words: dict[str, str]) -> tuple[Offer, ...]:
    """Return what is on offer, and hash the words that stand beside it."""
    if play.finished:
        return ()
    offers = []
    for enquiry in play.enquiries():
        page = enquiry.page
        offers.append(
            Offer(
                enquiry.id,
                "",
                enquiry.label,
                enquiry.can_make,
                page.pick if page else 0,
                tuple((price.variable, price.cost) for price in enquiry.costs),
            )
        )
        if enquiry.agency or page:
            asked = (page.ask, *(text for _, text in page.lines)) if page else ()
            words[f"offer:?{enquiry.id}"] = _hash(enquiry.agency, *asked)
    for choice in play.choices():
        costs = tuple((price.variable, price.cost) for price in choice.costs)
        open_now = not choice.locked
        offers.append(Offer(choice.id, choice.stance, choice.label, open_now, choice.pick, costs))
        if choice.because or choice.ask:
            words[f"offer:{choice.id}"] = _hash(choice.because, choice.ask)
    variables = play.scenario.variables or {}
    for name in dict.fromkeys(name for offer in offers for name, _ in offer.costs):
        variable = variables[name]
        assert isinstance(variable, NumberVariable)
        # What is told of a variable that is shown is told of its bounds.
        told = () if variable.show else (variable.label or "", str(variable.min))
        words[f"price:{name}"] = _hash(variable.unit or "", *told)
    return tuple(offers)


def _review_words(review: Review) -> dict[str, str]:
    """Hash what a debrief tells of the review itself."""
    words = {
        "review": _hash(
            review.title, review.publisher, review.published, *map(str, review.findings)
        ),
        "learning": _hash(*(review.learning or ())),
    }
    for number, finding in review.findings.items():
        words[f"finding:{number}"] = _hash(finding.title, finding.text)
        asked = (text for one in finding.questions or () for text in (one.kind, one.text))
        words[f"questions:{number}"] = _hash(*asked)
    return words


def _shown(play: Play) -> tuple[Bounds, ...]:
    found = []
    for name, variable in (play.scenario.variables or {}).items():
        if variable.show:
            label = variable.label or name.replace("_", " ").capitalize()
            if isinstance(variable, NumberVariable):
                found.append(Bounds(name, label, variable.min, variable.max))
            else:
                found.append(Bounds(name, label))
    return tuple(found)


def _hash(*texts: str) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASHED]

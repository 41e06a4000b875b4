"""What an edited scenario makes of a play: where it comes out otherwise, and how.

In come the digests kept with a play's actions and the play as those actions make it now; out come
alterations, a sentence each. What only has another name in the file, and reads and does the same,
is known again and not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scr_sim.engine import alteration_words as in_words
from scr_sim.engine.digests import Digest, Gain, Offer, digest, kept_since
from scr_sim.engine.play import Play
from scr_sim.scenario.conditions.compiler import Value
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.text.characters import one_line

AlterationKind = Literal[
    "scene",
    "ending",
    "citing",
    "variant",
    "values",
    "bounds",
    "notes",
    "findings",
    "offers",
    "words",
]

#: These leave the play where it was, so that it goes on in its own record.
_HARMLESS = {"findings", "offers", "words"}
#: So many places are named whose words have changed; the others are counted.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """One thing that comes out otherwise than it did.

    ``place`` is the action's place in the play, or -1 at the beginning; ``where`` says so for
    people (empty for changed words), and ``what`` what is different.
    """

    place: int
    kind: AlterationKind
    where: str
    what: str

    @property
    def harmless(self) -> bool:
        """Whether the play stands where it stood all the same."""
        return self.kind in _HARMLESS

    @property
    def sentence(self) -> str:
        """Where and what, as one sentence."""
        return f"{self.where}: {self.what}." if self.where else f"{self.what}."


class DigestComparison:
    """Compares a play with its digests, action by action, from the beginning on.

    ``scenes``, ``notes`` and ``variables`` are the ids that have another name now, each with its
    new one.
    """

    def __init__(self) -> None:
        self.scenes: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        #: What variables that were shown were called then.
        self._labels: dict[str, str] = {}
        self._found: list[Alteration] = []
        self._words: list[str] = []
        self._told: set[tuple[str, str]] = set()
        self._before: tuple[Digest | None, Digest | None] = (None, None)

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """What was found, in order; changed words last, in one line."""
        if not self._words:
            return tuple(self._found)
        what = f"Words that were read have changed: {in_words.listed(self._words, _MOST_NAMED)}"
        return (*self._found, Alteration(place=-1, kind="words", where="", what=what))

    def compare(self, then: Digest | None, play: Play) -> None:
        """Compare what a play's last action led to with what it led to then.

        To be called for the beginning and after each action. Where ``then`` is None, because an
        earlier version kept none, nothing can be said.
        """
        now = digest(play)
        if then is not None:
            self._know_again(then, now, play.scenario)
            then = self._as_called_now(then)
            where, place = in_words.where_taken(play), len(play.actions_taken) - 1
            for kind, what in self._differences(then, now, play):
                self._found.append(
                    Alteration(place=place, kind=kind, where=where, what=one_line(what))
                )
        self._before = (then, now)

    def word(self, place: str) -> None:
        """Note that words have changed; ``place`` says which."""
        self._words.append(one_line(place))

    def _know_again(self, then: Digest, now: Digest, scenario: Scenario) -> None:
        """Know again scenes and notes that only have another id now."""
        for place, entered in zip(then.scenes, now.scenes, strict=False):
            if place.scene not in scenario.scenes and place.title == entered.title:
                self.scenes[place.scene] = entered.scene
        known, had = scenario.notes or {}, {gain.note for gain in then.notes}
        for was in then.notes:
            read = then.words.get(f"note:{was.note}")
            for gain in now.notes:
                alike = gain.kind == was.kind and now.words.get(f"note:{gain.note}") == read
                if was.note not in known and gain.note not in had and alike:
                    self.notes[was.note] = gain.note

        for shown in then.shown:
            self._labels[shown.variable] = shown.label
            called_so = [one.variable for one in now.shown if one.label == shown.label]
            gone = shown.variable not in now.values
            if gone and called_so and called_so[0] not in then.values:
                self.variables[shown.variable] = called_so[0]

    def _as_called_now(self, then: Digest) -> Digest:
        """Return a digest with the variables that have another name now under that name."""
        if not self.variables:
            return then
        called = self.variables.get
        return replace(
            then,
            values={called(name, name): value for name, value in then.values.items()},
            shown=tuple(
                one._replace(variable=called(one.variable, one.variable)) for one in then.shown
            ),
            offers=tuple(
                one._replace(costs=tuple((called(name, name), cost) for name, cost in one.costs))
                for one in then.offers
            ),
        )

    def _differences(
        self, then: Digest, now: Digest, play: Play
    ) -> Iterator[tuple[AlterationKind, str]]:
        if then.convincing != now.convincing:
            yield (
                "citing",
                (
                    "what you showed convinces now (it did not then)"
                    if now.convincing
                    else "what you showed does not convince now (it did then)"
                ),
            )
        if _answers_otherwise(then, now):
            yield "variant", "another answer comes of it now, by what was done before"
        yield from (("values", what) for what in self._values(then, now, play.scenario))
        yield from (("bounds", what) for what in self._once(in_words.bounds(then, now)))
        yield from (("notes", what) for what in self._gains(then, now, play))
        if (then.echoes, then.answers) != (now.echoes, now.answers):
            yield "findings", in_words.findings(then, now)
        came_then = self._came(then)
        if came_then != [one.scene for one in now.scenes]:
            yield "scene", in_words.way(then, now, came_then)
        elif then.ending != now.ending and (told := in_words.ending(then, now)):
            yield "ending", told
        if self._stands_again(then, now):
            for what in self._offers(then, now, play.scenario):
                if self._first(play.scene, what):
                    yield "offers", what
        self._compare_words(then, now, play)

    def _came(self, then: Digest) -> list[str]:
        """Return the scenes that were entered then, as they are called now."""
        return [self.scenes.get(one.scene, one.scene) for one in then.scenes]

    def _stands_again(self, then: Digest, now: Digest) -> bool:
        """Return whether the play stands in the same scene as then."""
        return self._came(then)[-1:] == [one.scene for one in now.scenes[-1:]]

    def _once(self, told: Iterable[str]) -> Iterator[str]:
        """Return what has not been told yet: it holds from its first place on."""
        return (what for what in told if self._first("told", what))

    def _first(self, kind: str, name: str) -> bool:
        """Return whether something is told for the first time."""
        new = (kind, name) not in self._told
        self._told.add((kind, name))
        return new

    def _values(self, then: Digest, now: Digest, scenario: Scenario) -> Iterator[str]:
        names = in_words.variable_names(scenario)
        for name, was in then.values.items():
            if name not in now.values:
                if self._first("variable", name):
                    label = self._labels.get(name, in_words.readable(name))
                    yield f"“{label}” is not counted any more"
            elif not _same(was, now.values[name]) and self._begins(name, was, now.values[name]):
                said, said_then = (
                    in_words.value(now.values[name]),
                    in_words.value(was),
                )
                yield f"“{names[name]}” is {said} now (it was {said_then})"
        for name, value in now.values.items():
            if name not in then.values and self._first("variable", name):
                yield f"“{names[name]}” is new, and is {in_words.value(value)}"

    def _begins(self, name: str, was: Value, value: Value) -> bool:
        """Return whether a value differs from here on, and did not only bring it along."""
        before_then, before_now = self._before
        if before_then is None or before_now is None:
            return True
        old, new = before_then.values.get(name), before_now.values.get(name)
        if old is None or new is None or _same(old, new):
            return True
        return _step(old, was) != _step(new, value)

    def _gains(self, then: Digest, now: Digest, play: Play) -> Iterator[str]:
        gained = {self.notes.get(gain.note, gain.note): gain for gain in then.notes}
        notes = {gain.note: gain for gain in now.notes}
        sources = {note.id: note.source for note in play.notebook}
        for name in gained:
            if name not in notes and self._first("note", name):
                where = in_words.source(play.scenario, name)
                yield f"you do not learn now what you learned from {where}"
        for name, gain in notes.items():
            if name in gained:
                yield from self._gained_again(gained[name], gain, play.scenario)
            elif self._first("note", name):
                yield f"you learn something more now, from “{sources[name]}”"

    def _gained_again(self, was: Gain, gain: Gain, scenario: Scenario) -> Iterator[str]:
        source = in_words.source(scenario, gain.note)
        if was.kind != gain.kind:
            now, then = in_words.note_kind(gain.kind), in_words.note_kind(was.kind)
            yield f"what you learned from {source} is {now} now (it was {then})"
        lost = {self.notes.get(note, note) for note in was.contradicts} - set(gain.contradicts)
        if len(was.contradicts) != len(gain.contradicts) or lost & (scenario.notes or {}).keys():
            yield f"what you learned from {source} does not stand against the same notes now"

    def _offers(self, then: Digest, now: Digest, scenario: Scenario) -> Iterator[str]:
        was, offers = _numbered(then.offers), _numbered(now.offers)
        gone = {offer.id: offer for key, offer in was.items() if key not in offers}
        new = {offer.id: offer for key, offer in offers.items() if key not in was}
        for name, offer in gone.items():
            other = new.get(name)
            if other is None or bool(other.stance) != bool(offer.stance):
                yield f"“{offer.label}” is not on offer any more"
                continue
            del new[name]
            if other.stance != offer.stance:
                yield f"“{other.label}” is to {other.stance} now (it was to {offer.stance})"
            if in_words.bare(other.label) != in_words.bare(offer.label):
                yield f"“{other.label}” stands now where “{offer.label}” stood"
        yield from (f"“{offer.label}” is on offer now" for offer in new.values())
        both = [key for key in was if key in offers]
        for key in both:
            yield from self._offered(was[key], offers[key], scenario)
        if both != [key for key in offers if key in was]:
            yield "what is on offer stands in another order"
        if then.left != now.left:
            left, left_then = (
                in_words.time_left(now.left),
                in_words.time_left(then.left),
            )
            yield f"there is {left} now (there was {left_then})"

    def _offered(self, was: Offer, offer: Offer, scenario: Scenario) -> Iterator[str]:
        if was.open != offer.open:
            yield f"“{offer.label}” {'can' if offer.open else 'cannot'} be done now"
        if was.pick != offer.pick:
            what = "note" if offer.stance else "line"
            yield f"“{offer.label}” {in_words.asks(offer.pick, what)} now (it was {was.pick})"
        if was.costs != offer.costs:
            now, then = (
                in_words.costs(costs, scenario, self._labels) for costs in (offer.costs, was.costs)
            )
            yield f"“{offer.label}” costs {now} now (it cost {then})"
        if was.label != offer.label:
            self.word(f"“{offer.label}”")

    def _compare_words(self, then: Digest, now: Digest, play: Play) -> None:
        """Find changed words of what is there then and now; what is not is told as such."""
        renamed = {"scene": self.scenes, "unseen": self.scenes, "note": self.notes}
        read_then = {}
        for key, read in then.words.items():
            what, colon, name = key.partition(":")
            read_then[f"{what}{colon}{renamed.get(what, {}).get(name, name)}"] = read
        scenes = {self.scenes.get(one.scene, one.scene) for one in then.scenes}
        scenes &= {one.scene for one in now.scenes}
        offered = {(offer.id, offer.open) for offer in then.offers}
        offers = {offer.id for offer in now.offers if (offer.id, offer.open) in offered}
        shown_then = {one.variable for one in then.shown}
        shown_otherwise = shown_then ^ {one.variable for one in now.shown}
        for key in dict.fromkeys((*read_then, *now.words)):
            what, _, name = key.partition(":")
            same_answer = then.convincing == now.convincing and not _answers_otherwise(then, now)
            there = {
                "scene": key in read_then and key in now.words,
                "note": key in read_then and key in now.words,
                "unseen": name in scenes,
                "offer": name.removeprefix("?") in offers,
                "outcome": same_answer,
                "answer": same_answer,
                "because": same_answer,
                "beside": same_answer,
                "statements": same_answer,
                "ask": self._stands_again(then, now),
                "price": name not in shown_otherwise,
            }
            if kept_since(key) and not (key in read_then and key in now.words):
                continue
            if there.get(what, True) and read_then.get(key) != now.words.get(key):
                self.word(in_words.words_read(what, name, play))


def _answers_otherwise(then: Digest, now: Digest) -> bool:
    """Return whether another variant came of the act, and it reads otherwise.

    Where only variants were put in another order, the same is read and nothing is to be told.
    """
    read = [one.words.get("outcome", one.words.get("answer")) for one in (then, now)]
    return then.variant != now.variant and read[0] != read[1]


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def _step(before: Value, after: Value) -> object:
    """Return what a move did to a value: by how much, or that it stayed, or what it became."""
    if type(before) is int and type(after) is int:
        return after - before
    return None if _same(before, after) else after


def _numbered(offers: Iterable[Offer]) -> dict[tuple[str, str, int], Offer]:
    """Return offers by stance and words; those that are alike are numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for offer in offers:
        key = (offer.stance, in_words.bare(offer.label))
        seen[key] += 1
        found[(*key, seen[key])] = offer
    return found

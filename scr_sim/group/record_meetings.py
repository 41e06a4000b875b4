"""The decisions of an exercise, gathered from its events: what was voted and said at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scr_sim.engine import ActionError, Play
from scr_sim.engine.action_words import EnquiryAction, read_action
from scr_sim.engine.beats import OfferedEnquiry
from scr_sim.group.events import (
    Acted,
    CameLate,
    Decided,
    Dissented,
    Event,
    EvidenceAsked,
    Explained,
    HandsCounted,
    Joined,
    Moved,
    Pledged,
    RecordWanted,
    Undecided,
    Voided,
    Voted,
)
from scr_sim.group.record import ChoiceOffered
from scr_sim.group.record_votes import Ballots
from scr_sim.group.shared_types import Place
from scr_sim.scenario.model.loaded import LoadedScenario


@dataclass(slots=True, kw_only=True)
class Meeting:
    """One decision as its events come in; ``action`` is its choice's place in the room's play."""

    scene: str
    title: str
    date: str
    place: str
    begun: int
    offered: tuple[ChoiceOffered, ...] = ()
    evidence: tuple[OfferedEnquiry, ...] = ()
    action: int | None = None
    choice: str | None = None
    decided: Decided | None = None
    ballots: dict[int, Ballots] = field(default_factory=dict)
    late: Counter[int] = field(default_factory=Counter)
    revealed: set[int] = field(default_factory=set)
    explained: dict[tuple[int, int], Explained] = field(default_factory=dict)
    voids: list[tuple[int, int, str]] = field(default_factory=list)
    ties: list[tuple[str, ...]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    voiced: set[str] = field(default_factory=set)
    dissent: list[Dissented] = field(default_factory=list)

    def has(self, place: Place) -> bool:
        """Return whether a place belongs to this decision, whatever the round."""
        over = place.step > self.action if self.action is not None else False
        return place.scene == self.scene and place.step >= self.begun and not over

    @property
    def met(self) -> bool:
        """Return whether anything was done here."""
        return bool(self.ballots or self.voids or self.asked or self.voiced or self.decided) or (
            self.action is not None
        )

    @property
    def lines(self) -> list[Dissented]:
        """Return the lines of dissent: each person's last, and all that were filed as the room."""
        own = {one.person: one for one in self.dissent if one.person is not None}
        return [*own.values(), *(one for one in self.dissent if one.person is None)]

    def round(self, place: Place) -> Ballots:
        """Return the votes of a round."""
        return self.ballots.setdefault(place.round, Ballots(place))


class Meetings:
    """The decisions of an exercise in order, the room's play, and what belongs to no decision.

    ``stopped`` is a sentence where the play could not be followed to its end.
    """

    def __init__(self, events: Iterable[Event], scenario: LoadedScenario) -> None:
        self.play = Play(scenario)
        self.stopped = ""
        self.pledges: list[Pledged] = []
        self.wanted: list[int] = []
        self._people: set[int] = set()
        self._taken = 0
        self._meetings: list[Meeting] = []
        self._come()
        for event in events:
            self._note(event)

    @property
    def held(self) -> tuple[Meeting, ...]:
        """Return the decisions at which anything was done."""
        return tuple(one for one in self._meetings if one.met)

    def _come(self) -> None:
        """Begin the decision that the play stands at, if it stands at one."""
        scene = self.play.scene_model
        if scene.kind == "decision":
            self._meetings.append(
                Meeting(
                    scene=self.play.scene,
                    title=scene.title,
                    date=scene.date or "",
                    place=scene.place or "",
                    begun=self._taken,
                )
            )
            self._look()

    def _look(self) -> None:
        """See what is on offer at the present decision; what can be known may open others."""
        one = self._meetings[-1]
        choices = {c.id: c for c in one.offered}
        for choice in self.play.choices():
            choices[choice.id] = ChoiceOffered(
                id=choice.id, stance=choice.stance, label=choice.label, locked=choice.locked
            )
        one.offered = tuple(choices.values())
        known = {enquiry.id for enquiry in one.evidence}
        more = [e for e in self.play.enquiries() if e.id not in known and not e.made]
        one.evidence = (*one.evidence, *more)

    def at(self, place: Place) -> Meeting | None:
        """Return the decision that a place belongs to; None where there is no such decision."""
        later = [one for one in reversed(self._meetings) if one.scene == place.scene]
        return next((one for one in later if one.has(place)), later[0] if later else None)

    def _note(self, event: Event) -> None:
        if isinstance(event, Acted):
            self._act(event.action)
        elif isinstance(event, Pledged):
            self.pledges.append(event)
        elif isinstance(event, RecordWanted):
            if event.person in self._people and event.person not in self.wanted:
                self.wanted.append(event.person)
        elif isinstance(event, Joined):
            self._people.add(event.person)
        elif self._meetings and isinstance(event, EvidenceAsked):
            self._meetings[-1].asked.add(event.enquiry)
        elif self._meetings and isinstance(event, Moved) and event.phase == "revealed":
            self._reveal(self._meetings[-1], event.round)
        elif (place := _place(event)) is not None and (one := self.at(place)) is not None:
            self._note_at(one, place.round, event)

    def _note_at(self, one: Meeting, number: int, event: Event) -> None:
        if isinstance(event, Voted):
            if event.person in self._people:
                one.round(event.place).taps[event.person] = event.choice
        elif isinstance(event, Explained):
            one.explained[number, event.person] = event
        elif isinstance(event, CameLate):
            one.late[number] += 1
        elif isinstance(event, HandsCounted):
            one.round(event.place).hands = event
        elif isinstance(event, Voided):
            people = one.ballots[number].people if number in one.ballots else 0
            one.voids.append((number, people, event.because))
            one.ballots.pop(number, None)
            one.revealed.discard(number)
            for key in [key for key in one.explained if key[0] == number]:
                del one.explained[key]
        elif isinstance(event, Undecided):
            one.ties.append(event.between)
            self._reveal(one, number)
        elif isinstance(event, Decided):
            one.decided = event
            one.choice = event.action.partition("@")[0]
            self._reveal(one, number)
        elif isinstance(event, Dissented):
            one.dissent.append(event)

    def _reveal(self, one: Meeting, until: int) -> None:
        one.revealed |= {number for number in one.ballots if number <= until}

    def _act(self, action: str) -> None:
        if self.stopped:
            return
        try:
            play = self.play.take(action)
        except ActionError:
            self.stopped = (
                f"The scenario's file has changed since: action {self._taken + 1} of the room can "
                "no longer be taken, and what came after it is not told here."
            )
            return
        self.play = play
        self._taken += 1
        read = read_action(action)
        if isinstance(read, EnquiryAction):
            self._meetings[-1].voiced.add(read.enquiry)
            self._look()
            return
        one = self._meetings[-1]
        one.action, one.choice = self._taken - 1, read.choice
        one.revealed |= set(one.ballots)
        self._come()


def _place(event: Event) -> Place | None:
    """Return the decision and round that an event belongs to; None where it belongs to none."""
    place = getattr(event, "place", None)
    return place if isinstance(place, Place) else None

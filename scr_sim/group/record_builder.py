"""From an exercise's events and its scenario to its record: the same events, the same record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from scr_sim.debriefs.builder import debrief
from scr_sim.debriefs.model import DecisionView
from scr_sim.group.events import Decided, Ended, Event, Joined, Opened
from scr_sim.group.record import (
    DecisionHeld,
    EvidenceHeard,
    Heard,
    Learner,
    OwnVotes,
    Reason,
    Record,
    RoundHeld,
    Spoken,
    Voided,
)
from scr_sim.group.record_meetings import Meeting, Meetings
from scr_sim.group.room import Seat
from scr_sim.group.vote_tallies import counts, revealed_of
from scr_sim.group.words import WAYS
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.text.characters import one_line


def record(events: Sequence[Event], scenario: LoadedScenario) -> Record:
    """Return the record of an exercise, at whatever point it is or was ended.

    Votes that were never revealed are counted and not told. Raises `ValueError` where the events
    do not begin with the exercise's opening.
    """
    if not events or not isinstance(events[0], Opened):
        raise ValueError("The events do not begin with the opening of an exercise.")
    return _Builder(events[0], events, scenario).record()


class _Builder:
    def __init__(self, opened: Opened, events: Sequence[Event], scenario: LoadedScenario) -> None:
        self._opened = opened
        self._events = events
        self._scenario = scenario
        self._met = Meetings(events, scenario)
        self._seats = {one.person: one for one in events if isinstance(one, Joined)}
        self._places = {
            one.person: Seat(
                person=one.person, token="", words="", agency=one.agency, name=one.name
            )
            for one in self._seats.values()
        }
        self._agencies = scenario.agencies or {}
        self._mode = opened.recording
        self._anonymous = opened.recording == "anonymous"

    def record(self) -> Record:
        told = debrief(self._met.play)
        views = {view.action: view for view in told.decisions}
        decisions = tuple(
            self._decision(number, one, views.get(one.action) if one.action is not None else None)
            for number, one in enumerate(self._met.held, 1)
        )
        end = next((one for one in self._events if isinstance(one, Ended)), None)
        kinds = Counter(one.kind for one in self._events)
        agencies = Counter(seat.agency for seat in self._seats.values())
        room = {one.number: one.text for one in self._met.pledges if one.person is None}
        return Record(
            day=datetime.fromtimestamp(self._opened.at / 1000, UTC).date(),
            recording=self._opened.recording,
            rule=self._opened.rule,
            lead=self._agencies.get(self._opened.lead, ""),
            joined=tuple(
                (self._agencies.get(name, one_line(name)), agencies[name])
                for name in dict.fromkeys([*self._agencies, *agencies])
                if agencies[name]
            ),
            decisions=decisions,
            debrief=told,
            ended=end is not None,
            early=end is not None and (end.early or not told.finished),
            room_pledges=tuple(one_line(room[n]) for n in sorted(room) if room[n].strip()),
            pledges=self._own_pledges(),
            pauses=kinds["paused"],
            pauses_wanted=kinds["pause-wanted"],
            learners=tuple(self._learner(one, decisions) for one in self._met.wanted),
            stopped=self._met.stopped,
        )

    def _decision(self, number: int, one: Meeting, view: DecisionView | None) -> DecisionHeld:
        choices = [choice.id for choice in one.offered]
        held = sorted(one.ballots)
        seen = [one.ballots[name] for name in held if name in one.revealed]
        shown = revealed_of(
            [one.held for one in seen], self._places, self._agencies, choices, self._mode
        )
        return DecisionHeld(
            number=number,
            scene=one.scene,
            title=one.title,
            date=one.date,
            place=one.place,
            offered=one.offered,
            rounds=tuple(self._round(one, name, choices) for name in held),
            flows=shown.flows if shown is not None else (),
            changed=shown.changed if shown is not None else 0,
            once_only=shown.once_only if shown is not None else 0,
            evidence=self._evidence(one),
            reasons=tuple(self._reasons(one, choices)),
            dissent=self._spoken([(said.person, said.text) for said in one.lines]),
            choice=one.choice,
            how=self._how(one.decided),
            because=one_line(one.decided.because) if one.decided is not None else "",
            ties=tuple(one.ties),
            voids=tuple(
                Voided(decision=number, round=at, people=people, because=one_line(because))
                for at, people, because in one.voids
            ),
            view=view,
        )

    def _round(self, one: Meeting, number: int, choices: Sequence[str]) -> RoundHeld:
        ballots = one.ballots[number]
        revealed = number in one.revealed
        votes = counts(ballots.held)
        shown = revealed_of([ballots.held], self._places, self._agencies, choices, self._mode)
        return RoundHeld(
            number=number,
            revealed=revealed,
            people=ballots.people,
            counts={choice: votes[choice] if revealed else 0 for choice in choices},
            undecided=votes[None] if revealed else 0,
            hands=ballots.raised,
            late=one.late[number],
            by_agency=shown.by_agency if revealed and shown is not None else (),
        )

    def _evidence(self, one: Meeting) -> tuple[EvidenceHeard, ...]:
        found = []
        for offered in one.evidence:
            state: Heard = "asked" if offered.id in one.asked else "held"
            if offered.id in one.voiced:
                state = "voiced"
            found.append(
                EvidenceHeard(
                    id=offered.id, label=offered.label, agency=offered.agency, state=state
                )
            )
        return tuple(found)

    def _reasons(self, one: Meeting, choices: Sequence[str]) -> list[Reason]:
        found = []
        offered = {choice.id: choice for choice in one.offered}
        for (number, person), said in one.explained.items():
            ballots = one.ballots.get(number)
            if ballots is None or person not in ballots.taps or number not in one.revealed:
                continue
            voted = ballots.taps[person]
            for_what = offered.get(voted or "")
            reason = Reason(
                who=self._who(person),
                round=number,
                choice=for_what.label if for_what is not None else "",
                stance=for_what.stance if for_what is not None else None,
                sure=said.sure,
                because=one_line(said.because.strip()),
                unless=one_line(said.unless.strip()),
            )
            if reason.because or reason.unless or reason.sure is not None:
                place = choices.index(voted) if voted in choices else len(choices)
                found.append(((number, place, reason.because, reason.unless, reason.who), reason))
        # In an order of their own, which says nothing of who wrote first.
        return [reason for _, reason in sorted(found, key=lambda pair: pair[0])]

    def _how(self, decided: Decided | None) -> str:
        if decided is None:
            return ""
        lead = self._agencies.get(self._opened.lead, "")
        return f"by {lead}, the lead agency" if decided.by == "lead" and lead else WAYS[decided.by]

    def _who(self, person: int | None) -> str:
        """Return who somebody is, as far as the exercise records it."""
        if person is None:
            return "The room"
        seat = self._seats.get(person)
        if self._anonymous or seat is None:
            return ""
        agency = self._agencies.get(seat.agency, one_line(seat.agency))
        name = one_line(seat.name.strip())
        return f"{name}, {agency}" if name else agency

    def _spoken(self, said: Sequence[tuple[int | None, str]]) -> tuple[Spoken, ...]:
        found = [Spoken(who=self._who(p), text=one_line(t.strip())) for p, t in said if t.strip()]
        return tuple(sorted(found, key=lambda one: (one.text, one.who)))

    def _own_pledges(self) -> tuple[Spoken, ...]:
        last = {one.person: one.text for one in self._met.pledges if one.person is not None}
        return self._spoken(list(last.items()))

    def _learner(self, person: int, decisions: Sequence[DecisionHeld]) -> Learner:
        seat = self._seats[person]
        agency = self._agencies.get(seat.agency, one_line(seat.agency))
        if self._anonymous:
            return Learner(number=person, name="", agency=agency, pledge="", votes=())
        last = {one.person: one.text for one in self._met.pledges}
        votes = []
        for told, one in zip(decisions, self._met.held, strict=True):
            mine = [
                one.ballots[n].taps[person]
                for n in sorted(one.ballots)
                if n in one.revealed and person in one.ballots[n].taps
            ]
            if mine:
                first, end = told.label(mine[0]), told.label(mine[-1])
                votes.append(OwnVotes(decision=told.number, first=first, last=end))
        return Learner(
            number=person,
            name=one_line(seat.name.strip()),
            agency=agency,
            pledge=one_line(last.get(person, "").strip()),
            votes=tuple(votes),
        )

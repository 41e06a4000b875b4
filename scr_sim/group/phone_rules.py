"""What phones may do, and when: seats, votes and their reasons, dissent, pledges."""

from __future__ import annotations

from scr_sim.group import commands as asked
from scr_sim.group import events as happened
from scr_sim.group.room import Room
from scr_sim.group.situation import (
    LONGEST_KEY,
    MOST_PEOPLE,
    SAME,
    Answered,
    RefusedError,
    Situation,
    plain_line,
)


class PhoneRules(Situation):
    """The rules for people at their phones."""

    def _join(self, room: Room, command: asked.Join, now: int) -> Answered:
        opening = room.opened
        if command.token in room.tokens:
            return SAME
        if not room.door_open:
            raise RefusedError("closed", "The room takes nobody in at the moment. Ask the trainer.")
        if len(room.seats) >= MOST_PEOPLE:
            raise RefusedError("full", f"The room is full: {MOST_PEOPLE} people are in it.")
        if any(seat.words == command.words for seat in room.seats.values()):
            raise RefusedError("wait", "Somebody was given the same two words. Please join again.")
        name = plain_line(command.name, 40)
        if opening.recording == "anonymous":
            name = ""
        elif not name:
            raise RefusedError("invalid", "Please give the name that you want to be called here.")
        return Answered(
            (
                happened.Joined(
                    at=now,
                    person=len(room.seats) + 1,
                    token=command.token,
                    words=command.words,
                    agency=self._agency(room, command),
                    own_agency=command.own_agency if opening.joining == "another" else "",
                    name=name,
                ),
            )
        )

    def _agency(self, room: Room, command: asked.Join) -> str:
        if not self.agencies:
            return ""
        if room.opened.joining == "balance":
            seated = [seat.agency for seat in room.seats.values()]
            return min(self.agencies, key=seated.count)
        if command.agency not in self.agencies:
            raise RefusedError("invalid", "Please choose one of the agencies at this table.")
        if room.opened.joining == "another":
            if command.own_agency not in {*self.agencies, "other"}:
                raise RefusedError("invalid", "Please say which agency is your own.")
            if command.own_agency == command.agency:
                raise RefusedError("invalid", "Please sit with another agency than your own.")
        return command.agency

    def _return(self, room: Room, command: asked.Return, now: int) -> Answered:
        words = command.words.lower().split()
        seats = room.seats.values()
        found = [seat for seat in seats if seat.words.split() == words]
        # The other way round will do, where it can only be one person.
        found = found or [seat for seat in seats if sorted(seat.words.split()) == sorted(words)]
        if len(found) != 1:
            raise RefusedError("unknown", "Nobody in this room has these two words.")
        seat = found[0]
        if seat.token == command.token:
            return SAME
        if command.token in room.tokens:
            raise RefusedError("invalid", "This phone has a seat of its own already.")
        return Answered((happened.Returned(at=now, person=seat.person, token=command.token),))

    def _vote(self, room: Room, command: asked.Vote, now: int) -> Answered:
        person = self._person(room, command.token)
        held = next((one for one in room.rounds if one.place == command.place), None)
        if held is None:
            raise RefusedError("stale", "The room is somewhere else now. Your page will catch up.")
        if not 0 < len(command.key) <= LONGEST_KEY:
            raise RefusedError(
                "invalid", "This tap has no key that can be kept. Load the page again."
            )
        tap = (person, command.key)
        for taken in (held.taps, held.late):
            if tap in taken and taken[tap] != command.choice:
                raise RefusedError("invalid", "This tap was sent before, for something else.")
        if tap in held.taps:
            return SAME
        if tap in held.late:
            return Answered((), "late")
        if command.choice is not None and command.choice not in self.known_choices(held.place):
            raise RefusedError("invalid", "This cannot be chosen here.")
        closed = room.closes_at is not None and now >= room.closes_at and not room.paused
        if held is not room.vote or room.phase != "vote" or held.voided or closed:
            late = happened.CameLate(
                at=now,
                person=person,
                place=command.place,
                key=command.key,
                choice=command.choice,
            )
            return Answered((late,), "late")
        if room.paused:
            raise RefusedError(
                "wait", "The room is paused. Your vote can be given when it goes on."
            )
        if command.choice is not None and command.choice not in self.open_choices(room):
            raise RefusedError("invalid", "This cannot be chosen here.")
        return Answered(
            (
                happened.Voted(
                    at=now,
                    person=person,
                    place=command.place,
                    key=command.key,
                    choice=command.choice,
                ),
            )
        )

    def _explain(self, room: Room, command: asked.Explain, now: int) -> Answered:
        person = self._person(room, command.token)
        held = room.vote
        if held is None or held.place != command.place:
            raise RefusedError("stale", "The room is somewhere else now. Your page will catch up.")
        if room.paused:
            raise RefusedError("wait", "The room is paused. You can go on when it does.")
        if room.phase != "vote" or (room.closes_at is not None and now >= room.closes_at):
            raise RefusedError("closed", "This vote is closed.")
        ballot = held.ballots.get(person)
        if ballot is None:
            raise RefusedError("invalid", "Please choose first, then say why.")
        because, unless = plain_line(command.because), plain_line(command.unless)
        if (ballot.sure, ballot.because, ballot.unless) == (command.sure, because, unless):
            return SAME
        return Answered(
            (
                happened.Explained(
                    at=now,
                    person=person,
                    place=command.place,
                    sure=command.sure,
                    because=because,
                    unless=unless,
                ),
            )
        )

    def _want_pause(self, room: Room, command: asked.WantPause, now: int) -> Answered:
        self._person(room, command.token)
        if room.paused:
            return SAME
        return Answered((happened.PauseWanted(at=now),))

    def _dissent(self, room: Room, command: asked.Dissent, now: int) -> Answered:
        person = self._person(room, command.token)
        ruling = room.ruling
        if ruling is None or ruling.place != command.place:
            raise RefusedError("stale", "The room has gone on from that decision.")
        if not self.dissent_open(room, now):
            raise RefusedError("closed", "The minute for dissent is over.")
        text = plain_line(command.text)
        if not text:
            raise RefusedError("invalid", "Please write a line first.")
        whose = None if command.as_room else person
        if (whose, text) in ruling.dissent:
            return SAME
        if whose is not None and any(who == whose for who, _ in ruling.dissent):
            raise RefusedError("invalid", "You have filed your line on this decision.")
        if whose is None and sum(who is None for who, _ in ruling.dissent) >= len(room.seats):
            raise RefusedError("wait", "The room has filed its lines on this decision.")
        return Answered((happened.Dissented(at=now, place=command.place, person=whose, text=text),))

    def _pledge(self, room: Room, command: asked.Pledge, now: int) -> Answered:
        person = self._person(room, command.token)
        text = plain_line(command.text)
        if room.seats[person].pledge == text:
            return SAME
        return Answered((happened.Pledged(at=now, person=person, text=text),))

    def _want_record(self, room: Room, command: asked.WantRecord, now: int) -> Answered:
        person = self._person(room, command.token)
        if room.seats[person].record_wanted:
            return SAME
        return Answered((happened.RecordWanted(at=now, person=person),))

"""What the trainer may do, and when; and how a room goes on from one thing to the next."""

from __future__ import annotations

from scr_sim.group import commands as asked
from scr_sim.group import events as happened
from scr_sim.group.events import Event
from scr_sim.group.room import ROOM_PLEDGES, Room, Round
from scr_sim.group.shared_types import Phase, Rule
from scr_sim.group.situation import (
    MOST_PAGES,
    MOST_PEOPLE,
    SAME,
    Answered,
    RefusedError,
    Situation,
    plain_line,
)
from scr_sim.group.vote_tallies import Tally, tally


class TrainerRules(Situation):
    """The rules for the trainer, and for the clock."""

    def _move_on(self, room: Room, command: asked.MoveOn, now: int) -> Answered:
        self._seen(room, command.seen)
        if room.paused:
            return self._go_on(room, asked.GoOn(), now)
        return Answered(self._next(room, now))

    def _next(self, room: Room, now: int) -> tuple[Event, ...]:
        scene = self.at(room).scene

        def moved(phase: Phase, number: int = room.round) -> Event:
            return happened.Moved(at=now, phase=phase, round=number, scene=scene)

        match room.phase:
            case "lobby":
                return (moved("briefing", 0),)
            case "briefing":
                if self.at(room).finished:
                    return (moved("closing", 0),)
                # Where nothing can be chosen yet, something has to be looked into first.
                return (moved("vote", 1) if self.open_choices(room) else moved("evidence"),)
            case "vote":
                assert room.vote is not None
                if room.closes_at is not None:
                    raise RefusedError("wait", "The vote is closing.")
                return (happened.Closing(at=now, place=room.vote.place),)
            case "sealed":
                if len(room.counted) > 1:
                    return (moved("revealed"),)
                return (moved("evidence" if self.enquiries(room) else "discussion"),)
            case "evidence":
                return (moved("discussion"),)
            case "discussion":
                if not self.open_choices(room):
                    raise RefusedError(
                        "wait", "Nothing can be chosen here yet. Look into something."
                    )
                return (moved("vote", room.round + 1),)
            case "revealed":
                return self._ruled(room, now)
            case "decided":
                assert room.ruling is not None
                return (happened.Acted(at=now, action=room.ruling.action), moved("outcome"))
            case "outcome":
                return (moved("briefing", 0),)
            case "closing":
                # After the last finding: what the room did not see, and what it takes away.
                if room.round < len(self.findings(room)):
                    return (moved("closing", room.round + 1),)
                return (happened.Ended(at=now, early=not self.at(room).finished),)
            case "ended":
                raise RefusedError("closed", "The exercise has ended.")

    def _ruled(self, room: Room, now: int) -> tuple[Event, ...]:
        if room.between:
            raise RefusedError("wait", "The room is undecided: vote again, or let somebody decide.")
        held = self._last_counted(room)
        found = self._tally(room, held)
        open_ = self.open_choices(room)
        if not open_:
            return (self._moved(room, "evidence", now),)
        if found.choice is None or found.choice not in open_:
            between = tuple([c for c in found.between if c in open_]) or tuple(open_)
            return (happened.Undecided(at=now, place=held.place, between=between),)
        actions = self.actions_of(room, found.choice)
        if len(actions) > 1:
            # What it cites is for the room to say, and for the trainer to type.
            return (happened.Undecided(at=now, place=held.place, between=(found.choice,)),)
        return self._decision(room, held, actions[0], by=room.opened.rule, because="", now=now)

    def _decision(
        self, room: Room, held: Round, action: str, *, by: Rule, because: str, now: int
    ) -> tuple[Event, ...]:
        return (
            happened.Decided(at=now, place=held.place, action=action, by=by, because=because),
            happened.Moved(at=now, phase="decided", round=room.round, scene=held.place.scene),
        )

    def _skip(self, room: Room, command: asked.Skip, now: int) -> Answered:
        self._seen(room, command.seen)
        self._in(room, ("sealed", "evidence", "discussion"))
        self._last_counted(room)
        return Answered((self._moved(room, "revealed", now),))

    def _reveal_early(self, room: Room, command: asked.RevealEarly, now: int) -> Answered:
        self._seen(room, command.seen)
        self._in(room, ("vote",))
        sealed = self._moved(room, "sealed", now)
        return Answered((sealed, self._moved(room, "revealed", now)))

    def _vote_again(self, room: Room, command: asked.VoteAgain, now: int) -> Answered:
        self._seen(room, command.seen)
        self._in(room, ("revealed", "sealed"))
        if not self.open_choices(room):
            raise RefusedError("wait", "Nothing can be chosen here now.")
        return Answered((self._moved(room, "vote", now, room.round + 1),))

    def _void(self, room: Room, command: asked.Void, now: int) -> Answered:
        self._in(room, ("vote", "sealed", "evidence", "discussion", "revealed"))
        because = plain_line(command.because)
        if not because:
            raise RefusedError("invalid", "Please say why this vote is set aside.")
        held = self._last_counted(room)
        return Answered(
            (
                happened.Voided(at=now, place=held.place, because=because),
                self._moved(room, "vote", now, room.round + 1),
            )
        )

    def _count_hands(self, room: Room, command: asked.CountHands, now: int) -> Answered:
        self._in(room, ("vote", "sealed"))
        held = self._last_counted(room)
        open_ = self.open_choices(room)
        for choice, count in command.counts.items():
            if choice not in open_:
                raise RefusedError("invalid", f"“{plain_line(choice, 40)}” cannot be chosen here.")
            if not 0 <= count <= MOST_PEOPLE:
                raise RefusedError("invalid", f"Hands are counted from 0 to {MOST_PEOPLE}.")
        if not 0 <= command.undecided <= MOST_PEOPLE:
            raise RefusedError("invalid", f"Hands are counted from 0 to {MOST_PEOPLE}.")
        return Answered(
            (
                happened.HandsCounted(
                    at=now,
                    place=held.place,
                    counts=command.counts,
                    undecided=command.undecided,
                ),
            )
        )

    def _ask_for(self, room: Room, command: asked.AskFor, now: int) -> Answered:
        self._in(room, ("evidence", "discussion"))
        held = [one.id for one in self.enquiries(room) if one.agency and not one.made]
        if command.enquiry not in held:
            raise RefusedError("unknown", "No agency holds this here.")
        if command.enquiry in room.asked:
            return SAME
        return Answered((happened.EvidenceAsked(at=now, enquiry=command.enquiry),))

    def _voice(self, room: Room, command: asked.Voice, now: int) -> Answered:
        self._in(room, ("evidence", "discussion"))
        for enquiry in self.enquiries(room):
            if command.action in self.ways_to_voice(room, enquiry):
                return Answered((happened.Acted(at=now, action=command.action),))
            if enquiry.made and command.action.lstrip("!?").partition("@")[0] == enquiry.id:
                return SAME
        raise RefusedError("unknown", "This cannot be read out here.")

    def _set_timer(self, room: Room, command: asked.SetTimer, now: int) -> Answered:
        if not 0 <= command.minutes <= 120:
            raise RefusedError("invalid", "The timer runs for up to 120 minutes.")
        return Answered((happened.TimerSet(at=now, minutes=command.minutes),))

    def _decide(self, room: Room, command: asked.Decide, now: int) -> Answered:
        self._in(room, ("revealed",))
        if not room.between:
            raise RefusedError("wait", "The rule decides first: go on.")
        held = self._last_counted(room)
        choice = command.action.partition("@")[0]
        if command.action not in self.actions_of(room, choice):
            raise RefusedError("invalid", "This cannot be done here.")
        if choice not in room.between and room.opened.rule not in {"trainer", "lead"}:
            raise RefusedError("invalid", "The room stands between other choices.")
        because = plain_line(command.because)
        rule = room.opened.rule
        # Where the rule chose, only what is cited was left to say.
        if room.between == (choice,) and self._tally(room, held).choice == choice:
            by: Rule = rule
        else:
            by = "lead" if command.by_lead else "trainer"
            if not because:
                raise RefusedError("invalid", "Please write down the reason.")
        if by == "lead" and not room.opened.lead:
            raise RefusedError("invalid", "This exercise has no lead agency.")
        return Answered(self._decision(room, held, command.action, by=by, because=because, now=now))

    def _tally(self, room: Room, held: Round) -> Tally:
        """Return what the room's rule makes of a vote."""
        choices = self.choices(room)
        return tally(
            room.opened.rule,
            held,
            room.seats,
            lead=room.opened.lead,
            escalating=[one.id for one in choices if one.stance == "escalate"],
            order=[one.id for one in choices],
        )

    def _pause(self, room: Room, command: asked.Pause, now: int) -> Answered:
        return SAME if room.paused else Answered((happened.Paused(at=now),))

    def _go_on(self, room: Room, command: asked.GoOn, now: int) -> Answered:
        return Answered((happened.WentOn(at=now),)) if room.paused else SAME

    def _move_door(self, room: Room, command: asked.MoveDoor, now: int) -> Answered:
        if room.door_open == command.open:
            return SAME
        return Answered((happened.DoorMoved(at=now, open=command.open),))

    def _turn_page(self, room: Room, command: asked.TurnPage, now: int) -> Answered:
        if not 0 <= command.page <= MOST_PAGES:
            raise RefusedError("invalid", "The wall has no such page.")
        if room.page == command.page:
            return SAME
        return Answered((happened.PageTurned(at=now, page=command.page),))

    def _room_pledge(self, room: Room, command: asked.RoomPledge, now: int) -> Answered:
        if not 0 <= command.number < ROOM_PLEDGES:
            raise RefusedError("invalid", f"The room takes away {ROOM_PLEDGES} actions.")
        text = plain_line(command.text)
        if room.pledges.get(command.number, "") == text:
            return SAME
        return Answered((happened.Pledged(at=now, person=None, text=text, number=command.number),))

    def _to_debrief(self, room: Room, command: asked.ToDebrief, now: int) -> Answered:
        if room.phase == "closing":
            return SAME
        if not self.has_debrief(room):
            raise RefusedError("wait", "The room has decided nothing yet: there is no debrief.")
        # What was decided and not shown yet counts as done.
        shown = self._next(room, now) if room.phase == "decided" else ()
        went_on = (happened.WentOn(at=now),) if room.paused else ()
        return Answered((*went_on, *shown, self._moved(room, "closing", now, 0)))

    def _end(self, room: Room, command: asked.End, now: int) -> Answered:
        return Answered((happened.Ended(at=now, early=not self.at(room).finished),))

    def _tick(self, room: Room, command: asked.Tick, now: int) -> Answered:
        due = self.due(room)
        if due is None or now < due:
            return SAME
        return Answered((self._moved(room, "sealed", now),))

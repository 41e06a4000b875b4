"""The rules of an exercise: what each command comes to, where the room stands.

Nothing here knows what time it is: every command comes with its time. What may not be done is
`Refused`, with one sentence that says why; what was done already is answered as it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from scr_sim.debriefs import Debrief, debrief
from scr_sim.engine import ActionError, Play
from scr_sim.engine.beats import Answered as Heard
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.group import commands as asked
from scr_sim.group import events as happened
from scr_sim.group.base import LONGEST_LINE, Phase, Place
from scr_sim.group.events import Event
from scr_sim.group.room import DISSENT, ROOM_PLEDGES, Room, Round
from scr_sim.group.tallies import tally
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.scenario import Decision, Prose
from scr_sim.text.characters import one_line

Code = Literal["stale", "closed", "unknown", "invalid", "wait", "full", "key", "unkept"]

#: No scene takes more pages of a wall.
MOST_PAGES = 999
#: The longest key of a tap.
LONGEST_KEY = 64
#: So many people at most sit at one table.
MOST_PEOPLE = 1_000
#: A phone may ask for a pause once in so many milliseconds.
PAUSE_EVERY = 60_000


class Refused(Exception):  # noqa: N818
    """A command that may not be done now: what kind of refusal, and one sentence for a person."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Answered:
    """What a command came to: events to keep, and whether it was new, known already, or late."""

    events: tuple[Event, ...] = ()
    outcome: Literal["taken", "same", "late"] = "taken"


SAME = Answered((), "same")


class Exercise:
    """The rules for one scenario. Immutable; every question is about a room that is given."""

    def __init__(self, scenario: LoadedScenario) -> None:
        self.scenario = scenario
        self.agencies: dict[str, str] = dict(scenario.agencies or {})
        self.play = lru_cache(maxsize=64)(self._play)
        self.debrief = lru_cache(maxsize=8)(self._debrief)
        self.heard_by = lru_cache(maxsize=64)(self._heard_by)
        self.would_tell = lru_cache(maxsize=256)(self._would_tell)
        #: What the room that was asked about last shows everybody, kept for the next who asks.
        self.shown_last: tuple[Room, dict[str, Any]] | None = None

    def _play(self, actions: tuple[str, ...]) -> Play:
        return Play(self.scenario, actions)

    def _debrief(self, actions: tuple[str, ...]) -> Debrief:
        return debrief(self.play(actions))

    # -- what is asked about a room

    def at(self, room: Room) -> Play:
        """Return the room's play as it stands."""
        return self.play(room.actions)

    def choices(self, room: Room) -> tuple[OfferedChoice, ...]:
        """Return the choices of the scene in which the room stands, in the author's order."""
        return self.at(room).choices()

    def open_choices(self, room: Room) -> list[str]:
        """Return the choices that can be taken now."""
        could = {action.partition("@")[0] for action in self.at(room).could()}
        return [choice.id for choice in self.choices(room) if choice.id in could]

    def known_choices(self, place: Place) -> frozenset[str]:
        """Return every choice that a place's scene has, whether or not it can be taken."""
        scene = self.scenario.scenes[place.scene]
        choices = scene.choices if isinstance(scene, Decision) else ()
        return frozenset([choice.id for choice in choices])

    def enquiries(self, room: Room) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here."""
        return self.at(room).enquiries()

    def ways_to_voice(self, room: Room, enquiry: OfferedEnquiry) -> tuple[str, ...]:
        """Return the actions by which the room makes an enquiry now; none where it cannot.

        One that an agency holds is volunteered; another is made, in whatever way it can be.
        """
        if enquiry.made or room.phase not in {"evidence", "discussion"}:
            return ()
        if enquiry.agency and enquiry.agency in self.agencies.values():
            return (f"!{enquiry.id}",)
        lead = f"?{enquiry.id}"
        actions = self.at(room).actions()
        return tuple([a for a in actions if a == lead or a.startswith(f"{lead}@")][:400])

    def findings(self, room: Room) -> tuple[int, ...]:
        """Return the numbers of the findings that the room met, which its closing goes through."""
        found = self.debrief(room.actions).findings
        return tuple([view.number for view in found if view.echoed or view.answered])

    def place(self, room: Room) -> Place:
        """Return where the room is, between votes too."""
        return Place(scene=self.at(room).scene, step=room.came_at, round=room.round)

    def prose(self, room: Room, prose: Prose | None) -> str:
        """Return prose as it reads where the room stands."""
        play = self.at(room)
        return play.reads(prose)

    def told(self, room: Room) -> dict[str, str]:
        """Return what the room heard in this scene, by enquiry."""
        return self.heard_by(room.actions)

    def _heard_by(self, actions: tuple[str, ...]) -> dict[str, str]:
        play = self.play(actions)
        beats = [beat for beat in play.story if isinstance(beat, Heard)]
        return {beat.enquiry: heard(beat) for beat in beats if beat.scene == play.scene}

    def answer_text(self, room: Room, enquiry: str) -> str:
        """Return what an enquiry answers here, voiced or not; empty if it cannot be."""
        already = self.told(room).get(enquiry)
        return self.would_tell(room.actions, enquiry) if already is None else already

    def _would_tell(self, actions: tuple[str, ...], enquiry: str) -> str:
        try:
            beats = self.play((*actions, f"!{enquiry}")).beats
        except ActionError:
            return ""
        return next((heard(beat) for beat in beats if isinstance(beat, Heard)), "")

    def due(self, room: Room) -> int | None:
        """Return when a `Tick` is due next, in milliseconds; None where nothing waits."""
        return None if room.paused or room.ended else room.closes_at

    # -- commands

    def answer(self, room: Room, command: asked.Command, now: int) -> Answered:
        """Return what a command comes to at a time. Raises `Refused`."""
        if room.ended and not isinstance(command, _AFTERWARDS):
            raise Refused("closed", "The exercise has ended.")
        return _ANSWERS[type(command)](self, room, command, now)

    def _join(self, room: Room, command: asked.Join, now: int) -> Answered:
        opening = room.opened
        if command.token in room.tokens:
            return SAME
        if not room.door_open:
            raise Refused("closed", "The room takes nobody in at the moment. Ask the trainer.")
        if len(room.seats) >= MOST_PEOPLE:
            raise Refused("full", f"The room is full: {MOST_PEOPLE} people are in it.")
        if any(seat.words == command.words for seat in room.seats.values()):
            raise Refused("wait", "Somebody was given the same two words. Please join again.")
        name = plain_line(command.name, 40)
        if opening.recording == "anonymous":
            name = ""
        elif not name:
            raise Refused("invalid", "Please give the name that you want to be called here.")
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
            raise Refused("invalid", "Please choose one of the agencies at this table.")
        if room.opened.joining == "another":
            if command.own_agency not in {*self.agencies, "other"}:
                raise Refused("invalid", "Please say which agency is your own.")
            if command.own_agency == command.agency:
                raise Refused("invalid", "Please sit with another agency than your own.")
        return command.agency

    def _return(self, room: Room, command: asked.Return, now: int) -> Answered:
        words = " ".join(command.words.lower().split())
        for seat in room.seats.values():
            if seat.words == words:
                if seat.token == command.token:
                    return SAME
                if command.token in room.tokens:
                    raise Refused("invalid", "This phone has a seat of its own already.")
                return Answered(
                    (happened.Returned(at=now, person=seat.person, token=command.token),)
                )
        raise Refused("unknown", "Nobody in this room has these two words.")

    def _vote(self, room: Room, command: asked.Vote, now: int) -> Answered:
        person = self._person(room, command.token)
        held = next((one for one in room.rounds if one.place == command.place), None)
        if held is None:
            raise Refused("stale", "The room is somewhere else now. Your page will catch up.")
        if not 0 < len(command.key) <= LONGEST_KEY:
            raise Refused("invalid", "This tap has no key that can be kept. Load the page anew.")
        tap = (person, command.key)
        for taken in (held.taps, held.late):
            if tap in taken and taken[tap] != command.choice:
                raise Refused("invalid", "This tap was sent before, for something else.")
        if tap in held.taps:
            return SAME
        if tap in held.late:
            return Answered((), "late")
        if command.choice is not None and command.choice not in self.known_choices(held.place):
            raise Refused("invalid", "This cannot be chosen here.")
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
            raise Refused("wait", "The room is paused. Your vote can be given when it goes on.")
        if command.choice is not None and command.choice not in self.open_choices(room):
            raise Refused("invalid", "This cannot be chosen here.")
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
            raise Refused("stale", "The room is somewhere else now. Your page will catch up.")
        if room.paused:
            raise Refused("wait", "The room is paused. You can go on when it does.")
        if room.phase != "vote" or (room.closes_at is not None and now >= room.closes_at):
            raise Refused("closed", "This vote is closed.")
        ballot = held.ballots.get(person)
        if ballot is None:
            raise Refused("invalid", "Please choose first, then say why.")
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
            raise Refused("stale", "The room has gone on from that decision.")
        if not self.dissent_open(room, now):
            raise Refused("closed", "The minute for dissent is over.")
        text = plain_line(command.text)
        if not text:
            raise Refused("invalid", "Please write a line first.")
        whose = None if command.as_room else person
        if (whose, text) in ruling.dissent:
            return SAME
        if whose is not None and any(who == whose for who, _ in ruling.dissent):
            raise Refused("invalid", "You have filed your line on this decision.")
        if whose is None and sum(who is None for who, _ in ruling.dissent) >= len(room.seats):
            raise Refused("wait", "The room has filed its lines on this decision.")
        return Answered((happened.Dissented(at=now, place=command.place, person=whose, text=text),))

    def dissent_open(self, room: Room, now: int) -> bool:
        """Return whether dissent from the last decision may be filed at a time."""
        ruling = room.ruling
        if ruling is None or room.phase not in {"decided", "outcome"}:
            return False
        return (room.paused_at or now) < ruling.at + DISSENT

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

    def _person(self, room: Room, token: str) -> int:
        person = room.tokens.get(token)
        if person is None:
            raise Refused("unknown", "This phone has no seat in the room. Please join first.")
        return person

    # -- the trainer's

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
                    raise Refused("wait", "The vote is closing.")
                return (happened.Closing(at=now, place=room.vote.place),)
            case "sealed":
                if len(room.counted) > 1:
                    return (moved("revealed"),)
                return (moved("evidence" if self.enquiries(room) else "discussion"),)
            case "evidence":
                return (moved("discussion"),)
            case "discussion":
                if not self.open_choices(room):
                    raise Refused("wait", "Nothing can be chosen here yet. Look into something.")
                return (moved("vote", room.round + 1),)
            case "revealed":
                return self._ruled(room, now)
            case "decided":
                assert room.ruling is not None
                return (happened.Acted(at=now, action=room.ruling.action), moved("outcome"))
            case "outcome":
                return (moved("briefing", 0),)
            case "closing":
                if room.round + 1 < len(self.findings(room)):
                    return (moved("closing", room.round + 1),)
                return (happened.Ended(at=now),)
            case "ended":
                raise Refused("closed", "The exercise has ended.")

    def _ruled(self, room: Room, now: int) -> tuple[Event, ...]:
        if room.between:
            raise Refused("wait", "The room is undecided: vote again, or let somebody decide.")
        held = self._last_counted(room)
        choices = self.choices(room)
        rule = room.opened.rule
        found = tally(
            rule,
            held,
            room.seats,
            lead=room.opened.lead,
            escalating=[choice.id for choice in choices if choice.stance == "escalate"],
            order=[choice.id for choice in choices],
        )
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
        assert rule != "trainer"
        return self._decision(room, held, actions[0], by=rule, because="", now=now)

    def _decision(
        self, room: Room, held: Round, action: str, *, by: Any, because: str, now: int
    ) -> tuple[Event, ...]:
        return (
            happened.Decided(at=now, place=held.place, action=action, by=by, because=because),
            happened.Moved(at=now, phase="decided", round=room.round, scene=held.place.scene),
        )

    def actions_of(self, room: Room, choice: str) -> list[str]:
        """Return the actions by which a choice is taken now: several where it cites."""
        actions = self.at(room).actions()
        return [action for action in actions if action.partition("@")[0] == choice]

    def _last_counted(self, room: Room) -> Round:
        if not room.counted:
            raise Refused("stale", "No vote was held here that counts.")
        return room.counted[-1]

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
            raise Refused("wait", "Nothing can be chosen here now.")
        return Answered((self._moved(room, "vote", now, room.round + 1),))

    def _void(self, room: Room, command: asked.Void, now: int) -> Answered:
        self._in(room, ("vote", "sealed", "evidence", "discussion", "revealed"))
        because = plain_line(command.because)
        if not because:
            raise Refused("invalid", "Please say why this vote is set aside.")
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
                raise Refused("invalid", f"“{plain_line(choice, 40)}” cannot be chosen here.")
            if not 0 <= count <= MOST_PEOPLE:
                raise Refused("invalid", f"Hands are counted from 0 to {MOST_PEOPLE}.")
        if not 0 <= command.undecided <= MOST_PEOPLE:
            raise Refused("invalid", f"Hands are counted from 0 to {MOST_PEOPLE}.")
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
            raise Refused("unknown", "No agency holds this here.")
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
        raise Refused("unknown", "This cannot be read out here.")

    def _set_timer(self, room: Room, command: asked.SetTimer, now: int) -> Answered:
        if not 0 <= command.minutes <= 120:
            raise Refused("invalid", "The timer runs for up to 120 minutes.")
        return Answered((happened.TimerSet(at=now, minutes=command.minutes),))

    def _decide(self, room: Room, command: asked.Decide, now: int) -> Answered:
        self._in(room, ("revealed",))
        if not room.between:
            raise Refused("wait", "The rule decides first: go on.")
        held = self._last_counted(room)
        choice = command.action.partition("@")[0]
        if command.action not in self.actions_of(room, choice):
            raise Refused("invalid", "This cannot be done here.")
        if choice not in room.between and room.opened.rule not in {"trainer", "lead"}:
            raise Refused("invalid", "The room stands between other choices.")
        because = plain_line(command.because)
        rule = room.opened.rule
        if rule != "trainer" and room.between == (choice,) and self._cites_only(room, choice):
            by: str = rule
        else:
            by = "lead" if command.by_lead else "trainer"
            if not because:
                raise Refused("invalid", "Please write down the reason.")
        if by == "lead" and not room.opened.lead:
            raise Refused("invalid", "This exercise has no lead agency.")
        return Answered(self._decision(room, held, command.action, by=by, because=because, now=now))

    def _cites_only(self, room: Room, choice: str) -> bool:
        """Return whether the rule chose, and only what is cited was left to say."""
        held = self._last_counted(room)
        choices = self.choices(room)
        found = tally(
            room.opened.rule,
            held,
            room.seats,
            lead=room.opened.lead,
            escalating=[one.id for one in choices if one.stance == "escalate"],
            order=[one.id for one in choices],
        )
        return found.choice == choice

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
            raise Refused("invalid", "The wall has no such page.")
        if room.page == command.page:
            return SAME
        return Answered((happened.PageTurned(at=now, page=command.page),))

    def _room_pledge(self, room: Room, command: asked.RoomPledge, now: int) -> Answered:
        if not 0 <= command.number < ROOM_PLEDGES:
            raise Refused("invalid", f"The room takes away {ROOM_PLEDGES} actions.")
        text = plain_line(command.text)
        if room.pledges.get(command.number, "") == text:
            return SAME
        return Answered((happened.Pledged(at=now, person=None, text=text, number=command.number),))

    def _end(self, room: Room, command: asked.End, now: int) -> Answered:
        done = room.phase == "closing"
        return Answered((happened.Ended(at=now, early=not done),))

    def _tick(self, room: Room, command: asked.Tick, now: int) -> Answered:
        due = self.due(room)
        if due is None or now < due:
            return SAME
        return Answered((self._moved(room, "sealed", now),))

    # -- what they share

    def _moved(self, room: Room, phase: Phase, now: int, number: int | None = None) -> Event:
        return happened.Moved(
            at=now,
            phase=phase,
            round=room.round if number is None else number,
            scene=self.at(room).scene,
        )

    def _seen(self, room: Room, seen: int) -> None:
        if seen != room.turn:
            raise Refused("stale", "The room has gone on meanwhile. Look again.")

    def _in(self, room: Room, phases: Sequence[Phase]) -> None:
        if room.phase not in phases:
            raise Refused("stale", "This makes no sense where the room stands now.")
        if room.paused:
            raise Refused("wait", "The room is paused.")


def heard(beat: Heard) -> str:
    """Return an answer as a room hears it: its text, and every line of its page."""
    lines = [f"- {line.text}" for line in beat.page]
    return "\n\n".join([beat.text, *(["\n".join(lines)] if lines else [])])


def plain_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return what somebody wrote as one line without control characters. Raises `Refused`."""
    line = " ".join(one_line(text).split())
    if len(line) > longest:
        raise Refused("invalid", f"This is longer than {longest} characters. Please shorten it.")
    return line


#: What is still taken when the exercise has ended.
_AFTERWARDS = (asked.Return, asked.Pledge, asked.WantRecord, asked.RoomPledge, asked.Tick)

_ANSWERS: dict[type, Callable[[Exercise, Room, Any, int], Answered]] = {
    asked.Join: Exercise._join,
    asked.Return: Exercise._return,
    asked.Vote: Exercise._vote,
    asked.Explain: Exercise._explain,
    asked.WantPause: Exercise._want_pause,
    asked.Dissent: Exercise._dissent,
    asked.Pledge: Exercise._pledge,
    asked.WantRecord: Exercise._want_record,
    asked.MoveOn: Exercise._move_on,
    asked.Skip: Exercise._skip,
    asked.RevealEarly: Exercise._reveal_early,
    asked.VoteAgain: Exercise._vote_again,
    asked.Void: Exercise._void,
    asked.CountHands: Exercise._count_hands,
    asked.AskFor: Exercise._ask_for,
    asked.Voice: Exercise._voice,
    asked.SetTimer: Exercise._set_timer,
    asked.Decide: Exercise._decide,
    asked.Pause: Exercise._pause,
    asked.GoOn: Exercise._go_on,
    asked.MoveDoor: Exercise._move_door,
    asked.TurnPage: Exercise._turn_page,
    asked.RoomPledge: Exercise._room_pledge,
    asked.End: Exercise._end,
    asked.Tick: Exercise._tick,
}

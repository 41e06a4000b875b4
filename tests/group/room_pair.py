"""Two rooms that differ in their votes alone, and all that people and trainers do in them."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from scr_sim.group import commands as asked
from scr_sim.group.commands import Command
from scr_sim.group.exercise import RefusedError
from scr_sim.group.room import GRACE
from scr_sim.group.shared_types import Joining, Rule
from scr_sim.group.view_builder import view_for_console
from scr_sim.group.vote_tallies import counts
from tests.group.rooms import Table
from tests.group.small_room import AGENCIES, CHOICES, HIDDEN, KEYS, PEOPLE, small_room


class RoomPair(RuleBasedStateMachine):
    """Two rooms at once, alike in all but what is voted; and what each vote must come to."""

    @initialize(
        rules=st.sampled_from(
            ["majority", "majority", "consensus", "lead", "trainer", "escalation"]
        ),
        joining=st.sampled_from(["free", "balance"]),
        people=st.integers(0, 7),
    )
    def open(self, rules: Rule, joining: Joining, people: int) -> None:
        more = {"rule": rules, "joining": joining, "lead": "care"}
        self.table, self.twin = Table(small_room(), **more), Table(small_room(), **more)
        #: For each vote that was held: who chose what last, told by hand.
        self.told: dict[int, dict[int, str | None]] = {}
        self.taps: dict[tuple[int, int, str], str | None] = {}
        for person in range(1, people + 1):
            self.join(person, AGENCIES[person % 3])
        for _ in range(2 if people else 0):
            self.move_on()

    def both(self, command: Command, other: Command | None = None) -> str:
        """Do a command in both rooms; return what came of it, which must be the same in both."""
        outcomes: list[str] = []
        for table, one in ((self.table, command), (self.twin, other or command)):
            try:
                outcomes.append(table.do(one).outcome)
            except RefusedError as refused:
                outcomes.append(refused.code)
        assert outcomes[0] == outcomes[1]
        if self.table.phase not in HIDDEN:
            # Once votes are open the rooms may go apart: from here on they are one again.
            self.twin.room, self.twin.log = self.table.room, list(self.table.log)
        return outcomes[0]

    def later(self, milliseconds: int) -> None:
        for table in (self.table, self.twin):
            table.now += milliseconds

    # -- people

    @rule(person=PEOPLE, agency=st.sampled_from(AGENCIES))
    def join(self, person: int, agency: str) -> None:
        before = self.table.room
        words = f"calm river{person}"
        self.both(asked.Join(token=f"token-{person}", words=words, agency=agency))
        new = self.table.room.seats.keys() - before.seats.keys()
        assert len(new) <= (f"token-{person}" not in before.tokens)

    @rule(person=PEOPLE)
    def come_back(self, person: int) -> None:
        seats = len(self.table.room.seats)
        words = f"Calm  RIVER{person}"
        if self.both(asked.Return(words=words, token=f"new-{person}")) in {"taken", "same"}:
            back = self.table.room.tokens[f"new-{person}"]
            assert list(self.table.room.tokens.values()).count(back) == 1
        assert len(self.table.room.seats) == seats

    def token(self, person: int) -> str:
        new = f"new-{person}"
        return new if new in self.table.room.tokens else f"token-{person}"

    def tap(self, person: int, one: str | None, other: str | None, key: str) -> None:
        room, token = self.table.room, self.token(person)
        held = room.vote
        if held is None:
            return
        seat = room.tokens.get(token)
        number = held.place.step * 100 + held.place.round
        open_ = room.phase == "vote" and not room.paused and not room.ended
        open_ = open_ and (room.closes_at is None or self.table.now < room.closes_at)
        known = self.taps.get((number, seat or 0, key), "new")
        if known != "new":  # a retry is the same tap in both rooms
            one = known
            twin = self.twin.room.vote
            assert twin is not None
            other = {**twin.taps, **twin.late}[seat or 0, key]
        outcome = self.both(
            asked.Vote(token=token, place=held.place, key=key, choice=one),
            asked.Vote(token=token, place=held.place, key=key, choice=other),
        )
        if outcome == "taken":
            assert open_
            assert seat is not None
            assert known == "new"
            self.told.setdefault(number, {})[seat] = one
        if outcome in {"taken", "late"}:
            self.taps[number, seat or 0, key] = one

    @rule(person=PEOPLE, one=CHOICES, other=CHOICES, key=KEYS)
    def vote(self, person: int, one: str | None, other: str | None, key: str) -> None:
        # One that is locked is refused in both rooms, for the sake of comparing them.
        open_ = [*self.table.exercise.open_choices(self.table.room), None]
        if self.table.phase == "outcome" or (one in open_) == (other in open_):
            self.tap(person, one, one if self.table.phase == "outcome" else other, key)

    @rule(data=st.data())
    def everybody_votes(self, data: st.DataObject) -> None:
        open_ = st.sampled_from([*self.table.exercise.open_choices(self.table.room), None])
        for person in range(1, 8):
            one, other = data.draw(open_), data.draw(open_)
            self.tap(person, one, other, data.draw(KEYS))

    @precondition(lambda self: self.table.phase == "vote" and not self.table.room.paused)
    @rule(data=st.data())
    def everybody_votes_and_it_is_revealed(self, data: st.DataObject) -> None:
        self.everybody_votes(data)
        self.both(asked.RevealEarly(seen=self.table.room.turn))
        assert self.table.phase == "revealed"
        self.move_on()

    @precondition(lambda self: self.taps)
    @rule(data=st.data())
    def send_a_tap_again(self, data: st.DataObject) -> None:
        number, person, key = data.draw(st.sampled_from(list(self.taps)))
        held = self.table.room.vote
        seat = self.table.room.seats.get(person)
        if held is None or seat is None or held.place.step * 100 + held.place.round != number:
            return
        votes = self.table.room.vote
        twin = self.twin.room.vote
        assert twin is not None
        one, other = ({**vote.taps, **vote.late}[person, key] for vote in (held, twin))
        came = self.both(
            asked.Vote(token=seat.token, place=held.place, key=key, choice=one),
            asked.Vote(token=seat.token, place=held.place, key=key, choice=other),
        )
        assert came in {"same", "late", "closed"}
        assert self.table.room.vote is votes

    @precondition(lambda self: self.table.room.vote is not None)
    @rule(person=PEOPLE, text=st.text(max_size=8))
    def explain(self, person: int, text: str) -> None:
        held = self.table.room.vote
        assert held is not None
        token = self.token(person)
        one = asked.Explain(token=token, place=held.place, sure=70, because=f"one {text}")
        other = asked.Explain(token=token, place=held.place, unless=f"other {text}")
        self.both(one, other)

    @rule(person=PEOPLE, as_room=st.booleans(), text=st.text(min_size=1, max_size=8))
    def dissent(self, person: int, as_room: bool, text: str) -> None:
        ruling = self.table.room.ruling
        if ruling is not None:
            token = self.token(person)
            self.both(asked.Dissent(token=token, place=ruling.place, text=text, as_room=as_room))

    @rule(person=PEOPLE)
    def ask_for_little_things(self, person: int) -> None:
        token = self.token(person)
        self.both(asked.WantPause(token=token))
        self.both(asked.Pledge(token=token, text="I ring back."))
        self.both(asked.WantRecord(token=token))

    # -- the trainer

    @rule()
    def move_on(self) -> None:
        before = self.table.room
        self.both(asked.MoveOn(seen=before.turn))
        after = self.table.room
        held = before.counted[-1] if before.counted else None
        if before.phase == "revealed" and not before.paused and held is not None:
            votes = counts(held)
            most = max((votes[c] for c in votes if c is not None), default=0)
            level = [choice for choice in votes if choice is not None and votes[choice] == most]
            if before.opened.rule == "majority" and len(level) != 1:
                assert after.phase in {"revealed", "evidence"}
                assert after.actions == before.actions
            if before.opened.rule == "trainer":
                assert after.phase in {"revealed", "evidence"}

    @precondition(lambda self: self.table.phase == "vote" and not self.table.room.paused)
    @rule(key=KEYS)
    def the_room_is_level(self, key: str) -> None:
        ids = self.table.exercise.open_choices(self.table.room)
        held = self.table.room.vote
        if held is None or held.voted or len(ids) < 2:
            return
        for person in range(1, 2 * (len(self.table.room.seats) // 2) + 1):
            self.tap(person, ids[person % 2], ids[(person + 1) % 2], key)
        self.both(asked.RevealEarly(seen=self.table.room.turn))
        self.move_on()

    @rule()
    def press_twice(self) -> None:
        seen = self.table.room.turn
        if self.both(asked.MoveOn(seen=seen)) == "taken":
            assert self.both(asked.MoveOn(seen=seen)) in {"stale", "closed"}

    @rule(milliseconds=st.sampled_from([1, GRACE - 1, GRACE, 60_000]))
    def time_goes_by(self, milliseconds: int) -> None:
        self.later(milliseconds)
        self.both(asked.Tick())

    @rule(milliseconds=st.sampled_from([1, GRACE]))
    def time_goes_by_unseen(self, milliseconds: int) -> None:
        self.later(milliseconds)

    @rule(turn=st.sampled_from([asked.Skip, asked.RevealEarly, asked.VoteAgain]))
    def go_another_way(self, turn: Callable[..., Command]) -> None:
        self.both(turn(seen=self.table.room.turn))

    @rule()
    def void(self) -> None:
        self.both(asked.Void(because="A fire alarm."))

    @rule(many=st.permutations([0, 1, 2]), others=st.permutations([0, 1, 2]))
    def count_hands(self, many: list[int], others: list[int]) -> None:
        open_ = self.table.exercise.open_choices(self.table.room)
        one, other = [*many, 0], [*others, 0]
        ids = [*open_, *[""] * 3][:2]
        if len(open_) >= 2:
            self.both(
                asked.CountHands(counts=dict(zip(ids, one[:2], strict=True)), undecided=one[2]),
                asked.CountHands(counts=dict(zip(ids, other[:2], strict=True)), undecided=other[2]),
            )

    @rule(enquiry=st.sampled_from(["ring", "page", "key", "look"]))
    def ask_for(self, enquiry: str) -> None:
        self.both(asked.AskFor(enquiry=enquiry))

    @rule(action=st.sampled_from(["!ring", "!page", "?look", "!look", "!key", "?shout", "?page@a"]))
    def voice(self, action: str) -> None:
        self.both(asked.Voice(action=action))

    @rule(minutes=st.integers(0, 3))
    def set_timer(self, minutes: int) -> None:
        self.both(asked.SetTimer(minutes=minutes))

    @rule(milliseconds=st.sampled_from([1, GRACE, 60_000]), data=st.data())
    def pause(self, milliseconds: int, data: st.DataObject) -> None:
        before, now = self.table.room, self.table.now
        self.both(asked.Pause())
        self.later(milliseconds)
        if data.draw(st.booleans()):
            self.both(asked.GoOn())
            after = self.table.room
            if before.paused_at is None and not before.ended and before.timer_until is not None:
                assert after.timer_until is not None
                assert after.timer_until - self.table.now == before.timer_until - now
            if before.paused_at is None and not before.ended and before.closes_at is not None:
                assert after.closes_at is not None
                assert after.closes_at - self.table.now == before.closes_at - now
            assert after.phase == before.phase

    @rule()
    def go_on(self) -> None:
        self.both(asked.GoOn())

    @rule(open_=st.booleans())
    def move_door(self, open_: bool) -> None:
        people = len(self.table.room.seats)
        self.both(asked.MoveDoor(open=open_))
        if not self.table.room.door_open:
            self.both(asked.Join(token="late", words="late comer", agency="care"))
            assert len(self.table.room.seats) == people

    @rule(data=st.data(), by_lead=st.booleans(), because=st.sampled_from(["", "We talked."]))
    def decide(self, data: st.DataObject, by_lead: bool, because: str) -> None:
        found = view_for_console(self.table.exercise, self.table.room).to_decide
        if found:
            action = data.draw(st.sampled_from(found))
            self.both(asked.Decide(action=action, by_lead=by_lead, because=because))

    @precondition(lambda self: len(self.table.log) > 40)
    @rule()
    def to_debrief(self) -> None:
        before = self.table.room
        self.both(asked.ToDebrief())
        if "to-debrief" in view_for_console(self.table.exercise, before).commands:
            assert self.table.phase == "closing"
            assert self.table.room.paused_at is None
        else:
            assert self.table.phase == before.phase

    @precondition(lambda self: len(self.table.log) > 60)
    @rule()
    def end(self) -> None:
        self.both(asked.End())
        assert self.table.room.ended

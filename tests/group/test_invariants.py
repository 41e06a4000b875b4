"""Whatever a room does, in whatever order: what must always be so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scr_sim import Play
from scr_sim.group import commands as asked
from scr_sim.group.events import CameLate, event_from, line_of
from scr_sim.group.exercise import RefusedError
from scr_sim.group.room import GRACE, room_of
from scr_sim.group.tallies import counts
from scr_sim.group.view_builder import console_view, phone_view, wall_view
from scr_sim.scenario.model.scenario import Decision
from tests.group.rooms import Table

PEOPLE = 6
_people = st.integers(1, PEOPLE)
_pick = st.integers(0, 9)


class TwoRooms(RuleBasedStateMachine):
    """Two rooms in which all is the same but what people vote for, until a vote is revealed."""

    def __init__(self) -> None:
        super().__init__()
        self.one = Table(rule="majority")
        self.other = Table(rule="majority")
        for table in self.both:
            table.join(PEOPLE)
        #: From the first reveal on the two rooms may part; then only the first is looked at.
        self.parted = False
        self.taps = 0

    @property
    def both(self) -> tuple[Table, ...]:
        return (self.one, self.other)

    @property
    def phase(self) -> str:
        return self.one.phase

    def _each(self, act: Callable[[Table], object]) -> None:
        outcomes = []
        for table in self.both if not self.parted else (self.one,):
            try:
                act(table)
                outcomes.append("taken")
            except RefusedError as refused:
                outcomes.append(refused.code)
        assert len(set(outcomes)) == 1

    @rule()
    def move_on(self) -> None:
        if self.phase == "revealed":
            self.parted = True
        self._each(lambda table: table.on())

    @rule(wait=st.sampled_from([100, GRACE, 60_000]))
    def let_time_go_by(self, wait: int) -> None:
        self._each(lambda table: table.wait(wait))

    @precondition(lambda self: self.phase == "vote")
    @rule(person=_people, here=_pick, there=_pick)
    def vote(self, person: int, here: int, there: int) -> None:
        self.taps += 1
        key = f"tap-{self.taps}"

        def act(table: Table, pick: int) -> None:
            choices = [*table.exercise.open_choices(table.room), None]
            before = table.room
            answered = table.vote(person, choices[pick % len(choices)], key)
            again = table.vote(person, choices[pick % len(choices)], key)
            assert again.outcome == ("late" if answered.outcome == "late" else "same")
            if answered.outcome == "late":
                assert before.rounds[-1].ballots == table.room.rounds[-1].ballots

        picks = {id(self.one): here, id(self.other): there}
        self._each(lambda table: act(table, picks[id(table)]))

    @precondition(lambda self: len(self.one.room.rounds) > 1 and self.phase == "vote")
    @rule(person=_people)
    def vote_in_a_round_that_is_over(self, person: int) -> None:
        self.taps += 1
        held = self.one.room.rounds[0]

        def act(table: Table) -> None:
            before = counts(table.room.rounds[0]), counts(table.room.rounds[-1])
            answered = table.do(
                asked.Vote(
                    token=f"token-{person}", place=held.place, key=f"tap-{self.taps}", choice=None
                )
            )
            assert answered.outcome == "late"
            assert isinstance(answered.events[0], CameLate)
            assert before == (counts(table.room.rounds[0]), counts(table.room.rounds[-1]))

        self._each(act)

    @rule()
    def pause(self) -> None:
        self._each(lambda table: table.do(asked.Pause()))

    @rule()
    def go_on(self) -> None:
        self._each(lambda table: table.do(asked.GoOn()))

    @rule(person=_people)
    def want_a_pause(self, person: int) -> None:
        self._each(lambda table: table.do(asked.WantPause(token=f"token-{person}")))

    @rule()
    def void(self) -> None:
        self._each(lambda table: table.do(asked.Void(because="The question was misheard.")))

    @rule()
    def reveal(self) -> None:
        self._each(lambda table: table.do(asked.Skip(seen=table.room.turn)))

    @rule()
    def vote_again(self) -> None:
        self._each(lambda table: table.do(asked.VoteAgain(seen=table.room.turn)))

    @precondition(lambda self: self.phase in {"evidence", "discussion"})
    @rule(pick=_pick)
    def voice(self, pick: int) -> None:
        ways = [
            way
            for one in self.one.exercise.enquiries(self.one.room)
            for way in self.one.exercise.ways_to_voice(self.one.room, one)
        ]
        if ways:
            self._each(lambda table: table.do(asked.Voice(action=ways[pick % len(ways)])))

    @precondition(lambda self: self.phase == "revealed")
    @rule(pick=_pick)
    def decide(self, pick: int) -> None:
        if self.one.room.between:
            self.parted = True
            actions = console_view(self.one.exercise, self.one.room).to_decide
            action = actions[pick % len(actions)]
            self._each(lambda table: table.do(asked.Decide(action=action, because="Level.")))

    @rule(hands=st.integers(0, 9))
    def count_hands(self, hands: int) -> None:
        self._each(lambda table: table.do(asked.CountHands(counts={}, undecided=hands)))

    @rule(person=_people)
    def come_back_on_another_phone(self, person: int) -> None:
        def act(table: Table) -> None:
            words = table.room.seats[person].words
            table.do(asked.Return(words=words.upper(), token=f"new-{person}"))
            with pytest.raises(RefusedError):
                table.do(asked.WantRecord(token=f"token-{person}"))
            table.do(asked.Return(words=words, token=f"token-{person}"))

        self._each(act)

    @rule(person=_people)
    def dissent(self, person: int) -> None:
        def act(table: Table) -> None:
            ruling = table.room.ruling
            place = ruling.place if ruling is not None else table.exercise.place(table.room)
            table.do(asked.Dissent(token=f"token-{person}", place=place, text="I would not."))

        self._each(act)

    @invariant()
    def nothing_shown_depends_on_votes_before_they_are_revealed(self) -> None:
        if self.parted or self.phase in {"revealed", "decided", "outcome"}:
            return
        one, other = (wall_view(t.exercise, t.room).model_dump_json() for t in self.both)
        assert one == other

    @invariant()
    def another_phone_shows_nothing_of_a_vote(self) -> None:
        vote, other = self.one.room.vote, self.other.room.vote
        if self.parted or vote is None or other is None or self.phase == "revealed":
            return
        for person in range(1, PEOPLE + 1):
            if vote.ballots.get(person) == other.ballots.get(person):
                seen = [phone_view(t.exercise, t.room, f"token-{person}", t.now) for t in self.both]
                assert seen[0] == seen[1]

    @invariant()
    def a_vote_counts_once(self) -> None:
        for held in self.one.room.rounds:
            assert counts(held).total() == len(held.ballots) + sum(held.hands.values())
            assert held.voted <= PEOPLE + 9

    @invariant()
    def the_log_gives_back_the_room(self) -> None:
        kept = [event_from(line_of(event)) for event in self.one.log]
        assert room_of(kept) == self.one.room

    @invariant()
    def the_play_is_a_play(self) -> None:
        scenario = self.one.exercise.scenario
        assert (
            Play(scenario, self.one.room.actions).scene == self.one.exercise.at(self.one.room).scene
        )

    @invariant()
    def a_tie_moves_nothing(self) -> None:
        room = self.one.room
        if room.between and self.phase == "revealed":
            assert room.ruling is None
            assert isinstance(self.one.exercise.at(room).scene_model, Decision)

    @invariant()
    def the_trainers_words_and_unheard_answers_stay_with_trainer_and_holder(self) -> None:
        table = self.one
        wall = wall_view(table.exercise, table.room).model_dump_json()
        console = console_view(table.exercise, table.room)
        for words in (console.trainer, console.opening, console.closing):
            assert not words or json.dumps(words[:60])[1:-1] not in wall
        if self.phase not in {"vote", "sealed", "evidence", "discussion"}:
            return
        for one in table.exercise.enquiries(table.room):
            answer = table.exercise.answer_text(table.room, one.id)[:40]
            if one.made or not answer or '"' in answer or "\n" in answer:
                continue
            assert answer not in wall
            for person, seat in table.room.seats.items():
                # An offered enquiry has its agency's name.
                if table.exercise.agencies[seat.agency] != one.agency:
                    seen = phone_view(table.exercise, table.room, f"token-{person}", table.now)
                    assert seen is not None
                    assert answer not in seen.model_dump_json()


TwoRooms.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTwoRooms = TwoRooms.TestCase

"""Rooms at random: whatever comes in whatever order, a vote stays a vote and a seal a seal."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from scr_sim.engine import Play
from scr_sim.group import commands as asked
from scr_sim.group.events import event_from, line_of
from scr_sim.group.room import GRACE, Room, Round, room_of
from scr_sim.group.view_builder import view_for_console, view_for_phone, view_for_wall
from scr_sim.group.vote_tallies import counts
from tests.group.room_pair import RoomPair
from tests.group.small_room import HIDDEN, KEYS, PEOPLE, held_texts


class Rooms(RoomPair):
    """What holds in two rooms that differ in their votes alone, whatever is done in them."""

    #: What the first ``read`` events of the log have played again to.
    again: Room | None = None
    read = 0

    @precondition(lambda self: self.table.phase == "vote" and not self.table.room.paused)
    @rule(data=st.data(), person=PEOPLE, key=KEYS, seen=st.booleans(), further=st.integers(0, 3))
    def everybody_votes_and_it_is_closed(
        self, data: st.DataObject, person: int, key: str, seen: bool, further: int
    ) -> None:
        self.everybody_votes(data)
        self.move_on()
        self.later(GRACE)
        if seen:
            self.both(asked.Tick())
        self.tap(person, None, None, key)
        self.both(asked.Tick())
        for _ in range(further):
            self.nothing_that_leaves_depends_on_hidden_votes()
            self.move_on()

    @precondition(lambda self: not self.table.room.paused)
    @rule(data=st.data(), steps=st.integers(2, 9))
    def go_through(self, data: st.DataObject, steps: int) -> None:
        """Go on as a room does on a quiet day, so that much comes after the first decision too."""
        for _ in range(steps):
            if self.table.phase == "vote":
                self.everybody_votes(data)
            self.move_on()
            self.later(GRACE)
            self.both(asked.Tick())
            self.nothing_that_leaves_depends_on_hidden_votes()

    # -- what holds always

    @invariant()
    def a_vote_counts_once_and_nothing_counts_after_the_close(self) -> None:
        rounds: list[Round] = [*self.table.room.rounds]
        for ruling in self.table.room.rulings:
            rounds += ruling.rounds
        for held in rounds:
            told = self.told.get(held.place.step * 100 + held.place.round, {})
            assert {who: one.choice for who, one in held.ballots.items()} == told
            assert counts(held).total() == len(told) + sum(held.hands.values())

    @invariant()
    def nothing_that_leaves_depends_on_hidden_votes(self) -> None:
        one, other = self.table, self.twin
        if one.phase not in HIDDEN:
            return
        walls = [view_for_wall(t.exercise, t.room, "here").model_dump_json() for t in (one, other)]
        assert walls[0] == walls[1]
        held, twin = one.room.vote, other.room.vote
        for token, person in one.room.tokens.items():
            if held is not None and twin is not None:
                own = held.ballots.get(person), twin.ballots.get(person)
                if own[0] != own[1]:
                    continue
            phones = [view_for_phone(t.exercise, t.room, token, t.now) for t in (one, other)]
            assert phones[0] is not None
            assert phones[1] is not None
            assert phones[0].model_dump_json() == phones[1].model_dump_json()

    @invariant()
    def what_is_held_or_the_trainers_reaches_nobody_else(self) -> None:
        table = self.table
        exercise, room = table.exercise, table.room
        view_for_console(exercise, room)
        wall = view_for_wall(exercise, room).model_dump_json()
        assert "TRAINERS" not in wall
        assert ("UNSEEN" in wall) <= (room.phase in {"closing", "ended"})
        assert "token-" not in wall
        assert "-key" not in wall
        scene = exercise.at(room).scene
        hidden = {
            one.id: held_texts(scene, one.id) for one in exercise.enquiries(room) if not one.made
        }
        agency_of = {one.id: one.agency for one in exercise.enquiries(room)}
        for words in hidden.values():
            assert not any(word in wall for word in words)
        for token, person in room.tokens.items():
            view = view_for_phone(exercise, room, token, table.now)
            assert view is not None
            phone = view.model_dump_json()
            assert "TRAINERS" not in phone
            assert "UNSEEN" not in phone
            assert "token-" not in phone
            own = exercise.agencies[room.seats[person].agency]
            for enquiry, words in hidden.items():
                if agency_of[enquiry] != own:
                    assert not any(word in phone for word in words)

    @invariant()
    def the_log_plays_again_to_the_same_room(self) -> None:
        """As a room in another process would, which reads what is new; `teardown` reads it all."""
        table = self.table
        new = [event_from(line_of(event)) for event in table.log[self.read :]]
        self.again = reduce(Room.after, new, self.again) if self.again else room_of(new)
        self.read = len(table.log)
        assert self.again == table.room
        assert Play(table.exercise.scenario, table.room.actions).scene == (
            table.exercise.at(table.room).scene
        )

    def teardown(self) -> None:
        if self.again:
            kept = [event_from(line_of(event)) for event in self.table.log]
            assert room_of(kept) == self.table.room

    @invariant()
    def nothing_is_due_once_all_is_over_or_while_it_stands_still(self) -> None:
        table = self.table
        if table.room.ended or table.room.paused:
            assert table.exercise.due(table.room) is None

    @invariant()
    def nobody_is_alone_in_what_is_shown_by_agency(self) -> None:
        shown = view_for_wall(self.table.exercise, self.table.room).revealed
        for group in shown.by_agency if shown is not None else ():
            assert sum(group.counts.values()) + group.undecided >= 3


Rooms.TestCase.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)
TestRooms = pytest.mark.slow(Rooms.TestCase)

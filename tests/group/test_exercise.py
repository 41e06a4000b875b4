"""A room's way through an exercise, decision by decision."""

from __future__ import annotations

from random import Random

import pytest

from scr_sim.group.commands import Decide
from scr_sim.group.events import event_from, line_of
from scr_sim.group.room import room_of
from scr_sim.group.view_builder import view_for_console, view_for_phone, view_for_wall
from scr_sim.scenario import LoadedScenario
from tests.group.rooms import Table
from tests.stories.world import stories


def test_a_room_goes_from_the_lobby_to_the_outcome_of_its_first_decision() -> None:
    table = Table()
    table.join(6)
    table.on()
    assert table.phase == "briefing"
    table.on()
    first, second = table.exercise.open_choices(table.room)[:2]
    for person in range(1, 5):
        table.vote(person, first)
    table.vote(5, second)
    table.vote(6, None)
    table.close()
    assert table.phase == "sealed"
    table.on()
    assert table.phase == "evidence"
    table.on()
    table.on()
    for person in range(1, 7):
        table.vote(person, second)
    table.close()
    table.on()
    shown = view_for_wall(table.exercise, table.room)
    assert shown.revealed is not None
    assert [votes[first] for votes in shown.revealed.rounds] == [4, 0]
    assert [votes[second] for votes in shown.revealed.rounds] == [1, 6]
    assert shown.revealed.changed == 5
    table.on()
    assert table.phase == "decided"
    assert view_for_wall(table.exercise, table.room).decided == second
    table.on()
    assert table.phase == "outcome"
    assert table.room.actions == (second,)
    assert view_for_wall(table.exercise, table.room).outcome


STORIES = stories()


@pytest.mark.parametrize("rule", ["majority", "escalation", "trainer"])
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_room_of_simulated_people_comes_to_an_ending_and_its_findings(
    story: LoadedScenario, rule: str
) -> None:
    chance = Random(story.id)
    table = Table(story, rule=rule, lead=next(iter(story.agencies or {})))
    table.join(7)
    while not table.room.ended:
        while table.phase not in {"vote", "closing", "ended"}:
            if table.phase == "revealed" and table.room.between:
                decide(table, chance)
            else:
                table.on()
        if table.phase == "vote":
            choices = table.exercise.open_choices(table.room)
            for person in range(1, 8):
                table.vote(person, chance.choice(choices))
            assert all(seat.voted for seat in view_for_console(table.exercise, table.room).seats)
            table.close()
        else:
            assert view_for_wall(table.exercise, table.room).findings or table.phase == "closing"
            table.on()
        for person in range(1, 8):
            assert view_for_phone(table.exercise, table.room, f"token-{person}", table.now)
    assert table.exercise.at(table.room).finished
    kept = [event_from(line_of(event)) for event in table.log]
    assert room_of(kept) == table.room


def decide(table: Table, chance: Random) -> None:
    action = chance.choice(view_for_console(table.exercise, table.room).to_decide)
    table.do(Decide(action=action, because="The room was level."))

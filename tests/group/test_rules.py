"""What may be done when in an exercise, and what people are told when it may not."""

from __future__ import annotations

import pytest

from scr_sim.group import commands as asked
from scr_sim.group.events import Ended
from scr_sim.group.exercise import RefusedError
from scr_sim.group.room import DISSENT, GRACE
from scr_sim.group.server.pages import seat_main
from scr_sim.group.view_builder import view_for_console, view_for_phone, view_for_wall
from scr_sim.group.words import SET_ASIDE, voted_in_words
from scr_sim.tui.presenters.wall_view import pages
from tests.group.rooms import Table
from tests.group.small_room import small_room


def at_a_vote(people: int = 3, **more: str) -> Table:
    table = Table(small_room(), **more)
    table.join(people)
    table.on()
    table.on()
    assert table.phase == "vote"
    return table


def test_a_vote_in_the_grace_counts_and_one_after_it_is_kept_as_late_and_told() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.on()
    table.now += GRACE - 1
    assert table.vote(2, "accept").outcome == "taken"
    table.now += 1
    # The clock's own tick has not come yet: the close is a time, whatever else is late.
    assert table.vote(3, "escalate").outcome == "late"
    assert table.vote(3, "escalate").outcome == "late"
    assert sum(event.kind == "late" for event in table.log) == 1
    table.wait(0)
    assert table.phase == "sealed"
    assert view_for_wall(table.exercise, table.room).voted == 2
    view = view_for_phone(table.exercise, table.room, "token-3", table.now)
    assert view is not None
    assert view.late
    assert not view.have_voted


def test_what_is_no_choice_of_the_scene_is_refused_also_when_it_comes_late() -> None:
    table = at_a_vote()
    table.close()
    with pytest.raises(RefusedError, match="cannot be chosen"):
        table.vote(1, "x" * 5_000, key="1")
    with pytest.raises(RefusedError, match="no key"):
        table.vote(1, "accept", key="k" * 65)


def test_two_people_whose_taps_have_the_same_key_are_two_votes() -> None:
    table = at_a_vote()
    assert table.vote(1, "accept", key="1").outcome == "taken"
    assert table.vote(2, "escalate", key="1").outcome == "taken"
    assert table.vote(2, "escalate", key="1").outcome == "same"
    assert view_for_wall(table.exercise, table.room).voted == 2


def test_ending_while_a_vote_closes_ends_for_good() -> None:
    table = at_a_vote()
    table.on()
    table.do(asked.End())
    assert table.exercise.due(table.room) is None
    table.wait(GRACE)
    assert table.phase == "ended"
    assert view_for_wall(table.exercise, table.room).closes_at is None


def test_a_pause_stops_the_grace_and_votes_and_gives_the_whole_grace_back() -> None:
    table = at_a_vote()
    table.on()
    table.now += 1_000
    table.do(asked.Pause())
    table.wait(60_000)
    assert table.phase == "vote"
    with pytest.raises(RefusedError, match="paused"):
        table.vote(1, "accept")
    table.do(asked.GoOn())
    table.now += GRACE - 1_001
    assert table.vote(1, "accept", key="again").outcome == "taken"
    table.wait(1)
    assert table.phase == "sealed"


def test_a_timer_set_in_a_pause_runs_its_whole_time_from_when_the_pause_ends() -> None:
    table = at_a_vote()
    table.close()
    table.do(asked.Pause())
    table.now += 30_000
    table.do(asked.SetTimer(minutes=2))
    table.now += 30_000
    table.do(asked.GoOn())
    assert table.room.timer_until == table.now + 120_000


def test_a_scene_where_nothing_can_be_chosen_yet_begins_with_what_there_is_to_look_into() -> None:
    table = at_a_vote()
    for person in (1, 2, 3):
        table.vote(person, "accept")
    table.do(asked.RevealEarly(seen=table.room.turn))
    for _ in range(3):
        table.on()
    assert view_for_wall(table.exercise, table.room).scene.title == "In the hall"
    table.on()
    assert table.phase == "evidence"
    table.on()
    with pytest.raises(RefusedError, match="Nothing can be chosen"):
        table.on()
    with pytest.raises(RefusedError, match="No vote"):
        table.do(asked.Skip(seen=table.room.turn))
    table.do(asked.Voice(action="!key"))
    table.on()
    assert table.phase == "vote"
    table.vote(1, "accept")
    with pytest.raises(RefusedError, match="cannot be chosen"):
        table.vote(2, "escalate")


def test_what_a_choice_cites_is_for_the_trainer_to_take_down_among_what_is_held() -> None:
    table = at_a_vote()
    table.vote(1, "challenge")
    table.do(asked.RevealEarly(seen=table.room.turn))
    table.on()
    console = view_for_console(table.exercise, table.room)
    assert console.to_decide == ("challenge@", "challenge@one")
    with pytest.raises(RefusedError):
        table.do(asked.Decide(action="challenge@two"))
    table.do(asked.Decide(action="challenge@one"))
    table.on()
    assert table.room.actions == ("challenge@one",)
    assert table.room.ruling is not None
    assert table.room.ruling.by == "majority"


def test_a_tie_is_decided_only_with_a_reason_and_only_between_what_is_level() -> None:
    table = at_a_vote(lead="care")
    table.vote(1, "accept")
    table.vote(2, "escalate")
    table.do(asked.RevealEarly(seen=table.room.turn))
    table.on()
    assert view_for_wall(table.exercise, table.room).between == ("accept", "escalate")
    with pytest.raises(RefusedError, match="reason"):
        table.do(asked.Decide(action="accept"))
    with pytest.raises(RefusedError, match="other choices"):
        table.do(asked.Decide(action="challenge@", because="We like it."))
    table.do(asked.Decide(action="accept", by_lead=True, because="The lead said so."))
    assert table.room.ruling is not None
    assert table.room.ruling.by == "lead"


def test_the_outcome_is_told_where_the_choice_was_made() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.do(asked.RevealEarly(seen=table.room.turn))
    for _ in range(2):
        table.on()
    wall = view_for_wall(table.exercise, table.room)
    assert (wall.phase, wall.scene.title, wall.outcome) == ("outcome", "At the door", "You go in.")


def test_dissent_is_taken_for_a_minute_and_once_of_each() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.do(asked.RevealEarly(seen=table.room.turn))
    table.on()
    assert table.room.ruling is not None
    place = table.room.ruling.place
    table.do(asked.Dissent(token="token-1", place=place, text="Nobody saw her."))
    with pytest.raises(RefusedError, match="have filed"):
        table.do(asked.Dissent(token="token-1", place=place, text="And again."))
    table.do(asked.Dissent(token="token-2", place=place, text="As one.", as_room=True))
    assert table.room.ruling.dissent == ((1, "Nobody saw her."), (None, "As one."))
    table.now += DISSENT
    with pytest.raises(RefusedError, match="over"):
        table.do(asked.Dissent(token="token-3", place=place, text="Too late."))
    view = view_for_phone(table.exercise, table.room, "token-3", table.now)
    assert view is not None
    assert view.alone_in_agency
    assert not view.may_dissent


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\x00b", "\u202eback", "line\nbreak"])
def test_what_people_write_is_kept_as_one_line_without_control_characters(text: str) -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    held = table.room.vote
    assert held is not None
    table.do(asked.Explain(token="token-1", place=held.place, sure=80, because=text))
    view = view_for_phone(table.exercise, table.room, "token-1", table.now)
    assert view is not None
    assert view.because
    assert view.because.isprintable()
    with pytest.raises(RefusedError, match="200"):
        table.do(asked.Explain(token="token-1", place=held.place, because="x" * 201))


def test_balance_gives_the_agency_with_the_fewest_and_another_never_ones_own() -> None:
    table = Table(small_room(), joining="balance")
    table.join(7, ["school"])
    assert list(view_for_wall(table.exercise, table.room).agencies.values()) == [3, 2, 2]
    table = Table(small_room(), joining="another")
    with pytest.raises(RefusedError, match="another agency"):
        table.do(asked.Join(token="t", words="a b", agency="care", own_agency="care"))
    table.do(asked.Join(token="t", words="a b", agency="care", own_agency="school"))
    with pytest.raises(RefusedError, match="same two words"):
        table.do(asked.Join(token="u", words="a b", agency="care", own_agency="school"))


def test_the_newer_phone_counts_and_the_vote_is_intact() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.do(asked.Return(words="Calm River 1", token="newer"))
    view = view_for_phone(table.exercise, table.room, "newer", table.now)
    assert view is not None
    assert view.my_choice == "accept"
    assert view_for_phone(table.exercise, table.room, "token-1", table.now) is None
    with pytest.raises(RefusedError, match="no seat"):
        table.vote(1, "escalate")
    with pytest.raises(RefusedError, match="seat of its own"):
        table.do(asked.Return(words="calm river 1", token="token-2"))


def test_the_closing_tells_by_finding_where_the_room_met_it_with_its_votes() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.vote(2, "escalate")
    table.do(asked.Void(because="A fire alarm."))
    table.vote(1, "escalate")
    table.vote(2, "accept")
    table.close()
    table.do(asked.VoteAgain(seen=table.room.turn))
    table.vote(1, "escalate")
    table.vote(2, None)
    table.close()
    for _ in range(5):
        table.on()
    assert table.phase == "closing"
    wall = view_for_wall(table.exercise, table.room)
    assert wall.findings[wall.finding].met == (
        "At the door: Ring above. Second vote: ○ Accept 1, ▲ Escalate 1. "
        "Third vote: ▲ Escalate 1, cannot decide 1.",
    )
    assert wall.unseen == ("UNSEEN door",)
    assert wall.findings[0].voiced == ()
    assert wall.findings[0].unvoiced == ("Ring (School)", "Read (Health)", "Look (anybody)")


def test_after_the_last_finding_come_what_the_room_did_not_see_and_what_it_takes_away() -> None:
    table = at_a_vote()
    for person in (1, 2, 3):
        table.vote(person, "escalate")
    table.close()
    table.on()
    table.do(asked.Voice(action="!ring"))
    table.on()
    table.on()
    for person in (1, 2, 3):
        table.vote(person, "escalate")
    table.close()
    while table.phase != "closing":
        table.on()
    console = view_for_console(table.exercise, table.room)
    assert (console.finding, len(console.findings)) == (0, 1)
    assert console.findings[0].voiced == ("Ring",)
    assert console.findings[0].unvoiced == ("Read (Health)", "Look (anybody)")
    assert console.next_thing == "What the room did not come to see, and what it takes away"
    assert "UNSEEN" not in wall_text(table)
    table.on()
    assert table.phase == "closing"
    assert "UNSEEN door" in wall_text(table)
    assert "What the room takes away" in wall_text(table)
    assert view_for_console(table.exercise, table.room).next_thing == "End the exercise"
    table.on()
    assert table.phase == "ended"


def decided(table: Table, choice: str) -> None:
    """Bring a vote to the decision that it makes."""
    for _ in range(2):
        for person in (1, 2, 3):
            table.vote(person, choice)
        table.close()
        while table.phase not in {"vote", "revealed"}:
            table.on()
    table.on()
    assert table.phase == "decided"


def test_a_story_that_stops_early_comes_to_the_debrief_of_what_was_met() -> None:
    table = at_a_vote()
    with pytest.raises(RefusedError, match="decided nothing yet"):
        table.do(asked.ToDebrief())
    assert "to-debrief" not in view_for_console(table.exercise, table.room).commands
    decided(table, "accept")
    table.do(asked.Pause())
    table.do(asked.ToDebrief())
    assert table.phase == "closing"
    assert not table.room.paused
    wall = view_for_wall(table.exercise, table.room)
    assert wall.findings[0].met[0].startswith("At the door: Go in.")
    assert "The review found" in wall_text(table)
    table.on()
    assert "What the room takes away" in wall_text(table)
    table.on()
    assert table.phase == "ended"
    assert [event.early for event in table.log if isinstance(event, Ended)] == [True]


def test_a_phone_is_shown_no_vote_once_its_choice_is_no_longer_there() -> None:
    table = at_a_vote()
    decided(table, "accept")
    table.on()
    table.do(asked.End())
    view = view_for_phone(table.exercise, table.room, "token-1", table.now)
    assert view is not None
    assert view.have_voted
    page = seat_main(view, "/p/x")
    assert "Your vote:" not in page
    assert "One thing to take away" in page


def test_while_an_outcome_is_told_the_trainer_reads_the_note_of_its_scene() -> None:
    table = at_a_vote()
    decided(table, "accept")
    table.on()
    assert table.phase == "outcome"
    assert view_for_console(table.exercise, table.room).trainer == "TRAINERS door"
    table.on()
    assert view_for_console(table.exercise, table.room).trainer == "TRAINERS hall"


def test_a_vote_that_is_set_aside_is_said_and_keeps_its_number() -> None:
    table = at_a_vote()
    assert SET_ASIDE not in wall_text(table)
    table.do(asked.Void(because="A fire alarm."))
    assert SET_ASIDE in wall_text(table).replace("\n", " ")
    decided(table, "accept")
    shown = view_for_wall(table.exercise, table.room).revealed
    assert shown is not None
    assert shown.numbers == (2, 3)


def test_two_words_bring_back_either_way_round() -> None:
    table = at_a_vote()
    words = table.room.seats[1].words.split()
    table.do(asked.Return(words=" ".join(reversed(words)), token="newer"))
    assert view_for_phone(table.exercise, table.room, "newer", table.now) is not None


def wall_text(table: Table) -> str:
    """Return what stands on the wall, page after page."""
    shown = pages(view_for_wall(table.exercise, table.room), 76, 12)
    return "\n".join(page.plain for page in shown)


def test_hands_and_phones_of_one_vote_are_told_apart() -> None:
    table = at_a_vote()
    table.vote(1, "accept")
    table.do(asked.CountHands(counts={"escalate": 4}, undecided=1))
    view = view_for_wall(table.exercise, table.room)
    assert (view.people, view.voted, view.by_hand) == (3, 1, 5)
    assert voted_in_words(view) == "1 of 3 people has voted with a phone. 5 hands counted."

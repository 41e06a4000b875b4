"""Two windows on one play: whoever is second is told, and nothing that anybody did is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.services import MovedOnError, Records, Session
from scr_sim.services.history_words import how_it_ended
from tests.app_driver import SMALL


@pytest.fixture
def windows(home: Path) -> tuple[Records, Records]:
    return Records.open(), Records.open()


def both(windows: tuple[Records, Records], *actions: str) -> tuple[Session, Session]:
    one, two = windows
    kept = one.begin(load(SMALL), SMALL)
    for action in actions:
        kept.take(action)
    return kept, two.resume(kept.id, load(SMALL)).session


def words(records: Records, play: str) -> list[str]:
    return [action.word for action in records.record(play).actions]


def test_the_second_to_act_is_told_and_nothing_is_written(windows: tuple[Records, Records]) -> None:
    mine, theirs = both(windows, "?ring-office")
    theirs.take("accept-account", "it fits")
    before = windows[0].record(mine.id)
    with pytest.raises(MovedOnError, match="has moved on in another window") as caught:
        mine.take("tell-head", "it does not", 80)
    assert not caught.value.finished
    assert mine.play.actions_taken == ("?ring-office",)
    assert windows[0].record(mine.id) == before
    assert not windows[0].trouble


def test_one_goes_on_from_there(windows: tuple[Records, Records]) -> None:
    mine, theirs = both(windows)
    theirs.take("accept-account")
    with pytest.raises(MovedOnError):
        mine.take("accept-account")
    caught_up = mine.caught_up()
    assert caught_up.lines == ()
    assert caught_up.session.id == theirs.id
    caught_up.session.take("accept")
    assert words(windows[1], theirs.id) == ["accept-account", "accept"]
    with pytest.raises(MovedOnError, match="has ended in another window"):
        theirs.take("escalate")


def test_one_goes_on_as_a_play_of_its_own(windows: tuple[Records, Records]) -> None:
    mine, theirs = both(windows, "?ring-office")
    old = mine.id
    theirs.take("accept-account")
    with pytest.raises(MovedOnError):
        mine.take("tell-head", "it does not fit", 80)
    mine.set_apart()
    mine.take("tell-head", "it does not fit", 80)
    assert mine.id != old
    record = windows[1].record(mine.id)
    assert words(windows[1], mine.id) == ["?ring-office", "tell-head"]
    assert (record.actions[1].reason, record.actions[1].confidence) == ("it does not fit", 80)
    assert record.forked_from == old
    theirs.take("accept")
    assert words(windows[0], old) == ["?ring-office", "accept-account", "accept"]
    assert not windows[0].record(old).left


def test_what_was_written_is_kept_aside_by_one_who_goes_on_from_there(
    windows: tuple[Records, Records],
) -> None:
    mine, theirs = both(windows)
    theirs.take("accept-account")
    caught_up = mine.caught_up()
    mine.set_aside("show-tray@", "a thought", None)
    aside = windows[1].record(mine.id)
    assert how_it_ended(aside) == "Nobody looked, left for how it went on in another window"
    assert aside.actions[-1].reason == "a thought"
    latest = windows[0].latest_unfinished()
    assert latest is not None
    assert latest.id == caught_up.session.id


def test_a_play_deleted_in_the_other_window_is_told_and_can_be_kept_anew(
    windows: tuple[Records, Records],
) -> None:
    mine, theirs = both(windows, "?ring-office")
    windows[1].delete(theirs.id)
    with pytest.raises(MovedOnError, match="was deleted in another window") as caught:
        mine.take("accept-account")
    assert caught.value.deleted
    with pytest.raises(MovedOnError):
        mine.go_back(0)
    assert windows[1].plays() == []
    mine.set_apart()
    mine.take("accept-account")
    assert words(windows[1], mine.id) == ["?ring-office", "accept-account"]
    assert windows[1].record(mine.id).forked_from is None


def test_going_back_from_a_play_that_has_moved_on_leaves_it_to_the_other(
    windows: tuple[Records, Records],
) -> None:
    mine, theirs = both(windows, "?ring-office")
    theirs.take("accept-account")
    again = mine.go_back(0)
    again.take("accept-account")
    assert words(windows[1], again.id) == ["accept-account"]
    assert not windows[1].record(theirs.id).left


def test_answers_written_in_both_windows_are_both_kept(windows: tuple[Records, Records]) -> None:
    mine, theirs = both(windows, "accept-account")
    one, two = windows
    assert one.reflect(mine.id, Reflection(1, 0, "I would ask"), "") == "I would ask"
    there = two.reflect(theirs.id, Reflection(1, 0, "Nobody would"), "")
    assert there == "I would ask\n\nNobody would"
    assert one.reflections(mine.id) == (Reflection(1, 0, there),)
    assert two.reflect(theirs.id, Reflection(1, 0, f"{there} ask"), there) == f"{there} ask"
    assert two.reflect(theirs.id, Reflection(1, 0, ""), f"{there} ask") == ""
    assert one.reflections(mine.id) == ()


def test_an_answer_to_a_play_that_was_deleted_is_refused(windows: tuple[Records, Records]) -> None:
    mine, theirs = both(windows, "accept-account")
    windows[1].delete(theirs.id)
    with pytest.raises(MovedOnError, match="deleted"):
        windows[0].reflect(mine.id, Reflection(1, 0, "I would ask"), "")
    assert not windows[0].trouble
    mine.set_apart()
    windows[0].reflect(mine.id, Reflection(1, 0, "I would ask"), "")
    assert windows[1].reflections(mine.id) == (Reflection(1, 0, "I would ask"),)


def test_an_answer_that_was_seen_here_is_replaced_wherever_it_was_written(home: Path) -> None:
    one, two = Records.open(), Records.open()
    play = one.begin(load(SMALL), SMALL).id
    one.reflect(play, Reflection(1, 0, "first"))
    two.reflect(play, Reflection(1, 0, "second"), before="first")
    assert one.reflect(play, Reflection(1, 0, "third"), before="second") == "third"
    assert one.reflections(play) == two.reflections(play) == (Reflection(1, 0, "third"),)

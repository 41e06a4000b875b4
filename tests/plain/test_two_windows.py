"""Line by line beside another window: the second to act chooses, and nothing is lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.plain import run
from scr_sim.services import Records, Session
from tests.app_driver import SMALL


class Typing(io.StringIO):
    """Lines typed one by one; a call among them is what happens in another window meanwhile."""

    def __init__(self, *typed: str | Callable[[], object]) -> None:
        super().__init__()
        self._typed = list(typed)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        while self._typed:
            one = self._typed.pop(0)
            if isinstance(one, str):
                return f"{one}\n"
            one()
        return ""


def begun(*actions: str) -> Session:
    kept = Records.open().begin(load(SMALL), SMALL)
    for action in actions:
        kept.take(action)
    return kept


def talk(play: str, *typed: str | Callable[[], object]) -> str:
    out = io.StringIO()
    records = Records.open()
    assert run(None, why="", go_on=play, stdin=Typing(*typed), stdout=out, records=records) == 0
    return out.getvalue()


def words(play: str) -> list[str]:
    return [action.word for action in Records.open().record(play).actions]


def test_going_on_from_there(home: Path) -> None:
    other = begun()
    text = talk(other.id, lambda: other.take("accept-account"), "1", "g", "1", "q")
    assert "This play has moved on in another window." in text
    assert "You chose, accept: Thank the parent and wait." in text
    assert words(other.id) == ["accept-account", "accept"]
    assert len(Records.open().plays()) == 1


def test_going_on_as_a_play_of_its_own(home: Path) -> None:
    other = begun("?ring-office")
    text = talk(other.id, lambda: other.take("accept-account"), "3", "o", "q")
    assert "You go on in a play of its own. Both plays are kept." in text
    assert words(other.id) == ["?ring-office", "accept-account"]
    (own,) = [record for record in Records.open().plays() if record.id != other.id]
    assert words(own.id) == ["?ring-office", "tell-head"]


def test_reasons_are_kept_by_going_on_from_there(home: Path) -> None:
    other = begun()
    text = talk(other.id, "r", lambda: other.take("?ring-office"), "1", "it fits", "g", "q")
    assert "What you wrote just now is kept too" in text
    kept = {a.reason for record in Records.open().plays() for a in record.actions}
    assert "it fits" in kept


def test_thinking_again_takes_nothing(home: Path) -> None:
    other = begun()
    text = talk(other.id, lambda: other.take("?ring-office"), "1", "what", "x", "s", "q")
    assert text.count("to think again:") == 2
    assert words(other.id) == ["?ring-office"]


def test_what_was_written_is_kept_by_leaving_and_by_the_end_of_input(home: Path) -> None:
    for leaving, reason in ((("what", "h", "q"), "it fits"), ((), "it does not")):
        other = begun()
        elsewhere = partial(other.take, "?ring-office")
        text = talk(other.id, "r", elsewhere, "1", reason, *leaving)
        talk(other.id, "r", "q")  # reasons are off again
        (aside,) = [p for p in Records.open().plays() if p.actions[-1].reason == reason]
        assert f"scr-sim play --resume {aside.id} --plain goes on with it." in text
        assert words(other.id) == ["?ring-office"]


def test_a_play_that_ended_there_is_told_with_its_debrief(home: Path) -> None:
    other = begun("accept-account")
    text = talk(other.id, lambda: other.take("accept"), "3", "g", "q")
    assert "This play has ended in another window." in text
    assert "Ending: Nobody looked." in text


def test_a_play_that_was_deleted_there_can_be_kept_anew(home: Path) -> None:
    other = begun("?ring-office")
    text = talk(other.id, lambda: Records.open().delete(other.id), "u", "g", "o", "3", "q")
    assert "This play was deleted in another window." in text
    (record,) = Records.open().plays()
    assert words(record.id) == ["?ring-office", "tell-head"]


def test_answers_are_kept_whatever_the_other_window_does(home: Path) -> None:
    other = begun("accept-account", "accept")
    records = Records.open()
    theirs = Reflection(1, 0, "theirs")
    text = talk(other.id, "e", lambda: records.reflect(other.id, theirs), "mine", "x", "q")
    assert "Another answer was written in another window. Both are kept: theirs mine" in text
    text = talk(other.id, "e", lambda: records.delete(other.id), "again", "x", "q")
    assert "What you write is kept in a play of its own." in text
    (record,) = records.plays()
    assert [answer.text for answer in records.reflections(record.id)] == ["again"]

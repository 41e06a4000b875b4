"""What a scene asks to be written before choosing: in one's own time, and told in the list."""

from __future__ import annotations

from pathlib import Path

from scr_sim.services import Records
from tests.app_driver import EVERYTHING
from tests.plain.talks import START, talk

#: What is typed to come to the decision that asks for something to be written.
TO_THE_DESK = ["", "1"]
ASKED = "What would you need to hear to believe it?"
HELP = "0: Write first. Write something first, where a scene asks for it."


def at_the_desk(*typed: str, records: Records | None = None) -> list[str]:
    """Type lines where something is asked before choosing; return the lines from there on."""
    text = talk(*TO_THE_DESK, *typed, scenario=EVERYTHING, records=records)[1]
    return text[text.index("Scene: At your desk.") :].splitlines()


def again(*typed: str) -> list[str]:
    """Go on with the kept play and type lines."""
    return talk(*typed, go_on=Records.open().plays()[0].id)[1].splitlines()


def written() -> list[str]:
    """Return what was written at the actions of the kept play."""
    return [action.reason for action in Records.open().plays()[0].actions]


def test_the_list_of_choices_says_that_something_can_be_written_first(home: Path) -> None:
    told = at_the_desk()
    at = told.index("What do you do?")
    assert told[at + 1 : at + 3] == ["0. Write something first", "1. Accept: Let it go"]


def test_it_is_written_in_ones_own_time_and_not_asked_for_again(home: Path) -> None:
    told = at_the_desk("0", "His own words", "l", "1", "2")
    assert "Until you choose, 0 lets you change it." in told
    assert told.count(ASKED) == 2, "asked at 0, and told once more in the debrief"
    assert "0. What you wrote first: His own words" in told, "after looking into something"
    assert written() == ["", "", "His own words"]


def test_what_was_written_first_can_be_changed(home: Path) -> None:
    told = at_the_desk("0", "His own words", "0", "Hers", "s", "1")
    assert "You wrote before: His own words" in told
    assert "0. What you wrote first: Hers" in told
    assert written()[-1] == "Hers"


def test_enter_and_x_change_nothing_of_what_was_written(home: Path) -> None:
    at_the_desk("0", "His own words", "0", "", "0", "x", "1")
    assert written()[-1] == "His own words"


def test_nothing_written_and_choosing_still_asks_once(home: Path) -> None:
    told = at_the_desk("0", "", "1", "Too late to ask")
    assert told.count("You write (Enter to leave it out, x to go back): ") == 2
    assert written()[-1] == "Too late to ask"


def test_what_was_asked_for_at_a_choice_stands_in_the_list_where_another_is_thought_of(
    home: Path,
) -> None:
    told = at_the_desk("k", "1", "His own words", "x", "s", "2", "")
    assert "0. What you wrote first: His own words" in told
    assert written()[-1] == "His own words"


def test_what_was_written_first_is_there_after_leaving(home: Path) -> None:
    at_the_desk("0", "His own words", "q")
    assert "0. What you wrote first: His own words" in again("q")


def test_help_and_what_is_not_known_tell_of_it(home: Path) -> None:
    told = at_the_desk("h", "?!")
    assert HELP in told
    assert (
        "Not known here: type a number from 1 to 3 to choose, 0 to write first, "
        "a letter that h lists, h for help, or q to leave."
    ) in told


def test_where_nothing_is_asked_it_says_so(home: Path) -> None:
    told = talk(*START, "0", "h")[1].splitlines()
    assert "Nothing is asked here that could be written first." in told
    assert HELP in told
    assert not any(line.startswith("0. ") for line in told)


def test_what_was_written_is_shown_as_it_was_written(home: Path) -> None:
    assert "You wrote: because I wonder" in at_the_desk("0", "because I wonder", "1")
    records = Records.open()
    records.settings.reasons = True
    told = talk(*TO_THE_DESK, "it fits", "v", scenario=EVERYTHING, records=records)[1]
    assert "Because: it fits" in told.splitlines()

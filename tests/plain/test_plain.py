"""The plain mode: lines in, lines out, nothing lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.plain.player import AFTERWARDS, COMMANDS, PlainPlayer
from scr_sim.services import Records
from tests.app_driver import EVERYTHING, FILES, SMALL
from tests.plain.talks import START, talk
from tests.profiles import examples
from tests.scenario.small import TINY


def test_the_first_line_says_what_this_is_and_how_to_leave_it(home: Path) -> None:
    first = talk()[1].splitlines()[0]
    assert first == (
        "Plain mode, because it was asked for. "
        "In a terminal that can show it, “scr-sim --no-plain” shows the screen."
    )


def test_everything_is_labelled_in_words(home: Path) -> None:
    text = talk(*START, "l", "1", "1", "m", "j")[1]
    for line in (
        "You are: Class teacher. About 5 minutes.",
        "Scene: At the gate. Month 2, Tuesday 3 August. The school gate.",
        "New in your notebook. What you were told, Parent, at the gate: “I sent it on Monday.”",
        "You looked into: Ring the office, School office.",
        "This does not fit what you were told, Parent, at the gate.",
        "1. Accept: Thank the parent and wait",
        "You chose, accept: Thank the parent and wait.",
        "Working relationship: 4 of 5, up 1",
        "Working relationship: 3 of 5, down 1",
        "Working relationship: 3 of 5",
        "Month 2, Tuesday 3 August. At the gate.",
    ):
        assert line in text.splitlines(), line


def test_only_letters_and_ordinary_signs(home: Path) -> None:
    text = talk(*START, "l", "1", "2", "1 2", "2", "q")[1]
    assert re.fullmatch(r"[\n -~“”‘’…é]*", text), set(re.findall(r"[^\n -~“”‘’…]", text))


def test_a_locked_choice_says_why_and_is_not_taken(home: Path) -> None:
    text = talk(*START, "3")[1]
    assert "3. Escalate: Tell the head. Not yet: You have nothing to show yet." in text
    assert "Not yet. You have nothing to show yet." in text
    assert Records.open().plays()[0].actions == ()


def test_a_reason_whose_choice_was_not_made_is_there_again(home: Path) -> None:
    records = Records.open()
    records.settings.reasons = records.settings.confidence = True
    talk(*START, "1", "because of the comb", records=records)
    play = Records.open().plays()[0]
    assert play.actions == ()
    text = talk("1", "", "", go_on=play.id)[1]
    assert "You wrote before: because of the comb" in text
    assert Records.open().plays()[0].actions[0].reason == "because of the comb"


OWN = "The missing form"
#: What is typed to come to each prompt of the plain mode, where reasons and confidence are asked.
#: ``OWN`` stands for the number of the small scenario in the menu.
PROMPTS: dict[str, tuple[str, ...]] = {
    "or a letter:": (),
    "Which play, 1-1, a letter, or x:": ("l",),
    "or delete to delete it for good:": ("l", "1"),
    "Delete it with its reasons and answers": ("l", "1", "delete"),
    "Which plays, their numbers": ("l", "t", "", ""),
    "Show the days": ("l", "t", "", "", ""),
    "html for a page to print": ("l", "t", "", "", "", "", "", ""),
    "Change 1-4, or x:": ("s",),
    "Press Enter to start": (OWN,),
    "Press Enter to go on:": (OWN, "p"),
    "Gentler wording where the author offers one": (OWN, ""),
    "Choose 1-3, or h for help:": (OWN, "", "n"),
    "Look into 1-2, or x:": (OWN, "", "n", "l"),
    "Notes to show": (OWN, "", "n", "l", "1", "2"),
    "How sure are you": (OWN, "", "n", "1", "it fits"),
    "Ended. e to write": (OWN, "", "n", "1", "", "", "1", "", ""),
    "Go back to decision 1-2, or x:": (OWN, "", "n", "1", "", "", "1", "", "", "b"),
    "Compare with 1-1, or x:": (OWN, "", "n", "1", "", "", "1", "", "", "c"),
}


@pytest.fixture
def shelf(home: Path) -> Records:
    """Return records with a kept play, of a library that has the small scenario too."""
    for folder, name, file in (
        ("scenarios", "small.yaml", Path(SMALL)),
        ("reviews", "r.yaml", FILES / "small-review.yaml"),
    ):
        (home / folder).mkdir(parents=True)
        (home / folder / name).write_bytes(file.read_bytes())
    records = Records.open()
    records.settings.reasons = records.settings.confidence = True
    records.begin(load(SMALL), SMALL).take("accept-account")
    return records


def in_menu(records: Records, *typed: str) -> str:
    """Type lines into the menu, with its number for a scenario's title."""
    menu = talk("q", scenario=None, records=records)[1]
    numbers = {title: number for number, title in re.findall(r"^(\d+)\. ([^.]+)\.", menu, re.M)}
    return talk(*(numbers.get(one, one) for one in typed), scenario=None, records=records)[1]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_prompt_says_what_it_knows_and_has_help_and_leaving(
    shelf: Records, prompt: str
) -> None:
    text = in_menu(shelf, *PROMPTS[prompt], "?!", "h", "q", "never read")
    asked = text[: text.index("Not known here: type")].splitlines()[-1]
    assert prompt in asked
    lines = text[text.index("Not known here: type") :].splitlines()
    assert re.fullmatch(r"Not known here: type .*, h for help, or q to leave\.", lines[0])
    helped = lines[lines.index(asked) + 1 : lines.index(asked, lines.index(asked) + 1)]
    assert any(line.startswith(("Type ", "Press ", "h: ")) for line in helped)
    assert "never read" not in text
    assert lines[-1].startswith(("Nothing was begun.", "The play is kept: scr-sim "))


def test_what_was_written_before_leaving_is_there_again(shelf: Records) -> None:
    in_menu(shelf, OWN, "", "n", "1", "it fits", "q")
    begun = shelf.plays()[0]
    assert begun.actions == ()
    assert "You wrote before: it fits" in talk("1", go_on=begun.id, records=shelf)[1]


@pytest.mark.parametrize("typed", [("1",), ("w",)])
def test_where_words_are_written_the_prompt_says_how_to_go_back(
    shelf: Records, typed: tuple[str, ...]
) -> None:
    text = in_menu(shelf, OWN, "", "n", *typed, "x", "q")
    assert "x to go back):" in text
    assert text.count("Choose 1-3, or h for help:") == 2
    assert shelf.plays()[0].actions == ()


def test_what_is_not_known_is_told_and_changes_nothing(home: Path) -> None:
    text = talk(*START, "nonsense", "9", "-1", "", "２" * 3)[1]
    told = "Not known here: type a number from 1 to 3 to choose, a letter that h lists, h for help"
    assert text.count(told) == 5
    assert Records.open().plays()[0].actions == ()


def test_help_names_every_command_and_each_does_something(home: Path) -> None:
    for commands in (COMMANDS, AFTERWARDS):
        assert len({command.letter for command in commands}) == len(commands)
        assert all(callable(getattr(PlainPlayer, f"_do_{one.action}")) for one in commands)
    text = talk(*START, "h")[1]
    assert all(f"{one.letter}: {one.label}. {one.help}" in text for one in COMMANDS)


@pytest.mark.parametrize("letter", [one.letter for one in COMMANDS if one.letter != "q"])
def test_no_command_changes_the_play_by_accident(home: Path, letter: str) -> None:
    status, text = talk(*START, letter, "x", "s")
    assert status == 0
    assert Records.open().plays()[0].actions == ()
    assert "Scene: At the gate." in text


def test_citing_can_be_thought_over_and_refuses_too_many(home: Path) -> None:
    records = Records.open()
    talk(*START, "l", "1", "2", "x", "2", "7", "1 2 1 1 1", records=records)
    assert [a.word for a in records.plays()[0].actions] == [
        "?ring-office",
        "show-tray@says-sent,tray-empty",
    ]
    talk(*START, "2", "0", records=records)
    assert records.plays()[0].actions[-1].word == "show-tray@"


def test_reasons_and_confidence_are_kept(home: Path) -> None:
    records = Records.open()
    talk(*START, "r", "k", "1", "because [/] of this", "75", "80", records=records)
    action = records.plays()[0].actions[0]
    assert (action.reason, action.confidence) == ("because [/] of this", 80)


def test_reasons_and_confidence_are_offered_in_the_briefing_and_remembered(home: Path) -> None:
    records = Records.open()
    text = talk("r", *START, "1", "it fits", "60", records=records)[1]
    assert "your reasons and how sure you are: off." in text
    assert "your reasons and how sure you are: on." in text
    action = records.plays()[0].actions[0]
    assert (action.reason, action.confidence) == ("it fits", 60)
    assert records.settings.reasons
    assert records.settings.confidence


def test_the_end_brings_the_debrief_and_another_way(home: Path) -> None:
    records = Records.open()
    text = talk(*START, "1", "1", "b", "1", "l", "1", "3", "c", "1", "q", records=records)[1]
    assert "Ending: Nobody looked." in text
    assert "Ending: It was found." in text
    assert "They part at decision 1, “At the gate”." in text
    assert sorted(p.ending or "" for p in records.plays()) == ["found", "shut"]


def test_answers_are_kept(home: Path) -> None:
    records = Records.open()
    text = talk(*START, "1", "1", "e", "quite sure", "", "in the file", "", "d", records=records)[1]
    assert "You wrote: quite sure" in text
    assert {r.text for r in records.reflections(records.plays()[0].id)} == {
        "quite sure",
        "in the file",
    }


def test_gentler_wording_is_asked_for_and_used(home: Path) -> None:
    gentle = talk("", "y", "1")[1]
    assert "Gentler wording; the scene is about a tired child." in gentle
    assert "The form is still missing." not in gentle


@pytest.mark.parametrize("lines", range(9))
def test_the_end_of_input_loses_nothing_anywhere(home: Path, lines: int) -> None:
    typed = [*START, "l", "1", "2", "1 2", "2", "a", "something"][:lines]
    records = Records.open()
    status, text = talk(*typed, records=records)
    assert status == 0
    last = text.splitlines()[-1]
    if not records.plays():
        assert last == "Nothing was begun."
        return
    record = records.plays()[0]
    assert record.id in last
    if not record.finished:
        status, again = talk("m", scenario=None, go_on=record.id, records=records)
        assert status == 0
        assert "You go on with: The missing form." in again
        assert [p.id for p in records.plays()] == [record.id]


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(
    typed=st.lists(
        st.one_of(
            st.sampled_from([*"nlcwsbrktgdphao", "1", "2", "3", "0", "1 2", "", "x", "y"]),
            st.text(max_size=12),
        ),
        max_size=25,
    )
)
def test_no_input_breaks_it(tmp_path_factory: pytest.TempPathFactory, typed: list[str]) -> None:
    records = Records.open(tmp_path_factory.mktemp("home"))
    lines = [line.replace("\n", " ").replace("\r", " ") for line in typed]
    status, text = talk(*START, *lines, records=records)
    assert status == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]", text)
    records.close()


def test_the_menu_plays_looks_back_and_deletes(home: Path) -> None:
    (home / "scenarios").mkdir(parents=True)
    (home / "reviews").mkdir()
    (home / "scenarios" / "small.yaml").write_bytes(Path(SMALL).read_bytes())
    (home / "reviews" / "r.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    records = Records.open()
    text = in_menu(records, OWN, "", "n", "1", "q")
    assert ". The missing form. Class teacher, about 5 minutes. 0 of 3 endings seen." in text
    assert "g: go on with The missing form." in talk(scenario=None, records=records)[1]
    gone = talk("l", "1", "delete", "y", "x", "q", scenario=None, records=records)[1]
    assert "It is deleted." in gone
    assert records.plays() == []


def test_a_broken_scenario_is_told_in_sentences(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\nid: broken\n", encoding="utf-8")
    status, text = talk(scenario=str(path))
    assert status == 1
    assert "lacks the key “title”" in text
    assert "Traceback" not in text


def test_a_poor_terminal_still_gets_every_line(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scr_sim", "play", SMALL, "--plain"],
        input=b"\n\xff\xfe\nn\n1\n",
        capture_output=True,
        env={
            "PATH": "/usr/bin",
            "SCR_SIM_HOME": str(home),
            "PYTHONIOENCODING": "ascii",
            "PYTHONUTF8": "0",
        },
        check=False,
    )
    assert done.returncode == 0
    assert b"Scene: At the gate." in done.stdout
    assert done.stderr == b""


def test_passages_that_never_end_are_told_and_the_play_goes_on(home: Path) -> None:
    text = talk("", "2", "1", scenario=str(FILES / "endless.yaml"))[1]
    assert "lead into one another for ever" in text
    assert "Ending: Out." in text


def test_what_things_cost_is_told_in_words(home: Path) -> None:
    text = talk("", "l", "1", "0", "l", "2", "3", "2", scenario=EVERYTHING)[1].splitlines()
    for line in (
        "1. Read the minutes of the last meeting, School office. It costs 2 hours (4 left).",
        "2. Look at the child. It costs 3 hours (4 left).",
        "3. Escalate: Walk to the head with all of it. It costs 3 hours (4 left) and "
        "1 of goodwill (1 left).",
        "2. Look at the child. It costs 3 hours (2 left): not enough time.",
        "Not now. It costs 3 hours (2 left): not enough time.",
        "Not yet. It costs 3 hours (2 left) and 1 of goodwill (1 left): not enough time.",
        "3. Escalate: Ask the head to write. It costs 1 of goodwill (0 left): not enough goodwill.",
    ):
        assert line in text or any(line in one for one in text), line


def test_what_cannot_be_looked_into_any_more_says_what_there_is_not_enough_of(home: Path) -> None:
    dear = talk("", "l", "1", "0", scenario=EVERYTHING)[1].splitlines()
    assert "There is more to look into, but not enough time for it now: type l." in dear
    assert not any("There is no time" in line for line in dear)
    limited = talk(*START, "l", "1")[1].splitlines()
    assert "There is no time to look into more here." in limited


def test_a_page_is_read_by_its_numbers(home: Path) -> None:
    text = talk("", "l", "1", "1 2 3", "4 3", "n", scenario=EVERYTHING)[1]
    assert "You read: Read the minutes of the last meeting.\nFour pages, stapled." in text
    assert "3. Forms: none since May, see the tray.\n" in text
    prompt = (
        "Lines to note down, up to 2, with a space between; 0 for none; x to put the page away:"
    )
    assert text.count(prompt) == 2
    assert "You noted down:\n- Forms: none since May, see the tray.\n- Next meeting" in text
    assert [one.word for one in Records.open().plays()[0].actions] == ["?minutes@form,date"]
    notebook = text[text.index("Notebook.") :]
    assert "You read: Read the minutes of the last meeting.\nYou noted down:" in notebook


def test_a_page_that_is_put_away_was_never_read(home: Path) -> None:
    talk("", "l", "1", "x", "q", scenario=EVERYTHING)
    assert Records.open().plays()[0].actions == ()


def test_where_there_is_one_choice_one_number_is_asked_for(home: Path, tmp_path: Path) -> None:
    shutil.copy(FILES / "small-review.yaml", tmp_path)
    other = TINY[TINY.index("      - id: ask") : TINY.index("  end:")]
    story = tmp_path / "tiny.yaml"
    story.write_text(TINY.replace(other, ""), encoding="utf-8")
    text = talk("", "n", scenario=str(story))[1]
    assert "Choose 1, or h for help:" in text

"""One mistake is one problem: what only follows from a problem that is told is not told besides."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.scenario.small import changed, place, problems, told

SOUND = (Path(__file__).parent / "mistakes" / "sound.yaml").read_text("utf-8")
#: A key where one can stand, and an id where something refers to one.
KEY = re.compile(r"(?m)(?:^ *(?:- )?|[{,] )([a-z_]+):(?=\s)")
REFERENCE = re.compile(r"(?:next: |go: |notes: \[|contradicts: \[|agency: |held\(\")([a-z][\w-]*)")


def slip(word: str, chance: random.Random) -> str:
    """Return a word with one letter too many, too few, or two turned round."""
    at = chance.randrange(len(word) - 1) if len(word) > 1 else 0
    return chance.choice(
        [
            word[:at] + word[at + 1 :] if len(word) > 3 else word + "e",
            word[:at] + chance.choice("bdfhjkl") + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("what", [KEY, REFERENCE], ids=["key", "reference"])
def test_a_slip_of_the_pen_is_one_problem(what: re.Pattern[str], seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    match = chance.choice(list(what.finditer(SOUND)))
    wrong = slip(match.group(1), chance)
    if wrong == match.group(1):
        return
    text = SOUND[: match.start(1)] + wrong + SOUND[match.end(1) :]
    found = problems(tmp_path, text)
    # The two halves of a variable's slip may each be like another word: then nothing is certain.
    assert len({(p.code, p.message) for p in found}) == 1, found


@pytest.mark.parametrize("seed", range(40))
def test_a_space_too_many_or_too_few_is_one_problem(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    lines = SOUND.splitlines(keepends=True)
    at = chance.choice([n for n, line in enumerate(lines) if line.startswith("    ")])
    lines[at] = " " + lines[at] if seed % 2 else lines[at][1:]
    assert len(problems(tmp_path, "".join(lines))) <= 1


def test_a_scene_twice_is_told_at_the_second_alone(tmp_path: Path) -> None:
    text = changed(("  end:\n", "  door:\n"))
    second = text.rindex("  door:")
    line = text.count("\n", 0, second) + 1
    assert told(problems(tmp_path, text)) == [("duplicate-key", line, 3)]


@pytest.mark.parametrize("written", ["!loud", "*loud", "!!float 1", "&a *b"])
def test_what_is_refused_is_told_alone(written: str, tmp_path: Path) -> None:
    text = changed(("label: Wait a while", f"label: {written}"))
    found = problems(tmp_path, text)
    assert [(p.code, p.line) for p in found] == [("yaml", place(text, "label: " + written)[0])]


def test_a_condition_that_cannot_be_read_reads_its_variables(tmp_path: Path) -> None:
    hidden = ("told: {start: false, show: true}", "told: {start: false}")
    for condition in ("told and", "tols", "[told]", "not (told"):
        text = changed(hidden, ("stance: accept", f"stance: accept\n        if: {condition}"))
        assert len(problems(tmp_path, text)) == 1


def test_a_missing_stance_names_its_choice(tmp_path: Path) -> None:
    text = changed(("        stance: accept\n", ""))
    (found,) = problems(tmp_path, text)
    assert found.message == "The choice “wait” lacks the key “stance”."


def test_a_key_that_lacks_because_another_is_misspelt_is_not_told(tmp_path: Path) -> None:
    text = changed(("    title: The end", "    titel: The end"))
    (found,) = problems(tmp_path, text)
    assert told([found]) == [("unknown-key", *place(text, "titel"))]
    assert found.hint == "Did you mean “title”?"


def test_what_stands_under_a_misspelt_key_is_looked_at_as_meant(tmp_path: Path) -> None:
    for wrong in ("notez:", "scens:", "variable:", "peopel:", "agencys:"):
        right = {"notez:": "notes:", "scens:": "scenes:", "variable:": "variables:",
                 "peopel:": "people:", "agencys:": "agencies:"}[wrong]  # fmt: skip
        assert len(problems(tmp_path, changed((f"\n{right}\n", f"\n{wrong}\n")))) == 1


def test_a_misspelt_declaration_is_told_once_and_named(tmp_path: Path) -> None:
    text = SOUND.replace("  street:\n", "  streat:\n")
    (found,) = problems(tmp_path, text)
    assert found.code == "unknown-scene"
    assert "“streat”" in found.hint


def test_two_mistakes_are_two_problems(tmp_path: Path) -> None:
    text = changed(("label: Wait a while", "label: *loud"), ("kind: mixed", "kind: mixd"))
    assert [(p.code, p.line) for p in problems(tmp_path, text)] == [
        ("yaml", place(text, "*loud")[0]),
        ("wrong-type", place(text, "mixd")[0]),
    ]

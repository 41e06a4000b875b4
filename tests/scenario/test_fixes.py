"""What is certain is mended, and nothing else of a file is touched."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from scr_sim.scenario.syntax.edit import Edit, applied
from scr_sim.services.corrections import Correction, corrections
from tests.scenario.small import REVIEW, changed, problems
from tests.scenario.test_one_mistake import KEY, REFERENCE, slip
from tests.scenario.yaml_mistakes import MARK, MISTAKES

SOUND = (Path(__file__).parent / "mistakes" / "sound.yaml").read_text("utf-8")
#: Those of the table that can be mended in one way only.
MENDED = {
    "a key lacks its colon": "    title: The street",
    "a colon lacks its space": "    text: The window is dark.",
    "a colon in braces lacks its space": "    ending: {title: Written down, kind: mixed}",
    "a colon inside a text": '    text: "The window: it is dark."',
    "an apostrophe inside single quotes": "        outcome: 'It''s late, and you leave.'",
    "a tab indents": "    place: Hall Lane",
    "a dash lacks its space": "      - id: ask",
    "a comma is missing in braces": "          - {if: trust >= 3, go: attic}",
    "a text begins with a star": '    text: "*The* window is dark."',
    "a number sign hides a closing brace": '    ending: {title: "Written #2 down", kind: mixed}',
    "a key one letter off": "    title: The street",
    "a key of a scene's kind one letter off": "    choices:",
    "a number in words": '        if: hours >= 2 and held("letter")',
}


def mend(folder: Path, text: str | bytes) -> list[Correction]:
    (folder / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = folder / "tried.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return corrections([path])


@pytest.mark.parametrize(
    "told",
    ["The date: none.", "Little trust: gone.", "Her label: late.", "A place: quiet.", "role: none"],
)
def test_a_text_is_never_taken_for_keys_that_lack_a_comma(told: str, tmp_path: Path) -> None:
    text = SOUND.replace("because: You asked to see.}", f"because: {told}}}")
    assert text != SOUND
    for one in mend(tmp_path, text):
        assert f'because: "{told}"' in one.text


TEXTS_IN_BRACES = [
    "You read the boys' label: late.",
    'He says "no" next: door.',
    "They ask for Mrs 'Jones' place: here.",
    'Ask the "office" id: 5 of them',
]


@pytest.mark.parametrize("told", TEXTS_IN_BRACES)
def test_a_quoted_word_ends_no_text(told: str, tmp_path: Path) -> None:
    text = SOUND.replace("because: You asked to see.}", f"because: {told}}}")
    assert text != SOUND
    for one in mend(tmp_path, text):
        assert told.replace('"', "") in one.text.replace('"', "").replace("''", "'")


def test_a_value_that_lacks_the_space_before_it_is_never_lost(tmp_path: Path) -> None:
    text = SOUND.replace("add: {hours: -1}", "add: {trust:1}")
    assert text != SOUND
    for one in mend(tmp_path, text):
        assert "1" in one.text.splitlines()[text.splitlines().index("          add: {trust:1}")]


@pytest.mark.parametrize(
    "line",
    ["place - it is cold.", "place; it is cold.", "next -> a door opens.", "house, and go."],
)
def test_a_line_of_prose_too_far_left_is_never_made_a_key(line: str, tmp_path: Path) -> None:
    prose = f"text: |\n      You wait at the\n    {line}"
    text = SOUND.replace("text: The window is dark.", prose)
    assert text != SOUND
    for one in mend(tmp_path, text):
        assert line in one.text


@pytest.mark.parametrize("name", MISTAKES)
def test_a_fix_leaves_nothing_wrong_and_changes_its_own_line_alone(
    name: str, tmp_path: Path
) -> None:
    old, new, _ = MISTAKES[name]
    text = changed((old, new), text=SOUND).replace(MARK, "")
    found = mend(tmp_path, text)
    if not found:
        assert name not in MENDED
        return
    (one,) = found
    assert problems(tmp_path, one.text) == []
    before, after = text.splitlines(), one.text.splitlines()
    assert len(before) == len(after)
    different = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(different) == 1
    if name in MENDED:
        assert different[0][1] == MENDED[name]


@pytest.mark.parametrize("seed", range(40))
def test_a_slip_is_mended_to_what_it_was_or_left_alone(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    what = KEY if seed % 2 else REFERENCE
    match = chance.choice(list(what.finditer(SOUND)))
    text = SOUND[: match.start(1)] + slip(match.group(1), chance) + SOUND[match.end(1) :]
    for one in mend(tmp_path, text):
        assert one.text == SOUND


@pytest.mark.parametrize("seed", range(40))
def test_a_file_of_several_mistakes_is_never_made_worse(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    text = SOUND
    for name in chance.sample(sorted(MISTAKES), 3):
        old, new, _ = MISTAKES[name]
        if old in text:
            text = text.replace(old, new.replace(MARK, ""), 1)
    before = problems(tmp_path, text)
    for one in mend(tmp_path, text):
        after = problems(tmp_path, one.text)
        hidden = any(problem.unread for problem in before)
        assert hidden or len(after) < len(before)
        assert sum(a != b for a, b in zip(text.split("\n"), one.text.split("\n"), strict=True)) <= 4


def test_comments_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    text = changed(("    title: The street", "    titel: The street   # a comment"), text=SOUND)
    raw = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    (one,) = mend(tmp_path, raw)
    one.file.path.chmod(0o640)
    one.write()
    assert one.file.path.read_bytes() == raw.replace(b"titel", b"title")
    assert one.file.path.stat().st_mode & 0o777 == 0o640
    assert not list(tmp_path.glob(".tried*"))


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    mend(tmp_path, changed(("    title: The street", "    titel: The street"), text=SOUND))
    link = tmp_path / "linked.yaml"
    link.symlink_to(tmp_path / "tried.yaml")
    (one,) = corrections([link])
    one.write()
    assert link.is_symlink()
    assert (tmp_path / "tried.yaml").read_text("utf-8") == SOUND


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    text = changed(("    title: The street", "    titel: The street"), text=SOUND)
    (one,) = mend(tmp_path, text)
    one.file.path.unlink()
    with pytest.raises(OSError):
        one.write()
    assert [path.name for path in tmp_path.iterdir()] == ["small-review.yaml"]


def test_two_words_that_could_be_meant_are_no_certain_fix(tmp_path: Path) -> None:
    text = changed(("        next: street\n", "        next: house1\n"), text=SOUND)
    text = text.replace(
        "  house:\n", "  house2:\n    title: A\n    text: A\n    next: house\n  house:\n"
    )
    assert mend(tmp_path, text) == []


def test_a_word_and_its_only_reference_may_both_be_misspelt(tmp_path: Path) -> None:
    slip = ("agency: office", "agency: ofice")
    named = (
        "office: The housing office",
        "office: Housing",
    )  # or its name would bear one of them out
    assert mend(tmp_path, changed(slip, named, text=SOUND)) == []


def test_edits_that_overlap_are_refused() -> None:
    assert applied("abcdef", [Edit(4, 5, ""), Edit(1, 2, "XY"), Edit(0, 0, "-")]) == "-aXYcdf"
    with pytest.raises(ValueError, match="overlap"):
        applied("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])


WITHIN = {
    "below a line": "The window is dark.",
    "below a text of several lines": "|\n          The window is dark.",
}


@pytest.mark.parametrize("above", WITHIN.values(), ids=list(WITHIN))
@pytest.mark.parametrize("condition", ["told", "'held(\"letter\")'"])
def test_a_text_in_braces_that_holds_a_name_in_braces_is_put_in_quotes(
    above: str, condition: str, tmp_path: Path
) -> None:
    line = f"- {{if: {condition}, text: Ring {{aunt}}'s door, twice}}"
    text = f"scenes:\n  street:\n    text:\n      - {above}\n      {line}\n    next: attic\n"
    (found,) = mend(tmp_path, text)
    assert found.gone[0].hint == "Put all of the text in quotes."
    assert 'text: "Ring {aunt}\'s door, twice"}\n' in found.text


def test_an_id_that_its_own_name_bears_out_is_put_in_place_of_a_slip(tmp_path: Path) -> None:
    ring = "          label: Ring\n"
    agency = ("  office: Office\n", "  office: Office\n  nursery: The nursery\n")
    text = changed(agency, (ring, f"{ring}          agency: nursry\n"))
    (found,) = mend(tmp_path, text)
    assert "agency: nursery\n" in found.text


def test_a_hint_names_both_words_that_are_as_near(tmp_path: Path) -> None:
    found = problems(tmp_path, changed(("kind: mixed", "kind: mised")))
    assert [one.hint for one in found] == ["Did you mean “missed” or “mixed”?"]


def test_a_call_one_letter_off_is_known(tmp_path: Path) -> None:
    call = ("stance: accept\n", 'stance: accept\n        if: visted("door")\n')
    found = problems(tmp_path, changed(call))
    assert [one.hint for one in found] == ["Did you mean “visited”?"]

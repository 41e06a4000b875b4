"""Names in braces where none are filled in, and texts whose end is lost, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.services.corrections import corrections
from tests.scenario.small import REVIEW, changed, problems

IT_RINGS = "text: It rings."
PLAIN = {
    "a title": ("title: The door", "title: The door of {parent}"),
    "a place": ("title: The door", "title: The door\n    place: With {parent}, outside"),
    "a label of a choice": ("label: Wait a while", "label: Wait for {parent}"),
    "a label of an enquiry": ("label: Ring", 'label: "Ring {parent} twice"'),
    "a note's source": ("from: A parent", "from: '{parent}, at the door'"),
    "an ending's title": ("title: Over", 'title: "{parent} has left"'),
    "a line of a page": (
        IT_RINGS,
        f'{IT_RINGS}\n          lines: {{ask: Which?, from: [{{id: a, text: "{{parent}}"}}, '
        "{id: b, text: B}]}",
    ),
    "a value": ("label: Wait a while", "label: Wait with {trust} left"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_braces_that_nothing_fills_in_are_told(name: str, tmp_path: Path) -> None:
    found = problems(tmp_path, changed(PLAIN[name]))
    assert [one.code for one in found] == ["not-filled-in"]
    assert found[0].excerpt[found[0].caret - 1] == "{"
    assert "prose" in found[0].hint or found[0].hint == "Write the name itself: Parent."


@pytest.mark.parametrize(
    "change",
    [
        ("text: You knock.", "text: You knock at {parent}'s."),
        ("because: You waited.", 'because: "You waited for {parent}."'),
        ("title: The door", "title: The {door} of {{parent}}"),
        ("role: Teacher", "role: Teacher\nauthors: '{parent}'"),
    ],
)
def test_other_braces_are_not_told(change: tuple[str, str], tmp_path: Path) -> None:
    assert not problems(tmp_path, changed(change))


CUT = {
    "text: You knock.": "text: You knock at room #3, twice.",
    "title: The door": "title: The door #3",
    "label: Wait a while": "label: Wait a while\n          in front of #3 Hall Lane",
}


@pytest.mark.parametrize("old", CUT)
def test_a_text_that_a_number_sign_cuts_is_told_and_mended(old: str, tmp_path: Path) -> None:
    text = changed((old, CUT[old]))
    (found,) = problems(tmp_path, text)
    assert found.code == "cut-by-comment"
    assert found.excerpt[found.caret - 1] == "#"
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (mended,) = corrections([tmp_path / "tried.yaml"])
    key, _, value = CUT[old].partition(": ")
    assert f'{key}: "{value}"' in mended.text
    assert not problems(tmp_path, mended.text)


@pytest.mark.parametrize(
    "change",
    [
        ("text: You knock.", "text: You knock. # twice, I think"),
        ("text: You knock.", 'text: "You knock at #3."'),
        ("text: You knock.", "text: You knock at no.#3."),
        ("text: You knock.", "text: |\n      You knock at #3."),
        ("next: end", "next: end #later"),
        ("minutes: 5", "minutes: 5 #or so"),
    ],
)
def test_a_remark_is_a_remark(change: tuple[str, str], tmp_path: Path) -> None:
    assert not problems(tmp_path, changed(change))

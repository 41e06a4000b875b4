"""A checker goes on from what it has found, and finds what a new one would."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.scenario import Checker
from tests.scenario.small import REVIEW, TINY, changed, told

#: What a review says before it is written.
TO_COME = "# its findings are to come\nformat: 1\nid: nothing\n"
WRONG = changed(("next: end", "next: nowhere"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"tried.yaml": TINY, "review.yaml": REVIEW}, {"tried.yaml": WRONG}),
        ({"tried.yaml": WRONG, "review.yaml": REVIEW}, {"tried.yaml": TINY}),
        ({"tried.yaml": TINY, "review.yaml": TO_COME}, {"review.yaml": REVIEW}),
        ({"tried.yaml": TINY, "review.yaml": REVIEW}, {"review.yaml": TO_COME}),
        ({"tried.yaml": TINY, "review.yaml": REVIEW}, {}),
    ],
)
def test_it_finds_again_what_a_new_one_finds(
    before: dict[str, str], after: dict[str, str], tmp_path: Path
) -> None:
    for name, text in before.items():
        (tmp_path / name).write_text(text, "utf-8")
    unsaved = {tmp_path / name: text.encode() for name, text in after.items()}
    checker = Checker()
    first = told(checker.check(tmp_path / "tried.yaml").problems)
    again = told(checker.again(unsaved).check(tmp_path / "tried.yaml").problems)
    assert again == told(Checker(unsaved=unsaved).check(tmp_path / "tried.yaml").problems)
    assert (again == first) == (not after)

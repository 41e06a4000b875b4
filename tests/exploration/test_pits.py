"""Plays that get into where no ending can be reached, though something can still be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.exploration import explore, find_problems
from scr_sim.scenario import load
from tests.exploration.brute_force import Brute
from tests.scenario.small import changed, problems

PITS = """
  pit:
    title: The pit
    text: Round and round.
    enquiries:
      limit: 2
      from:
        - {id: look, label: Look up, text: Nothing.}
    choices:
      - {id: on, stance: accept, label: Go on, next: deeper, debrief: {echoes: [1], because: So.}}
      - {id: ask, stance: challenge, label: Ask, next: pit, debrief: {echoes: [1], because: So.}}
  deeper:
    title: Deeper
    text: And round.
    choices:
      - {id: back, stance: accept, label: Go back, next: pit, debrief: {echoes: [1], because: So.}}
      - {id: ask, stance: challenge, label: Ask, next: pit, debrief: {echoes: [1], because: So.}}
"""


def test_it_is_told_once_where_plays_get_into_it(tmp_path: Path) -> None:
    text = changed(("        next: end\n", "        next: pit\n")) + PITS
    found = [one for one in problems(tmp_path, text, plays=True) if one.code == "no-way-out"]
    assert len(found) == 1
    assert "pit" in found[0].excerpt


#: Whoever has rung comes by asking to where the letter opens the way on, and by nothing else. Where
#: a play arrives, it has not rung, or it has the letter: nobody arrives at what is between the two.
ROUND = changed(
    ("    notes: [letter, word]\n", ""),
    ("      limit: 1\n", ""),
    (
        "        label: Wait a while\n",
        '        if: not enquired("door.ring")\n        label: Wait\n',
    ),
    ("            next: end\n", "            notes: [letter]\n            next: door\n"),
)


def test_what_is_found_out_on_the_spot_can_still_lead_on(tmp_path: Path) -> None:
    found = problems(tmp_path, ROUND, plays=True)
    assert [one.code for one in found if one.severity == "error"] == []
    scenario = load(str(tmp_path / "tried.yaml"))
    assert Brute(scenario).no_way_out() == {}
    assert explore(scenario).no_way_out == ()


def wide(limit: int) -> str:
    """Return a pit with so many values to tell apart that its enquiries cannot be, besides."""
    counts = "".join(f"  {name}: {{start: 0, min: 0, max: 99}}\n" for name in "abc")
    asked = "".join(f"        - {{id: look{at}, label: Look, text: Nothing.}}\n" for at in range(4))
    out = (
        "      - {id: out, stance: escalate, label: Out, if: a > 9 or b > 9 or c > 9, next: end,\n"
        "         debrief: {answers: [1], because: So.}}\n"
    )
    pit = changed(
        ("      limit: 2\n", f"      limit: {limit}\n"),
        ("        - {id: look, label: Look up, text: Nothing.}\n", asked),
        ("    choices:\n", "    choices:\n" + out),
        text=PITS,
    )
    return changed(("variables:\n", "variables:\n" + counts), ("next: end\n", "next: pit\n")) + pit


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_it_is_found_however_much_there_is_to_tell_apart(tmp_path: Path, limit: int) -> None:
    text = wide(limit)
    told = [one for one in problems(tmp_path, text, plays=True) if one.code == "no-way-out"]
    assert ["pit" in one.excerpt for one in told] == [True]
    scenario = load(str(tmp_path / "tried.yaml"))
    explored = explore(scenario)
    assert {one.scene: len(one.actions) for one in explored.no_way_out} == {"pit": 1, "deeper": 2}
    assert "no_way_out" not in explored.why


def test_where_it_cannot_be_known_that_is_said(tmp_path: Path) -> None:
    problems(tmp_path, wide(2))
    scenario = load(str(tmp_path / "tried.yaml"))
    found, complete = find_problems(scenario, 3)
    assert "no-way-out" not in [one.code for one in found]
    assert not complete

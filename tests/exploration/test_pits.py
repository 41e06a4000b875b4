"""Plays that get into where no ending can be reached, though something can still be done."""

from __future__ import annotations

from pathlib import Path

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

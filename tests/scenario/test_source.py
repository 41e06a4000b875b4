"""Where a text's lines begin."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from scr_sim.scenario.syntax.source import line_starts

#: What ends a line in YAML as we read it, and what ends one elsewhere.
PIECES = st.sampled_from(["\n", "\r", "\r\n", "\n\r", "a", "\u2028", "\u0085", "\x0b", "", "ä😀"])


@given(st.lists(PIECES, max_size=12).map("".join))
@example("")
@example("a\r\nb\r\n")
@example("a\r\nb\rc\n")
def test_a_line_begins_behind_each_line_end_and_nowhere_else(text: str) -> None:
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    assert list(line_starts(text)) == [0, *ends]

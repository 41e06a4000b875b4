"""The word lists: what ships can be read, and what cannot be read stops nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import paths
from scr_sim.text.glossary import glossary
from scr_sim.text.support import support


def test_the_lists_that_ship_say_something() -> None:
    assert all(term.term and term.means for term in glossary())
    assert len(glossary()) > 5
    assert all(line.name and line.number for line in support().lines)
    assert support().checked


@pytest.mark.parametrize("text", [None, "", "[", "terms: 5\nlines: no\n", "terms: [1]\nlines: {}"])
def test_without_the_lists_somebody_to_talk_to_is_still_named(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if text is not None:
        for name in ("glossary.yaml", "support.yaml"):
            (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "assets", lambda: tmp_path)
    found = support.__wrapped__()
    assert found.work.startswith("Talk first")
    assert [line.number for line in found.lines] == ["999"]
    assert all(not term.means for term in glossary.__wrapped__())

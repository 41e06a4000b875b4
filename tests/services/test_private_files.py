"""Files for their owner alone, and names that nothing has yet."""

from __future__ import annotations

from pathlib import Path

import pytest

import scr_sim.services
from scr_sim.services.private_files import free_name, write_private


def test_a_file_is_readable_by_its_owner_alone_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("before, and longer", "utf-8")
    write_private(path, "after\r\n")
    assert path.read_bytes() == b"after\r\n"
    fresh = tmp_path / "fresh.html"
    write_private(fresh, "new")
    assert fresh.stat().st_mode & 0o077 == 0


def test_a_free_name_counts_on(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_name(tmp_path, "record", "csv")
        path.touch()
        names.append(path.name)
    assert names == ["record.csv", "record-2.csv", "record-3.csv"]


def test_the_services_are_what_they_list_and_nothing_else() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = scr_sim.services.nothing

"""Tokens and folders: who may open what, and what a list of folders tells."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr_sim.web.tokens import VisitorFolders


def test_a_token_opens_its_own_folder_and_no_other(tmp_path: Path) -> None:
    folders = VisitorFolders(tmp_path / "home" / "visitors")
    first, second = folders.admit(), folders.admit()
    found = [folders.find(first), folders.find(second)]
    assert None not in found
    assert found[0] != found[1]
    assert folders.find(first) == found[0]


def test_folders_are_for_their_owner_alone_and_do_not_tell_the_token(tmp_path: Path) -> None:
    root = tmp_path / "home" / "visitors"
    folders = VisitorFolders(root)
    token = folders.admit()
    folder = folders.find(token)
    assert folder is not None
    for made in (root.parent, root, folder):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert token not in folder.name
    assert folders.find(folder.name) is None
    assert folders.find(folder.name[:43]) is None


LENGTHS = ("A" * 42, "A" * 43, "A" * 44, "é" * 43, "A" * 42 + "\n")


@pytest.mark.parametrize("text", ["", ".", "..", "../visitors", "/", *LENGTHS])
def test_a_text_that_is_no_visitors_token_opens_nothing(tmp_path: Path, text: str) -> None:
    folders = VisitorFolders(tmp_path)
    folders.admit()
    assert folders.find(text) is None


@given(st.text())
def test_no_text_leads_out_of_the_folders(text: str) -> None:
    assert VisitorFolders(Path(__file__).parent).find(text) is None


def test_tokens_cannot_be_guessed(tmp_path: Path) -> None:
    tokens = {VisitorFolders(tmp_path).admit() for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}  # 32 bytes of the system's own chance

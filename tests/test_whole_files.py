"""A file is written whole or stays as it was, whatever it is and whatever goes wrong."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from scr_sim import whole_files


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("fails", ["os.fsync", "os.replace", "os.fdopen"])
def test_what_cannot_be_written_leaves_what_was_there(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(b"id: before\n")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(fails, full)
        if fails == "os.replace":
            patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space left") as raised:
            whole_files.put(path, b"id: after\n")
    assert raised.value.filename == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["story.yaml"]
    assert path.read_bytes() == b"id: before\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have a name")
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    whole_files.put(pipe, b"a page")
    reader.join()
    assert read == [b"a page"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_leads_to_where_it_led_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"before, and longer")
    real.chmod(0o640)
    link.symlink_to(real)
    whole_files.put(link, b"after")
    assert link.is_symlink()
    assert (real.read_bytes(), mode(real)) == (b"after", 0o640)


def test_a_link_to_nothing_makes_what_it_leads_to(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "new.md")
    whole_files.put(link, b"new")
    assert (tmp_path / "new.md").read_bytes() == b"new"


def test_what_is_private_is_read_by_nobody_else_even_in_the_place_of_what_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"before")
    path.chmod(0o644)
    whole_files.put(path, b"after", private=True)
    assert (path.read_bytes(), mode(path)) == (b"after", 0o600)


def test_what_is_new_is_read_by_whom_any_new_file_is(tmp_path: Path) -> None:
    usual, new = tmp_path / "usual", tmp_path / "new"
    usual.touch()
    whole_files.put(new, b"")
    assert mode(new) == mode(usual)


def test_a_folder_in_its_place_and_a_folder_that_is_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as raised:
        whole_files.put(tmp_path, b"")
    assert raised.value.filename == str(tmp_path)
    missing = tmp_path / "missing" / "page.md"
    with pytest.raises(FileNotFoundError) as gone:
        whole_files.put(missing, b"")
    assert gone.value.filename == str(missing)


def test_what_is_only_changed_is_not_made_where_it_has_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        whole_files.put(tmp_path / "gone.yaml", b"", anew=False)
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_is_no_longer_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120)
    whole_files.put(path, b"all")
    assert path.read_bytes() == b"all"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="a system without names for open files")
def test_a_pipe_without_a_name_is_written_to() -> None:
    reading, writing = os.pipe()
    try:
        whole_files.put(Path(f"/dev/fd/{writing}"), b"a page")
        assert os.read(reading, 100) == b"a page"
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="a system without names for open files")
def test_an_open_file_that_has_no_name_any_more_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "gone.md"
    with path.open("wb+") as stream:
        stream.write(b"before, and longer")
        stream.flush()
        path.unlink()
        whole_files.put(Path(f"/dev/fd/{stream.fileno()}"), b"after")
        stream.seek(0)
        assert stream.read() == b"after"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EPERM])
def test_a_file_whose_place_nothing_else_may_take_is_written_to(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mounted.yaml"
    path.write_bytes(b"before, and longer")

    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refused)
    whole_files.put(path, b"after")
    assert path.read_bytes() == b"after"
    with pytest.raises(OSError, match=os.strerror(number)):
        whole_files.put(tmp_path / "new.yaml", b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_private_is_so_in_a_folder_in_which_nothing_new_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"before")
    path.chmod(0o644)
    opened = os.open

    def nothing_new(name: Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", nothing_new)
    whole_files.put(path, b"after", private=True)
    assert (path.read_bytes(), mode(path)) == (b"after", 0o600)


def test_the_longest_name_there_can_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("文" * 85)
    whole_files.put(path, b"all")
    assert path.read_bytes() == b"all"

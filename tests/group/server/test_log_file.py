from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from scr_sim.group.events import DoorMoved, Event, Opened, Pledged, Voided, line_of
from scr_sim.group.server.log_file import LogError, LogFile, read_log
from scr_sim.group.shared_types import Place

OPENED = Opened(
    at=1, scenario="s", digest="d", code="CDFG", port=8000, console_key="c", wall_key="w"
)
DOOR = DoorMoved(at=2, open=False)


def log_of(path: Path, *events: Event) -> Path:
    log = LogFile.create(path)
    for event in events:
        log.add([event])
    log.close()
    return path


def test_what_was_added_is_read_again_in_order(tmp_path: Path) -> None:
    found = read_log(log_of(tmp_path / "log", OPENED, DOOR))
    assert found.events == (OPENED, DOOR)
    assert found.torn == ""


def test_only_its_owner_can_read_a_log(tmp_path: Path) -> None:
    path = log_of(tmp_path / "new" / "log", OPENED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_log_is_never_made_over_another(tmp_path: Path) -> None:
    path = log_of(tmp_path / "log", OPENED)
    with pytest.raises(LogError, match="cannot be made"):
        LogFile.create(path)
    assert read_log(path).events == (OPENED,)


@pytest.mark.parametrize("kept", range(1, len(line_of(DOOR)) + 1))
def test_a_torn_last_line_is_cut_off_wherever_it_was_torn(tmp_path: Path, kept: int) -> None:
    path = log_of(tmp_path / "log", OPENED)
    whole = path.read_bytes()
    path.write_bytes(whole + line_of(DOOR)[:kept])
    assert "torn" in read_log(path).torn
    log, found = LogFile.resume(path)
    assert found.events == (OPENED,)
    assert "cut off" in found.torn
    log.add([DOOR])
    log.close()
    assert read_log(path).events == (OPENED, DOOR)


def test_a_damaged_line_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    path = log_of(tmp_path / "log", OPENED, DOOR, DOOR)
    damaged = path.read_bytes().replace(b'"door"', b'"doxr"', 1)
    path.write_bytes(damaged)
    with pytest.raises(LogError, match="Line 2 of the log"):
        LogFile.resume(path)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"hello\n", line_of(DOOR) + b"\n", b"\xff\xfe\n"])
def test_what_is_no_log_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "log"
    path.write_bytes(content)
    with pytest.raises(LogError, match=r"not the log of an exercise|is damaged"):
        read_log(path)


def test_a_log_that_is_not_there_is_told(tmp_path: Path) -> None:
    for attempt in (read_log, LogFile.resume):
        with pytest.raises(LogError, match="No such file"):
            attempt(tmp_path / "none")


def test_two_programs_never_write_one_log(tmp_path: Path) -> None:
    path = log_of(tmp_path / "log", OPENED)
    first, _ = LogFile.resume(path)
    with pytest.raises(LogError, match="Another scr-sim"):
        LogFile.resume(path)
    first.close()
    again, _ = LogFile.resume(path)
    again.close()


def test_what_cannot_be_brought_to_the_disk_is_not_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    log = LogFile.create(path)
    log.add([OPENED])
    synced = os.fsync

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LogError, match="No space left"):
        log.add([DOOR, DOOR])
    monkeypatch.setattr(os, "fsync", synced)
    log.add([DOOR])
    log.close()
    assert read_log(path).events == (OPENED, DOOR)


@pytest.mark.parametrize(
    "strange",
    [
        OPENED,
        Pledged(at=3, person=7, text="I ask."),
        Voided(at=3, place=Place(scene="nowhere", step=0, round=1), because="A slip."),
    ],
    ids=lambda one: one.kind,
)
def test_lines_that_do_not_follow_from_one_another_are_named_and_nothing_is_changed(
    tmp_path: Path, strange: Event
) -> None:
    path = log_of(tmp_path / "log", OPENED, DOOR, strange, DOOR)
    before = path.read_bytes()
    for attempt in (read_log, LogFile.resume):
        with pytest.raises(LogError, match=r"Line 3 of the log .* does not follow"):
            attempt(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        for attempt in (read_log, LogFile.resume):
            with pytest.raises(LogError, match="it is not a file"):
                attempt(endless)

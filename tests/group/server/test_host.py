from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from scr_sim.group.commands import End, MoveOn, Vote
from scr_sim.group.exercise import RefusedError
from scr_sim.group.server.host import Host
from scr_sim.group.server.launch import begin, log_path, resume, session_for
from scr_sim.group.server.log_file import LogFile, read_log
from scr_sim.services import RecordError, Records
from scr_sim.tui.group.hosted_room import HostedRoom
from tests.group.server.rooms_at_work import HandClock, room_at_work, story


def resumed(path: Path, records: Records | None = None) -> Host:
    log, found = LogFile.resume(path)
    session = None
    if records is not None:
        session = session_for(records, story(), "cancelled-icpc", found.opened)
    return resume(story(), log, found, session=session, clock=HandClock())


async def test_a_resumed_exercise_is_the_same_room(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phones = [await room.join() for _ in range(3)]
        await room.go_to("vote")
        for phone in phones:
            await phone.vote(room.choices[0])
        before, numbers = room.host.room, room.host.audiences
        path = Path(room.host.log)
        snapshots = [room.desk.snapshots.seat(phone.token, phone.person) for phone in phones]
    async with resumed(path) as again:
        assert again.room == before
        assert again.audiences == numbers
        assert again.torn == ""
        assert [again.audiences.phone(phone + 1) for phone in range(3)] == [
            one.revision for one in snapshots
        ]


async def test_a_vote_that_was_closing_closes_after_a_crash(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        await room.go_to("vote")
        await room.trainer_moves_on()
        path = Path(room.host.log)
        closes_at = room.host.room.closes_at
    assert closes_at is not None
    log, found = LogFile.resume(path)
    async with resume(story(), log, found, clock=HandClock(closes_at + 1)) as again:
        await again.changes(again.room.revision)
        assert again.room.phase == "sealed"


async def test_many_commands_share_one_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room_at_work(tmp_path) as room:
        phones = [await room.join() for _ in range(50)]
        await room.go_to("vote")
        synced = 0
        really = os.fsync

        def counted(descriptor: int) -> None:
            nonlocal synced
            synced += 1
            really(descriptor)

        monkeypatch.setattr(os, "fsync", counted)
        place, choice = room.place, room.choices[0]
        votes = [
            room.host.submit(
                Vote(token=phone.token, place=place, key="k" + phone.token, choice=choice)
            )
            for phone in phones
        ]
        await asyncio.gather(*votes)
        assert room.host.room.vote is not None
        assert len(room.host.room.vote.ballots) == 50
        assert synced <= 2


async def test_nothing_is_answered_or_shown_before_it_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        really: Callable[[int], None] = os.fsync
        seen: list[tuple[int, int]] = []

        def watched(descriptor: int) -> None:
            really(descriptor)
            on_disk = len(read_log(Path(room.host.log)).events)
            seen.append((room.host.room.revision, on_disk))

        monkeypatch.setattr(os, "fsync", watched)
        await phone.vote(room.choices[0])
        assert seen == [(room.host.room.revision - 1, room.host.room.revision)]


async def test_what_cannot_be_kept_has_not_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room_at_work(tmp_path) as room:
        phones = [await room.join() for _ in range(5)]
        await room.go_to("vote")
        before = room.host.room
        really = os.fsync

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        answers = await asyncio.gather(*(phone.vote(room.choices[0]) for phone in phones))
        assert [answer.status for answer in answers] == [503] * 5
        assert all("No space left" in answer.words for answer in answers)
        assert room.host.room == before
        monkeypatch.setattr(os, "fsync", really)
        for phone in phones:
            assert (await phone.vote(room.choices[0])).status == 200
        path = Path(room.host.log)
        kept = room.host.room
    async with resumed(path) as again:
        assert again.room == kept


async def test_the_rooms_play_is_kept_among_the_trainers_records(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records")
    session = session_for(records, story(), "cancelled-icpc")
    async with room_at_work(tmp_path, session=session) as room:
        phone = await room.join()
        await room.go_to("vote")
        await phone.vote(room.choices[0])
        await room.go_to("outcome")
        taken = room.host.room.actions
        assert len(taken) == 1
        path = Path(room.host.log)
    record = records.record(session.id)
    assert tuple(action.word for action in record.actions) == taken
    assert record.with_room
    assert records.latest_unfinished() is None
    async with resumed(path, records) as again:
        assert again.play.session is not None
        assert again.play.session.id == session.id
        assert not again.play.trouble
    assert len(records.plays()) == 1
    records.close()


async def test_what_the_records_missed_in_a_crash_is_kept_on_resuming(tmp_path: Path) -> None:
    records = Records.open(tmp_path / "records")
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        await phone.vote(room.choices[0])
        await room.go_to("outcome")
        path, taken = Path(room.host.log), room.host.room.actions
    async with resumed(path, records) as again:
        assert not again.play.trouble
    assert [tuple(a.word for a in one.actions) for one in records.plays()] == [taken]
    assert [one.with_room for one in records.plays()] == [True]
    records.close()


async def test_an_exercise_goes_on_when_the_records_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records.open(tmp_path / "records")
    session = session_for(records, story(), "cancelled-icpc")

    def failing(*_: object) -> None:
        raise RecordError("The records are gone.")

    monkeypatch.setattr(session, "take", failing)
    async with room_at_work(tmp_path, session=session) as room:
        phone = await room.join()
        await room.go_to("vote")
        await phone.vote(room.choices[0])
        await room.go_to("outcome")
        assert "The records are gone" in room.host.play.trouble
        assert "The exercise goes on" in room.host.play.trouble
    records.close()


async def test_whoever_waits_for_changes_is_told_of_each_room_that_is_kept(
    tmp_path: Path,
) -> None:
    host = begin(story(), tmp_path / "log", port=1, clock=HandClock())
    async with host:
        waiting = [asyncio.ensure_future(host.changes(host.room.revision)) for _ in range(3)]
        await host.submit(MoveOn(seen=host.room.turn))
        assert [room.phase for room in await asyncio.gather(*waiting)] == ["briefing"] * 3
        assert (await host.changes(0)).phase == "briefing"


async def test_what_was_asked_before_stopping_is_kept(tmp_path: Path) -> None:
    host = begin(story(), tmp_path / "log", port=1, clock=HandClock())
    async with host:
        last = asyncio.ensure_future(host.submit(End()))
        await asyncio.sleep(0)
    await last
    assert read_log(tmp_path / "log").events[-1].kind == "ended"


async def test_time_never_goes_back_in_a_log(tmp_path: Path) -> None:
    clock = HandClock()
    host = begin(story(), tmp_path / "log", port=1, clock=clock)
    async with host:
        await host.submit(MoveOn(seen=host.room.turn))
        clock.move(-3_600_000)
        await host.submit(End())
        times = [event.at for event in host.events]
        assert times == sorted(times)


async def test_a_key_pressed_on_what_is_no_longer_there_does_nothing(tmp_path: Path) -> None:
    host = begin(story(), tmp_path / "log", port=1, clock=HandClock())
    async with host:
        seen = host.room.turn
        pressed = await asyncio.gather(
            *(host.submit(MoveOn(seen=seen)) for _ in range(3)), return_exceptions=True
        )
        assert [type(one) for one in pressed[1:]] == [RefusedError, RefusedError]
        assert host.room.phase == "briefing"


def test_logs_are_named_by_scenario_and_time_and_never_twice(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 26, 14, 5)
    first = log_path(tmp_path, "cancelled-icpc", moment)
    assert first.name == "cancelled-icpc-2026-11-26-1405.jsonl"
    first.touch()
    second = log_path(tmp_path, "cancelled-icpc", moment)
    assert second.name == "cancelled-icpc-2026-11-26-1405-2.jsonl"


async def test_a_full_disk_is_told_to_the_trainer_and_a_closing_vote_closes_once_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        await room.trainer_moves_on()
        really = os.fsync
        tried = asyncio.Event()

        def last() -> str:
            return room.host.events[-1].kind

        def full(_: int) -> None:
            loop.call_soon_threadsafe(tried.set)
            raise OSError(28, "No space left on device")

        loop = asyncio.get_running_loop()
        console = HostedRoom(room.host, room.desk.served)
        assert console.trouble == ""
        monkeypatch.setattr(os, "fsync", full)
        answer = await phone.vote(room.choices[0])
        assert answer.status == 503
        assert str(tmp_path) not in answer.text
        assert f"{room.host.log} cannot be written: No space left on device." in console.trouble
        tried.clear()
        assert room.host.room.closes_at is not None
        room.clock.move(room.host.room.closes_at - room.clock.now() + 1)
        await tried.wait()
        assert last() == "closing"
        monkeypatch.setattr(os, "fsync", really)
        while last() != "moved":
            room.clock.move(1_000)
            await asyncio.sleep(0)
        assert room.host.room.phase == "sealed"
        assert console.trouble == ""

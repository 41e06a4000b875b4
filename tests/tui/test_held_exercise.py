"""An exercise as it is held: a console and a wall over a real server, stopped and gone on with."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from random import Random

import aiohttp
import pytest

from scr_sim.group.server import launch
from scr_sim.group.server.addresses import served_here
from scr_sim.group.server.application import listen
from scr_sim.group.server.host import Host
from scr_sim.group.server.log_file import LogFile
from scr_sim.group.server.wall_client import ServedWall
from scr_sim.group.simulated import PEOPLE, People
from scr_sim.scenario import load
from scr_sim.tui.group.console_app import ConsoleApp
from scr_sim.tui.group.wall import WallScreen
from scr_sim.tui.group.wall_app import WallApp
from tests.app_driver import until
from tests.tui.consoles import press, says

STORY = "headlice-account"


def begun(folder: Path) -> tuple[Host, socket.socket]:
    listening = listen(0, lan=False)
    port = listening.getsockname()[1]
    return launch.begin(load(STORY), folder / "exercise.jsonl", port=port), listening


def gone_on(folder: Path, port: int) -> tuple[Host, socket.socket]:
    file, found = LogFile.resume(folder / "exercise.jsonl")
    return launch.resume(load(STORY), file, found), listen(port, lan=False)


@pytest.mark.slow
async def test_a_wall_follows_a_room_loses_it_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WallScreen, "RETRY", 0.05)
    host, listening = begun(tmp_path)
    port = host.room.opened.port
    address = f"http://127.0.0.1:{port}"
    wall = WallApp(ServedWall(address, host.room.opened.wall_key), address)
    async with wall.run_test(size=(100, 30)) as seen:
        await until(seen, lambda: says(wall, "does not answer"))
        console = ConsoleApp(host, served_here(port), listening)
        async with console.run_test(size=(80, 24), notifications=True) as pilot:
            await until(seen, lambda: says(wall, host.room.opened.code))
            async with aiohttp.ClientSession() as http:
                agency = next(iter(host.exercise.agencies))
                data = {"code": host.room.opened.code, "agency": agency}
                answer = await http.post(f"{address}/join", data=data)
                assert answer.status == 200
            await until(pilot, lambda: says(console, "1 person:"))
            await press(pilot, "space")
            await until(seen, lambda: says(wall, "Briefing"))
            await press(pilot, "right_square_bracket")
            assert host.room.page == 1
            await until(seen, lambda: says(wall, "Page 2 of"))
        await until(seen, lambda: says(wall, "does not answer. Trying again"))
        host, listening = gone_on(tmp_path, port)
        console = ConsoleApp(host, served_here(port), listening, said="It goes on.")
        async with console.run_test(size=(80, 24), notifications=True) as pilot:
            assert says(console, "It goes on.")
            await until(seen, lambda: not says(wall, "does not answer"))
            assert says(wall, "Page 2 of")
            assert len(host.room.seats) == 1


async def test_a_wrong_key_is_refused_by_the_server(tmp_path: Path) -> None:
    host, listening = begun(tmp_path)
    port = host.room.opened.port
    console = ConsoleApp(host, served_here(port), listening)
    async with console.run_test():
        source = ServedWall(f"http://127.0.0.1:{port}", "not-the-key")
        with pytest.raises(PermissionError):
            await source.next_view(-1)
        await source.close()


async def test_what_is_no_exercise_is_told_as_no_answer() -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        source = ServedWall(f"http://127.0.0.1:{port}", "key")
        with pytest.raises(OSError):
            await source.next_view(-1)
        await source.close()


async def test_in_a_rehearsal_simulated_people_join_and_vote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConsoleApp, "PACE", 0)
    host, listening = begun(tmp_path)
    served = served_here(host.room.opened.port)
    console = ConsoleApp(host, served, listening, people=People(Random(4)))
    async with console.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: says(console, f"{PEOPLE} people:"))
        await press(pilot, "space", "space")
        await until(pilot, lambda: says(console, "Everybody has voted."))
        await press(pilot, "r")
        await until(pilot, lambda: says(console, "First vote"))
        assert host.room.phase == "revealed"
        await press(pilot, "s")
        assert (tmp_path / "exercise" / "report.html").is_file()

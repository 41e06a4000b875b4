"""What no page sends: it is refused in a sentence, and the room goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from scr_sim.group.server import seat_routes
from scr_sim.group.server.wall_routes import KEY_HEADER
from tests.group.server.rooms_at_work import RoomAtWork, room_at_work

_FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


async def answered(room: RoomAtWork, start: bytes, headers: bytes = b"", body: bytes = b"") -> str:
    """Send a request byte by byte as it is given; return all that is answered."""
    port = room.desk.served.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    host = b"Host: 127.0.0.1:%d\r\nConnection: close\r\n" % port
    length = b"Content-Length: %d\r\n" % len(body)
    writer.write(start + b" HTTP/1.1\r\n" + host + headers + length + b"\r\n" + body)
    found = await reader.read()
    writer.close()
    return found.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("start", "headers"),
    [
        (b"GET /wall/view", b"X-Room-Key: \xff\xfe\r\n"),
        (b"GET /wall/now", b"Cookie: wall-%d=\xff\r\n"),
        (b"GET /console", b"X-Room-Key: \xff\r\n"),
    ],
    ids=str,
)
async def test_a_key_that_is_no_text_is_a_wrong_key(
    start: bytes, headers: bytes, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room:
        named = headers.replace(b"%d", str(room.desk.served.port).encode())
        found = await answered(room, start, named)
        assert " 403 " in found.splitlines()[0]
        assert "key" in found


@pytest.mark.parametrize("packed", [b"gzip", b"deflate"])
async def test_a_form_that_cannot_be_unpacked_is_told(packed: bytes, tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        headers = _FORM + b"Content-Encoding: " + packed + b"\r\n"
        found = await answered(room, b"POST /join", headers, b"not packed at all")
        assert " 400 " in found.splitlines()[0]
        assert "This form cannot be read." in found


async def test_nobodys_wrong_keys_shut_out_the_wall(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        right = {KEY_HEADER: room.host.room.opened.wall_key}
        answers = [
            (await room.get("/wall/view", headers={KEY_HEADER: "wrong"})).status for _ in range(40)
        ]
        assert answers[-1] == 429
        assert (await room.get("/wall/view", headers=right)).status == 200
        opened = await room.post("/wall", {"key": right[KEY_HEADER]})
        assert opened.status == 303


async def test_what_breaks_in_the_server_is_one_sentence_and_written_down(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Callable[..., object]:
        raise RuntimeError("secret words")

    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        monkeypatch.setattr(seat_routes, "_whole", broken)
        answer = await phone.page()
        assert answer.status == 500
        assert "Something went wrong here. What was kept stays kept" in answer.words
        assert "secret words" not in answer.text
        assert "secret words" in next((home / "log").iterdir()).read_text("utf-8")
        assert (await room.get("/return")).status == 200

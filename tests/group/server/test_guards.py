from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import aiohttp
import pytest

from scr_sim.scenario import ids, load
from tests.group.server.rooms_at_work import RoomAtWork, room_at_work

PAGES = ("/", "/return", "/wall", "/nothing", "/p/nobody")


async def test_only_names_that_are_served_are_answered(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        port = room.desk.served.port
        for name in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", ""):
            for path in PAGES:
                answer = await room.get(path, headers={"Host": name})
                assert answer.status == 421
                assert "DNS" not in answer.text
                assert room.host.room.opened.code not in answer.text
        assert (await room.get("/", headers={"Host": f"localhost:{port}"})).status == 200


async def test_a_network_that_came_after_the_beginning_is_answered_in(tmp_path: Path) -> None:
    async with room_at_work(tmp_path, lan=True) as room:
        # Any address of 127.0.0.0/8 is this machine's, on Linux at least.
        hotspot = f"127.7.7.7:{room.desk.served.port}"
        assert not room.desk.served.believes(hotspot)
        try:
            async with room.http.get(f"http://{hotspot}/") as answer:
                assert answer.status == 200
        except aiohttp.ClientConnectorError:
            pytest.skip("this machine answers under 127.0.0.1 alone")
        evil = {"Host": f"evil.example:{room.desk.served.port}"}
        async with room.http.get(f"http://{hotspot}/", headers=evil) as answer:
            assert answer.status == 421


async def test_a_page_elsewhere_cannot_post_here(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        for strange in (
            {"Origin": "http://evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": f"https://127.0.0.1:{room.desk.served.port}"},
        ):
            answer = await room.post(f"{phone.base}/pause", headers=strange)
            assert answer.status == 403
        assert room.host.room.pauses_wanted == 0
        own = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        assert (await room.post(f"{phone.base}/pause", headers=own)).status == 200


async def test_every_reply_keeps_itself_to_this_page_and_this_moment(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        for path in (*PAGES, phone.base, f"{phone.base}/now", "/wall/view", "/console"):
            headers = (await room.get(path)).headers
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert "Server" not in headers


def allowed(page: str, policy: str) -> None:
    """Check that what a page brings is what its policy lets it run and wear."""
    for tag in ("script", "style"):
        for content in re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", page):
            digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", page)
    assert not re.search(r"(src|href|action)=\"?(https?:)?//", page)


async def test_pages_bring_all_that_they_need_and_nothing_is_from_elsewhere(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        wall = {"key": room.host.room.opened.wall_key}
        cookie = (await room.post("/wall", wall)).headers["Set-Cookie"].split(";")[0]
        for path in (*PAGES, phone.base):
            page = await room.get(path, headers={"Cookie": cookie})
            allowed(page.text, page.headers["Content-Security-Policy"])


@pytest.mark.parametrize("name", ids())
async def test_a_phone_page_is_under_twenty_thousand_bytes_wherever_the_room_stands(
    tmp_path: Path, name: str
) -> None:
    scenario = load(name)
    largest = 0
    async with room_at_work(tmp_path, scenario=scenario) as room:
        phones = [await room.join(agency) for agency in scenario.agencies or {"": ""}]
        phase = room.host.room.phase
        while phase != "ended":
            if phase == "vote" and room.host.room.closes_at is None:
                for phone in phones:
                    await phone.vote(room.choices[-1])
            for phone in phones:
                page = (await phone.page()).text
                largest = max(largest, len(page.encode()))
            phase = await room.one_thing()
    assert largest < 20_000


async def test_letters_that_turn_or_hide_words_are_shown(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("closing")
        await phone.post("pledge", {"text": "safe\u202eelas\x00\x1b[31m"})
        for page in ((await phone.page()).text, room.desk.snapshots.wall().html):
            assert not re.search("[\x00\x1b\u202e]", page)


def secrets_of(room: RoomAtWork) -> list[str]:
    opened = room.host.room.opened
    return [opened.console_key, opened.wall_key]


async def test_keys_are_in_no_page_and_no_address(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.post("/wall", {"key": secrets_of(room)[1]}, recorded=False)
        for path in (*PAGES, phone.base, f"{phone.base}/now"):
            await room.get(path)
        everything = b"".join(room.sent)
        assert not [secret for secret in secrets_of(room) if secret.encode() in everything]
